// Long work in slices, so that other messages have their turn in between.
import type { Environment } from './environment';

/** Milliseconds of work after which other messages have their turn. */
const SLICE = 15;

/** Lets others in when a slice of work is over; longer while the editor is busy. */
export interface Pace {
  /** Resolves when work may go on; false where it is to stop. */
  rest(): Promise<boolean>;
}

export interface Limits {
  /** The work is no longer wanted. */
  readonly stopped: () => boolean;
  /** A moment of `performance.now()` before which the editor is not to be disturbed. */
  readonly busyUntil?: () => number;
}

export function paceOf(environment: Environment, { stopped, busyUntil = () => 0 }: Limits): Pace {
  let sliceEnd = performance.now() + SLICE;
  const pause = (milliseconds?: number): Promise<void> =>
    new Promise((resolve) => {
      environment.yield(resolve, milliseconds);
    });
  return {
    rest: async () => {
      if (performance.now() < sliceEnd) return !stopped();
      await pause();
      while (!stopped() && performance.now() < busyUntil()) await pause(100);
      sliceEnd = performance.now() + SLICE;
      return !stopped();
    },
  };
}

/** Takes the steps of a generator one after the other; undefined where it was stopped. */
export async function inTurns<T>(pace: Pace, steps: Generator<unknown, T>): Promise<T | undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (!(await pace.rest())) return undefined;
  }
}
