// Finds a part of a resource again after an edit, when its text has been read anew.
import type { ConfigValue, ObjectValue } from './value';

/** A step into a value: an entry's key, or the position of an item or option. */
type Step = string | number;

const MAX_DEPTH = 40;

/** The object in `after` that stands where `part` stands in `before`; undefined where it is not there any more, or never was. */
export function partAgain(before: ConfigValue, part: ObjectValue, after: ConfigValue): ObjectValue | undefined {
  const steps = stepsTo(before, part, 0);
  const found = steps?.reduce<ConfigValue | undefined>((value, step) => value && into(value, step), after);
  return found?.kind === 'object' ? found : undefined;
}

function stepsTo(from: ConfigValue, part: ObjectValue, depth: number): readonly Step[] | undefined {
  if (from === part) return [];
  if (depth > MAX_DEPTH) return undefined;
  for (const [step, value] of insideOf(from)) {
    const rest = stepsTo(value, part, depth + 1);
    if (rest) return [step, ...rest];
  }
  return undefined;
}

function insideOf(value: ConfigValue): readonly (readonly [Step, ConfigValue])[] {
  switch (value.kind) {
    case 'object':
      return value.entries.map((entry) => [entry.key, entry.value]);
    case 'list':
      return value.items.map((item, i) => [i, item]);
    case 'choice':
      return value.options.map((option, i) => [i, option.value]);
    default:
      return [];
  }
}

function into(value: ConfigValue, step: Step): ConfigValue | undefined {
  return insideOf(value).find(([own]) => own === step)?.[1];
}
