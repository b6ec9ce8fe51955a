// Judges one resource by one rule of its kind, in every combination of the conditions that it meets.
import { judgeCondition } from './condition';
import type { Subject } from './facts';
import { toFinding, type Finding } from './finding';
import type { Rule } from './kind';
import { merge, type Verdict } from './merge';
import { countingFirstBranch, decide, firstBranch, walk, type Choose } from './path';
import type { ObjectValue } from './value';
import { exploreWorlds } from './world';

/** The resource and kind that are judged, and where other resources are found. */
export type Base = Pick<Subject, 'kind' | 'resource' | 'index' | 'partial' | 'memo'>;

const NOTHING: readonly Finding[] = [];

/** Most judgements ask for no condition, so they are made once and plainly; only the others try all branches. */
export function judge(rule: Rule, base: Base, whole: Subject, counter: { asked: number }): readonly Finding[] {
  if (rule.dialects && !rule.dialects.includes(base.resource.dialect)) return NOTHING;
  const asked = counter.asked;
  if (rule.each === undefined) {
    const verdict = verdictOn(rule, whole);
    if (counter.asked === asked) return verdict.verdict === 'pass' ? NOTHING : [toFinding(rule, base, verdict)];
  }
  const outcomes = exploreWorlds(
    (choose) => partsOf(rule, base, choose).map((part) => verdictOn(rule, subjectOf(base, choose, part))),
    counter,
  );
  return outcomes ? merge(outcomes).map((merged) => toFinding(rule, base, merged, merged.decisions)) : NOTHING;
}

/** Spelled out: it is made for every rule and resource. */
export function subjectOf(
  { kind, resource, index, partial, memo }: Base,
  choose: Choose,
  part: Subject['part'],
): Subject {
  return { kind, resource, index, partial, choose, part, memo };
}

const WHOLE: readonly Subject['part'][] = [undefined];

function partsOf(rule: Rule, base: Base, choose: Choose): readonly Subject['part'][] {
  if (rule.each === undefined) return WHOLE;
  const scope = rule.each;
  const sources = (base.kind.scopes[scope]?.[base.resource.dialect] ?? []).filter(
    (source) => source.on === undefined || source.on === base.resource.type,
  );
  return sources.flatMap((source) =>
    walk(base.resource.body, source.path, choose, base.resource.loose).flatMap(({ value }) => {
      const objects = value?.kind === 'list' ? value.items.map((item) => decide(item, choose)) : [value];
      return objects
        .filter((object): object is ObjectValue => object?.kind === 'object')
        .map((object) => ({ scope, object }));
    }),
  );
}

const PASS: Verdict = { verdict: 'pass', blame: undefined, part: undefined };

function fine({ part }: Subject): Verdict {
  return part ? { ...PASS, part } : PASS;
}

function verdictOn(rule: Rule, subject: Subject): Verdict {
  const when = rule.when ? judgeCondition(rule.when, subject) : undefined;
  if (when?.truth === 'no') return fine(subject);
  const unless = rule.unless ? judgeCondition(rule.unless, subject) : undefined;
  if (unless?.truth === 'yes') return fine(subject);
  const required = judgeCondition(rule.require, subject);
  if (required.truth === 'yes') return fine(subject);
  const unsure = [when, unless, required].find((judgement) => judgement?.truth === 'maybe');
  return {
    verdict: unsure ? 'unknown' : 'fail',
    blame: (unsure ?? required).blame ?? required.blame,
    part: subject.part,
  };
}

/** What one rule finds in one resource; nothing where the rule throws, which `analyze` reports. */
export function judgeRule(rule: Rule, base: Base): readonly Finding[] {
  const counter = { asked: 0 };
  try {
    return judge(rule, base, subjectOf(base, countingFirstBranch(counter), undefined), counter);
  } catch {
    return NOTHING;
  }
}

/** True where a rule has something to say about a resource: in its first branches, for one of its parts at least. */
export function appliesTo(rule: Rule, base: Base): boolean {
  if (rule.dialects && !rule.dialects.includes(base.resource.dialect)) return false;
  return partsOf(rule, base, firstBranch).some((part) => {
    const subject = subjectOf(base, firstBranch, part);
    if (rule.when && judgeCondition(rule.when, subject).truth !== 'yes') return false;
    return !rule.unless || judgeCondition(rule.unless, subject).truth === 'no';
  });
}
