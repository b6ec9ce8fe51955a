// A project over files in memory, as tests need it.
import assert from 'node:assert/strict';
import { applyPlan } from '../../server/core/apply-plan';
import { planFixes, type FixPlan } from '../../server/core/fix';
import type { Finding } from '../../server/core/evaluate';
import type { BoundValues } from '../../server/core/bound';
import type { KindIndex } from '../../server/core/kind-index';
import { folderOf } from '../../server/core/paths';
import { createProject, type FileAccess, type Project } from '../../server/core/project';
import type { Adapter } from '../../server/core/resource';
import { parseScript } from '../../server/dialects/script/parser';
import { allAdapters } from '../../server/hosts/adapters';
import { mark, type Marked } from './examples';

export const adapters: readonly Adapter[] = allAdapters(parseScript);

/** A project whose files are the given texts by path. */
export function memoryProject(
  files: Readonly<Record<string, string>>,
  kinds: KindIndex,
  bound: BoundValues | (() => BoundValues) = {},
  varFiles: readonly string[] = [],
): Project {
  return createProject(adapters, kinds, {
    ...accessTo(files),
    given: () => ({ varFiles, bound: typeof bound === 'function' ? bound() : bound }),
  });
}

/** Access to texts by path. */
export function accessTo(files: Readonly<Record<string, string>>): FileAccess {
  return {
    text: (path) => files[path],
    list: (folder) => {
      const names = Object.keys(files).filter((path) => folderOf(path) === folder);
      return names.length > 0 ? names.map((path) => path.slice(path.lastIndexOf('/') + 1)) : undefined;
    },
    uri: (path) => `file:///${path}`,
  };
}

/** The findings in one file. */
export function findingsIn(project: Project, path: string): readonly Finding[] {
  return project.judge(path)?.analysis.findings.filter((finding) => finding.source === `file:///${path}`) ?? [];
}

/** What a rule surely finds in one file; the test fails where that is nothing. */
export function failureOf(project: Project, path: string, rule: string): Finding {
  const finding = findingsIn(project, path).find((each) => each.rule.id === rule && each.verdict === 'fail');
  assert.ok(finding, 'there is a finding');
  return finding;
}

/** Asserts the rules that found something, and that they stand where the text is marked. */
export function assertMarked({ text, spans }: Marked, rules: readonly string[], found: readonly Finding[]): void {
  assert.deepEqual(
    found.map(({ rule }) => rule.id),
    rules,
  );
  const shown = mark(
    text,
    found.map(({ span }) => span),
  );
  assert.equal(shown, mark(text, spans));
}

/** The fixes of a finding, best first. */
export function fixesOf(project: Project, path: string, finding: Finding): readonly FixPlan[] {
  const judged = project.judge(path);
  return judged ? planFixes(finding, judged.analysis.index) : [];
}

/** The text of `file` (else of `path`) after a fix to the unit of `path`, or why it can't be done. */
export function applyFix(project: Project, path: string, plan: FixPlan, file = path): string {
  const judged = project.judge(path);
  if (!judged) throw new Error(`${path} is not read`);
  const byPath = (texts: ReadonlyMap<string, string>): Map<string, string> =>
    new Map([...texts].map(([uri, text]) => [uri.replace('file:///', ''), text]));
  const applied = applyPlan(plan, judged.unit, judged.adapter, (texts) => project.resolveWith(path, byPath(texts)));
  if (!applied.ok) throw new Error(applied.reason);
  const text = applied.texts.get(`file:///${file}`);
  if (text === undefined) throw new Error('the fix changes nothing in this file');
  return text;
}
