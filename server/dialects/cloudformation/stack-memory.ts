// What a stack takes its values from, as objects that stay the same from reading to reading: by them its resources are recalled.
import { compareValues } from '../../core/same-content';
import type { Trace, ConfigValue } from '../../core/value';
import { childOfStack, handedDown, templatePath } from './nested';
import type { Scope } from './scope';
import { together, surroundingsWith, type Surroundings } from './kept';
import type { Template } from './template';

/** Everything that the resources of a stack may take values from, beside what stands in themselves. */
export function surroundingsOf(scope: Scope): Surroundings {
  const { template, stack } = scope;
  if (template.serverless) return { meaning: {}, places: {} };
  const own = surroundingsWith(
    template.surroundings,
    stack.prefix === '' ? stack.tree.around.bound?.cloudformation : {},
  );
  const called = calledAs(scope);
  const inner = childrenOf(scope).map((child) => ({ ...surroundingsOf(child), template: child.template }));
  return {
    meaning: together([own, called.meaning, ...inner.flatMap(({ meaning, template: of }) => [meaning, of])]),
    places: together([own, called.places, ...inner.flatMap(({ places, template: of }) => [places, of])]),
  };
}

/** The stacks that are nested in this one and at hand. */
function childrenOf(scope: Scope): readonly Scope[] {
  const stacks = (scope.template.sections.get('Resources') ?? []).filter(({ value }) => templatePath(value));
  return stacks.flatMap(({ key }) => childOfStack(key, scope) ?? []);
}

interface Called extends Surroundings {
  readonly via: readonly Trace[];
  readonly handed: ConfigValue | undefined;
}

const NOT_CALLED: Called = { meaning: {}, places: {}, via: [], handed: undefined };

/** How a template was called at the last reading, by the name of the stack. */
const calls = new WeakMap<Template['surroundings'], Map<string, Called>>();

/** Stands for what a stack is handed: another object where it is handed something else. */
function calledAs({ template, stack }: Scope): Surroundings {
  const { call, prefix, via } = stack;
  if (!call) return NOT_CALLED;
  const known = calls.get(template.surroundings) ?? new Map<string, Called>();
  calls.set(template.surroundings, known);
  const handed = handedDown(call);
  const before = known.get(prefix);
  const same = before && sameArguments(before.handed, handed);
  const even = same === 'places' && JSON.stringify(before?.via) === JSON.stringify(via);
  const now: Called = {
    via,
    handed,
    meaning: before && same ? before.meaning : {},
    places: before && even ? before.places : {},
  };
  known.set(prefix, now);
  return now;
}

function sameArguments(
  before: ConfigValue | undefined,
  now: ConfigValue | undefined,
): 'places' | 'meaning' | undefined {
  if (!before || !now) return before === now ? 'places' : undefined;
  const sameness = compareValues(before, now);
  return sameness && (sameness.movedBy === 0 ? 'places' : 'meaning');
}
