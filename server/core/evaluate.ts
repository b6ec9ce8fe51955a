// Judges the resources of a unit by the rules of their kinds: resources in, findings out. A rule that throws is reported and skipped.
import { byPlace, dedupe, type Finding } from './finding';
import { judge, subjectOf, type Base } from './judge';
import type { Rule } from './kind';
import type { KindIndex, KindMatch } from './kind-index';
import { movesAlong, moved } from './moved';
import { countingFirstBranch } from './path';
import type { Resource, Unit } from './resource';
import {
  newLookups,
  recall,
  RecordingIndex,
  stays,
  type Memory,
  type Open,
  type Recalled,
  type Settled,
} from './settled';
import { indexUnit, type UnitIndex } from './unit-index';

export type { Finding } from './finding';

export interface Analysis extends Memory {
  readonly kinds: KindIndex;
  readonly findings: readonly Finding[];
  /** Rules that threw: a bug of ours, logged by the host. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly rule: string;
  readonly error: unknown;
}

/**
 * Judges every resource of the unit. The order of findings is that of the files and the places in them.
 * `previous` is an analysis of the same unit as it was before: it makes this one faster, never different.
 */
export function analyze(unit: Unit, kinds: KindIndex, previous?: Analysis): Analysis {
  const index = indexUnit(unit);
  const noting = new RecordingIndex(index);
  const known = recall(previous?.kinds === kinds ? previous : undefined, index);
  const settled = new Map<string, Settled>();
  const failures: Failure[] = [];
  const findings: Finding[] = [];
  for (const resource of unit.resources) {
    if (resource.exists === 'never') continue;
    const now = settle(resource, known(resource), noting, index, kinds);
    settled.set(resource.id, now);
    for (const { rule, findings: found, failure } of now.open) {
      if (failure !== undefined) failures.push({ rule: rule.id, error: failure });
      for (const finding of found) findings.push(finding);
    }
  }
  const ordered = (unit.resources.some(({ via }) => via) ? dedupe(findings) : findings).sort(byPlace);
  return { kinds, findings: ordered, index, settled, failures };
}

function settle(
  resource: Resource,
  before: Recalled | undefined,
  noting: RecordingIndex,
  index: UnitIndex,
  kinds: KindIndex,
): Settled {
  if (before && stays(before)) return { ...before.settled, age: before.settled.age + 1 };
  const lookups = before?.settled.lookups ?? newLookups();
  noting.noteIn(lookups, resource);
  const open = before ? judgeOpen(resource, noting, index, before) : judgeAll(resource, noting, kinds);
  return { resource, lookups, open, age: 0 };
}

/** Judges by every rule of every kind. */
function judgeAll(resource: Resource, index: UnitIndex, kinds: KindIndex): readonly Open[] {
  const open: Open[] = [];
  for (const match of kinds.of(resource)) {
    const judgeRule = judgeBy(match, resource, index);
    for (const rule of match.kind.rules) {
      const verdict = attempt(match, rule, judgeRule);
      if (verdict) open.push(verdict);
    }
  }
  return open;
}

/** Judges by the rules that did not pass before; of a resource that only moved, the findings move along. */
function judgeOpen(resource: Resource, noting: UnitIndex, index: UnitIndex, before: Recalled): readonly Open[] {
  const { settled, movedBy } = before;
  return settled.open.flatMap((open): readonly Open[] => {
    const { match, rule, findings } = open;
    if (movedBy === undefined || !open.movable) {
      const verdict = attempt(match, rule, judgeBy(match, resource, noting));
      return verdict ? [verdict] : [];
    }
    const again = (i: number) => (): Finding | undefined => judgeBy(match, resource, index)(rule)[i];
    return [{ ...open, findings: findings.map((finding, i) => moved(finding, resource, movedBy, again(i))) }];
  });
}

type JudgeRule = (rule: Rule) => readonly Finding[];

/** What all rules of a kind share on one resource: facts that hang on no condition are looked up once. */
function judgeBy({ kind, partial }: KindMatch, resource: Resource, index: UnitIndex): JudgeRule {
  const counter = { asked: 0 };
  const base: Base = { kind, resource, index, partial, memo: { asked: () => counter.asked, seen: new Map() } };
  const whole = subjectOf(base, countingFirstBranch(counter), undefined);
  return (rule) => judge(rule, base, whole, counter);
}

/** Undefined where the rule passes. */
function attempt(match: KindMatch, rule: Rule, judgeRule: JudgeRule): Open | undefined {
  try {
    const findings = judgeRule(rule);
    return findings.length === 0 ? undefined : { match, rule, findings, movable: findings.every(movesAlong) };
  } catch (failure) {
    return { match, rule, findings: [], movable: false, failure };
  }
}
