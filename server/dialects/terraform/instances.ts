// `count` and `for_each`: how many instances a block has, and what `each` and `count` mean inside of it.
import { assuming, impliedBy, NO_ASSUMPTIONS, type Assumptions } from '../../core/assume';
import type { InstanceSet, Resource } from '../../core/resource';
import type { ConfigValue, Option } from '../../core/value';
import { decideBy } from './condition';
import { attributeOf, type Declared, type Written } from './declarations';
import { existence, isOffByDefault } from './existence';
import type { Expression } from './hcl/ast';
import { addressIn, scopeOf, withNames, type Module, type Scope } from './scope';
import { asNumber, asString, choiceOf, entry, isFailed, object, reasonOf, scalar, spread, unknown } from './values';

/** More instances than this are not looked at one by one. */
const MAX_INSTANCES = 50;

/** A block's instances. */
export interface Instances {
  readonly exists: Resource['exists'];
  /** The branches that conditions take wherever there is an instance. */
  readonly assumed: Assumptions;
  /** The block's own scope, `each` or `count` included. */
  readonly scope: Scope;
  /** The keys of all instances; empty where they are not known. */
  readonly sets: readonly InstanceSet[];
}

/** Works out `count` and `for_each` of a block. `address` names it in its unit. */
export function instancesOf(declared: Declared, module: Module, address: string): Instances {
  const count = attributeOf(declared, 'count');
  if (count) return counted(count, scopeOf(module, declared.file), address);
  const each = attributeOf(declared, 'for_each');
  if (each) return forEach(each, scopeOf(module, declared.file), address);
  return { exists: 'always', assumed: NO_ASSUMPTIONS, scope: scopeOf(module, declared.file), sets: [] };
}

function counted({ attribute, file }: Written, own: Scope, address: string): Instances {
  const { module } = own;
  const value = module.run.evaluate(attribute.value, scopeOf(module, file));
  const assumed = impliedBy(value, isNone);
  const there = assuming(value, decideBy(assumed));
  const { exists, scope } = existing(value, attribute.value, own);
  return {
    exists,
    assumed,
    scope: withNames(scope, [['count', countNames(there, address)]], address),
    sets: setOf(`count:${address}`, indexesOf(there)),
  };
}

function forEach({ attribute, file }: Written, own: Scope, address: string): Instances {
  const { module } = own;
  const value = module.run.evaluate(attribute.value, scopeOf(module, file));
  const number = value.kind === 'ref' ? (instanceCount(value.target, own) ?? numberOf(value)) : numberOf(value);
  const assumed = impliedBy(number, isNone);
  const there = assuming(value, decideBy(assumed));
  const { exists, scope } = existing(number, attribute.value, own);
  const keys = pairsOf(there)?.map(([key]) => key);
  return {
    exists,
    assumed,
    scope: withNames(scope, [['each', eachNames(there, address)]], address),
    sets: setOf(`each:${address}`, keys),
  };
}

function existing(count: ConfigValue, written: Expression, scope: Scope): Pick<Instances, 'exists' | 'scope'> {
  return isOffByDefault(scope.module, count, written)
    ? { exists: 'maybe', scope: { ...scope, anyway: true } }
    : { exists: existence(count), scope };
}

function setOf(test: string, keys: readonly string[] | undefined): readonly InstanceSet[] {
  return keys && keys.length > 0 && keys.length <= MAX_INSTANCES ? [{ test, keys }] : [];
}

/** The indexes of a known number of instances; of one or none in different cases, that of the one. */
function indexesOf(count: ConfigValue): readonly string[] | undefined {
  const numbers = new Set(leavesOf(count).map(asNumber));
  const [only] = numbers;
  if ([...numbers].every((number) => number === 0 || number === 1)) return ['0'];
  if (numbers.size > 1 || only === undefined || only > MAX_INSTANCES) return undefined;
  return Array.from({ length: Math.floor(only) }, (_, i) => String(i));
}

function leavesOf(value: ConfigValue): readonly ConfigValue[] {
  return value.kind === 'choice' ? value.options.flatMap((option) => leavesOf(option.value)) : [value];
}

function isNone(count: ConfigValue): boolean {
  return asNumber(count) === 0;
}

/** How often the resource with this address stands, seen from a block: a number, a choice or unknown; undefined without `count` and `for_each`. */
export function instanceCount(target: string, { module, anyway }: Scope): ConfigValue | undefined {
  const name =
    module.address === ''
      ? target
      : target.startsWith(`${module.address}.`)
        ? target.slice(module.address.length + 1)
        : '';
  const declared = module.declarations.resources.get(name);
  const count = declared && countOf(declared, module, `count:${name}`);
  if (!declared || !count || anyway !== true) return count;
  const written = attributeOf(declared, 'count') ?? attributeOf(declared, 'for_each');
  return written && isOffByDefault(module, count, written.attribute.value) ? scalar(1, count.span) : count;
}

/** As `instanceCount`, for a block at hand; worked out once under `key`. */
export function countOf(declared: Declared, module: Module, key: string): ConfigValue | undefined {
  const written = attributeOf(declared, 'count') ?? attributeOf(declared, 'for_each');
  if (!written) return undefined;
  const known = module.memo.get(key);
  if (known) return known.value;
  const { span } = written.attribute.value;
  module.memo.set(key, { value: unknown('the number of instances refers to itself', span) });
  const evaluated = module.run.evaluate(written.attribute.value, scopeOf(module, written.file));
  const value = written.attribute.name === 'count' ? evaluated : numberOf(evaluated);
  module.memo.set(key, { value });
  return value;
}

function numberOf(value: ConfigValue): ConfigValue {
  const { span } = value;
  if (value.kind === 'choice')
    return { ...value, options: value.options.map((o) => ({ branch: o.branch, value: numberOf(o.value) })) };
  if (value.kind === 'list' && !value.open) return scalar(value.items.length, span);
  if (value.kind === 'object' && !value.open) return scalar(value.entries.length, span);
  return unknown('the number of instances is not known', span);
}

function countNames(value: ConfigValue, address: string): ConfigValue {
  const { span } = value;
  const known = asNumber(value);
  if (known === undefined || known > MAX_INSTANCES || known < 1)
    return object([entry('index', unknown('the number of instances is not known', span))], span);
  const options = Array.from({ length: Math.floor(known) }, (_, i): Option => ({
    branch: String(i),
    value: scalar(i, span),
  }));
  return object([entry('index', perInstance(options, `count:${address}`, span))], span);
}

function perInstance(options: readonly Option[], test: string, span: ConfigValue['span']): ConfigValue {
  const [first] = options;
  if (options.length === 1 && first) return first.value;
  return choiceOf({ span, test, options, everyBranch: true });
}

/** In every instance another key and value: a choice by which all uses in the block go together. */
function eachNames(value: ConfigValue, address: string): ConfigValue {
  const { span } = value;
  // Instances for each instance of another resource, whatever their keys are.
  if (value.kind === 'ref') return object([entry('key', unknown(reasonOf(value), span)), entry('value', value)], span);
  const pairs = pairsOf(value);
  if (!pairs || pairs.length === 0 || pairs.length > MAX_INSTANCES) {
    const reason = unknown(
      pairs ? 'too many instances to look at' : isFailed(value) ? value.reason : reasonOf(value),
      span,
    );
    return object([entry('key', reason), entry('value', reason)], span);
  }
  const keys = pairs.map(([key, item]) => ({ branch: key, value: scalar(key, item.span) }));
  const values = pairs.map(([branch, item]) => ({ branch, value: item }));
  return object(
    [
      entry('key', perInstance(keys, `each:${address}`, span)),
      entry('value', perInstance(values, `each:${address}`, span)),
    ],
    span,
  );
}

/** Keys and values of `for_each`: a list is a set of strings there. */
function pairsOf(value: ConfigValue): readonly (readonly [string, ConfigValue])[] | undefined {
  if (value.kind === 'object') return value.open ? undefined : value.entries.map((e) => [e.key, e.value] as const);
  if (value.kind !== 'list' || value.open) return undefined;
  const pairs = value.items.flatMap((item) => {
    const key = asString(item);
    return key === undefined ? [] : [[key, item] as const];
  });
  return pairs.length === value.items.length ? pairs : undefined;
}

/** A reference that may have no instance, with what stands there then. */
export function orElse(
  scope: Scope,
  ref: ConfigValue,
  maybe: ConfigValue,
  otherwise: ConfigValue,
  target: string,
): ConfigValue {
  if (maybe.kind === 'choice') {
    return spread(scope.module.run, [maybe], ref.span, ([count = maybe]) =>
      orElse(scope, ref, count, otherwise, target),
    );
  }
  const count = asNumber(maybe);
  if (count !== undefined) return count > 0 ? ref : otherwise;
  const options = [
    { branch: 'some', value: ref },
    { branch: 'none', value: otherwise },
  ];
  return {
    kind: 'choice',
    span: ref.span,
    test: `instances of ${addressIn(scope.module, target)}`,
    options,
    everyBranch: false,
  };
}
