// Reads Terraform's JSON syntax into the tree of HCL, so that one evaluator serves both.
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Problem } from '../../core/resource';
import type { Span } from '../../core/text';
import type { Attribute, Block, Body, Expression, HclFile, Label, ObjectEntry } from './hcl/ast';
import { parseTemplate } from './template-text';

/** How many names stand between a block's type and its body. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  provider: 1,
  variable: 1,
  output: 1,
  module: 1,
  check: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  import: 0,
  removed: 0,
};

const MAX_DEPTH = 200;

/** Reads a `.tf.json` or `.tfvars.json` text. Never throws; text that is nested too deeply gives an empty body and a problem. */
export function parseJsonBody(text: string, sort: 'config' | 'vars'): HclFile {
  const { root, problems } = parseJson(text);
  const whole = { start: 0, end: text.length };
  if (root?.type !== 'object') return { body: { attributes: [], blocks: [], span: whole }, problems };
  const reader: Reader = { text, templates: sort === 'config' };
  return { body: sort === 'vars' ? plainBody(reader, root) : topBody(reader, root), problems };
}

/** Parses JSON, tolerating comments, trailing commas, a byte order mark and half-typed text. */
export function parseJson(text: string): { root: Node | undefined; problems: readonly Problem[] } {
  if (depthOf(text) > MAX_DEPTH)
    return { root: undefined, problems: [{ span: { start: 0, end: 0 }, message: 'Nested too deeply to read.' }] };
  const errors: ParseError[] = [];
  const readable = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const root = parseTree(readable, errors, { allowTrailingComma: true, disallowComments: false });
  const problems = errors.slice(0, 100).map(({ offset, length }) => ({
    span: { start: offset, end: offset + length },
    message: 'This is not valid JSON.',
  }));
  return { root, problems };
}

/** The deepest nesting of brackets, those in strings left out. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted && code === 0x5c) i++;
    else if (code === 0x22) quoted = !quoted;
    else if (code === 0x0a) quoted = false;
    else if (!quoted && (code === 0x7b || code === 0x5b)) deepest = Math.max(deepest, ++depth);
    else if (!quoted && (code === 0x7d || code === 0x5d)) depth--;
  }
  return deepest;
}

interface Reader {
  readonly text: string;
  readonly templates: boolean;
}

/** A property whose value is there. */
interface Property {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
  readonly value: Node;
}

/** The range of a node, quotes and brackets included. */
export function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** The properties of an object node whose values are typed already. */
export function propertiesOf(node: Node): readonly Property[] {
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || !value || typeof key.value !== 'string') return [];
    return [
      { key: key.value, keySpan: spanOf(key), span: { start: key.offset, end: value.offset + value.length }, value },
    ];
  });
}

function topBody(reader: Reader, root: Node): Body {
  const blocks: Block[] = [];
  for (const property of propertiesOf(root)) {
    const labels = LABELS[property.key];
    if (labels !== undefined)
      collect(
        reader,
        property,
        { type: property.key, typeSpan: property.keySpan, start: property },
        labels,
        [],
        blocks,
      );
  }
  const comments = propertiesOf(root).filter(({ key }) => key === '//');
  return { attributes: comments.map((comment) => toAttribute(reader, comment)), blocks, span: spanOf(root) };
}

interface Header {
  readonly type: string;
  readonly typeSpan: Span;
  /** The property that the block is named by last: where its span starts. */
  readonly start: Property;
}

/** Goes down through the names of a block; a list stands for several blocks at each level. */
function collect(
  reader: Reader,
  property: Property,
  header: Header,
  depth: number,
  labels: readonly Label[],
  into: Block[],
): void {
  const nodes = property.value.type === 'array' ? (property.value.children ?? []) : [property.value];
  for (const node of nodes.filter((n) => n.type === 'object')) {
    if (depth === 0) into.push(toBlock(reader, node, header, labels, nodes.length > 1));
    else {
      for (const next of propertiesOf(node).filter((p) => p.key !== '//')) {
        const label = { text: next.key, span: next.keySpan };
        collect(reader, next, { ...header, start: next }, depth - 1, [...labels, label], into);
      }
    }
  }
}

function toBlock(reader: Reader, node: Node, header: Header, labels: readonly Label[], several: boolean): Block {
  const own = spanOf(node);
  const body = header.type === 'locals' ? plainBody(reader, node) : blockBody(reader, node, header.type);
  const span = several ? own : { start: header.start.span.start, end: own.end };
  return { type: header.type, typeSpan: header.typeSpan, labels, span, body, closed: true };
}

function plainBody(reader: Reader, node: Node): Body {
  return { attributes: propertiesOf(node).map((p) => toAttribute(reader, p)), blocks: [], span: inner(node) };
}

/** `dynamic` and a backend are blocks everywhere; whatever else is nested stays an attribute until it is evaluated. */
function blockBody(reader: Reader, node: Node, type: string): Body {
  const blocks: Block[] = [];
  const attributes: Attribute[] = [];
  for (const property of propertiesOf(node)) {
    const header = { type: property.key, typeSpan: property.keySpan, start: property };
    if (property.key === 'dynamic' || (type === 'terraform' && property.key === 'backend'))
      collect(reader, property, header, 1, [], blocks);
    else if (type === 'dynamic' && property.key === 'content') collect(reader, property, header, 0, [], blocks);
    else attributes.push(toAttribute(reader, property));
  }
  return { attributes, blocks, span: inner(node) };
}

function inner(node: Node): Span {
  return { start: node.offset + 1, end: Math.max(node.offset + 1, node.offset + node.length - 1) };
}

function toAttribute(reader: Reader, property: Property): Attribute {
  return {
    name: property.key,
    nameSpan: property.keySpan,
    span: property.span,
    value: toExpression(reader, property.value),
  };
}

function toExpression(reader: Reader, node: Node): Expression {
  const span = spanOf(node);
  if (node.type === 'object')
    return { kind: 'object', span, entries: propertiesOf(node).map((p) => toEntry(reader, p)) };
  if (node.type === 'array')
    return { kind: 'tuple', span, items: (node.children ?? []).map((item) => toExpression(reader, item)) };
  const value: unknown = node.value;
  if (typeof value === 'string')
    return reader.templates && /[$%]\{/.test(value)
      ? parseTemplate(value, span, reader.text)
      : { kind: 'literal', span, value };
  if (typeof value === 'number' || typeof value === 'boolean' || node.type === 'null')
    return { kind: 'literal', span, value: (value ?? null) as number | boolean | null };
  return { kind: 'missing', span };
}

function toEntry(reader: Reader, property: Property): ObjectEntry {
  return {
    key: { kind: 'literal', span: property.keySpan, value: property.key },
    value: toExpression(reader, property.value),
    span: property.span,
  };
}
