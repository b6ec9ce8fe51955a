// A baseline: the findings that were there before, named by structure and not by line, so that moved lines and renamed files stay known.
import type { Finding } from './evaluate';
import type { Resource } from './resource';
import type { Span } from './text';
import type { ConfigValue } from './value';

/** One known finding; several that can't be told apart are one entry with a count. */
export interface BaselineEntry {
  readonly rule: string;
  readonly dialect: string;
  /** Terraform address with its module, logical id, `s3:PutObject`. */
  readonly address: string;
  readonly fingerprint: string;
  /** Where it stood, relative to the baseline's folder. Only a hint. */
  readonly path: string;
  readonly count: number;
}

export interface Baseline {
  readonly version: 1;
  readonly entries: readonly BaselineEntry[];
}

/** What a finding must have to be looked up. */
export type BaselineKey = Omit<BaselineEntry, 'count'>;

/** The names of the properties on the way to what decided a finding, and the value there, in a form that does not hang on lines. */
export function fingerprintOf(finding: Finding): string {
  const { blame } = finding;
  const where = blame?.resource ?? finding.resource;
  const way = namesTo(where.body, finding.span);
  const part = finding.part ? namesTo(finding.resource.body, finding.part.object.head) : [];
  const elsewhere = where === finding.resource ? [] : [`${where.type} ${nameOf(where)}`];
  return [...elsewhere, ...new Set([part.join('.'), way.join('.')]), valueText(blame?.value, 0)]
    .filter((word) => word !== '')
    .join(' ');
}

/** A call or construct has no address of its own that would stay: its type does. */
function nameOf(resource: Resource): string {
  return resource.dialect === 'sdk' ? '' : resource.address;
}

/** The keys down to the value, or the key, that has this place; list items leave no trace. */
function namesTo(value: ConfigValue, span: Span): readonly string[] {
  const children =
    value.kind === 'object'
      ? value.entries.map(({ key, keySpan, value: inner }) => ({ key, keySpan, inner }))
      : value.kind === 'list'
        ? value.items.map((inner) => ({ key: undefined, keySpan: undefined, inner }))
        : value.kind === 'choice'
          ? value.options.map((option) => ({ key: undefined, keySpan: undefined, inner: option.value }))
          : [];
  for (const { key, keySpan, inner } of children) {
    const own = key === undefined ? [] : [key];
    if ((keySpan && sameSpan(keySpan, span)) || sameSpan(inner.span, span)) return own;
    if (inner.kind === 'object' && sameSpan(inner.head, span)) return own;
    const below = namesTo(inner, span);
    if (below.length > 0) return [...own, ...below];
  }
  return [];
}

function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

const MAX_DEPTH = 4;
const MAX_VALUE = 200;
/** More findings of one entry than any file has. */
const MAX_COUNT = 100_000;

function valueText(value: ConfigValue | undefined, depth: number): string {
  if (value === undefined) return 'absent';
  if (depth > MAX_DEPTH) return '…';
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value).slice(0, MAX_VALUE);
    case 'ref':
      return `ref ${value.target}.${value.attribute}`;
    case 'text':
      return 'text';
    case 'unknown':
      return 'unknown';
    default:
      return value.kind;
  }
}

/** Counts what is there now. Entries are in order, so that the file changes only where something changed. */
export function toBaseline(keys: readonly BaselineKey[]): Baseline {
  const counts = new Map<string, BaselineEntry>();
  for (const key of keys) {
    const name = `${key.path}\n${nameOfEntry(key)}`;
    counts.set(name, { ...key, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  const ordered = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  return { version: 1, entries: ordered };
}

function nameOfEntry({ rule, dialect, address, fingerprint }: BaselineKey): string {
  return [rule, dialect, address, fingerprint].join('\n');
}

export interface BaselineMatch {
  /** For each key, in order: whether the baseline knows it. */
  readonly known: readonly boolean[];
  /** How many findings of the baseline are there no more. */
  readonly obsolete: number;
  /** The baseline without those, with moved findings where they are now. */
  readonly pruned: Baseline;
}

/**
 * Looks findings up. First each in the file where it was; what is left over there stands for the same finding in another file, which
 * has been moved or renamed. `isSeen`: true for an entry whose file was scanned now or is gone, and whose rule would be shown; other entries say nothing.
 */
export function matchBaseline(
  baseline: Baseline,
  keys: readonly BaselineKey[],
  isSeen: (entry: BaselineEntry) => boolean,
): BaselineMatch {
  const left = new Map<string, number>();
  const take = (name: string): boolean => {
    const number = left.get(name) ?? 0;
    if (number > 0) left.set(name, number - 1);
    return number > 0;
  };
  const add = (name: string, number: number): void => void left.set(name, (left.get(name) ?? 0) + number);
  for (const entry of baseline.entries) add(`${entry.path}\n${nameOfEntry(entry)}`, entry.count);
  const unseen: BaselineEntry[] = [];
  const known = keys.map((key) => take(`${key.path}\n${nameOfEntry(key)}`));
  for (const entry of baseline.entries) {
    const rest = left.get(`${entry.path}\n${nameOfEntry(entry)}`) ?? 0;
    if (isSeen(entry)) add(nameOfEntry(entry), rest);
    else if (rest > 0) unseen.push({ ...entry, count: rest });
    left.delete(`${entry.path}\n${nameOfEntry(entry)}`);
  }
  const moved = keys.map((key, i) => known[i] === true || take(nameOfEntry(key)));
  return {
    known: moved,
    obsolete: [...left.values()].reduce((sum, number) => sum + number, 0),
    pruned: toBaseline([...keys.filter((_, i) => moved[i]), ...unseen.flatMap(repeated)]),
  };
}

function repeated({ count, ...key }: BaselineEntry): readonly BaselineKey[] {
  return Array.from({ length: Math.min(count, MAX_COUNT) }, () => key);
}

/** A read baseline, or why it can't be read. */
export type ReadBaseline =
  { readonly ok: true; readonly baseline: Baseline } | { readonly ok: false; readonly reason: string };

/** Reads a baseline file. */
export function readBaseline(text: string): ReadBaseline {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { ok: false, reason: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const { version, entries } = (typeof data === 'object' && data !== null ? data : {}) as Readonly<
    Record<string, unknown>
  >;
  if (!Array.isArray(entries)) return { ok: false, reason: 'it has no list "entries"' };
  if (version !== 1) return { ok: false, reason: `its version is ${JSON.stringify(version)}, this Cipherlint knows 1` };
  const broken = entries.findIndex((entry) => !isEntry(entry));
  if (broken >= 0) return { ok: false, reason: `entry ${String(broken + 1)} is not complete` };
  return { ok: true, baseline: { version: 1, entries: entries as readonly BaselineEntry[] } };
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Readonly<Record<string, unknown>>;
  const { count } = entry;
  return (
    ['rule', 'dialect', 'address', 'fingerprint', 'path'].every((key) => typeof entry[key] === 'string') &&
    typeof count === 'number' &&
    Number.isInteger(count) &&
    count > 0
  );
}

/** The text of a baseline file. */
export function writeBaseline(baseline: Baseline): string {
  const { version, entries } = baseline;
  return `${JSON.stringify({ version, entries }, null, 2)}\n`;
}
