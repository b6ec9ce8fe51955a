// Compares labels with findings: recall of gaps, false alarms on clean, by source and dialect; every miss by name.
import type { KindIndex } from '../../server/core/kind-index';
import type { Scored } from './run';

export interface Label {
  readonly source: 'checkov' | 'guard-registry';
  readonly rule: string;
  readonly title: string;
  readonly dialect: string;
  readonly path: string;
  readonly file: string;
  readonly resource: string;
  readonly expect: 'gap' | 'clean';
  readonly also?: readonly string[];
  readonly questionable?: string;
}

export interface Exception {
  readonly rule: string;
  readonly path: string;
  readonly resource: string;
  readonly reason: string;
}

interface Judged {
  readonly label: Label;
  readonly rules: readonly string[];
  readonly found: readonly string[];
  readonly exception: Exception | undefined;
}

/** Judges every label. */
export function score(
  labels: readonly Label[],
  exceptions: readonly Exception[],
  kinds: KindIndex,
  findingsOf: (path: string) => readonly Scored[],
): readonly Judged[] {
  const cache = new Map<string, readonly Scored[]>();
  const equivalents = equivalentsOf(kinds);
  return labels.map((label) => {
    const rules = equivalents.get(`${label.source === 'checkov' ? 'checkov' : 'guard'} ${label.rule}`) ?? [];
    const findings = cache.get(label.path) ?? findingsOf(label.path);
    cache.set(label.path, findings);
    const places = [label.resource, ...(label.also ?? [])];
    const found = findings
      .filter((finding) => rules.includes(finding.rule) && places.includes(finding.resource))
      .map((finding) => finding.rule);
    return { label, rules, found, exception: exceptions.find((exception) => fits(exception, label)) };
  });
}

function fits(exception: Exception, label: Label): boolean {
  const same = (pattern: string, value: string): boolean => pattern === '*' || pattern === value;
  return (
    same(exception.rule, label.rule) &&
    (exception.path === '*' || label.file.endsWith(exception.path)) &&
    same(exception.resource, label.resource)
  );
}

function equivalentsOf(kinds: KindIndex): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const rule of kinds.kinds.flatMap((kind) => kind.rules)) {
    for (const [tool, ids] of Object.entries(rule.equivalents)) {
      for (const id of ids) map.set(`${tool} ${id}`, [...(map.get(`${tool} ${id}`) ?? []), rule.id]);
    }
  }
  return map;
}

function isRight({ label, found }: Judged): boolean {
  return (label.expect === 'gap') === found.length > 0;
}

/** Prints the table and every miss. `all`: the questionable labels, too. */
export function printScore(judged: readonly Judged[], all: boolean): void {
  const mapped = judged.filter(({ rules }) => rules.length > 0);
  const plain = mapped.filter(({ label, exception }) => label.questionable === undefined && !exception);
  console.log('source           dialect          gaps found         false alarms on clean');
  for (const source of ['checkov', 'guard-registry']) {
    for (const dialect of ['terraform', 'cloudformation']) {
      printRow(
        `${source.padEnd(16)} ${dialect.padEnd(16)}`,
        plain.filter(({ label }) => label.source === source && label.dialect === dialect),
      );
    }
  }
  printRow('all unquestioned'.padEnd(33), plain);
  printRow(
    'questionable'.padEnd(33),
    mapped.filter(({ label }) => label.questionable !== undefined),
  );
  printMapping(judged);
  for (const miss of plain.filter((item) => !isRight(item))) console.log(describe(miss));
  if (all)
    for (const miss of mapped.filter((item) => item.label.questionable !== undefined && !isRight(item)))
      console.log(`${describe(miss)}  [${miss.label.questionable ?? ''}]`);
}

function printRow(name: string, rows: readonly Judged[]): void {
  const gaps = rows.filter(({ label }) => label.expect === 'gap');
  const clean = rows.filter(({ label }) => label.expect === 'clean');
  console.log(
    `${name} ${share(gaps.filter(isRight).length, gaps.length).padEnd(18)} ${share(clean.filter((row) => !isRight(row)).length, clean.length)}`,
  );
}

function share(part: number, whole: number): string {
  return `${String(part)}/${String(whole)} ${whole === 0 ? '-' : ((100 * part) / whole).toFixed(1)}%`;
}

function printMapping(judged: readonly Judged[]): void {
  const checks = new Map<string, boolean>();
  for (const { label, rules, exception } of judged) {
    const key = `${label.rule} ${label.dialect}`;
    checks.set(key, (checks.get(key) ?? false) || rules.length > 0 || exception !== undefined);
  }
  const missing = [...checks].filter(([, known]) => !known).map(([key]) => key);
  console.log(`checks mapped: ${share(checks.size - missing.length, checks.size)}`);
  if (missing.length > 0) console.log(`not mapped: ${missing.join(', ')}`);
}

function describe({ label, rules, found }: Judged): string {
  const what = label.expect === 'gap' ? 'missed' : 'false alarm';
  return `${what.padEnd(12)} ${label.rule} ${label.resource}  ${label.file}  (${(found.length > 0 ? found : rules).join(', ')})`;
}
