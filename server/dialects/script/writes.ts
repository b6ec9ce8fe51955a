// Notes what happens to variables: assignments, deletions, and calls that change an object they are given.
import { memberName, unwrap, type Binary, type Call, type Node } from './ast';
import { fieldOf } from './bindings';
import type { CallSite, Context, Write } from './scope';

/** Where a walk collects what it finds. */
export interface Notes {
  readonly calls: CallSite[];
  readonly assignments: { node: Binary; context: Context }[];
  /** Writes wait until every name is known: a function may write to a variable declared further down. */
  readonly writes: { name: string; write: Write }[];
}

/** Notes a call, an assignment or a deletion. */
export function note(walk: Notes, node: Node, context: Context): void {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    walk.calls.push({ node, context });
    noteMutation(walk, node, context);
  } else if (node.type === 'AssignmentExpression') {
    walk.assignments.push({ node, context });
    noteWrite(walk, node, context);
  } else if (node.type === 'UnaryExpression' && node.operator === 'delete') {
    addWrite(walk, unwrap(node.argument), context, 'delete', undefined, node.range[0]);
  }
}

/** The variable and the properties that `a.b.c` starts from; the path is undefined after a computed step. */
function targetOf(node: Node): { root: Node; path: readonly string[]; exact: boolean } {
  const path: string[] = [];
  let at = unwrap(node);
  let exact = true;
  for (let i = 0; i < 30 && at.type === 'MemberExpression'; i++) {
    const name = memberName(at);
    if (name === undefined) exact = false;
    path.unshift(name ?? '');
    at = unwrap(at.object);
  }
  return { root: at, path, exact };
}

function addWrite(
  walk: Notes,
  target: Node,
  context: Context,
  kind: Write['kind'],
  value: Node | undefined,
  offset: number,
): void {
  const { root, path, exact } = targetOf(target);
  if (root.type === 'Identifier' && root.name !== '') {
    const write: Write = exact
      ? { path, kind, value, context, offset }
      : { path: [], kind: 'escape', value, context, offset };
    walk.writes.push({ name: root.name, write });
  } else if (root.type === 'ThisExpression' && path.length === 1 && value && kind === 'set') {
    fieldOf(context, path[0] ?? '')?.values.push({ node: value, context });
  }
}

function noteWrite(walk: Notes, node: Binary, context: Context): void {
  const simple = node.operator === '=' || node.operator === '??=' || node.operator === '||=';
  const plain = node.left.type !== 'ObjectPattern' && node.left.type !== 'ArrayPattern';
  if (plain) addWrite(walk, node.left, context, simple ? 'set' : 'escape', node.right, node.range[1]);
}

const CHANGING =
  /^(?:add|set|with|apply|merge|extend|assign|defaults|encrypt|inject|mutate|enrich|decorate|secure|fill)/i;

/** `Object.assign(x, …)`, `x.push(…)`, and statements such as `addDefaults(x)` that may change their argument. */
function noteMutation(walk: Notes, node: Call, context: Context): void {
  if (node.type === 'NewExpression') return;
  const callee = unwrap(node.callee);
  const first = node.arguments[0];
  const at = node.range[1];
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee) ?? '';
    if (name === 'assign' && first && callee.object.type === 'Identifier' && callee.object.name === 'Object') {
      for (const value of node.arguments.slice(1)) addWrite(walk, first, context, 'merge', value, at);
    } else if (name === 'push' || name === 'unshift') {
      for (const value of node.arguments) addWrite(walk, callee.object, context, 'push', value, at);
    } else if (CHANGING.test(name)) escapeAll(walk, node, context);
  } else if (callee.type === 'Identifier' && CHANGING.test(callee.name)) escapeAll(walk, node, context);
}

function escapeAll(walk: Notes, node: Call, context: Context): void {
  for (const argument of node.arguments) {
    if (argument.type === 'Identifier') addWrite(walk, argument, context, 'escape', undefined, node.range[1]);
  }
}
