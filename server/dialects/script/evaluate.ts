// Turns an expression into a value: literals, objects, names, conditions. What can't be known says why.
import type { Span } from '../../core/text';
import type { ConfigValue, Entry, ListValue, ObjectValue } from '../../core/value';
import {
  keyName,
  memberName,
  sourceOf,
  spanOf,
  unwrap,
  type ArrayExpression,
  type Binary,
  type Conditional,
  type Member,
  type Node,
  type ObjectExpression,
  type Property,
  type TemplateLiteral,
} from './ast';
import { callValue } from './calls';
import { cdkNameOf } from './constructs';
import { environmentVariable, merged, propertyOf, scalar, unknown } from './objects';
import { outcomeInCall } from './outcome';
import { MAX_EVALUATION_DEPTH, type Reader } from './reader';
import { lookUp, type Context } from './scope';
import { ENUM_VALUES } from './services';
import { symbolOf } from './symbols';
import { enumMember, fieldValue, nameValue } from './variables';

/**
 * The value of an expression. `head` is what stands for it where it is an object: its key; else its first key is taken.
 * Work is bounded by the reader: beyond its bounds the answer is unknown.
 */
export function evaluate(reader: Reader, node: Node, context: Context, head?: Span): ConfigValue {
  if (reader.depth >= MAX_EVALUATION_DEPTH || reader.steps-- <= 0)
    return unknown('too long a way to follow', spanOf(node));
  if (reader.open.has(node)) return unknown('it hangs on itself', spanOf(node));
  reader.depth++;
  reader.open.add(node);
  try {
    return evaluateBare(reader, unwrap(node), context, head);
  } finally {
    reader.depth--;
    reader.open.delete(node);
  }
}

function evaluateBare(reader: Reader, node: Node, context: Context, head: Span | undefined): ConfigValue {
  switch (node.type) {
    case 'Literal':
      return literal(node.value, spanOf(node));
    case 'Identifier':
      return nameValue(reader, node, context);
    case 'TemplateLiteral':
      return template(reader, node, context);
    case 'ObjectExpression':
      return objectValue(reader, node, context, head);
    case 'ArrayExpression':
      return listValue(reader, node, context);
    case 'ConditionalExpression':
      return conditional(reader, node, context, head);
    case 'LogicalExpression':
      return logical(reader, node, context, head);
    case 'BinaryExpression':
      return binary(reader, node, context);
    case 'AssignmentExpression':
      return evaluate(reader, node.right, context, head);
    case 'UnaryExpression':
      return unary(reader, node.operator, node.argument, spanOf(node), context);
    case 'MemberExpression':
      return member(reader, node, context);
    case 'CallExpression':
    case 'NewExpression':
      return callValue(reader, node, context, head);
    default:
      return unknown(`"${sourceOf(reader.text, node, 40)}" is not a plain value`, spanOf(node));
  }
}

function literal(value: unknown, span: Span): ConfigValue {
  if (value === null) return scalar(null, span);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? scalar(value, span) : unknown('not a plain value', span);
}

function template(reader: Reader, node: TemplateLiteral, context: Context): ConfigValue {
  const parts: (string | ConfigValue)[] = [];
  node.quasis.forEach((quasi, index) => {
    parts.push(quasi.value.cooked ?? quasi.value.raw);
    const expression = node.expressions[index];
    if (expression) parts.push(evaluate(reader, expression, context));
  });
  return joined(parts, spanOf(node));
}

/** Text of parts, as one scalar where all are known. */
function joined(parts: readonly (string | ConfigValue)[], span: Span): ConfigValue {
  const flat: (string | ConfigValue)[] = [];
  const traces = parts.flatMap((p) => (typeof p === 'string' ? [] : (p.trace ?? [])));
  for (const part of parts.flatMap((p) => (typeof p !== 'string' && p.kind === 'text' ? p.parts : [p]))) {
    const text = typeof part === 'string' ? part : part.kind === 'scalar' ? String(part.value) : undefined;
    const last = flat[flat.length - 1];
    if (text !== undefined && typeof last === 'string') flat[flat.length - 1] = last + text;
    else if (text !== '') flat.push(text ?? part);
  }
  const trace = traces.length > 0 ? { trace: traces } : {};
  const [only = ''] = flat;
  if (flat.length <= 1 && typeof only === 'string') return { kind: 'scalar', value: only, span, ...trace };
  return { kind: 'text', parts: flat.filter((p) => p !== ''), span, ...trace };
}

function objectValue(reader: Reader, node: ObjectExpression, context: Context, head: Span | undefined): ObjectValue {
  const own = { span: spanOf(node), head: head ?? firstKey(node) };
  let entries: Entry[] = [];
  let open = false;
  for (const property of node.properties) {
    if (property.type === 'Property') open = !addProperty(reader, entries, property, context) || open;
    else {
      const spread = evaluate(reader, property.argument, context);
      const result = merged({ kind: 'object', entries, open, ...own }, spread);
      entries = [...result.entries];
      open = result.open;
    }
  }
  return { kind: 'object', entries, open, span: own.span, head: own.head };
}

function firstKey(node: ObjectExpression): Span {
  const [first] = node.properties;
  if (first?.type === 'Property') return spanOf(first.key);
  return first ? spanOf(first) : { start: node.range[0], end: Math.min(node.range[0] + 1, node.range[1]) };
}

/** Adds a property, which takes the place of an earlier one with the same key; false where its key is not known. */
function addProperty(reader: Reader, entries: Entry[], property: Property, context: Context): boolean {
  const computed = property.computed ? evaluate(reader, property.key, context) : undefined;
  const key =
    keyName(property.key, property.computed) ?? (computed?.kind === 'scalar' ? String(computed.value) : undefined);
  const keySpan = spanOf(property.key);
  if (key === undefined) return property.key.range[0] === property.key.range[1];
  const value = evaluate(reader, property.value, context, keySpan);
  const before = entries.findIndex((entry) => entry.key === key);
  if (before >= 0) entries.splice(before, 1);
  entries.push({ key, keySpan, value });
  return true;
}

function listValue(reader: Reader, node: ArrayExpression, context: Context): ListValue {
  const items: ConfigValue[] = [];
  let open = false;
  for (const element of node.elements) {
    if (!element) continue;
    if (element.type !== 'SpreadElement') items.push(evaluate(reader, element, context));
    else {
      const inner = evaluate(reader, element.argument, context);
      if (inner.kind === 'list') items.push(...inner.items);
      open ||= inner.kind !== 'list' || inner.open;
    }
  }
  return { kind: 'list', items, open, span: spanOf(node) };
}

function conditional(reader: Reader, node: Conditional, context: Context, head: Span | undefined): ConfigValue {
  const test = sourceOf(reader.text, node.test);
  const known = evaluate(reader, node.test, context);
  const branch = (value: Node): ConfigValue => evaluate(reader, value, context, head);
  const outcome = known.kind === 'scalar' && !known.trace ? !!known.value : outcomeInCall(reader, node.test, context);
  if (outcome !== undefined) return branch(outcome ? node.consequent : node.alternate);
  const options = [
    { branch: 'true', value: branch(node.consequent) },
    { branch: 'false', value: branch(node.alternate) },
  ];
  return { kind: 'choice', test, options, everyBranch: true, span: spanOf(node) };
}

function logical(reader: Reader, node: Binary, context: Context, head: Span | undefined): ConfigValue {
  const left = evaluate(reader, node.left, context, head);
  const right = (): ConfigValue => evaluate(reader, node.right, context, head);
  if (left.kind === 'scalar') {
    const takesLeft =
      node.operator === '??' ? left.value !== null : node.operator === '||' ? !!left.value : !left.value;
    return takesLeft ? left : right();
  }
  if (node.operator !== '&&') return left;
  if (left.kind === 'object' || left.kind === 'list' || left.kind === 'ref') return right();
  const options = [
    { branch: 'true', value: right() },
    { branch: 'false', value: scalar(null, spanOf(node.left)) },
  ];
  return { kind: 'choice', test: sourceOf(reader.text, node.left), options, everyBranch: true, span: spanOf(node) };
}

function binary(reader: Reader, node: Binary, context: Context): ConfigValue {
  const span = spanOf(node);
  if (node.operator !== '+') return unknown('result of a computation', span);
  const parts = [evaluate(reader, node.left, context), evaluate(reader, node.right, context)];
  const isText = parts.some((p) => p.kind === 'text' || (p.kind === 'scalar' && typeof p.value === 'string'));
  return isText ? joined(parts, span) : unknown('result of a computation', span);
}

function unary(reader: Reader, operator: string, argument: Node, span: Span, context: Context): ConfigValue {
  const inner = evaluate(reader, argument, context);
  const trace = inner.trace ? { trace: inner.trace } : {};
  if (inner.kind === 'scalar') {
    if (operator === '!') return { kind: 'scalar', value: !inner.value, span, ...trace };
    if (operator === '-' && typeof inner.value === 'number')
      return { kind: 'scalar', value: -inner.value, span, ...trace };
  }
  return operator === 'void' ? scalar(null, span) : unknown('result of a computation', span);
}

function member(reader: Reader, node: Member, context: Context): ConfigValue {
  const span = spanOf(node);
  const name = memberName(node);
  if (name === undefined) return unknown('a computed property', span);
  const named = namedMember(reader, node, name, context);
  if (named) return named;
  if (node.object.type === 'ThisExpression') return fieldValue(reader, name, span, context);
  const base = evaluate(reader, node.object, context);
  if (base.kind === 'unknown') return unknown(`"${sourceOf(reader.text, node, 60)}": ${base.reason}`, span);
  return propertyOf(base, name, span);
}

/** Members of modules that stand for nothing but their name. */
const CONSTANTS = /^(?:(?:crypto|tls|https|constants) |crypto-js mode\.|jose JWK\.None$)/;

/** Members that a module, an enum or the environment gives a meaning. */
function namedMember(reader: Reader, node: Member, name: string, context: Context): ConfigValue | undefined {
  const span = spanOf(node);
  if (node.object.type === 'Identifier') {
    const binding = lookUp(context.scope, node.object.name);
    if (binding?.node.type === 'TSEnumDeclaration')
      return enumMember(reader, binding.node, name, node, binding.context);
  }
  const symbol = symbolOf(node, context);
  if (!symbol)
    return sourceOf(reader.text, node).startsWith('import.meta.env.') ? environmentVariable(name, span) : undefined;
  const path = symbol.path.join('.');
  if (/^(?:env|process\.env)\./.test(path) && /^(?:process|global)$/.test(symbol.module)) {
    return environmentVariable(name, span);
  }
  const cdk = cdkNameOf(symbol);
  if (cdk?.name.includes('.')) return scalar(cdk.name, span);
  if (symbol.module.startsWith('@aws-sdk/client-') && symbol.path.length === 2) {
    const isPlainName = /^(?:[A-Z0-9_]+|[A-Za-z0-9]+)$/.test(name);
    const value = ENUM_VALUES[path] ?? (isPlainName ? name : undefined);
    return value === undefined ? unknown(`member "${path}" of an enum`, span) : scalar(value, span);
  }
  return CONSTANTS.test(`${symbol.module} ${path}`) ? scalar(path, span) : undefined;
}
