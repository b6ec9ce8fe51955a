// What follows from the condition under which something exists: inside of it, the same condition has only one outcome.
import type { ChoiceValue, ConfigValue, ObjectValue } from './value';

/** The outcome of each condition that is taken for granted, by the condition's name. */
export type Assumptions = ReadonlyMap<string, string>;

/** Says which branch a condition takes; undefined where that is open. */
export type Decide = (test: string) => string | undefined;

/** Nothing taken for granted. */
export const NO_ASSUMPTIONS: Assumptions = new Map();

/**
 * The branches that must be taken for `value` to end in something that is not `out`: `on ? 1 : 0` asks for `on`.
 * Conditions that leave more than one way open are not among them.
 */
export function impliedBy(value: ConfigValue, out: (leaf: ConfigValue) => boolean): Assumptions {
  const implied = new Map<string, string>();
  let current = value;
  while (current.kind === 'choice') {
    const left: ChoiceValue['options'] = current.options.filter((option) => !allOut(option.value, out));
    const [only] = left;
    if (left.length !== 1 || !only) break;
    implied.set(current.test, only.branch);
    current = only.value;
  }
  return implied;
}

function allOut(value: ConfigValue, out: (leaf: ConfigValue) => boolean): boolean {
  return value.kind === 'choice' ? value.options.every((option) => allOut(option.value, out)) : out(value);
}

/** The value with the choices decided that `decide` knows, in all its parts; the same object where there are none. */
export function assuming(value: ConfigValue, decide: Decide): ConfigValue {
  switch (value.kind) {
    case 'choice':
      return assumingChoice(value, decide);
    case 'object':
      return assumingObject(value, decide);
    case 'list': {
      const items = mapChanged(value.items, (item) => assuming(item, decide));
      return items ? { ...value, items } : value;
    }
    case 'text': {
      const parts = mapChanged(value.parts, (part) => (typeof part === 'string' ? part : assuming(part, decide)));
      return parts ? { ...value, parts } : value;
    }
    default:
      return value;
  }
}

/** As `assuming`, for an object. */
export function assumingObject(value: ObjectValue, decide: Decide): ObjectValue {
  const entries = mapChanged(value.entries, (entry) => {
    const inner = assuming(entry.value, decide);
    return inner === entry.value ? entry : { ...entry, value: inner };
  });
  return entries ? { ...value, entries } : value;
}

function assumingChoice(value: ChoiceValue, decide: Decide): ConfigValue {
  const branch = decide(value.test);
  const taken = branch === undefined ? undefined : value.options.find((option) => option.branch === branch);
  if (taken) return assuming(taken.value, decide);
  const options = mapChanged(value.options, (option) => {
    const inner = assuming(option.value, decide);
    return inner === option.value ? option : { ...option, value: inner };
  });
  return options ? { ...value, options } : value;
}

/** The changed list; undefined where nothing changes, so that most values are not copied. */
function mapChanged<T>(items: readonly T[], change: (item: T) => T): readonly T[] | undefined {
  let changed: T[] | undefined;
  items.forEach((item, i) => {
    const next = change(item);
    if (next !== item) changed ??= [...items];
    if (changed) changed[i] = next;
  });
  return changed;
}
