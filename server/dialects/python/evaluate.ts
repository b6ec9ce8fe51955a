// Values of expressions.
import { entryOf, type ConfigValue } from '../../core/value';
import { builtinValue } from './builtins';
import { resultValue } from './results';
import { flowValue } from './follow';
import { testName } from './conditions';
import { dictValue, keyOf, listValue, numberValue, stringValue } from './literals';
import type { Module } from './module';
import { arithmetic, percent, repeated } from './operators';
import { optionDefault } from './options';
import { constantOf } from './paths';
import { bare, dotted, expressions, kid, spanOf, split, textOf, type Node } from './syntax';
import { carry, choice, environmentVariable, merge, scalar, text, unknown } from './values';

/** The value of an expression. Never throws; what can't be known is `unknown` with a reason. */
export function evaluate(module: Module, node: Node): ConfigValue {
  const span = spanOf(node);
  switch (node.name) {
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return stringValue(module, node);
    case 'Number':
      return numberValue(node);
    case 'Boolean':
      return scalar(span, textOf(node) === 'True');
    case 'None':
      return scalar(span, null);
    case 'DictionaryExpression':
      return dictValue(module, node);
    case 'ArrayExpression':
    case 'TupleExpression':
    case 'SetExpression':
      return listValue(module, node);
    case 'AssignStatement':
      return tupleValue(module, node);
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'ComprehensionExpression':
      return { kind: 'list', span, items: [], open: true };
    case 'DictionaryComprehensionExpression':
      return { kind: 'object', span, head: span, entries: [], open: true };
    case 'ConditionalExpression':
      return conditional(module, node);
    case 'UnaryExpression':
      return unary(module, node);
    case 'BinaryExpression':
      return binary(module, node);
    case 'CallExpression':
      return builtinValue(module, node) ?? resultValue(module, node);
    case 'VariableName':
      return nameValue(module, node);
    case 'MemberExpression':
      return memberValue(module, node);
    default:
      return unknown(span, 'computed in code');
  }
}

/** The right side of `x = 1, 2`. */
function tupleValue(module: Module, node: Node): ConfigValue {
  const at = node.kids.map((k) => k.name).lastIndexOf('AssignOp');
  const parts = split(node.kids.slice(at + 1)).flatMap((part) => (part[0] ? [part[0]] : []));
  const items = parts.map((part) => module.evaluate(part));
  const span = { start: spanOf(parts[0] ?? node).start, end: spanOf(node).end };
  return { kind: 'list', span, items, open: parts.some((p) => p.name === '*') };
}

function conditional(module: Module, node: Node): ConfigValue {
  const [then, test, otherwise] = expressions(node);
  if (!then || !test || !otherwise) return unknown(spanOf(node), 'not written yet');
  const options = [
    { branch: 'true', value: module.evaluate(then) },
    { branch: 'false', value: module.evaluate(otherwise) },
  ];
  return choice(spanOf(node), testName(test), options, true);
}

function unary(module: Module, node: Node): ConfigValue {
  const [operator, operand] = node.kids;
  const value = operand && module.evaluate(operand);
  if (operator && value?.kind === 'scalar') {
    if (textOf(operator) === '-' && typeof value.value === 'number') return scalar(spanOf(node), -value.value);
    if (operator.name === 'not') return scalar(spanOf(node), !value.value);
  }
  return unknown(spanOf(node), 'computed in code');
}

function binary(module: Module, node: Node): ConfigValue {
  const [leftNode, operatorNode, rightNode] = node.kids;
  const span = spanOf(node);
  if (!leftNode || !operatorNode || !rightNode || node.kids.length !== 3) return unknown(span, 'computed in code');
  const operator = textOf(operatorNode);
  const left = module.evaluate(leftNode);
  if (operator === 'or') return either(module, left, rightNode, node);
  if (!/^(?:[-+*/%|]|\/\/)$/.test(operator)) return unknown(span, 'computed in code');
  if (operator === '%' && isText(left)) return percent(module, left, rightNode, node);
  const right = module.evaluate(rightNode);
  if (
    left.kind === 'scalar' &&
    right.kind === 'scalar' &&
    typeof left.value === 'number' &&
    typeof right.value === 'number'
  ) {
    return arithmetic(operator, left.value, right.value, node);
  }
  if (operator === '*' && left.kind === 'scalar' && right.kind === 'scalar')
    return repeated(left.value, right.value, span);
  if (operator === '|' && left.kind === 'object' && right.kind === 'object') return { ...merge(left, right), span };
  if (operator !== '+') return unknown(span, 'computed in code');
  if (left.kind === 'list' && right.kind === 'list') {
    return { kind: 'list', span, items: [...left.items, ...right.items], open: left.open || right.open };
  }
  return isText(left) || isText(right) ? text(span, [left, right]) : unknown(span, 'computed in code');
}

function isText(value: ConfigValue): boolean {
  return value.kind === 'text' || (value.kind === 'scalar' && typeof value.value === 'string');
}

/** `a or b`: known where `a` is; else either of them, which is no reason for a finding unless both are wrong. */
function either(module: Module, left: ConfigValue, rightNode: Node, node: Node): ConfigValue {
  const right = module.evaluate(rightNode);
  if (left.kind === 'scalar') return left.value ? left : right;
  const options = [
    { branch: 'true', value: left },
    { branch: 'false', value: right },
  ];
  return choice(spanOf(node), testName(node.kids[0] ?? node), options, false);
}

function nameValue(module: Module, node: Node): ConfigValue {
  const name = textOf(node);
  if (module.index.globals.has(name)) return unknown(spanOf(node), `"${name}" is set by a function`);
  const flow = module.lookup(name, node);
  if (flow.kind === 'step' && flow.step.kind === 'import') {
    return (
      constantOf(flow.step.path, spanOf(node)) ?? unknown(spanOf(node), `"${name}" is imported from ${flow.step.path}`)
    );
  }
  return flowValue(module, flow, { span: spanOf(node), name });
}

function memberValue(module: Module, node: Node): ConfigValue {
  const name = dotted(node);
  const span = spanOf(node);
  if (name !== undefined) {
    const flow = module.lookup(name, node);
    if (flow.kind !== 'none') return flowValue(module, flow, { span, name });
  }
  const property = kid(node, 'PropertyName');
  return property ? attributeValue(module, node, textOf(property)) : itemValue(module, node);
}

function attributeValue(module: Module, node: Node, property: string): ConfigValue {
  const span = spanOf(node);
  const base = node.kids[0];
  const thing = module.denote(node);
  if (thing?.kind === 'path')
    return constantOf(thing.path, span) ?? unknown(span, `"${thing.path}" is not in this file`);
  const owner = base && module.denote(base);
  if (owner?.kind === 'class') {
    const given = owner.call && !hasConstructor(owner.node) ? keyword(owner.call, property) : undefined;
    if (given) return carry(module.evaluate(given), span, given.code.uri, `argument "${property}"`);
    return flowValue(module, module.attribute(owner.node, property), { span, name: textOf(node) });
  }
  const fallback = base && optionDefault(module, base, property);
  if (fallback) return carry(module.evaluate(fallback), span, fallback.code.uri, `default of the option "${property}"`);
  const value = base && module.evaluate(base);
  if (value?.kind === 'ref')
    return { ...value, span, attribute: joined(value.attribute, attributeName(owner, property)) };
  return unknown(span, `"${textOf(node).slice(0, 80)}" is not known`);
}

/** CDK's attributes are spelt as in its other languages. */
function attributeName(owner: ReturnType<Module['denote']>, property: string): string {
  const construct = owner?.kind === 'made' && /^(?:construct|imported)$/.test(owner.made.family);
  return construct ? property.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : property;
}

function hasConstructor(node: Node): boolean {
  return /\bdef\s+__init__\b/.test(textOf(node));
}

function keyword(call: Node, name: string): Node | undefined {
  const list = kid(call, 'ArgList');
  const at = list?.kids.findIndex(
    (k, i) => k.name === 'VariableName' && textOf(k) === name && list.kids[i + 1]?.name === 'AssignOp',
  );
  return list && at !== undefined && at >= 0 ? list.kids[at + 2] : undefined;
}

function joined(path: string, step: string): string {
  return path ? `${path}.${step}` : step;
}

function itemValue(module: Module, node: Node): ConfigValue {
  const span = spanOf(node);
  const [baseNode, , keyNode] = node.kids;
  if (!baseNode || !keyNode || node.kids.length !== 4) return unknown(span, 'computed in code');
  const thing = module.denote(bare(baseNode));
  const key = keyOf(module, keyNode);
  if (thing?.kind === 'path' && thing.path === 'os.environ') return environmentVariable(span, textOf(keyNode), key);
  if (key === undefined) return unknown(span, 'an item that is not known');
  return pick(module.evaluate(baseNode), key, node);
}

/** The item of a value behind a key, moved to the node that takes it. */
export function pick(base: ConfigValue, key: string, node: Node): ConfigValue {
  const span = spanOf(node);
  if (base.kind === 'ref') return { ...base, span, attribute: joined(base.attribute, key) };
  if (base.kind === 'choice') {
    const options = base.options.map((o) => ({ branch: o.branch, value: pick(o.value, key, node) }));
    return choice(span, base.test, options, base.everyBranch);
  }
  const found =
    base.kind === 'object'
      ? entryOf(base, key)?.value
      : base.kind === 'list' && !base.open
        ? base.items[Number(key) < 0 ? base.items.length + Number(key) : Number(key)]
        : undefined;
  if (!found) return unknown(span, base.kind === 'unknown' ? base.reason : `nothing is known of "${key}" in it`);
  return found.trace ? respan(found, node) : carry(found, span, node.code.uri, `"${key}" is set here`);
}

function respan(value: ConfigValue, node: Node): ConfigValue {
  return carry(value, spanOf(node), node.code.uri, 'taken from here');
}
