// Builds the values that an edit writes, and tells whether a place holds them already.
import type { Change, NewValue, Segment } from '../resource';
import type { LayoutNode } from './tree';

/** Turns references into what the file's language writes for them, at any depth. */
export function lowerRefs(value: NewValue, write: (ref: NewValue & { kind: 'ref' }) => NewValue): NewValue {
  switch (value.kind) {
    case 'ref':
      return write(value);
    case 'object':
      return { kind: 'object', entries: value.entries.map(([key, item]) => [key, lowerRefs(item, write)] as const) };
    case 'list':
      return { kind: 'list', items: value.items.map((item) => lowerRefs(item, write)) };
    default:
      return value;
  }
}

/** The value that leads to `value` by `path`: maps and one-item lists around it. */
export function valueAlong(path: readonly Segment[], value: NewValue): NewValue {
  const [segment, ...rest] = path;
  if (!segment) return value;
  const inner = segment.list || segment.where ? listOf(itemAlong(segment, rest, value)) : valueAlong(rest, value);
  return { kind: 'object', entries: [[segment.name, inner]] };
}

/** A new item for the list that `segment` names; it starts with the property that `where` asks for. */
export function itemAlong(segment: Segment, rest: readonly Segment[], value: NewValue): NewValue {
  const inner = valueAlong(rest, value);
  if (!segment.where) return inner;
  const mark: NewValue = { kind: 'scalar', value: segment.where.value };
  const others = inner.kind === 'object' ? inner.entries : [];
  return { kind: 'object', entries: [[segment.where.name, mark], ...others] };
}

/** A list of one item. */
export function listOf(item: NewValue): NewValue {
  return { kind: 'list', items: [item] };
}

/** The properties of a new resource from its paths; paths that share their start share the maps and lists on the way. */
export function bodyOf(body: (Change & { kind: 'add-resource' })['body']): NewValue & { kind: 'object' } {
  let whole: NewValue & { kind: 'object' } = { kind: 'object', entries: [] };
  for (const { path, value } of body) {
    const one = valueAlong(path, value);
    if (one.kind === 'object') whole = mergeObjects(whole, one);
  }
  return whole;
}

type ObjectNew = NewValue & { kind: 'object' };

function mergeObjects(a: ObjectNew, b: ObjectNew): ObjectNew {
  const entries = new Map(a.entries);
  for (const [key, value] of b.entries) {
    const old = entries.get(key);
    entries.set(key, old ? mergeValues(old, value) : value);
  }
  return { kind: 'object', entries: [...entries] };
}

/** Lists of objects that agree on their first property are the same item, as `where` makes them; others are joined by position. */
function mergeValues(a: NewValue, b: NewValue): NewValue {
  if (a.kind === 'object' && b.kind === 'object') return mergeObjects(a, b);
  const [first] = a.kind === 'list' ? a.items : [];
  const [second] = b.kind === 'list' ? b.items : [];
  if (a.kind !== 'list' || b.kind !== 'list' || first?.kind !== 'object' || second?.kind !== 'object') return b;
  const clash = second.entries.some(([key, value]) => {
    const old = first.entries.find(([name]) => name === key)?.[1];
    return old?.kind === 'scalar' && value.kind === 'scalar' && old.value !== value.value;
  });
  if (clash) return { kind: 'list', items: [...a.items, ...b.items] };
  return { kind: 'list', items: [mergeObjects(first, second), ...a.items.slice(1)] };
}

/** Whether this place of the text already says `value`. Raw text is compared without its blanks. */
export function holds(text: string, node: LayoutNode, value: NewValue): boolean {
  switch (value.kind) {
    case 'scalar':
      return node.kind === 'leaf' && node.value === value.value;
    case 'raw':
      return squeeze(text.slice(node.span.start, node.span.end)) === squeeze(value.text);
    case 'ref':
      return false;
    case 'list':
      return node.kind === 'list' ? sameItems(text, node.items, value.items) : isCall(text, node, value);
    case 'object':
      return node.kind === 'map' ? sameEntries(text, node.entries, value.entries) : isCall(text, node, value);
  }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Functions are not entered by the tree; a reference just written is found by its text. */
function isCall(text: string, node: LayoutNode, value: NewValue): boolean {
  return node.kind === 'opaque' && bare(text.slice(node.span.start, node.span.end)) === bare(flat(value));
}

function bare(text: string): string {
  return text.replace(/[\s"'{}[\],-]+/g, ' ').trim();
}

function flat(value: NewValue): string {
  switch (value.kind) {
    case 'object':
      return value.entries.map(([key, item]) => `${key}: ${flat(item)}`).join(' ');
    case 'list':
      return value.items.map(flat).join(' ');
    case 'scalar':
      return String(value.value);
    case 'raw':
      return value.text;
    case 'ref':
      return value.target;
  }
}

function sameItems(text: string, items: readonly { value: LayoutNode }[], values: readonly NewValue[]): boolean {
  return items.length === values.length && items.every((item, i) => holdsMaybe(text, item.value, values[i]));
}

function sameEntries(
  text: string,
  entries: readonly { key: string; value: LayoutNode }[],
  values: readonly (readonly [string, NewValue])[],
): boolean {
  const wanted = new Map(values);
  return entries.length === wanted.size && entries.every((e) => holdsMaybe(text, e.value, wanted.get(e.key)));
}

function holdsMaybe(text: string, node: LayoutNode, value: NewValue | undefined): boolean {
  return value !== undefined && holds(text, node, value);
}
