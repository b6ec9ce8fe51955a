// Tries a file's fixes, each alone and all safe ones together, and says what is wrong with the results.
import { format } from '@cdktf/hcl-tools';
import { parseDocument } from 'yaml';
import { applyPlan } from '../../server/core/apply-plan';
import { analyze, type Analysis, type Finding } from '../../server/core/evaluate';
import { planFixes, type FixPlan } from '../../server/core/fix';
import { fixAll } from '../../server/core/fix-all';
import type { JudgedUnit, Project } from '../../server/core/project';
import type { Rule } from '../../server/core/kind';
import type { Dialect, Document, Unit } from '../../server/core/resource';
import { defaultSettings } from '../../server/core/settings';
import { lostComments, stableId, strayValues, strayWhitespace } from './content';

/** A file whose fixes are tried. */
export interface Case {
  /** What people call it: a path, or an example. */
  readonly name: string;
  readonly project: Project;
  readonly path: string;
  /** Only findings of these rules; undefined: all. */
  readonly rules?: ReadonlySet<string>;
}

/** What became of one finding. */
export interface Proof {
  readonly name: string;
  readonly rule: Rule;
  readonly resource: string;
  readonly dialect: Dialect;
  /** The dialect with the language in which it is written. */
  readonly form: string;
  /** Titles of the fixes that were made. */
  readonly made: readonly string[];
  /** Why a fix that was offered can't be made here. */
  readonly refused: readonly string[];
  readonly failures: readonly string[];
}

/** Checks beyond the engine's own, which take time to load. */
export interface Schema {
  readonly complaints: (unit: Unit) => readonly string[];
  readonly replaced: (plan: FixPlan, unit: Unit) => readonly string[];
}

const STRICT = { ...defaultSettings, profile: 'strict' } as const;
const TODAY = '2026-01-01';

/** Tries every fix of every finding in the file, one by one. */
export async function proveEach(item: Case, schema?: Schema): Promise<readonly Proof[]> {
  const judged = item.project.judge(item.path);
  const uri = judged?.unit.documents.find(({ source }) => source.path === item.path)?.source.uri;
  if (!judged || uri === undefined) return [];
  const proofs: Proof[] = [];
  for (const finding of judged.analysis.findings) {
    if (finding.verdict !== 'fail' || finding.source !== uri) continue;
    if (item.rules && !item.rules.has(finding.rule.id)) continue;
    proofs.push(await proveFinding(item, judged, finding, schema));
  }
  return proofs;
}

async function proveFinding(item: Case, judged: JudgedUnit, finding: Finding, schema?: Schema): Promise<Proof> {
  const made: string[] = [];
  const refused: string[] = [];
  const failures: string[] = [];
  for (const plan of planFixes(finding, judged.analysis.index)) {
    const result = await provePlan(item, judged, finding, plan, schema);
    if (typeof result === 'string') refused.push(`${plan.title}: ${result}`);
    else {
      made.push(plan.title);
      failures.push(...result.map((failure) => `${plan.title}: ${failure}`));
    }
  }
  return {
    name: item.name,
    rule: finding.rule,
    resource: finding.address,
    dialect: finding.resource.dialect,
    form: formOf(finding),
    made,
    refused,
    failures,
  };
}

function formOf({ resource }: Finding): string {
  const { dialect, language } = resource;
  return dialect === 'cloudformation' || dialect === 'terraform'
    ? `${dialect} ${language}${resource.loose ? ' (loose)' : ''}`
    : `${dialect} ${language}`;
}

/** Complaints about a fix; a text where it can't be made. */
async function provePlan(
  item: Case,
  judged: JudgedUnit,
  finding: Finding,
  plan: FixPlan,
  schema?: Schema,
): Promise<readonly string[] | string> {
  const { project, path } = item;
  const { unit, adapter } = judged;
  const byPath = (texts: ReadonlyMap<string, string>): Map<string, string> =>
    new Map([...texts].flatMap(([uri, text]) => pathsOf(unit, uri).map((name) => [name, text] as const)));
  const applied = applyPlan(plan, unit, adapter, (texts) => project.resolveWith(path, byPath(texts)));
  if (!applied.ok) return applied.reason;
  const next = project.resolveWith(path, byPath(applied.texts));
  if (!next) return ['the file is no longer read'];
  const after = analyze(next, project.kinds);
  const key = keyOf(finding);
  const again = applyPlan(repeatable(plan), next, adapter, (texts) =>
    project.resolveWith(path, byPath(new Map([...applied.texts, ...texts]))),
  );
  const changesMore = again.ok && [...again.texts].some(([uri, text]) => text !== textIn(next, uri));
  const left = (countKeys(after).get(key) ?? 0) >= (countKeys(judged.analysis).get(key) ?? 0);
  const replaced = plan.caution?.includes('replaces') ? [] : (schema?.replaced(plan, unit) ?? []);
  return [
    ...(left ? ['the finding is still there'] : []),
    ...newFindings(judged.analysis, after),
    ...(changesMore ? ['made a second time, it changes more'] : []),
    ...strayValues(unit, next, plan.changes),
    ...(await textComplaints(unit, next, schema)),
    ...replaced.map((name) => `AWS replaces the resource when ${name} changes, and the title does not say so`),
  ];
}

/** What can be made again: parts of a resource are other objects by then, and what was added is there. */
function repeatable({ input: _, ...plan }: FixPlan): FixPlan {
  return { ...plan, changes: plan.changes.filter(({ change }) => change.kind === 'set' && !change.within) };
}

function textIn(unit: Unit, uri: string): string | undefined {
  return unit.documents.find(({ source }) => source.uri === uri)?.source.text;
}

function pathsOf(unit: Unit, uri: string): readonly string[] {
  return unit.documents.filter(({ source }) => source.uri === uri).map(({ source }) => source.path);
}

/** Tries "fix all": complaints about its result; undefined where it changes nothing. */
export async function proveAll(item: Case, schema?: Schema): Promise<readonly string[] | undefined> {
  const { project, path } = item;
  const judged = project.judge(path);
  const result = fixAll(project, path, STRICT, TODAY);
  if (!judged || !result) return undefined;
  const texts = new Map([...result.texts].map(([name, { after }]) => [name, after]));
  const next = project.resolveWith(path, texts);
  if (!next) return ['the file is no longer read'];
  for (const [name, text] of texts) project.setText(name, text);
  const again = fixAll(project, path, STRICT, TODAY);
  for (const name of texts.keys()) project.setText(name, undefined);
  return [
    ...newFindings(judged.analysis, analyze(next, project.kinds)),
    ...(again ? ['a second run changes more'] : []),
    ...(await textComplaints(judged.unit, next, schema)),
  ];
}

/** What is encrypted now lies under AWS's key: true, quieter, and not to be told before. Nothing else may come with a fix. */
function newFindings(before: Analysis, after: Analysis): readonly string[] {
  const known = countKeys(before);
  const loud = after.findings.filter(({ rule }) => rule.severity !== 'low' || rule.profile === 'baseline');
  const counts = new Map<string, number>();
  for (const finding of loud) {
    if (finding.verdict === 'fail') counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  }
  return [...counts].filter(([key, count]) => count > (known.get(key) ?? 0)).map(([key]) => `brings ${key}`);
}

function keyOf(finding: Finding): string {
  return `${finding.rule.id} ${stableId(finding.resource)}`;
}

function countKeys(analysis: Analysis): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of analysis.findings) {
    if (finding.verdict === 'fail') counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  }
  return counts;
}

async function textComplaints(before: Unit, after: Unit, schema?: Schema): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const document of after.documents) {
    const old = before.documents.find(({ source }) => source.uri === document.source.uri);
    if (!old || old.source.text === document.source.text) continue;
    complaints.push(
      ...(document.problems.length > old.problems.length
        ? [`the file has a new problem: ${document.problems.at(-1)?.message ?? ''}`]
        : []),
      ...lostComments(old.source.text, document.source.text, document.language),
      ...strayWhitespace(old.source.text, document.source.text),
      ...(await syntaxComplaints(old, document)),
    );
  }
  const known = new Set(schema?.complaints(before));
  const refused = schema?.complaints(after).filter((complaint) => !known.has(complaint)) ?? [];
  return [...complaints, ...refused.map((complaint) => `against the schema: ${complaint}`)];
}

async function syntaxComplaints(old: Document, now: Document): Promise<readonly string[]> {
  const [before, after] = [old.source.text, now.source.text];
  if (now.language === 'json') return isJson(before) && !isJson(after) ? ['it is no JSON any more'] : [];
  if (now.language === 'yaml') {
    const errors = (text: string): number => parseDocument(text, { logLevel: 'silent' }).errors.length;
    return errors(after) > errors(before) ? ['it is no YAML any more'] : [];
  }
  if (now.language !== 'hcl') return [];
  return (await format(after)) !== after && (await format(before)) === before ? ['terraform fmt would change it'] : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
