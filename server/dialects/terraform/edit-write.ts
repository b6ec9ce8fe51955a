// How new text looks: values, attributes and blocks as `terraform fmt` would leave them.
import type { NewValue, Segment } from '../../core/resource';

/** What of a file's style new text takes over. */
export interface Style {
  /** One level of indentation. */
  readonly unit: string;
  readonly eol: '\n' | '\r\n';
}

/** Attributes and blocks that a new body is to hold, in order. */
export interface NewBody {
  readonly attributes: Map<string, NewValue>;
  readonly blocks: { readonly name: string; readonly body: NewBody }[];
}

/** A body that holds what the paths lead to. The same intermediate step of two paths is the same block. */
export function newBody(entries: readonly { readonly path: readonly Segment[]; readonly value: NewValue }[]): NewBody {
  const body: NewBody = { attributes: new Map(), blocks: [] };
  for (const { path, value } of entries) addTo(body, path, value);
  return body;
}

function addTo(body: NewBody, path: readonly Segment[], value: NewValue): void {
  const [segment, ...rest] = path;
  if (!segment) return;
  if (rest.length === 0) body.attributes.set(segment.name, value);
  else if (segment.argument) {
    body.attributes.set(
      segment.name,
      mergeValues(body.attributes.get(segment.name), argumentValue(segment, rest, value)),
    );
  } else addTo(blockFor(body, segment), rest, value);
}

function blockFor(body: NewBody, segment: Segment): NewBody {
  const { name, where } = segment;
  const found = body.blocks.find((block) => block.name === name && hasWhere(block.body, where));
  if (found) return found.body;
  const block = newBody([]);
  if (where) block.attributes.set(where.name, { kind: 'scalar', value: where.value });
  body.blocks.push({ name, body: block });
  return block;
}

function hasWhere(body: NewBody, where: Segment['where']): boolean {
  if (!where) return true;
  const value = body.attributes.get(where.name);
  return value?.kind === 'scalar' && value.value === where.value;
}

function mergeValues(old: NewValue | undefined, value: NewValue): NewValue {
  if (old?.kind !== 'object' || value.kind !== 'object') return value;
  const entries = new Map(old.entries);
  for (const [key, item] of value.entries) {
    const before = entries.get(key);
    entries.set(key, before ? mergeValues(before, item) : item);
  }
  return { kind: 'object', entries: [...entries] };
}

/** The value of the argument `segment`, in which `rest` leads to `value`: objects, and lists of one object where a segment says so. */
export function argumentValue(segment: Segment, rest: readonly Segment[], value: NewValue): NewValue {
  const [next, ...after] = rest;
  if (!next) return value;
  const entries: [string, NewValue][] = segment.where
    ? [[segment.where.name, { kind: 'scalar', value: segment.where.value }]]
    : [];
  entries.push([next.name, argumentValue(next, after, value)]);
  const object: NewValue = { kind: 'object', entries };
  return segment.list || segment.where ? { kind: 'list', items: [object] } : object;
}

/** A block's text, from its type to its closing brace. The first line isn't indented, the others are by `indent` and more. */
export function writeBlock(header: string, body: NewBody, indent: string, style: Style): string {
  const lines = writeBody(body, indent + style.unit, style);
  return lines === '' ? `${header} {}` : `${header} {${style.eol}${lines}${style.eol}${indent}}`;
}

function writeBody(body: NewBody, indent: string, style: Style): string {
  const attributes = writeAligned([...body.attributes], indent, style);
  const blocks = body.blocks.map((block) => indent + writeBlock(block.name, block.body, indent, style));
  return [...(attributes === '' ? [] : [attributes]), ...blocks].join(style.eol + style.eol);
}

/** Lines `name = value`; neighbours that hold one line each have their `=` below one another. */
function writeAligned(entries: readonly (readonly [string, NewValue])[], indent: string, style: Style): string {
  const rows = entries.map(([name, value]) => ({ name, text: writeValue(value, indent, style) }));
  const widths = chainWidths(rows.map(({ name, text }) => (text.includes('\n') ? undefined : name.length)));
  return rows.map(({ name, text }, i) => `${indent}${name.padEnd(widths[i] ?? name.length)} = ${text}`).join(style.eol);
}

/** The longest name of the run of defined lengths in which each one stands. */
function chainWidths(lengths: readonly (number | undefined)[]): number[] {
  const widths: number[] = [];
  let from = 0;
  for (let i = 0; i <= lengths.length; i++) {
    if (lengths[i] !== undefined) continue;
    const longest = Math.max(0, ...lengths.slice(from, i).map((length) => length ?? 0));
    for (let k = from; k < i; k++) widths[k] = longest;
    from = i + 1;
  }
  return widths;
}

/** A value's text. Its first line isn't indented, the others are by `indent` and more. */
export function writeValue(value: NewValue, indent: string, style: Style): string {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'string' ? quote(value.value) : String(value.value);
    case 'raw':
      return writeRaw(value.text, indent, style);
    case 'ref':
      return value.attribute === '' ? localAddress(value.target) : `${localAddress(value.target)}.${value.attribute}`;
    case 'object':
      return writeObject(value.entries, indent, style);
    case 'list':
      return writeList(value.items, indent, style);
  }
}

/** Indents the lines of an expression, which has steps of two spaces, unless it holds a heredoc, whose text would change. */
function writeRaw(text: string, indent: string, style: Style): string {
  const lines = text.trim().split(/\r?\n/);
  if (text.includes('<<')) return lines.join(style.eol);
  const shifted = lines.map((line) =>
    line.replace(/^(?: {2})*/, (steps) => indent + style.unit.repeat(steps.length / 2)),
  );
  return lines.map((line, i) => (i === 0 || line === '' ? line : (shifted[i] ?? line))).join(style.eol);
}

/** Inside a module its resources are named without the module. */
function localAddress(target: string): string {
  return target.replace(/^(?:module\.[^.[\]]+(?:\[[^\]]*\])?\.)+/, '');
}

function writeObject(entries: readonly (readonly [string, NewValue])[], indent: string, style: Style): string {
  const named = entries.map(([key, value]) => [writeKey(key), value] as const);
  const [only] = named;
  if (!only) return '{}';
  if (named.length === 1) {
    const text = writeValue(only[1], indent, style);
    if (!text.includes('\n')) return `{ ${only[0]} = ${text} }`;
  }
  return `{${style.eol}${writeAligned(named, indent + style.unit, style)}${style.eol}${indent}}`;
}

/** An object's key: bare where HCL allows it, else quoted. */
export function writeKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quote(key);
}

const LONGEST_LIST = 80;

function writeList(items: readonly NewValue[], indent: string, style: Style): string {
  const short = items.map((item) => writeValue(item, indent, style));
  const line = `[${short.join(', ')}]`;
  if (!line.includes('\n') && line.length <= LONGEST_LIST) return line;
  const [only] = items;
  // `[{` and `}]` share their lines where there is one object, as is usual.
  if (items.length === 1 && only?.kind === 'object') return line;
  const inner = indent + style.unit;
  const lines = items.map((item) => `${inner}${writeValue(item, inner, style)},`);
  return `[${style.eol}${lines.join(style.eol)}${style.eol}${indent}]`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A quoted string that means exactly `text`. */
export function quote(text: string): string {
  const escaped = text
    .replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char] ?? char)
    .replace(/([$%])\{/g, (_, sign: string) => `${sign}${sign}{`);
  return `"${escaped}"`;
}
