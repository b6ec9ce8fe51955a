// Follows `a.b[0].c[*].d` from its root to the value it means, still in the file where that value was written.
import type { ConfigValue, Entry, RefValue } from '../../core/value';
import { ANY_INSTANCE, entryOf } from '../../core/value';
import type { Expression } from './hcl/ast';
import { conditionName } from './condition';
import { instanceCount } from './instances';
import { resolveRoot } from './references';
import { charge, type Located, type Scope } from './scope';
import { asNumber, asString, failed, isFailed, list, reasonOf, spread, unknown, type MaybeRef } from './values';

/** One step of a traversal. */
export type Step = Extract<Expression, { kind: 'get' | 'index' | 'splat' }>;

/** The value that a traversal means, with its home. */
export function locate(expression: Expression, scope: Scope): Located {
  const steps: Step[] = [];
  let root = expression;
  while (root.kind === 'get' || root.kind === 'index' || root.kind === 'splat') {
    steps.push(root);
    root = root.from;
  }
  steps.reverse();
  if (root.kind !== 'variable') return { value: follow(scope.module.run.evaluate(root, scope), steps, 0, scope) };
  const { located, used } = resolveRoot(root, steps, scope);
  return { ...located, value: follow(located.value, steps, used, scope) };
}

/** Takes the steps from number `from` on. */
export function follow(value: ConfigValue, steps: readonly Step[], from: number, scope: Scope): ConfigValue {
  let current = value;
  for (let i = from; i < steps.length; i++) {
    const step = steps[i];
    if (!step) break;
    if (step.kind === 'splat') return splat(current, steps, i + 1, scope);
    if (!charge(scope.module.run)) return unknown('too large to evaluate', step.span);
    current = spread(scope.module.run, [current], current.span, ([one = current]) => takeStep(one, step, scope));
  }
  return current;
}

function takeStep(value: ConfigValue, step: Exclude<Step, { kind: 'splat' }>, scope: Scope): ConfigValue {
  if (step.kind === 'get')
    return /^\d/.test(step.name) ? at(value, Number(step.name), step, scope) : get(value, step.name);
  const key = scope.module.run.evaluate(step.key, scope);
  return spread(scope.module.run, [key], value.span, ([one = key]) => index(value, one, step, scope));
}

function get(value: ConfigValue, name: string): ConfigValue {
  switch (value.kind) {
    case 'object': {
      const found = entryOf(value, name);
      if (found) return found.value;
      return value.open
        ? unknown(`"${name}" may be set in a part that is not known`, value.span)
        : failed(`there is no "${name}" here`, value.span);
    }
    case 'ref':
      return { ...value, attribute: value.attribute === '' ? name : `${value.attribute}.${name}` };
    case 'unknown':
      return value;
    case 'list':
      return value.items.length === 1 && value.items[0]?.kind === 'ref'
        ? get(value.items[0], name)
        : failed(`a list has no "${name}"`, value.span);
    default:
      return failed(`this value has no "${name}"`, value.span);
  }
}

function index(
  value: ConfigValue,
  key: ConfigValue,
  step: Extract<Step, { kind: 'index' }>,
  scope: Scope,
): ConfigValue {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'ref') return instanceOf(value, key, scope);
  if (isFailed(key)) return failed(key.reason, value.span);
  const name = asString(key);
  if (name === undefined) return anyOf(value, key, step, scope);
  if (value.kind === 'object') return get(value, name);
  const number = asNumber(key);
  return number === undefined ? failed(`this value has no "${name}"`, value.span) : at(value, number, step, scope);
}

function at(value: ConfigValue, number: number, step: Step, scope: Scope): ConfigValue {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'ref') return instanceOf(value, { kind: 'scalar', span: step.span, value: number }, scope);
  if (value.kind === 'object') return get(value, String(number));
  if (value.kind !== 'list') return failed('this value is no list', value.span);
  const item = value.items[number];
  if (item) return item;
  return value.open
    ? unknown('the list is not known in full', value.span)
    : failed(`the list has no item ${String(number)}`, value.span);
}

/** More branches than this say nothing useful about the one that will be taken. */
const MAX_KEYS = 40;

/** A known map under an unknown key: one of its values, but nobody can say which. */
function anyOf(
  value: ConfigValue,
  key: ConfigValue,
  step: Extract<Step, { kind: 'index' }>,
  scope: Scope,
): ConfigValue {
  const { span } = value;
  if (value.kind !== 'object' || value.open || value.entries.length === 0 || value.entries.length > MAX_KEYS)
    return unknown(reasonOf(key), span);
  const options = value.entries.map((item: Entry) => ({ branch: item.key, value: item.value }));
  return { kind: 'choice', span, test: `key ${conditionName(step.key, scope).name}`, options, everyBranch: false };
}

/** `aws_kms_key.main[0]` is the resource itself; only an instance that surely does not exist fails. */
function instanceOf(ref: Extract<ConfigValue, { kind: 'ref' }>, key: ConfigValue, scope: Scope): ConfigValue {
  if (ref.attribute !== '') return ref;
  const count = instanceCount(ref.target, scope);
  if (count === undefined) return ref;
  const known = asNumber(count);
  const wanted = asNumber(key);
  const named = inInstanceOf(ref, asString(key) ?? ANY_INSTANCE);
  if (known === undefined) return { ...named, maybe: count } as MaybeRef;
  return known === 0 || (wanted !== undefined && wanted >= known)
    ? failed(`${ref.target} has no such instance`, ref.span)
    : named;
}

function inInstanceOf(ref: RefValue, key: string): RefValue {
  const tests = ['count', 'each'].map((meta) => [`${meta}:${ref.target}`, key] as const);
  return { ...ref, instance: new Map([...(ref.instance ?? []), ...tests]) };
}

function splat(value: ConfigValue, steps: readonly Step[], from: number, scope: Scope): ConfigValue {
  const { run } = scope.module;
  const own = steps.slice(0, endOfSplat(steps, from, scope));
  const rest = (item: ConfigValue) => follow(item, own, from, scope);
  const all = spread(run, [value], value.span, ([one = value]) => {
    if (one.kind === 'unknown') return one;
    if (one.kind === 'list') return list(one.items.map(rest), one.span, one.open);
    if (one.kind === 'ref' && one.attribute === '') return splatResource(one, rest, scope);
    return list(one.kind === 'scalar' && one.value === null ? [] : [rest(one)], one.span, one.kind === 'ref');
  });
  return follow(all, steps, own.length, scope);
}

/** `[*]` takes all that follows to the items; of `.*`, an index behind it belongs to the whole list. */
function endOfSplat(steps: readonly Step[], from: number, scope: Scope): number {
  const end = steps[from - 1]?.span.end ?? 0;
  const index =
    scope.file.source.text[end - 1] === '*' ? steps.findIndex((step, at) => at >= from && step.kind === 'index') : -1;
  return index < 0 ? steps.length : index;
}

function splatResource(
  ref: ConfigValue & { kind: 'ref' },
  rest: (item: ConfigValue) => ConfigValue,
  scope: Scope,
): ConfigValue {
  const count = instanceCount(ref.target, scope);
  if (count === undefined) return list([rest(ref)], ref.span);
  return spread(scope.module.run, [count], ref.span, ([one = count]) => {
    const known = asNumber(one);
    const items = Array.from({ length: Math.min(known ?? 1, 50) }, (_, i) =>
      rest(known === undefined ? ref : inInstanceOf(ref, String(i))),
    );
    return list(items, ref.span, known === undefined || known > 50);
  });
}
