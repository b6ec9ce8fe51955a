// Tries every combination of branches of the conditions that a judgement meets, without knowing them beforehand.
import type { Choose } from './path';
import type { ChoiceValue } from './value';

/** A branch taken: of which condition, under which name, and where that condition stands. */
export interface Decision {
  readonly test: string;
  readonly branch: string;
  readonly everyBranch: boolean;
  readonly choice: ChoiceValue;
}

/** What a judgement said in one combination of branches. */
export interface Outcome<T> {
  readonly result: T;
  readonly decisions: readonly Decision[];
}

/** True for the test of a choice that hangs on which instance of a resource or module is looked at: `each:aws_x.y`, `count:module.z`. */
export function isInstanceTest(test: string): boolean {
  return instanceTest(test) !== undefined;
}

/** Such a test taken apart: by which argument the instances differ, and of which resource or module they are; undefined for other tests. */
export function instanceTest(test: string): { readonly by: 'each' | 'count'; readonly of: string } | undefined {
  const [, by, of = ''] = /^(each|count):(.*)$/s.exec(test) ?? [];
  return by === 'each' || by === 'count' ? { by, of } : undefined;
}

const MAX_WORLDS = 64;

/**
 * Runs `judge` once for each combination of branches that it asks for; choices with the same test go together.
 * `counter` counts how often a condition was asked for. Returns undefined where there are more than 64 combinations: the verdict is then not known.
 */
export function exploreWorlds<T>(
  judge: (choose: Choose) => T,
  counter?: { asked: number },
): readonly Outcome<T>[] | undefined {
  const outcomes: Outcome<T>[] = [];
  let plan: readonly number[] = [];
  for (let run = 0; run < MAX_WORLDS; run++) {
    const taken: { index: number; choice: ChoiceValue; decision: Decision }[] = [];
    const byTest = new Map<string, string>();
    const choose: Choose = (choice) => {
      if (counter) counter.asked++;
      const known = byTest.get(choice.test);
      const same = choice.options.find((option) => option.branch === known);
      if (known !== undefined && same) return same;
      const index = Math.min(plan[taken.length] ?? 0, choice.options.length - 1);
      const option = choice.options[index];
      if (!option) return undefined;
      byTest.set(choice.test, option.branch);
      taken.push({
        index,
        choice,
        decision: { test: choice.test, branch: option.branch, everyBranch: choice.everyBranch, choice },
      });
      return option;
    };
    const result = judge(choose);
    outcomes.push({ result, decisions: taken.map((step) => step.decision) });
    const next = nextPlan(taken);
    if (!next) return outcomes;
    plan = next;
  }
  return undefined;
}

/** The next combination in order: the last decision that has a branch left moves on, what comes behind starts anew. */
function nextPlan(taken: readonly { index: number; choice: ChoiceValue }[]): readonly number[] | undefined {
  for (let i = taken.length - 1; i >= 0; i--) {
    const step = taken[i];
    if (step && step.index + 1 < step.choice.options.length) {
      return [...taken.slice(0, i).map((earlier) => earlier.index), step.index + 1];
    }
  }
  return undefined;
}
