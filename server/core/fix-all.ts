// Applies every safe fix of a file, one after the other, until none is left.
import { applyPlan } from './apply-plan';
import { analyze, type Finding } from './evaluate';
import { planFixes, type FixPlan } from './fix';
import type { Project } from './project';
import type { Unit } from './resource';
import { levelOf, type Settings } from './settings';
import { applySuppressions, suppressionsIn, type RepositorySuppression } from './suppress';

export interface FixedFile {
  readonly before: string;
  readonly after: string;
}

export interface FixAllResult {
  readonly fixed: number;
  /** By path: a fix may also change another file of the unit. */
  readonly texts: ReadonlyMap<string, FixedFile>;
}

const MAX_ROUNDS = 500;

/** Which of a finding's fixes to make. */
export type Pick = (plans: readonly FixPlan[]) => FixPlan | undefined;

/** The first fix, if it is safe. */
const safeOne: Pick = ([plan]) => (plan?.safe ? plan : undefined);

/** The fix that names this key, unless it would replace or interrupt something. */
export function naming(key: string): Pick {
  return (plans) => plans.find((plan) => plan.key === key && !/replaces|interrupts/.test(plan.caution ?? ''));
}

/**
 * Fixes in one file what can be fixed by the fixes that `pick` takes, those that are safe where it is left out; undefined where nothing is.
 * `only`: the one rule to look at. `repository`: what other tools' files say.
 */
export function fixAll(
  project: Project,
  path: string,
  settings: Settings,
  today: string,
  only?: string,
  repository: readonly RepositorySuppression[] = [],
  pick: Pick = safeOne,
): FixAllResult | undefined {
  const judged = project.judge(path);
  if (!judged) return undefined;
  const original = new Map(judged.unit.documents.map(({ source }) => [source.path, source.text]));
  const texts = new Map<string, string>();
  const failed = new Set<string>();
  let unit = judged.unit;
  let fixed = 0;
  let analysis = judged.analysis;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    analysis = analyze(unit, project.kinds, analysis);
    const finding = fixable(analysis.findings, unit, path, settings, today, repository).find(
      (candidate) => !failed.has(keyOf(candidate)) && (only === undefined || candidate.rule.id === only),
    );
    if (!finding) break;
    const plan = pick(planFixes(finding, analysis.index));
    const applied = plan
      ? applyPlan(plan, unit, judged.adapter, (changed) => project.resolveWith(path, merged(texts, changed, unit)))
      : undefined;
    const next = applied?.ok ? project.resolveWith(path, merged(texts, applied.texts, unit)) : undefined;
    if (!applied?.ok || !next) {
      failed.add(keyOf(finding));
      continue;
    }
    for (const [changed, text] of merged(texts, applied.texts, unit)) texts.set(changed, text);
    unit = next;
    failed.add(keyOf(finding)); // a fix that does not help is not tried twice
    fixed++;
  }
  const changed = [...texts].flatMap(([name, after]): readonly (readonly [string, FixedFile])[] => {
    const before = original.get(name);
    return before === undefined || before === after ? [] : [[name, { before, after }]];
  });
  return changed.length > 0 ? { fixed, texts: new Map(changed) } : undefined;
}

function fixable(
  findings: readonly Finding[],
  unit: Unit,
  path: string,
  settings: Settings,
  today: string,
  repository: readonly RepositorySuppression[],
): readonly Finding[] {
  const uri = unit.documents.find(({ source }) => source.path === path)?.source.uri;
  const own = findings.filter(
    (finding) => finding.verdict === 'fail' && finding.source === uri && levelOf(finding, settings) !== undefined,
  );
  return applySuppressions(own, suppressionsIn(unit, repository), today)
    .findings.filter(({ by }) => !by)
    .map(({ finding }) => finding);
}

/** A finding's name that survives moved lines. */
function keyOf(finding: Finding): string {
  const part = finding.part
    ? String(
        finding.resource.body.entries.findIndex(
          (entry) => entry.value.span.end > (finding.part?.object.span.start ?? 0),
        ),
      )
    : '';
  return `${finding.rule.id}|${finding.resource.id}|${part}|${finding.part ? String(finding.span.start - finding.resource.span.start) : ''}`;
}

/** Texts by path, from texts by URI. */
function merged(
  texts: ReadonlyMap<string, string>,
  changed: ReadonlyMap<string, string>,
  unit: Unit,
): Map<string, string> {
  const byPath = [...changed].flatMap(([uri, text]) =>
    unit.documents.filter(({ source }) => source.uri === uri).map(({ source }) => [source.path, text] as const),
  );
  return new Map([...texts, ...byPath]);
}
