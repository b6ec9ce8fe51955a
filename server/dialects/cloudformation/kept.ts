// Resources that say what they said at the last reading: their bodies are evaluated only if somebody looks into them.
import type { Assumptions } from '../../core/assume';
import type { BoundNames } from '../../core/bound';
import type { Resource } from '../../core/resource';
import type { RawNode } from './raw';

/** Everything that a resource may take values from, beside what stands in itself. */
export interface Surroundings {
  /** The same object as long as all of it says the same. */
  readonly meaning: object;
  /** The same object as long as all of it says the same in the same places. */
  readonly places: object;
}

/** What is remembered of a resource that was evaluated in full, with plenty of work left. */
export interface Kept {
  /** See `Resource`. */
  readonly meaning: object;
  /** What its evaluation took. */
  readonly work: number;
  readonly exists: Resource['exists'];
}

/** By the meaning of the surroundings and the raw node, which is the same from reading to reading while its text is the same. */
const kept = new WeakMap<object, WeakMap<RawNode, Kept>>();

/** What is known of a raw resource in the same surroundings. */
export function recallKept(node: RawNode, { meaning }: Surroundings): Kept | undefined {
  return kept.get(meaning)?.get(node);
}

export function keep(node: RawNode, { meaning }: Surroundings, what: Kept): void {
  const known = kept.get(meaning) ?? new WeakMap<RawNode, Kept>();
  kept.set(meaning, known.set(node, what));
}

interface Made {
  readonly object: object;
  /** Made when it is first needed: most objects end their row, and every map costs the garbage collector. */
  next?: WeakMap<object, Made>;
}

const made: Made = { object: {} };

/** An object that stands for others: the same one for the same ones in the same order. */
export function together(parts: readonly object[]): object {
  let at = made;
  for (const part of parts) {
    const next = (at.next ??= new WeakMap<object, Made>());
    const known = next.get(part) ?? { object: {} };
    next.set(part, known);
    at = known;
  }
  return at.object;
}

/** Surroundings in a stack that only exists under conditions. */
export function within({ meaning, places }: Surroundings, { exists, assumed }: Existing): Surroundings {
  if (exists === 'always' && assumed.size === 0) return { meaning, places };
  const text = JSON.stringify([exists, ...assumed]);
  return { meaning: named(meaning, text), places: named(places, text) };
}

interface Existing {
  readonly exists: Resource['exists'];
  readonly assumed: Assumptions;
}

const names = new WeakMap<object, Map<string, object>>();

function named(object: object, text: string): object {
  const known = names.get(object) ?? new Map<string, object>();
  const named = known.get(text) ?? {};
  names.set(object, known.set(text, named));
  return named;
}

/** The surroundings with values given for linting, by what the values are. */
const withValues = new WeakMap<object, { readonly text: string; readonly surroundings: object }>();

/** What stands for the surroundings together with given values: another object where these are others. */
export function surroundingsWith(surroundings: object, values: BoundNames | undefined): object {
  if (!values || Object.keys(values).length === 0) return surroundings;
  const text = JSON.stringify(values);
  const known = withValues.get(surroundings);
  if (known?.text === text) return known.surroundings;
  const made = {};
  withValues.set(surroundings, { text, surroundings: made });
  return made;
}
