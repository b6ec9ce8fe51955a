// Where in the syntax tree a change applies: bodies and objects, and the way that a path takes through them.
import type { Segment } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ObjectValue } from '../../core/value';
import type { Block, Expression, HclFile } from './hcl/ast';

/** A block's body or an object: named items between braces. */
export interface Container {
  readonly kind: 'body' | 'object';
  /** Between the braces. */
  readonly inner: Span;
  /** In the order in which they stand. */
  readonly items: readonly Item[];
}

export interface Item {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  /** Of an attribute or an object's entry. */
  readonly value?: Expression;
  readonly block?: Block;
}

/** Where a path goes on: `path` starts in the container, and only its last segment may exist there. */
export interface Site {
  readonly container: Container;
  readonly path: readonly Segment[];
}

/** The block's body. A `dynamic` block's items are named after the block that it makes. */
export function bodyContainer(block: Block): Container {
  const attributes: Item[] = block.body.attributes.map(({ name, nameSpan, span, value }) => ({
    name,
    nameSpan,
    span,
    value,
  }));
  const blocks: Item[] = block.body.blocks.map((inner) => ({
    name: dynamicName(inner) ?? inner.type,
    nameSpan: inner.typeSpan,
    span: inner.span,
    block: inner,
  }));
  const items = [...attributes, ...blocks].sort((a, b) => a.span.start - b.span.start);
  return { kind: 'body', inner: block.body.span, items };
}

function dynamicName(block: Block): string | undefined {
  return block.type === 'dynamic' ? block.labels[0]?.text : undefined;
}

function objectContainer(object: Extract<Expression, { kind: 'object' }>): Container {
  const items = object.entries.map(({ key, value, span }) => ({
    name: key.kind === 'literal' ? String(key.value) : '',
    nameSpan: key.span,
    span,
    value,
  }));
  return { kind: 'object', inner: { start: object.span.start + 1, end: object.span.end - 1 }, items };
}

/** The block that starts at this offset. */
export function blockAt(file: HclFile, start: number): Block | undefined {
  return file.body.blocks.find((block) => block.span.start === start);
}

/** The body or object in the block that was read as this value; undefined where the value comes from elsewhere. */
export function containerOf(block: Block, object: ObjectValue): Container | undefined {
  return findInBlock(block, object.span.start) ?? findInBlock(block, object.head.start);
}

function findInBlock(block: Block, start: number): Container | undefined {
  if (start < block.span.start || start >= block.span.end) return undefined;
  const content = block.type === 'dynamic' ? contentOf(block) : undefined;
  const brace = block.body.span.start;
  if (start === block.span.start || start === brace || start === brace - 1) return bodyContainer(content ?? block);
  for (const inner of block.body.blocks) {
    const found = findInBlock(inner, start);
    if (found) return found;
  }
  const attribute = block.body.attributes.find(({ span }) => span.start <= start && start < span.end);
  return attribute && findInExpression(attribute.value, start);
}

function findInExpression(expression: Expression, start: number): Container | undefined {
  if (start < expression.span.start || start >= expression.span.end) return undefined;
  if (expression.kind === 'object') {
    const starts = expression.span.start === start || expression.entries[0]?.span.start === start;
    return starts && isClosed(expression)
      ? objectContainer(expression)
      : firstFound(
          expression.entries.map((e) => e.value),
          start,
        );
  }
  if (expression.kind === 'tuple') return firstFound(expression.items, start);
  if (expression.kind === 'call') return firstFound(expression.args, start);
  if (expression.kind === 'paren') return findInExpression(expression.inner, start);
  return expression.kind === 'conditional' ? firstFound([expression.yes, expression.no], start) : undefined;
}

function firstFound(expressions: readonly Expression[], start: number): Container | undefined {
  const holder = expressions.find(({ span }) => span.start <= start && start < span.end);
  return holder && findInExpression(holder, start);
}

/** An unclosed object ends with its last entry, so its span says nothing about a brace. */
function isClosed(object: Extract<Expression, { kind: 'object' }>): boolean {
  const last = object.entries.at(-1);
  return last ? object.span.end > last.span.end : object.span.end > object.span.start + 1;
}

function contentOf(block: Block): Block | undefined {
  return block.body.blocks.find(({ type }) => type === 'content');
}

/** Every place to which the path leads, as far as it exists; a plain reason where something else stands in the way. */
export function sitesOf(container: Container, path: readonly Segment[]): readonly Site[] | string {
  const [segment, ...rest] = path;
  if (!segment) return 'The path is empty.';
  if (rest.length === 0) return [{ container, path }];
  const children = childrenOf(container, segment);
  if (typeof children === 'string') return children;
  if (children.length === 0) return [{ container, path }];
  const sites: Site[] = [];
  for (const child of children) {
    const found = sitesOf(child, rest);
    if (typeof found === 'string') return found;
    sites.push(...found);
  }
  return sites;
}

function childrenOf(container: Container, segment: Segment): readonly Container[] | string {
  const children: Container[] = [];
  for (const item of itemsNamed(container, segment.name)) {
    const inner = insideItem(item);
    if (!inner) return `"${segment.name}" is not written out here.`;
    children.push(...inner);
  }
  const { where } = segment;
  const chosen = where ? children.filter((child) => hasLiteral(child, where.name, where.value)) : children;
  const attribute = itemsNamed(container, segment.name).some((item) => item.value);
  if (chosen.length > 0 || !attribute || container.kind === 'object') return chosen;
  return `"${segment.name}" has no item to change.`;
}

/** The items with this name. */
export function itemsNamed(container: Container, name: string): readonly Item[] {
  return container.items.filter((item) => item.name === name);
}

/** The containers behind one item; undefined where it can't be seen into. */
export function insideItem(item: Item): readonly Container[] | undefined {
  return item.block ? insideBlock(item.block) : item.value && insideValue(item.value);
}

function insideBlock(block: Block): readonly Container[] | undefined {
  const inner = block.type === 'dynamic' ? contentOf(block) : block;
  return inner?.closed ? [bodyContainer(inner)] : undefined;
}

function insideValue(value: Expression): readonly Container[] | undefined {
  if (value.kind === 'paren') return insideValue(value.inner);
  const [argument, ...others] = value.kind === 'call' && value.name === 'jsonencode' ? value.args : [];
  if (argument && others.length === 0) return insideValue(argument);
  if (value.kind === 'object') return isClosed(value) ? [objectContainer(value)] : undefined;
  if (value.kind !== 'tuple') return undefined;
  const items = value.items.map(insideValue);
  return items.some((item) => item === undefined) ? undefined : items.flatMap((item) => item ?? []);
}

/** True where the container has an item of this name with this literal value. */
export function hasLiteral(container: Container, name: string, value: string): boolean {
  return itemsNamed(container, name).some(
    (item) => item.value?.kind === 'literal' && String(item.value.value) === value,
  );
}
