// Turns one YAML text (a chunk or a whole file) into raw nodes with exact spans, tags included.
import {
  Composer,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Parser,
  Scalar as YamlScalar,
  Schema,
  type Alias,
  type CST,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { Problem } from '../../core/resource';
import type { Scalar } from '../../core/value';
import { MAX_ALIASED, MAX_DEPTH, MAX_PROBLEMS, yamlTooDeep } from './limits';
import { callOf, relocate, type RawEntry, type RawNode } from './raw';

/** What a text was read into; offsets count from its start. */
export interface Chunk {
  /** One root per document. */
  readonly roots: readonly RawNode[];
  readonly problems: readonly Problem[];
  /** Names of anchors that are used here and defined elsewhere. */
  readonly missing: readonly string[];
}

const TAGS = (
  'Ref Sub GetAtt If Not And Or Equals Join Select Split FindInMap Base64 Cidr GetAZs ImportValue Condition ' +
  'Transform Length ToJsonString Contains EachMemberEquals EachMemberIn RefAll ValueOf ValueOfAll'
).split(' ');
const KNOWN = new Map(TAGS.map((name) => [`!${name}`, name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]));

const asIs = <T>(value: T): T => value;
const TAG_OPTIONS = {
  customTags: [...KNOWN.keys()].flatMap((tag) => [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'seq' as const, resolve: asIs },
    { tag, collection: 'map' as const, resolve: asIs },
  ]),
};
const OPTIONS = {
  // Built once: a third of the time that a small chunk takes.
  schema: new Schema({ schema: 'core', ...TAG_OPTIONS }),
  logLevel: 'silent' as const,
  prettyErrors: false,
  // Quadratic otherwise.
  uniqueKeys: false,
};

/** Reads a text. Never throws: what can't be read is a problem. */
export function readYaml(text: string): Chunk {
  if (yamlTooDeep(text)) return failed(text, 'This is nested too deeply to be read.');
  try {
    const tokens = [...new Parser().parse(text)];
    if (tokens.some(nestsTooDeeply)) return failed(text, 'This is nested too deeply to be read.');
    return convert(text, [...new Composer(OPTIONS).compose(tokens)]);
  } catch (error) {
    return failed(text, `This can't be read as YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The parser proper doesn't recurse, what composes its tokens to documents does: it gets no more levels than it can bear. */
function nestsTooDeeply(root: CST.Token): boolean {
  const open: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return true;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return false;
}

function failed(text: string, message: string): Chunk {
  const start = text.length - text.trimStart().length;
  const newline = text.indexOf('\n', start);
  return {
    roots: [],
    problems: [{ span: { start, end: newline < 0 ? text.length : newline }, message }],
    missing: [],
  };
}

function convert(text: string, documents: readonly Document.Parsed[]): Chunk {
  const roots: RawNode[] = [];
  const problems: Problem[] = [];
  const missing: string[] = [];
  for (const document of documents) {
    for (const { pos, message } of document.errors.slice(0, MAX_PROBLEMS)) {
      problems.push({ span: { start: pos[0], end: Math.max(pos[0], Math.min(pos[1], text.length)) }, message });
    }
    const reader: Reader = { text, anchors: new Map(), missing, left: MAX_ALIASED };
    if (document.contents) roots.push(read(document.contents, reader, 0));
  }
  return { roots, problems, missing };
}

interface Reader {
  readonly text: string;
  readonly anchors: Map<string, RawNode>;
  readonly missing: string[];
  /** How many more nodes aliases may unfold to. */
  left: number;
}

function read(node: Node, reader: Reader, depth: number): RawNode {
  if (isAlias(node)) return readAlias(node, reader);
  const raw = tagged(node, untagged(node, reader, depth), reader);
  if ((isScalar(node) || isCollection(node)) && node.anchor) reader.anchors.set(node.anchor, raw);
  return raw;
}

function untagged(node: Node, reader: Reader, depth: number): RawNode {
  const [start, end] = rangeOf(node, reader.text);
  if (depth > 2 * MAX_DEPTH) return { kind: 'unknown', start, end, reason: 'nested too deeply' };
  if (isScalar(node)) return { kind: 'scalar', start, end, value: scalarOf(node) };
  if (isSeq(node)) {
    const items = node.items.map((item) => read(item as Node, reader, depth + 1));
    return { kind: 'list', start, end: node.flow ? end : lastEnd(items, end), items };
  }
  if (!isMap(node)) return { kind: 'unknown', start, end, reason: 'not read' };
  if (node.flow && reader.text.startsWith('{{', start)) {
    return { kind: 'unknown', start, end, reason: 'a placeholder that another tool fills in' };
  }
  const { entries, open } = readEntries(node, reader, depth);
  const stop = node.flow ? end : lastEnd(entries.map(endHolder), end);
  return { kind: 'map', start, end: stop, entries, ...(open ? { open } : {}) };
}

function endHolder(entry: RawEntry): { end: number } {
  return { end: Math.max(entry.keyEnd, entry.value.end) };
}

/** A block collection ends with its last value, not with the comments and blank lines behind it. */
function lastEnd(parts: readonly { end: number }[], otherwise: number): number {
  return parts[parts.length - 1]?.end ?? otherwise;
}

interface Entries {
  readonly entries: readonly RawEntry[];
  /** More come from something that can't be read. */
  readonly open: boolean;
}

function readEntries(map: YAMLMap, reader: Reader, depth: number): Entries {
  const entries: RawEntry[] = [];
  const merged: RawEntry[] = [];
  let open = false;
  for (const { key, value } of map.items) {
    const [keyStart, keyEnd] = rangeOf(key as Node | null, reader.text);
    const name = keyName(key as Node | null, reader.text.slice(keyStart, keyEnd));
    const raw: RawNode = value
      ? read(value as Node, reader, depth + 1)
      : { kind: 'scalar', start: keyEnd, end: keyEnd, value: null };
    if (name !== '<<' || raw.kind === 'scalar') entries.push({ key: name, keyStart, keyEnd, value: raw });
    else {
      const more = mergedEntries(raw);
      merged.push(...more.entries);
      open ||= more.open;
    }
  }
  return { entries: merged.length > 0 ? [...merged, ...entries] : entries, open };
}

/** Entries that `<<` brings along; the map's own entries come behind them and win. */
function mergedEntries(raw: RawNode): Entries {
  if (raw.kind === 'list') {
    const parts = raw.items.map(mergedEntries).reverse();
    return { entries: parts.flatMap(({ entries }) => entries), open: parts.some(({ open }) => open) };
  }
  if (raw.kind !== 'map' || callOf(raw)) return { entries: [], open: raw.kind !== 'scalar' };
  return { entries: raw.entries, open: raw.open === true };
}

function keyName(key: Node | null, source: string): string {
  if (!isScalar(key)) return source;
  const { value } = key;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : source;
}

function rangeOf(node: Node | null, text: string): [number, number] {
  const range = node?.range;
  if (!range) return [text.length, text.length];
  let end = Math.min(range[1], text.length);
  while (end > range[0] && isSpace(text.charCodeAt(end - 1))) end--;
  return [range[0], end];
}

function isSpace(c: number): boolean {
  return c === 32 || c === 10 || c === 13 || c === 9;
}

function scalarOf(node: YamlScalar): Scalar {
  const { value } = node;
  if (typeof value === 'string') return node.type === YamlScalar.PLAIN && !node.tag ? plain(value) : value;
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : (node.source ?? null);
}

/** CloudFormation reads YAML 1.1, where `yes` is true. `on` and `off` stay text: they are values of database parameters, too. */
function plain(value: string): Scalar {
  if (value.length > 3) return value;
  if (/^(?:yes|Yes|YES)$/.test(value)) return true;
  return /^(?:no|No|NO)$/.test(value) ? false : value;
}

/** How far before a value its tag may stand: comments may be between them. */
const FAR = 1000;

/** Turns `!Sub x` into the one-entry map `Fn::Sub: x`, which spans the tag, too. */
function tagged(node: Node, raw: RawNode, reader: Reader): RawNode {
  const tag = (isScalar(node) || isCollection(node)) && node.tag;
  if (!tag || !tag.startsWith('!')) return raw;
  const from = Math.max(0, raw.start - FAR);
  const found = reader.text.slice(from, raw.start + tag.length).lastIndexOf(tag);
  const start = found < 0 ? raw.start : from + found;
  const keyEnd = found < 0 ? start : start + tag.length;
  const end = Math.max(keyEnd, raw.end);
  const key = KNOWN.get(tag);
  if (key === undefined) return { kind: 'unknown', start, end, reason: `the tag ${tag} is not known` };
  return { kind: 'map', start, end, entries: [{ key, keyStart: start, keyEnd, value: raw }] };
}

function readAlias(alias: Alias, reader: Reader): RawNode {
  const [start, end] = rangeOf(alias, reader.text);
  const target = reader.anchors.get(alias.source);
  if (!target) {
    if (alias.source) reader.missing.push(alias.source);
    return { kind: 'unknown', start, end, reason: `the anchor "${alias.source}" is not defined before` };
  }
  const reason = 'YAML aliases unfold to too many values';
  const moved = relocate(target, { start, end }, { spend: () => --reader.left >= 0, reason });
  return { ...moved, origin: { start: target.start, end: target.end } };
}
