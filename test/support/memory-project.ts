// A project over files in memory, as tests need it.
import { applyPlan } from '../../server/core/apply-plan';
import { planFixes, type FixPlan } from '../../server/core/fix';
import type { Finding } from '../../server/core/evaluate';
import type { BoundValues } from '../../server/core/bound';
import type { KindIndex } from '../../server/core/kind-index';
import { createProject, folderOf, type Project } from '../../server/core/project';
import type { Adapter } from '../../server/core/resource';
import { parseScript } from '../../server/dialects/script/parser';
import { allAdapters } from '../../server/hosts/adapters';

export const adapters: readonly Adapter[] = allAdapters(parseScript);

/** A project whose files are the given texts by path. */
export function memoryProject(
  files: Readonly<Record<string, string>>,
  kinds: KindIndex,
  bound: BoundValues | (() => BoundValues) = {},
): Project {
  return createProject(adapters, kinds, {
    text: (path) => files[path],
    list: (folder) => {
      const names = Object.keys(files).filter((path) => folderOf(path) === folder);
      return names.length > 0 ? names.map((path) => path.slice(path.lastIndexOf('/') + 1)) : undefined;
    },
    uri: (path) => `file:///${path}`,
    bound: () => (typeof bound === 'function' ? bound() : bound),
  });
}

/** The findings in one file. */
export function findingsIn(project: Project, path: string): readonly Finding[] {
  return project.judge(path)?.analysis.findings.filter((finding) => finding.source === `file:///${path}`) ?? [];
}

/** The fixes of a finding, best first. */
export function fixesOf(project: Project, path: string, finding: Finding): readonly FixPlan[] {
  const judged = project.judge(path);
  return judged ? planFixes(finding, judged.analysis.index) : [];
}

/** The text of `path` after a fix, or why it can't be done. */
export function applyFix(project: Project, path: string, plan: FixPlan): string {
  const judged = project.judge(path);
  if (!judged) throw new Error(`${path} is not read`);
  const byPath = (texts: ReadonlyMap<string, string>): Map<string, string> =>
    new Map([...texts].map(([uri, text]) => [uri.replace('file:///', ''), text]));
  const applied = applyPlan(plan, judged.unit, judged.adapter, (texts) => project.resolveWith(path, byPath(texts)));
  if (!applied.ok) throw new Error(applied.reason);
  const text = applied.texts.get(`file:///${path}`);
  if (text === undefined) throw new Error('the fix changes nothing in this file');
  return text;
}
