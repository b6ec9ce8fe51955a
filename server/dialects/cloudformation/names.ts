// What names stand for: parameters, pseudo parameters, resources, loop variables.
import type { Span } from '../../core/text';
import { boundTo, valueOfBound, type Bound } from '../../core/bound';
import { usedAt, type ConfigValue, type Option, type Scalar, type Trace } from '../../core/value';
import { given as handed } from './nested';
import { childOf, stringOf, type Member, type RawNode } from './raw';
import { spanOf, spend, tooLarge, unknown, type Frame, type Scope } from './scope';

/** The value of `Ref`. A name that is not a parameter is taken for a resource. */
export function refTo(name: string, span: Span, frame: Frame): ConfigValue {
  const looped = frame.loop?.get(name);
  if (looped) return { ...looped, span };
  if (name === 'AWS::NoValue') return { kind: 'scalar', span, value: null };
  if (name === 'AWS::NotificationARNs') return unknown(span, `${name} is known at deployment only`);
  if (name.startsWith('AWS::')) return { ...unknown(span, `${name} is known at deployment only`), named: true };
  const { scope } = frame;
  const parameter = scope.parameters.get(name);
  if (!parameter) return { kind: 'ref', span, target: `${scope.stack.prefix}${name}`, attribute: '' };
  const value = scope.values.get(name) ?? valueOf(parameter, scope);
  scope.values.set(name, value);
  const size = value.kind === 'choice' ? value.options.length : value.kind === 'list' ? value.items.length : 0;
  return spend(scope, size) ? usedAt(value, span) : tooLarge(span);
}

/** What the stack around this one hands down, else what the template says. */
function valueOf(parameter: Member, scope: Scope): ConfigValue {
  const { key, value } = parameter;
  scope.values.set(key, unknown(spanOf(value, parameter.base), `parameter "${key}" refers to itself`));
  const given = handed(key, scope.stack.call);
  if (!given) return parameterValue(parameter, scope);
  const type = stringOf(childOf(value, 'Type')) ?? 'String';
  if (type.startsWith('AWS::SSM::Parameter::')) return parameterValue(parameter, scope);
  return given.kind === 'scalar' && given.value !== null && isList(type)
    ? typed(given.value, true, { span: given.span, trace: given.trace ?? [] })
    : given;
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

/** The value that a template has for a parameter before anybody deploys it, with the place where it says so. */
function parameterValue(parameter: Member, { uri, stack }: Scope): ConfigValue {
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
  const list = isList(type);
  // a nested stack has what the one around it hands down
  const given = stack.prefix === '' ? boundTo(stack.tree.around.bound, 'cloudformation', key) : undefined;
  if (given !== undefined)
    return boundValue(given, list, at(nameOf(parameter), `value of parameter "${key}" in .cipherlint.yaml`));
  const asks = stack.prefix === '' ? { asks: { sort: 'cloudformation' as const, name: key } } : {};
  if (type.startsWith('AWS::SSM::Parameter::')) {
    return { kind: 'unknown', reason: `parameter "${key}" is read from Systems Manager`, ...asks, ...declared };
  }
  const fallback = childOf(value, 'Default');
  if (fallback?.kind === 'scalar' && fallback.value !== null) {
    return typed(fallback.value, list, at(fallback, `default of parameter "${key}"`));
  }
  const allowed = childOf(value, 'AllowedValues');
  const options = allowed?.kind === 'list' ? allowed.items.flatMap((item) => optionOf(item, list, at)) : [];
  if (allowed && options.length > 0) {
    const here = at(allowed, `allowed values of parameter "${key}"`);
    return { kind: 'choice', test: `parameter:${stack.prefix}${key}`, options, everyBranch: false, ...here };
  }
  return { kind: 'unknown', reason: `parameter "${key}" has no default`, ...asks, ...declared };
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
