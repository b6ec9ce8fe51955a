// The value of a call: constructs, CDK factories, plain conversions, functions of the same file.
import type { Span } from '../../core/text';
import { usedAt, type ConfigValue, type ObjectValue } from '../../core/value';
import { optionsPosition } from '../../core/cdk-application';
import { memberName, sourceOf, spanOf, unwrap, type Call, type Node } from './ast';
import { cdkNameOf, constructAt, type CdkName } from './constructs';
import { evaluate } from './evaluate';
import { asObject, merged, scalar, unknown, withEntry } from './objects';
import { traceTo, type Reader } from './reader';
import { lookUp, type CallSite, type Context, type FunctionInfo } from './scope';
import { symbolOf } from './symbols';

/** Calls that hand on what they get, as far as encryption is concerned. */
const PASSING = new Set([
  'JSON.stringify',
  'JSON.parse',
  'Object.freeze',
  'structuredClone',
  'String',
  'Number',
  'Boolean',
  'Buffer.from',
  'global.Buffer.from',
  'URL',
  'TextEncoder.encode',
]);

/** Methods of a value that leave it what it is, as far as encryption is concerned. */
const PASSING_METHODS = new Set(['toString', 'trim', 'valueOf', 'toJSON', 'filter', 'promise']);

/** The value of a call or of `new`. An instance of an imported class is the object of its arguments, with its class under `new`. */
export function callValue(reader: Reader, node: Call, context: Context, head?: Span): ConfigValue {
  const span = spanOf(node);
  const construct = constructAt(reader, node, context);
  if (construct) return { kind: 'ref', target: construct.id, attribute: '', span };
  const symbol = symbolOf(node.callee, context);
  const cdk = symbol && cdkNameOf(symbol);
  if (cdk) return cdkValue(reader, node, cdk, context, head);
  const name = symbol?.path.join('.') ?? '';
  const first = node.arguments[0];
  if (symbol && PASSING.has(name) && first) return evaluate(reader, first, context, head);
  if (name === 'Object.assign') return assigned(reader, node, context, head);
  if (name === 'Buffer.alloc' && first) return scalar(sourceOf(reader.text, node), span);
  if (node.type === 'NewExpression' && symbol) return instance(reader, node, name || 'default', context, head);
  return localCall(reader, node, context) ?? unknown(`result of "${sourceOf(reader.text, node.callee, 60)}"`, span);
}

function assigned(reader: Reader, node: Call, context: Context, head: Span | undefined): ConfigValue {
  const empty: ObjectValue = {
    kind: 'object',
    entries: [],
    open: false,
    span: spanOf(node),
    head: head ?? spanOf(node.callee),
  };
  return node.arguments.reduce<ObjectValue>((object, argument) => {
    if (argument.type === 'SpreadElement') return { ...object, open: true };
    return merged(object, evaluate(reader, argument, context));
  }, empty);
}

/** `Duration.days(7)` is text; `BlockDeviceVolume.ebs(50, { encrypted: true })` and `new PolicyStatement({…})` are objects. */
function cdkValue(reader: Reader, node: Call, cdk: CdkName, context: Context, head: Span | undefined): ConfigValue {
  const span = spanOf(node);
  if (node.type === 'NewExpression') return instance(reader, node, cdk.name, context, head);
  if (/^(?:Fn|Lazy|Token|Stack|Aws|Arn)\./.test(cdk.name)) return unknown(`result of "${cdk.name}"`, span);
  const isListed = optionsPosition(cdk.name) !== undefined;
  const hasOptions =
    isListed ||
    node.arguments.some((a) => {
      const { type } = unwrap(a);
      return type === 'ObjectExpression' || (type === 'Identifier' && evaluate(reader, a, context).kind === 'object');
    });
  const isPlain = !isListed && /(?:Engine|Version|Runtime|Class|Type)\.|\.fromJson$/.test(cdk.name);
  if (hasOptions && cdk.name.endsWith('.fromJson'))
    return asObject(evaluate(reader, node.arguments[0] ?? node.callee, context));
  if (hasOptions && !isPlain) return instance(reader, node, cdk.name, context, head);
  const list = node.arguments.map((a) => sourceOf(reader.text, a)).join(', ');
  return scalar(`${cdk.name}(${list})`, span);
}

/** The object of a call's arguments: those of its objects' entries, the others by position, and the name under `new`. */
function instance(reader: Reader, node: Call, name: string, context: Context, head: Span | undefined): ObjectValue {
  const nameSpan = spanOf(node.callee);
  const first: ObjectValue = { kind: 'object', entries: [], open: false, span: spanOf(node), head: head ?? nameSpan };
  const named = withEntry(first, { key: 'new', keySpan: nameSpan, value: scalar(name, nameSpan) });
  const optionsFrom = optionsPosition(name) ?? 0;
  return node.arguments.reduce<ObjectValue>((object, argument, index) => {
    const at = spanOf(argument);
    const value =
      argument.type === 'SpreadElement' ? unknown('spread arguments', at) : evaluate(reader, argument, context);
    const mayHold = index >= optionsFrom || argument.type === 'SpreadElement';
    if (mayHold && (value.kind === 'object' || value.kind === 'choice')) return { ...merged(object, value) };
    const hides = mayHold && value.kind === 'unknown' && index === node.arguments.length - 1;
    const open = object.open || hides;
    return { ...withEntry(object, { key: String(index), keySpan: at, value }), open };
  }, named);
}

function localCall(reader: Reader, node: Call, context: Context): ConfigValue | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee) ?? '';
    const child = /^(?:try)?findChild$/i.test(name) ? childOf(reader, callee.object, node, context) : undefined;
    if (child) return child;
    if (callee.object.type === 'ThisExpression')
      return returned(reader, context.scope.inClass?.methods.get(name), { node, context });
    return PASSING_METHODS.has(name) && node.type === 'CallExpression'
      ? passedOn(reader, callee.object, node, context)
      : undefined;
  }
  const binding = callee.type === 'Identifier' ? lookUp(context.scope, callee.name) : undefined;
  const wanted = binding && (binding.init ? unwrap(binding.init) : binding.node);
  return wanted && returned(reader, reader.functions.get(wanted), { node, context });
}

/** `topic.node.findChild('Resource')` is what `topic.node.defaultChild` is. */
function childOf(reader: Reader, object: Node, node: Call, context: Context): ConfigValue | undefined {
  const value = evaluate(reader, object, context);
  const isNode = value.kind === 'ref' && value.attribute === 'node';
  return isNode ? { ...value, attribute: 'node.defaultChild', span: spanOf(node) } : undefined;
}

function passedOn(reader: Reader, object: Node, node: Call, context: Context): ConfigValue {
  const value = evaluate(reader, object, context);
  return value.kind === 'list' ? { ...value, open: true, span: spanOf(node) } : value;
}

/** What the only `return` of a function of this file gives to this call of it. */
function returned(reader: Reader, func: FunctionInfo | undefined, call: CallSite): ConfigValue | undefined {
  const [only, second] = func?.returns ?? [];
  if (!func || !only || second) return undefined;
  const span = spanOf(call.node);
  const value = during(reader, func, call, () => evaluate(reader, only.node, only.context));
  if (value.kind === 'ref') return usedAt(value, span);
  return usedAt(value, span, traceTo(reader, spanOf(only.node), `returned by "${func.name}"`));
}

/** Does work in which the parameters of a function are what one call gives. */
function during<T>(reader: Reader, func: FunctionInfo, call: CallSite, work: () => T): T {
  const outer = reader.calling.get(func);
  reader.calling.set(func, call);
  try {
    return work();
  } finally {
    if (outer) reader.calling.set(func, outer);
    else reader.calling.delete(func);
  }
}
