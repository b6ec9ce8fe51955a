// The intrinsic functions, each from its raw argument to a value. Half-typed calls are unknown.
import type { Span } from '../../core/text';
import type { ConfigValue } from '../../core/value';
import { composeText, fillText } from './compose';
import { chosenBy, formulaOf } from './conditions';
import { loopText } from './loops';
import { findInMap } from './mappings';
import { refTo } from './names';
import { outputOf } from './nested';
import { callOf, childOf, stringOf, type RawNode } from './raw';
import { spend, traced, unknown, type Frame } from './scope';

/** A call: the place of the whole expression, tag included, and the means to evaluate arguments. */
export interface Call {
  readonly span: Span;
  /** The key above the call, which heads the object that it may turn out as. */
  readonly head: Span | undefined;
  readonly frame: Frame;
  readonly evaluate: (node: RawNode, frame: Frame, head?: Span) => ConfigValue;
}

type Implementation = (argument: RawNode, call: Call) => ConfigValue;

/** Evaluates a call by its long name (`Ref`, `Fn::Sub`). A function that isn't known here gives unknown. */
export function callFunction(name: string, argument: RawNode, call: Call): ConfigValue {
  const implementation = FUNCTIONS.get(name);
  return implementation ? implementation(argument, call) : unknown(call.span, `${name} is not evaluated`);
}

const FUNCTIONS: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::If', ifElse],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::FindInMap', (argument, call) => findInMap(itemsOf(argument), call)],
  ['Fn::Length', length],
  ['Fn::Base64', inner],
  ['Fn::ToJsonString', inner],
  ['Fn::ImportValue', (_, { span }) => unknown(span, 'imported from another stack')],
  ['Fn::GetAZs', (_, { span }) => unknown(span, 'the availability zones are known at deployment only')],
  ['Fn::Cidr', (_, { span }) => unknown(span, 'Fn::Cidr is not evaluated')],
]);

function itemsOf(node: RawNode): readonly RawNode[] {
  return node.kind === 'list' ? node.items : [];
}

function incomplete(name: string, call: Call): ConfigValue {
  return unknown(call.span, `${name} is not complete`);
}

/** The text of an argument, the variables of loops put in. */
function textOf(node: RawNode | undefined, frame: Frame): string | undefined {
  const text = stringOf(node);
  return text === undefined ? undefined : loopText(text, frame);
}

function ref(argument: RawNode, call: Call): ConfigValue {
  const name = textOf(argument, call.frame);
  return name ? refTo(name, call.span, call.frame) : incomplete('Ref', call);
}

function getAtt(argument: RawNode, call: Call): ConfigValue {
  const [first, ...rest] = itemsOf(argument);
  if (!first) return attributeOf(textOf(argument, call.frame) ?? '', call);
  const attributes = rest.map((part) => call.evaluate(part, call.frame));
  const attribute = attributes.map((part) => (part.kind === 'scalar' ? String(part.value) : '')).join('.');
  const target = textOf(first, call.frame);
  return target ? attributeOfNamed(target, attribute, call) : incomplete('Fn::GetAtt', call);
}

/** `Resource.Attribute`, where the attribute may hold further dots. */
function attributeOf(dotted: string, call: Call): ConfigValue {
  const dot = dotted.indexOf('.');
  if (dot <= 0) return incomplete('Fn::GetAtt', call);
  return attributeOfNamed(dotted.slice(0, dot), dotted.slice(dot + 1), call);
}

function attributeOfNamed(name: string, attribute: string, { span, frame: { scope } }: Call): ConfigValue {
  const output = outputOf(name, attribute, span, scope);
  return output ?? { kind: 'ref', span, target: `${scope.stack.prefix}${name}`, attribute };
}

/** `${Name}`, `${!Literal}`, and placeholders of template engines. */
const VARIABLE = /\$\{([^{}]*)\}|\{\{(?!resolve:)[^{}]*\}\}/g;

function sub(argument: RawNode, call: Call): ConfigValue {
  const [first, variables] = argument.kind === 'list' ? argument.items : [argument];
  const template = textOf(first, call.frame);
  if (template === undefined) return incomplete('Fn::Sub', call);
  const part = ([all, name]: RegExpExecArray): ConfigValue => {
    if (name === undefined) return unknown(call.span, `${all.slice(0, 80)} is filled in by another tool`);
    if (name.startsWith('!')) return { kind: 'scalar', span: call.span, value: `\${${name.slice(1)}}` };
    return variable(name.trim(), variables, call);
  };
  return fillText(template, VARIABLE, part, call.span, call.frame.scope);
}

function variable(name: string, variables: RawNode | undefined, call: Call): ConfigValue {
  const own = childOf(variables, name);
  if (own) return call.evaluate(own, call.frame);
  if (!name) return incomplete('Fn::Sub', call);
  if (name.includes(':') && !name.startsWith('AWS::'))
    return unknown(call.span, `\${${name}} is filled in by another tool`);
  return name.includes('.') ? attributeOf(name, call) : refTo(name, call.span, call.frame);
}

function ifElse(argument: RawNode, call: Call): ConfigValue {
  const [condition, yes, no] = itemsOf(argument);
  const name = textOf(condition, call.frame);
  if (name === undefined || !yes || !no) return incomplete('Fn::If', call);
  const { frame, head, span, evaluate } = call;
  const formula = formulaOf(name, frame.scope, evaluate);
  if (formula.kind === 'choice') {
    return chosenBy(formula, [evaluate(yes, frame, head), evaluate(no, frame, head)], span, frame.scope);
  }
  const truth = formula.value === true;
  return traced(evaluate(truth ? yes : no, frame, head), ...decidedBy(name, truth, frame));
}

function decidedBy(name: string, truth: boolean, frame: Frame): { place: { uri: string; span: Span }; note: string }[] {
  const condition = frame.scope.conditions.get(name);
  if (!condition) return [];
  const span = { start: condition.base + condition.keyStart, end: condition.base + condition.keyEnd };
  return [{ place: { uri: frame.scope.uri, span }, note: `condition "${name}" is ${String(truth)} by default` }];
}

function join(argument: RawNode, call: Call): ConfigValue {
  const [delimiterNode, listNode] = itemsOf(argument);
  if (!delimiterNode || !listNode) return incomplete('Fn::Join', call);
  const delimiter = call.evaluate(delimiterNode, call.frame);
  const list = call.evaluate(listNode, call.frame);
  if (delimiter.kind !== 'scalar' || list.kind !== 'list' || list.open) {
    return unknown(call.span, 'the joined list is not known');
  }
  const parts = list.items.flatMap((item, i) => (i === 0 ? [item] : [delimiter, item]));
  return composeText(parts, call.span, call.frame.scope);
}

function select(argument: RawNode, call: Call): ConfigValue {
  const [indexNode, listNode] = itemsOf(argument);
  if (!indexNode || !listNode) return incomplete('Fn::Select', call);
  const index = call.evaluate(indexNode, call.frame);
  const list = call.evaluate(listNode, call.frame);
  const item =
    index.kind === 'scalar' && list.kind === 'list' && !list.open ? list.items[Number(index.value)] : undefined;
  return item ? { ...item, span: call.span } : unknown(call.span, 'the selected item is not known');
}

function split(argument: RawNode, call: Call): ConfigValue {
  const [delimiterNode, sourceNode] = itemsOf(argument);
  if (!delimiterNode || !sourceNode || callOf(delimiterNode)) return incomplete('Fn::Split', call);
  const delimiter = call.evaluate(delimiterNode, call.frame);
  const source = call.evaluate(sourceNode, call.frame);
  if (delimiter.kind !== 'scalar' || source.kind !== 'scalar') return unknown(call.span, 'the split text is not known');
  const text = String(source.value ?? '');
  if (!spend(call.frame.scope, text.length / 8)) return unknown(call.span, 'the text is too long');
  const base = source.trace ? { span: call.span, trace: source.trace } : { span: call.span };
  const items = text.split(String(delimiter.value)).map((value) => ({ kind: 'scalar' as const, value, ...base }));
  return { kind: 'list', items, open: false, ...base };
}

function length(argument: RawNode, call: Call): ConfigValue {
  const list = call.evaluate(argument, call.frame);
  if (list.kind !== 'list' || list.open) return unknown(call.span, 'the length is not known');
  return { kind: 'scalar', span: call.span, value: list.items.length };
}

/** Functions that only write their argument in another way: rules ask for what is in it. */
function inner(argument: RawNode, call: Call): ConfigValue {
  return { ...call.evaluate(argument, call.frame, call.head), span: call.span };
}
