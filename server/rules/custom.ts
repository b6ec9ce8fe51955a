// Rules of a workspace: kind files in `.cipherlint/rules/`, read with care. They are data: no code of theirs runs, and none of their patterns can hang.
import { indexKinds, type KindIndex } from '../core/kind-index';
import type { Kind } from '../core/kind';
import type { FileAccess } from '../core/project';
import { isData, type CompilePattern, type Complaint } from './data-reader';
import { loadKind, type PlacedComplaint } from './load';
import { schemaComplaints, type Schema } from './schema-check';

export const CUSTOM_FOLDER = '.cipherlint/rules';

/** UTF-16 units of a file; files of a workspace. */
const MAX_LENGTH = 200_000;
const MAX_FILES = 100;
const MAX_RULES_IN_FILE = 200;
/** Brackets that are open at the same time, those in texts of examples included. */
const MAX_OPEN = 500;

export interface CustomFile {
  /** Relative to the folder that holds `.cipherlint`. */
  readonly path: string;
  readonly text: string;
}

/** What is known besides: the rules there are already, the schema, and how patterns are made. */
export interface CustomContext {
  readonly ruleIds: readonly string[];
  readonly schema: Schema;
  readonly compile: CompilePattern;
}

export interface CustomRules {
  readonly kinds: KindIndex;
  readonly ruleIds: readonly string[];
  readonly files: readonly (CustomFile & { readonly complaints: readonly PlacedComplaint[] })[];
}

/** True for the path of a rule file of a workspace. */
export function isCustomRulePath(path: string): boolean {
  return /(^|\/)\.cipherlint\/rules\/[^/]+\.ya?ml$/.test(path);
}

/** The rule files that an access finds, in the order of their names. */
export function findCustomFiles(access: Pick<FileAccess, 'list' | 'text'>): readonly CustomFile[] {
  return [...(access.list(CUSTOM_FOLDER) ?? [])]
    .sort()
    .map((name) => `${CUSTOM_FOLDER}/${name}`)
    .filter(isCustomRulePath)
    .flatMap((path) => {
      const text = access.text(path);
      return text === undefined ? [] : [{ path, text }];
    });
}

/** The ids of our rules and of those that an access finds: a configuration can name both. */
export function knownRuleIds(access: Pick<FileAccess, 'list' | 'text'>, context: CustomContext): readonly string[] {
  const files = findCustomFiles(access);
  return files.length === 0 ? context.ruleIds : [...context.ruleIds, ...readCustomRules(files, context).ruleIds];
}

/** Reads rule files. One with a complaint gives no rule: half a rule would judge wrongly. */
export function readCustomRules(files: readonly CustomFile[], context: CustomContext): CustomRules {
  const taken = new Set(context.ruleIds);
  const kinds: Kind[] = [];
  const read = files.map((file, i) => {
    const { kind, complaints } =
      i < MAX_FILES ? readOne(file.text, context, taken) : tooMuch(`more than ${String(MAX_FILES)} files`);
    for (const rule of kind?.rules ?? []) taken.add(rule.id);
    if (kind && complaints.length === 0) kinds.push(kind);
    return { ...file, complaints };
  });
  return { kinds: indexKinds(kinds), ruleIds: kinds.flatMap((kind) => kind.rules.map(({ id }) => id)), files: read };
}

interface ReadOne {
  readonly kind: Kind | undefined;
  readonly complaints: readonly PlacedComplaint[];
}

function readOne(text: string, { schema, compile }: CustomContext, taken: ReadonlySet<string>): ReadOne {
  if (text.length > MAX_LENGTH) return tooMuch(`more than ${String(MAX_LENGTH)} characters`);
  if (isDeep(text)) return tooMuch('nested too deep');
  const check = (data: unknown): readonly Complaint[] => [
    ...schemaComplaints(schema, data),
    ...ownComplaints(data, taken),
  ];
  try {
    const { kind, complaints } = loadKind(text, { compile, check });
    return { kind, complaints: once(complaints) };
  } catch {
    return tooMuch('nested too deep'); // the only thing that YAML text can do to its readers: use up the stack
  }
}

/** A glance at the signs that nest in YAML, before its reader spends its time on them. */
function isDeep(text: string): boolean {
  let open = 0;
  for (const sign of text) {
    if (sign === '[' || sign === '{') open++;
    else if ((sign === ']' || sign === '}') && open > 0) open--;
    if (open > MAX_OPEN) return true;
  }
  return /^ *(?:[-?:] +){100}/m.test(text);
}

function tooMuch(reason: string): ReadOne {
  return {
    kind: undefined,
    complaints: [{ path: [], span: { start: 0, end: 0 }, line: 1, message: `not read: ${reason}` }],
  };
}

/** The schema and the reader often say the same of a place, or of a part of it; the first one says it better. */
function once(complaints: readonly PlacedComplaint[]): readonly PlacedComplaint[] {
  return complaints.filter(
    ({ span }, i) =>
      !complaints.slice(0, i).some((other) => span.start <= other.span.start && other.span.end <= span.end),
  );
}

/** What holds for rules of a workspace alone: ids that nobody else has, and options of derivations that are plain. */
function ownComplaints(data: unknown, taken: ReadonlySet<string>): readonly Complaint[] {
  if (!isData(data)) return [];
  const rules = Array.isArray(data.rules) ? data.rules : [];
  const ids = rules.map((rule: unknown) => (isData(rule) ? rule.id : undefined));
  return [
    ...(rules.length > MAX_RULES_IN_FILE
      ? [{ path: ['rules'], message: `expected at most ${String(MAX_RULES_IN_FILE)} rules` }]
      : []),
    ...ids.flatMap((id, i) =>
      typeof id === 'string' && (taken.has(id) || ids.indexOf(id) < i)
        ? [{ path: ['rules', i, 'id'], message: `there is a rule called "${id}" already` }]
        : [],
    ),
    ...Object.entries(isData(data.facts) ? data.facts : {}).flatMap(([name, fact]) => optionComplaints(name, fact)),
  ];
}

/** Derivations that take patterns as options; those are made by JavaScript's own engine, which must not be led astray. */
const WITH_PATTERNS = new Set(['default-by', 'broad-action', 'text-setting']);

function optionComplaints(name: string, fact: unknown): readonly Complaint[] {
  if (!isData(fact) || !isData(fact.options) || !WITH_PATTERNS.has(String(fact.derive))) return [];
  return Object.entries(fact.options).flatMap(([option, value]) =>
    typeof value === 'string' && (value.length > 100 || /[*+?{\\]/.test(value) || !isPattern(value))
      ? [
          {
            path: ['facts', name, 'options', option],
            message: 'expected a plain pattern of at most 100 characters, without * + ? { and \\',
          },
        ]
      : [],
  );
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source).source !== '';
  } catch {
    return false;
  }
}
