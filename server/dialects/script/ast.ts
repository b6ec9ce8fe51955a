// Small helpers over syntax trees: spans, names, children, the expression inside casts.
import type { Span } from '../../core/text';
import type { Member, Node, Wrapper } from './nodes';

export type * from './nodes';

/** The range of a node as a span. */
export function spanOf(node: Node): Span {
  return { start: node.range[0], end: node.range[1] };
}

/** The expression inside casts, non-null marks, `await` and optional chains. */
export function unwrap(node: Node): Node {
  let inner = node;
  for (let i = 0; i < 50; i++) {
    if (inner.type === 'AwaitExpression') inner = inner.argument;
    else if (isWrapper(inner)) inner = inner.expression;
    else return inner;
  }
  return inner;
}

function isWrapper(node: Node): node is Wrapper {
  return (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSTypeAssertion' ||
    node.type === 'ChainExpression'
  );
}

/** The name that a property's, member's or field's key spells, or undefined where it is computed. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'Identifier') return computed || key.name === '' ? undefined : key.name;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) {
    return String(key.value);
  }
  const plain = computed && key.type === 'TemplateLiteral' && key.expressions.length === 0;
  return plain ? (key.quasis[0]?.value.cooked ?? undefined) : undefined;
}

/** The property's name in `a.name` or `a['name']`. */
export function memberName(node: Member): string | undefined {
  return keyName(node.property, node.computed);
}

/** The last name of what a call calls, as in `s3.Bucket` or `send`; nothing where it is computed or this is no call. */
export function callName(node: Node): string {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return '';
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
}

/** The text of a node on one line, cut to `limit` characters. */
export function sourceOf(text: string, node: Node, limit = 120): string {
  const plain = text.slice(node.range[0], Math.min(node.range[1], node.range[0] + limit * 4)).replace(/\s+/g, ' ');
  return plain.length > limit ? `${plain.slice(0, limit - 1)}…` : plain;
}

const PASSED_OVER = new Set(
  (
    'type range loc parent typeAnnotation returnType typeParameters typeArguments superTypeArguments implements tokens comments ' +
    'decorators name raw regex bigint operator kind computed optional shorthand method static declare override readonly ' +
    'accessibility definite async generator abstract const sourceType tail exportKind importKind prefix delegate'
  ).split(' '),
);

/** Nodes of one type have the same keys: those that can hold nodes are found once. */
const childKeys = new Map<string, readonly string[]>();

/** The properties of a node that can hold nodes, types left out. */
export function keysOf(record: Record<string, unknown>, type: string): readonly string[] {
  const known = childKeys.get(type);
  if (known) return known;
  const keys = Object.keys(record).filter((key) => !PASSED_OVER.has(key));
  childKeys.set(type, keys);
  return keys;
}

/** The nodes directly below this one, types left out, in the order of the tree. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  const record = node as unknown as Record<string, unknown>;
  for (const key of keysOf(record, node.type)) {
    const value = record[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item);
    } else if (isNode(value)) found.push(value);
  }
  return found;
}

/** True for a part of a tree that is a node itself. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type !== undefined;
}
