// What names stand for: parameters, pseudo parameters, resources, loop variables, conditions.
import type { Span } from '../../core/text';
import { boundTo, valueOfBound, type Bound } from '../../core/bound';
import { usedAt, type ConfigValue, type Option, type Scalar, type Trace } from '../../core/value';
import { MAX_DEPTH } from './limits';
import { childOf, stringOf, type Member, type RawNode } from './raw';
import { spanOf, spend, tooLarge, unknown, type Frame, type Scope, type Truth } from './scope';

/** The value of `Ref`. A name that is not a parameter is taken for a resource. */
export function refTo(name: string, span: Span, frame: Frame): ConfigValue {
  const looped = frame.loop?.get(name);
  if (looped) return { ...looped, span };
  if (name === 'AWS::NoValue') return { kind: 'scalar', span, value: null };
  if (name.startsWith('AWS::')) return unknown(span, `${name} is known at deployment only`);
  const { scope } = frame;
  const parameter = scope.parameters.get(name);
  if (!parameter) return { kind: 'ref', span, target: name, attribute: '' };
  const value = scope.values.get(name) ?? parameterValue(parameter, scope);
  scope.values.set(name, value);
  const size = value.kind === 'choice' ? value.options.length : value.kind === 'list' ? value.items.length : 0;
  return spend(scope, size) ? usedAt(value, span) : tooLarge(span);
}

/** The value that a template has for a parameter before anybody deploys it, with the place where it says so. */
function parameterValue(parameter: Member, { uri, bound }: Scope): ConfigValue {
  const { key, value, base } = parameter;
  const at = (
    node: { readonly start: number; readonly end: number },
    note: string,
  ): { span: Span; trace: Trace[] } => ({
    span: spanOf(node, base),
    trace: [{ place: { uri, span: spanOf(node, base) }, note }],
  });
  const declared = at(nameOf(parameter), `parameter "${key}"`);
  const type = stringOf(childOf(value, 'Type')) ?? 'String';
  const list = type === 'CommaDelimitedList' || type.startsWith('List<');
  const given = boundTo(bound, 'cloudformation', key);
  if (given !== undefined)
    return boundValue(given, list, at(nameOf(parameter), `value of parameter "${key}" in .cipherlint.yaml`));
  const asks = { sort: 'cloudformation' as const, name: key };
  if (type.startsWith('AWS::SSM::Parameter::')) {
    return { kind: 'unknown', reason: `parameter "${key}" is read from Systems Manager`, asks, ...declared };
  }
  const fallback = childOf(value, 'Default');
  if (fallback?.kind === 'scalar' && fallback.value !== null) {
    return typed(fallback.value, list, at(fallback, `default of parameter "${key}"`));
  }
  const allowed = childOf(value, 'AllowedValues');
  const options = allowed?.kind === 'list' ? allowed.items.flatMap((item) => optionOf(item, list, at)) : [];
  if (allowed && options.length > 0) {
    const here = at(allowed, `allowed values of parameter "${key}"`);
    return { kind: 'choice', test: `parameter:${key}`, options, everyBranch: false, ...here };
  }
  return { kind: 'unknown', reason: `parameter "${key}" has no default`, asks, ...declared };
}

function nameOf({ keyStart, keyEnd }: Member): { readonly start: number; readonly end: number } {
  return { start: keyStart, end: keyEnd };
}

function boundValue(data: Bound, list: boolean, base: Base): ConfigValue {
  const isPlain = typeof data !== 'object';
  return isPlain ? typed(data, list, base) : valueOfBound(data, base.span, base.trace);
}

function optionOf(item: RawNode, list: boolean, at: (node: RawNode, note: string) => Base): Option[] {
  if (item.kind !== 'scalar' || item.value === null) return [];
  return [{ branch: String(item.value), value: typed(item.value, list, at(item, 'an allowed value')) }];
}

interface Base {
  readonly span: Span;
  readonly trace: readonly Trace[];
}

function typed(value: Exclude<Scalar, null>, list: boolean, base: Base): ConfigValue {
  if (!list) return { kind: 'scalar', value, ...base };
  const items = String(value)
    .split(',')
    .map((item) => ({ kind: 'scalar' as const, value: item.trim(), ...base }));
  return { kind: 'list', items: value === '' ? [] : items, open: false, ...base };
}

type Evaluate = (node: RawNode, frame: Frame) => ConfigValue;

/** Whether a condition holds by the parameters' defaults; undefined where that isn't known or the condition doesn't exist. */
export function truthOf(name: string, scope: Scope, evaluate: Evaluate): Truth {
  if (scope.truths.has(name)) return scope.truths.get(name);
  scope.truths.set(name, undefined);
  const condition = scope.conditions.get(name);
  if (!condition || scope.depth > MAX_DEPTH) return undefined;
  scope.depth++;
  const truth = truthOfNode(condition.value, { scope, base: condition.base }, evaluate);
  scope.depth--;
  scope.truths.set(name, truth);
  return truth;
}

function truthOfNode(node: RawNode, frame: Frame, evaluate: Evaluate): Truth {
  const call = node.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
  if (!call) return undefined;
  const parts = call.value.kind === 'list' ? call.value.items : [];
  const truths = (): Truth[] => parts.map((part) => truthOfNode(part, frame, evaluate));
  switch (call.key) {
    case 'Condition':
      return truthOf(stringOf(call.value) ?? '', frame.scope, evaluate);
    case 'Fn::Not': {
      const [truth] = truths();
      return truth === undefined ? undefined : !truth;
    }
    case 'Fn::And':
      return allOf(truths());
    case 'Fn::Or': {
      const none = allOf(truths().map((truth) => (truth === undefined ? undefined : !truth)));
      return none === undefined ? undefined : !none;
    }
    case 'Fn::Equals': {
      const [left, right] = parts;
      return left && right ? equal(evaluate(left, frame), evaluate(right, frame)) : undefined;
    }
    default:
      return undefined;
  }
}

function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.length === 0 || truths.includes(undefined) ? undefined : true;
}

/** Compares as CloudFormation does, as text. A choice equals a value where all its options do. */
function equal(left: ConfigValue, right: ConfigValue): Truth {
  if (right.kind === 'choice' && left.kind !== 'choice') return equal(right, left);
  if (left.kind === 'choice') {
    const verdicts = left.options.map((option) =>
      option.value.kind === 'choice' ? undefined : equal(option.value, right),
    );
    return verdicts.every((verdict) => verdict === verdicts[0]) ? verdicts[0] : undefined;
  }
  if (left.kind !== 'scalar' || right.kind !== 'scalar') return undefined;
  return String(left.value) === String(right.value);
}
