// Brings the verdicts in all combinations of branches together: one bad branch is a gap, unless somebody still picks the value.
import type { Sighting, Subject } from './facts';
import { isInstanceTest, type Decision, type Outcome } from './world';

/** What a rule says about a resource or one of its parts, and what decided it. */
export interface Verdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly blame: Sighting | undefined;
  readonly part: Subject['part'];
}

/** A verdict over all branches, and those of them that led to it. */
export interface Merged extends Verdict {
  readonly decisions: readonly Decision[];
}

/** Brings the combinations together, place by place. What passes everywhere is left out. */
export function merge(outcomes: readonly Outcome<readonly Verdict[]>[]): readonly Merged[] {
  const [only] = outcomes;
  if (only && outcomes.length === 1) {
    return only.result
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ verdict, blame, part }) => ({ verdict, blame, part, decisions: only.decisions }));
  }
  if (outcomes.every(({ result }) => result.every(({ verdict }) => verdict === 'pass'))) return [];
  const places = new Map<string, Merged[]>();
  for (const { result, decisions } of outcomes) {
    for (const { verdict, blame, part } of result) {
      const at = part?.object.span ?? { start: -1, end: -1 };
      const key = `${String(at.start)}:${String(at.end)}`;
      const list = places.get(key) ?? [];
      list.push({ verdict, blame, part, decisions });
      places.set(key, list);
    }
  }
  return [...places.values()].flatMap(mergePlace);
}

function mergePlace(verdicts: readonly Merged[]): readonly Merged[] {
  const groups = new Map<string, Merged[]>();
  for (const verdict of verdicts) {
    const fixed = verdict.decisions.filter((decision) => decision.everyBranch);
    const key = fixed.map((decision) => `${decision.test}=${decision.branch}`).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  const perGroup = [...groups.values()].map(mergePicked);
  const failed = distinctBlames(
    perGroup.filter((verdict) => verdict?.verdict === 'fail').filter((verdict) => verdict !== undefined),
  );
  if (failed.length > 0) return failed;
  const unknown = perGroup.find((verdict) => verdict?.verdict === 'unknown');
  return unknown ? [unknown] : [];
}

/** Of values somebody picks later: all bad is a gap, a mixture is not known. */
function mergePicked(verdicts: readonly Merged[]): Merged | undefined {
  const worst =
    verdicts.find((verdict) => verdict.verdict === 'fail') ?? verdicts.find((verdict) => verdict.verdict === 'unknown');
  if (!worst || verdicts.every((verdict) => verdict.verdict === 'fail')) return worst;
  return { ...worst, verdict: 'unknown' };
}

/** One verdict for each place. */
function distinctBlames(verdicts: readonly Merged[]): readonly Merged[] {
  const places = new Map<string, Merged[]>();
  for (const verdict of verdicts) {
    const key = `${verdict.blame?.resource.source ?? ''}:${String(verdict.blame?.at.start)}:${String(verdict.blame?.at.end)}`;
    places.set(key, [...(places.get(key) ?? []), verdict]);
  }
  return [...places.values()].flatMap((same) => withoutCommon(same));
}

/** Where all instances of a resource fail alike, none of them decides it. */
function withoutCommon(verdicts: readonly Merged[]): readonly Merged[] {
  const [first] = verdicts;
  if (!first || verdicts.length === 1) return verdicts;
  const taken = new Set(verdicts.flatMap(({ decisions }) => decisions.map(({ test, branch }) => `${test}=${branch}`)));
  const decides = ({ test, choice }: Decision): boolean =>
    !isInstanceTest(test) || choice.options.some(({ branch }) => !taken.has(`${test}=${branch}`));
  return [{ ...first, decisions: first.decisions.filter(decides) }];
}
