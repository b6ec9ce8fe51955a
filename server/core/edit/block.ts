// Edits in YAML's block style: keys and dashes on lines of their own, told apart by their indentation.
import type { NewValue } from '../resource';
import type { TextEdit } from '../text';
import { renderFlow, type FlowLook } from './flow';
import { columnAt, firstOnLine, hasNewline, indentAt, lineEnd, lineStart, nextLine } from './lines';
import { yamlScalar } from './quote';
import { elementSpan, sizeOf, type LayoutList, type LayoutMap, type LayoutNode, type Slot } from './tree';

/** The habits of one YAML file. */
export interface BlockLook {
  readonly flow: FlowLook;
  readonly eol: string;
  /** One step of indentation. */
  readonly step: string;
  /** How far dashes stand behind their key. */
  readonly dash: string;
  readonly quote: '"' | "'";
}

/** The value on the line of its key; undefined where it needs lines of its own. */
function inline(look: BlockLook, value: NewValue, keep?: '"' | "'"): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return yamlScalar(value.value, false, look.quote, keep);
    case 'raw':
      return value.text.includes('\n') ? undefined : value.text;
    case 'ref':
      return yamlScalar(value.target, false, look.quote);
    case 'object':
      return value.entries.length === 0 ? '{}' : undefined;
    case 'list':
      return value.items.length === 0 ? '[]' : undefined;
  }
}

/** The lines of a key and its value, without line endings. */
export function entryLines(look: BlockLook, key: string, value: NewValue, indent: string): readonly string[] {
  const name = yamlScalar(key, false, look.quote);
  const short = inline(look, value);
  if (short !== undefined) return [`${indent}${name}: ${short}`];
  return [`${indent}${name}:`, ...linesBelow(look, value, indent)];
}

/** The lines of a value below its key, which stands at `indent`. */
function linesBelow(look: BlockLook, value: NewValue, indent: string): readonly string[] {
  return value.kind === 'list' ? linesAt(look, value, indent + look.dash) : linesAt(look, value, indent + look.step);
}

function linesAt(look: BlockLook, value: NewValue, indent: string): readonly string[] {
  if (value.kind === 'object') return value.entries.flatMap(([key, inner]) => entryLines(look, key, inner, indent));
  if (value.kind === 'list') return value.items.flatMap((item) => itemLines(look, item, indent));
  const short = inline(look, value);
  if (short !== undefined) return [indent + short];
  return value.kind === 'raw' ? value.text.split(/\r?\n/).map((line) => (line === '' ? line : indent + line)) : [];
}

function itemLines(look: BlockLook, value: NewValue, indent: string): readonly string[] {
  const short = inline(look, value);
  if (short !== undefined) return [`${indent}- ${short}`];
  const [first = '', ...others] = linesAt(look, value, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...others];
}

/**
 * The end of the line on which something ends, or of the last comment line behind it that stands deeper than `column` and so belongs
 * to it. No line ending is included.
 */
export function blockEnd(text: string, end: number, column: number): number {
  let at = lineEnd(text, end);
  for (let next = nextLine(text, at); next < text.length; next = nextLine(text, next)) {
    const indent = indentAt(text, next).length;
    if (text[next + indent] !== '#' || indent <= column) break;
    at = lineEnd(text, next);
  }
  return at;
}

/** Adds a key behind the entry with index `after`. */
export function insertInBlock(
  text: string,
  look: BlockLook,
  map: LayoutMap,
  after: number,
  key: string,
  value: NewValue,
): readonly TextEdit[] {
  const element = elementSpan(map, after);
  if (!element) return [];
  const indent = columnAt(text, map.content);
  const at = blockEnd(text, element.end, indent.length);
  return [{ span: { start: at, end: at }, newText: joined(look, entryLines(look, key, value, indent)) }];
}

/** Adds an item behind the last one; written in braces where the last one is. */
export function appendInBlock(text: string, look: BlockLook, list: LayoutList, value: NewValue): readonly TextEdit[] {
  const [first, last] = [list.items[0], list.items.at(-1)];
  if (!first || !last) return [];
  const indent = columnAt(text, first.start);
  const braces = last.value.kind === 'map' && last.value.style === 'flow';
  const lines = braces ? [`${indent}- ${renderFlow(look.flow, value, undefined)}`] : itemLines(look, value, indent);
  const at = blockEnd(text, last.value.span.end, indent.length);
  return [{ span: { start: at, end: at }, newText: joined(look, lines) }];
}

function joined(look: BlockLook, lines: readonly string[]): string {
  return lines.map((line) => look.eol + line).join('');
}

/** Puts a value in the place of another one. Comments behind the old value, and between key and value, stay. */
export function replaceInBlock(text: string, look: BlockLook, slot: Slot, value: NewValue): readonly TextEdit[] {
  const { holder, index } = slot;
  if (holder.kind === 'list') {
    const item = holder.items[index];
    return item ? replaceItem(text, look, item.value, value) : [];
  }
  const entry = holder.entries[index];
  if (!entry) return [];
  const node = entry.value;
  const indent = columnAt(text, holder.content);
  const short = inline(look, value, quoteOf(text, node));
  const lines = short === undefined ? joined(look, linesBelow(look, value, indent)) : '';
  if (!hasNewline(text, entry.colon, node.span.start)) {
    if (short !== undefined && node.kind !== 'blank') return [{ span: node.span, newText: short }];
    if (short !== undefined) return [edit(entry.colon, entry.colon, ` ${short}`)];
    const at = lineEnd(text, node.span.end);
    return [edit(entry.colon, node.span.end, ''), edit(at, at, lines)];
  }
  const above = lineEnd(
    text,
    lineStart(text, node.span.start) - 1 - Number(text[lineStart(text, node.span.start) - 2] === '\r'),
  );
  if (short === undefined) return [edit(above, node.span.end, lines)];
  return [edit(entry.colon, entry.colon, ` ${short}`), edit(above, blockEnd(text, node.span.end, indent.length), '')];
}

function replaceItem(text: string, look: BlockLook, node: LayoutNode, value: NewValue): readonly TextEdit[] {
  const gap = node.kind === 'blank' ? ' ' : '';
  const short = inline(look, value, quoteOf(text, node));
  if (short !== undefined) return [{ span: node.span, newText: gap + short }];
  const lines = linesAt(look, value, columnAt(text, node.span.start) + gap);
  return [{ span: node.span, newText: gap + lines.join(look.eol).trimStart() }];
}

/** A text between quotes keeps them; a number or boolean never takes them over. */
function quoteOf(text: string, node: LayoutNode): '"' | "'" | undefined {
  const first = node.kind === 'leaf' ? text[node.span.start] : undefined;
  return first === '"' || first === "'" ? first : undefined;
}

function edit(start: number, end: number, newText: string): TextEdit {
  return { span: { start, end }, newText };
}

/** Takes entries or items out with their lines; undefined where that would leave nothing. */
export function dropFromBlock(
  text: string,
  holder: LayoutMap | LayoutList,
  indices: readonly number[],
): readonly TextEdit[] | undefined {
  if (indices.length >= sizeOf(holder)) return undefined;
  const gone = new Set(indices);
  const edits: TextEdit[] = [];
  let done = -1;
  for (const index of indices) {
    const element = elementSpan(holder, index);
    if (!element || index <= done) continue;
    if (firstOnLine(text, element.start)) {
      edits.push({ span: wholeLines(text, element.start, element.end), newText: '' });
      continue;
    }
    let next = index + 1;
    while (gone.has(next)) next++;
    done = next - 1;
    const follower = elementSpan(holder, next);
    if (!follower) return undefined;
    edits.push(edit(element.start, follower.start, ''));
  }
  return edits;
}

/** Lines with their ending; at the end of a text without one, the ending before them instead. */
function wholeLines(text: string, start: number, end: number): { start: number; end: number } {
  const first = lineStart(text, start);
  const last = nextLine(text, blockEnd(text, end, start - first));
  if (last < text.length || text.endsWith('\n')) return { start: first, end: last };
  return { start: first === 0 ? 0 : lineEnd(text, previousLine(text, first)), end: last };
}

function previousLine(text: string, first: number): number {
  return lineStart(text, first - 1);
}
