// Lays out one resource of a YAML template, with tags, anchors and dashes, for the text editors.
import {
  isMap,
  isScalar,
  isSeq,
  isAlias,
  parseDocument,
  type Document,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type {
  LayoutEntry,
  LayoutItem,
  LayoutList,
  LayoutMap,
  LayoutNode,
  LayoutStyle,
  Slot,
} from '../../core/edit/tree';
import { hasNewline, lineEnd, lineStart, tooDeep } from '../../core/edit/lines';
import type { Span } from '../../core/text';

interface Source {
  readonly text: string;
  readonly base: number;
  /** The whole file, in which anchors may be used. */
  readonly file: string;
}

/** The resource that stands at `span`, as an entry of a map; a plain reason where its text can't be read. */
export function layoutYaml(text: string, span: Span): (Slot & { readonly holder: LayoutMap }) | string {
  const start = skipBlanks(text, span.start);
  const chunk = chunkAt(text, { start, end: span.end });
  if (tooDeep(chunk.text)) return 'the resource is nested too deeply';
  const shared = text.slice(chunk.base, start).trim() !== '' || /^\s*[,}]/.test(text.slice(span.end, span.end + 200));
  const alone = shared ? undefined : rootOf(chunk, start);
  if (alone) return alone;
  // Braces that the resource shares with others, and anchors: the whole file says more.
  if (tooDeep(text)) return 'the template is nested too deeply';
  return rootOf({ text, base: 0, file: text }, start) ?? 'the resource\u2019s text has a syntax error';
}

/** The resource's own lines, other things on its first line blanked. */
function chunkAt(text: string, span: Span): Source {
  const base = lineStart(text, span.start);
  const rest = text.slice(span.end, lineEnd(text, span.end));
  const end = /^[ \t]*(?:#.*)?$/.test(rest) ? span.end + rest.length : span.end;
  return { text: ' '.repeat(span.start - base) + text.slice(span.start, end), base, file: text };
}

function rootOf(source: Source, start: number): (Slot & { readonly holder: LayoutMap }) | undefined {
  const document = parse(source.text);
  if (!document || document.errors.length > 0) return undefined;
  const pending: unknown[] = [document.contents];
  while (pending.length > 0) {
    const node = pending.pop();
    if (!isMap(node)) continue;
    for (const [index, pair] of node.items.entries()) {
      const from = rangeOf(pair.key)?.[0];
      if (from !== undefined && from + source.base === start) return slotIn(source, node, index);
      pending.push(pair.value);
    }
  }
  return undefined;
}

function parse(text: string): Document | undefined {
  try {
    return parseDocument(text, { uniqueKeys: false, logLevel: 'silent', stringKeys: false });
  } catch {
    return undefined;
  }
}

function slotIn(source: Source, map: YAMLMap, index: number): (Slot & { readonly holder: LayoutMap }) | undefined {
  const pair = map.items[index];
  const range = rangeOf(map);
  const entry = pair && entryOf(source, pair);
  if (!range || !entry) return undefined;
  const start = range[0] + source.base;
  const holder = mapOf([entry], styleOf(map), { start, end: entry.value.span.end }, start);
  return { holder, index: 0 };
}

function mapOf(entries: readonly LayoutEntry[], style: LayoutStyle, span: Span, content: number): LayoutMap {
  const merged = entries.some((entry) => entry.key === '<<');
  return { kind: 'map', style, span, content, entries, merged };
}

function styleOf(node: YAMLMap | YAMLSeq): LayoutStyle {
  return node.flow ? 'flow' : 'block';
}

/** Undefined for what the editors can't place: explicit keys (`? a`), keys that are no texts, keys without a colon. */
function entryOf(source: Source, pair: Pair): LayoutEntry | undefined {
  const range = rangeOf(pair.key);
  if (!range || !isScalar(pair.key)) return undefined;
  const colon = skipTrivia(source.text, range[1]);
  if (source.text[colon] !== ':' || hasNewline(source.text, range[1], colon)) return undefined;
  return {
    key: String(pair.key.value),
    keySpan: { start: range[0] + source.base, end: range[1] + source.base },
    colon: colon + 1 + source.base,
    value: nodeOf(source, pair.value, colon + 1),
  };
}

/** Lays out a value; `from` is where its key's colon or its dash ends. */
function nodeOf(source: Source, node: unknown, from: number): LayoutNode {
  const range = rangeOf(node);
  const { text, base } = source;
  const at = { start: from + base, end: from + base };
  if (!range) return { kind: 'blank', span: at, absent: true };
  const start = propsStart(text, from, range[0]);
  const sealed = sealedBy(source, node);
  if (isMap(node) || isSeq(node)) return { ...collection(source, node, start), ...sealed };
  const end = scalarEnd(text, range);
  if (start >= end) return { kind: 'blank', span: at, absent: true, ...sealed };
  const span = { start: start + base, end: end + base };
  const tag = ownTag(node);
  const value = isScalar(node) ? node.value : undefined;
  if (tag !== undefined || value === undefined) {
    return {
      kind: 'opaque',
      span,
      what: tag ?? 'an alias',
      ...absence(tag === '!Ref' && value === 'AWS::NoValue'),
      ...sealed,
    };
  }
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'leaf', span, value: known ? value : null, ...absence(!known), ...sealed };
}

function absence(absent: boolean): { readonly absent?: true } {
  return absent ? { absent: true } : {};
}

function ownTag(node: unknown): string | undefined {
  const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
  return tag?.startsWith('!') ? tag : undefined;
}

function sealedBy(source: Source, node: unknown): { readonly sealed?: string } {
  if (isAlias(node)) return { sealed: `the value comes from a YAML anchor (*${node.source})` };
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor === undefined || !source.file.includes(`*${anchor}`)) return {};
  return { sealed: `the value is a YAML anchor (&${anchor}) that other places share` };
}

function collection(source: Source, node: YAMLMap | YAMLSeq, start: number): LayoutNode {
  const inner = isMap(node) ? layoutMap(source, node, start) : layoutList(source, node, start);
  const span = { start: start + source.base, end: inner?.span.end ?? (rangeOf(node)?.[1] ?? start) + source.base };
  if (!inner)
    return { kind: 'opaque', span, what: 'a map with unusual keys', sealed: 'the value is written in an unusual way' };
  const tag = ownTag(node);
  if (tag !== undefined) return { kind: 'opaque', span, what: tag, inner };
  const call = inner.kind === 'map' && inner.entries.length === 1 ? inner.entries[0] : undefined;
  if (!call || !/^(?:Ref|Fn::(?!Transform$|ForEach::).+)$/.test(call.key)) return { ...inner, span };
  const absent = call.key === 'Ref' && call.value.kind === 'leaf' && call.value.value === 'AWS::NoValue';
  return { kind: 'opaque', span, what: call.key, inner, ...absence(absent) };
}

function layoutMap(source: Source, node: YAMLMap, start: number): LayoutMap | undefined {
  const entries = node.items.map((pair) => entryOf(source, pair));
  const range = rangeOf(node);
  const known = entries.filter((entry) => entry !== undefined);
  if (!range || known.length < entries.length) return undefined;
  const last = known.at(-1);
  const end = node.flow || !last ? range[1] + source.base : last.value.span.end;
  return mapOf(known, styleOf(node), { start: start + source.base, end }, range[0] + source.base);
}

function layoutList(source: Source, node: YAMLSeq, start: number): LayoutList | undefined {
  const range = rangeOf(node);
  if (!range) return undefined;
  const items: LayoutItem[] = [];
  let at = node.flow ? range[0] + 1 : range[0];
  for (const item of node.items) {
    const dash = skipTrivia(source.text, at);
    // A pair without braces in a flow list (`[a: b]`) has no range of its own.
    if (!rangeOf(item) || (!node.flow && source.text[dash] !== '-')) return undefined;
    const value = nodeOf(source, item, node.flow ? at : dash + 1);
    items.push({ start: node.flow ? value.span.start : dash + source.base, value });
    at = Math.max(value.span.end - source.base, dash + 1);
  }
  const end = node.flow ? range[1] + source.base : at + source.base;
  return {
    kind: 'list',
    style: styleOf(node),
    span: { start: start + source.base, end },
    content: range[0] + source.base,
    items,
  };
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  const known = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return known ?? undefined;
}

/** Where a value's tag or anchor starts, behind `from`; the value's own start where it has none. */
function propsStart(text: string, from: number, start: number): number {
  let at = skipTrivia(text, from);
  while (text[at] === ',' && at < start) at = skipTrivia(text, at + 1);
  return Math.min(at, start);
}

/** Behind the last visible character; a block scalar that keeps its last lines (`|+`) ends before its last line ending. */
function scalarEnd(text: string, range: readonly [number, number, number]): number {
  const whole = text.slice(range[0], range[1]);
  if (!/^[|>]/.test(whole)) return range[1];
  if (/^[|>]\d?\+/.test(whole)) return range[0] + whole.replace(/\r?\n$/, '').length;
  return range[0] + whole.trimEnd().length;
}

/** Skips blanks, line endings, comments. */
function skipTrivia(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) at++;
    else if (text[at] === '#') at = lineEnd(text, at);
    else break;
  }
  return at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}
