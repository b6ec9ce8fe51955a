// Follows a path through object literals and changes what it leads to.
import type { Change, EditResult, NewValue, Resource, Segment } from '../../core/resource';
import type { TextEdit } from '../../core/text';
import { addArgument, lacksOptions } from './arguments';
import { keyName, spanOf, unwrap, type ArrayExpression, type Node, type ObjectExpression, type Property } from './ast';
import { insertProperty, removeProperty, type Style } from './layout';
import { sameName, type Names } from './names';
import { inItem, nested, render, withKey } from './render';
import { lookUp, type Binding, type Context } from './scope';
import { symbolOf } from './symbols';

/** What an edit works on. */
export interface Job {
  readonly text: string;
  readonly resource: Resource;
  readonly style: Style;
  readonly names: Names;
}

type PathChange = Extract<Change, { readonly kind: 'set' | 'remove' }>;

/** An object literal, where it stands, and the variable that holds it if one does. */
export interface Found {
  readonly ok: true;
  readonly node: ObjectExpression;
  readonly context: Context;
  readonly holder?: Binding;
}

const MAX_STEPS = 20;

/** The object literal behind an expression: through casts, constants, `Object.assign`, `JSON.stringify` and instances. */
export function objectBehind(
  node: Node,
  context: Context,
  holder?: Binding,
  steps = 0,
): Found | { ok: false; reason: string } {
  const bare = unwrap(node);
  if (steps > MAX_STEPS) return { ok: false, reason: 'the object is built in too many steps' };
  if (bare.type === 'ObjectExpression') return { ok: true, node: bare, context, ...(holder ? { holder } : {}) };
  if (bare.type === 'Identifier') {
    const binding = lookUp(context.scope, bare.name);
    const init = binding && onlyValue(binding);
    if (!init) return { ok: false, reason: `"${bare.name}" is not an object that is written out in this file` };
    return objectBehind(init, binding.context, binding, steps + 1);
  }
  if (bare.type === 'CallExpression' || bare.type === 'NewExpression') {
    const name = symbolOf(bare.callee, context)?.path.join('.') ?? '';
    const isKnown =
      bare.type === 'NewExpression' ||
      /^(?:Object\.(?:assign|freeze)|JSON\.stringify)$/.test(name) ||
      /^[A-Z]\w*\./.test(name);
    const argument =
      [...bare.arguments].reverse().find((a) => unwrap(a).type === 'ObjectExpression') ?? bare.arguments[0];
    if (isKnown && argument) return objectBehind(argument, context, undefined, steps + 1);
  }
  if (bare.type === 'ConditionalExpression') return { ok: false, reason: 'the value depends on a condition' };
  return { ok: false, reason: 'the value is not an object that is written out here' };
}

/** What a variable holds from its declaration on, if nothing else is ever assigned to it. */
function onlyValue({ kind, init, path, writes }: Binding): Node | undefined {
  const isRewritten = writes.some((w) => w.path.length === 0 && w.kind === 'set');
  return kind === 'variable' && (path ?? []).length === 0 && !isRewritten ? init : undefined;
}

function refused(reason: string): EditResult {
  return { ok: false, reason };
}

/** Sets or removes what `path` leads to, starting in an object literal. */
export function changeObject(
  job: Job,
  { node, context, holder }: Found,
  path: readonly Segment[],
  change: PathChange,
): EditResult {
  const [segment, ...rest] = path;
  if (!segment) return refused('there is nothing to change');
  const index = findProperty(job, node, segment.name);
  const property = node.properties[index];
  const write = holder?.writes
    .filter((w) => w.kind === 'set' && sameName(w.path[0] ?? '', segment.name, job.resource.loose))
    .pop();
  if (write?.value && write.path.length === 1)
    return changeValue(job, write.value, write.context, segment, rest, change);
  if (property?.type !== 'Property')
    return change.kind === 'remove' ? done([]) : insert(job, node, segment, rest, change.value);
  if (change.kind === 'remove' && rest.length === 0) return done(removeProperty(job.text, node, index));
  if (property.shorthand && change.kind === 'set' && rest.length === 0)
    return replaceShorthand(job, property, segment, change.value);
  return changeValue(job, property.value, context, segment, rest, change);
}

function done(edits: readonly TextEdit[]): EditResult {
  return { ok: true, edits };
}

function findProperty({ resource }: Job, node: ObjectExpression, name: string): number {
  for (let i = node.properties.length - 1; i >= 0; i--) {
    const property = node.properties[i];
    const key = property?.type === 'Property' ? keyName(property.key, property.computed) : undefined;
    if (key !== undefined && sameName(key, name, resource.loose)) return i;
  }
  return -1;
}

function insert(
  job: Job,
  node: ObjectExpression,
  segment: Segment,
  rest: readonly Segment[],
  value: NewValue,
): EditResult {
  const inner = rest.length === 0 ? value : inItem(segment, nested(rest, value));
  const failures: string[] = [];
  const edits = insertProperty(job.text, node, job.style, (style) => {
    const text = withKey(segment.name, render(inner, style, job.names.namer), job.names.namer, style);
    if (text === undefined) failures.push(segment.name);
    return text ?? '';
  });
  return failures.length > 0 ? refused(job.names.problem ?? 'the value can not be written here') : done(edits);
}

function replaceShorthand(job: Job, property: Property, segment: Segment, value: NewValue): EditResult {
  const text = withKey(segment.name, render(value, job.style, job.names.namer), job.names.namer, job.style);
  if (text === undefined) return refused(job.names.problem ?? 'the value can not be written here');
  return done([{ span: spanOf(property), newText: text }]);
}

function replaceValue(job: Job, node: Node, value: NewValue): EditResult {
  const text = render(value, job.style, job.names.namer);
  if (text === undefined) return refused(job.names.problem ?? 'the value can not be written here');
  if (squeezed(job.text.slice(node.range[0], node.range[1])) === squeezed(text)) return done([]);
  const isEmpty = node.range[0] === node.range[1];
  return done([
    { span: spanOf(node), newText: isEmpty && !/\s/.test(job.text.charAt(node.range[0] - 1)) ? ` ${text}` : text },
  ]);
}

/** The code without what a formatter may change: the same value laid out in another way is left as it is. */
function squeezed(code: string): string {
  return code.replace(/,?\s+|,(?=[\]}])/g, '');
}

function changeValue(
  job: Job,
  node: Node,
  context: Context,
  segment: Segment,
  rest: readonly Segment[],
  change: PathChange,
): EditResult {
  if (rest.length === 0)
    return change.kind === 'set'
      ? replaceValue(job, node, change.value)
      : refused('it is set in a statement of its own');
  const bare = unwrap(node);
  const isNothing =
    (bare.type === 'Literal' && bare.value === null) ||
    (bare.type === 'Identifier' && /^(?:undefined)?$/.test(bare.name));
  if (isNothing)
    return change.kind === 'remove' ? done([]) : replaceValue(job, node, inItem(segment, nested(rest, change.value)));
  const list = arrayBehind(bare, context);
  const [next, ...others] = rest;
  if (list && next && /^#\d+$/.test(next.name))
    return changeItem(job, list, Number(next.name.slice(1)), others, change);
  if (list) return changeItems(job, list, segment, rest, change);
  if (change.kind === 'set' && lacksOptions(bare, context)) return addArgument(job, bare, nested(rest, change.value));
  const found = objectBehind(bare, context);
  return found.ok ? changeObject(job, found, rest, change) : refused(found.reason);
}

interface FoundList {
  readonly node: ArrayExpression;
  readonly context: Context;
}

function arrayBehind(node: Node, context: Context): FoundList | undefined {
  if (node.type === 'ArrayExpression') return { node, context };
  const binding = node.type === 'Identifier' ? lookUp(context.scope, node.name) : undefined;
  const init = binding && onlyValue(binding);
  const list = init && unwrap(init);
  return binding && list?.type === 'ArrayExpression' ? { node: list, context: binding.context } : undefined;
}

function changeItem(
  job: Job,
  list: FoundList,
  index: number,
  path: readonly Segment[],
  change: PathChange,
): EditResult {
  const item = list.node.elements[index];
  const found = item ? objectBehind(item, list.context) : undefined;
  if (!found?.ok) return refused(found?.reason ?? 'the list has no such item');
  return changeObject(job, found, path, change);
}

/** Every item of the list (those that `where` names); a new one where none is there. */
function changeItems(
  job: Job,
  list: FoundList,
  segment: Segment,
  path: readonly Segment[],
  change: PathChange,
): EditResult {
  const edits: TextEdit[] = [];
  let count = 0;
  for (const element of list.node.elements) {
    if (!element || !isWanted(job, element, list.context, segment)) continue;
    const found = objectBehind(element, list.context);
    if (!found.ok) return refused(found.reason);
    const result = changeObject(job, found, path, change);
    if (!result.ok) return result;
    edits.push(...result.edits);
    count++;
  }
  if (count > 0 || change.kind === 'remove') return done(edits);
  return appendItem(job, list.node, inItem(segment, nested(path, change.value)));
}

function isWanted({ resource }: Job, element: Node, context: Context, { where }: Segment): boolean {
  if (!where) return true;
  const found = objectBehind(element, context);
  if (!found.ok) return false;
  return found.node.properties.some((p) => {
    if (p.type !== 'Property') return false;
    const value = unwrap(p.value);
    return (
      sameName(keyName(p.key, p.computed) ?? '', where.name, resource.loose) &&
      value.type === 'Literal' &&
      String(value.value) === where.value
    );
  });
}

function appendItem(job: Job, node: ArrayExpression, value: NewValue): EditResult {
  const item = value.kind === 'list' ? value.items[0] : value;
  const text = item && render(item, job.style, job.names.namer);
  if (text === undefined) return refused(job.names.problem ?? 'the value can not be written here');
  const last = node.elements[node.elements.length - 1];
  if (last) return done([{ span: { start: last.range[1], end: last.range[1] }, newText: `, ${text}` }]);
  return done([{ span: spanOf(node), newText: `[${text}]` }]);
}
