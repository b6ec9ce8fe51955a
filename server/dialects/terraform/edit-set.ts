// Setting values: replaces what is there, and inserts attributes, entries and blocks where nothing is.
import type { NewValue } from '../../core/resource';
import type { Span, TextEdit } from '../../core/text';
import {
  alignedChains,
  alignedRows,
  chainsOf,
  changedRow,
  gapOf,
  longest,
  realign,
  rowOf,
  rowsOf,
  widthOf,
  type Row,
} from './edit-align';
import { indentAt, innerIndent, isFirstOnLine, lineEnd, nextLine } from './edit-layout';
import { itemsNamed, type Container, type Item, type Site } from './edit-target';
import { argumentValue, newBody, writeBlock, writeKey, writeValue, type NewBody, type Style } from './edit-write';
import { endOfTrailing } from './hcl/parse';

/** The text that gets changed, and what new text in it looks like. */
export interface Target {
  readonly text: string;
  readonly style: Style;
}

/** Edits that make the path of the site lead to the value; a plain reason where that can't be written. */
export function setAt(target: Target, site: Site, value: NewValue): readonly TextEdit[] | string {
  const { container, path } = site;
  const [segment, ...rest] = path;
  if (!segment) return [];
  if (rest.length > 0) {
    if (container.kind === 'body' && !segment.argument) return insertBlock(target, site, value);
    return insertAttribute(target, container, segment.name, argumentValue(segment, rest, value));
  }
  const existing = itemsNamed(container, segment.name);
  if (existing.some(({ block }) => block)) return `"${segment.name}" is a block here, not an argument.`;
  const last = existing.at(-1);
  return last ? replaceValue(target, container, last, value) : insertAttribute(target, container, segment.name, value);
}

function replaceValue(target: Target, container: Container, item: Item, value: NewValue): readonly TextEdit[] {
  const { text } = target;
  if (!item.value) return [];
  const written = writeValue(value, indentAt(text, item.span.start), target.style);
  const { span } = item.value;
  if (text.slice(span.start, span.end) === written) return [];
  if (item.value.kind === 'missing') return [fillIn(text, item, span, written)];
  return [...alignAround(text, container, item, written), { span, newText: written }];
}

/** Writes the value of an attribute that is half typed. */
function fillIn(text: string, item: Item, span: Span, written: string): TextEdit {
  const typed = text.slice(item.nameSpan.end, span.start);
  if (!/[=:]/.test(typed)) return { span: { start: item.nameSpan.end, end: span.end }, newText: ` = ${written}` };
  return { span, newText: /\s$/.test(typed) ? written : ` ${written}` };
}

/** Keeps `=` aligned where a value of several lines becomes one of one line, or the other way round. */
function alignAround(text: string, container: Container, item: Item, written: string): readonly TextEdit[] {
  const before = rowsOf(text, container.items);
  const changed = changedRow(text, item, written);
  const gap = gapOf(text, item);
  if (!gap || (changed && rowOf(text, item))) return [];
  const after = container.items.flatMap((other) => (other === item ? changed : rowOf(text, other)) ?? []);
  const own = !changed && alignedRows(before).has(gap.start) ? [{ span: gap, newText: ' ' }] : [];
  return [...realign(before, after), ...own];
}

/** Arguments that stand apart by habit: new ones don't go behind them where others are there. */
const APART: ReadonlySet<string> = new Set(['count', 'for_each', 'provider', 'depends_on']);

/** The attribute behind which a new one goes: the last one of one line before the first block. */
function neighbourOf(text: string, container: Container): Item | undefined {
  const firstBlock = container.items.findIndex(({ block }) => block);
  const before = container.items.slice(0, firstBlock < 0 ? undefined : firstBlock).filter(({ value }) => value);
  const candidates = before.length > 0 ? before : container.items.filter(({ value }) => value);
  const rows = candidates.filter(
    (item) => rowOf(text, item) && item.value && !text.startsWith('<<', item.value.span.start),
  );
  return rows.filter(({ name }) => !APART.has(name)).at(-1) ?? rows.at(-1) ?? candidates.at(-1);
}

function insertAttribute(target: Target, container: Container, name: string, value: NewValue): readonly TextEdit[] {
  const { text } = target;
  const key = container.kind === 'object' ? writeKey(name) : name;
  if (!text.slice(container.inner.start, container.inner.end).includes('\n'))
    return insertInLine(target, container, key, value);
  const indent = innerIndent(text, container, target.style.unit);
  const written = writeValue(value, indent, target.style);
  const neighbour = neighbourOf(text, container);
  if (!neighbour) return [insertFirst(target, container, `${indent}${key} = ${written}`)];
  return insertBehind(target, container, neighbour, key, written);
}

function insertBehind(
  target: Target,
  container: Container,
  neighbour: Item,
  key: string,
  written: string,
): readonly TextEdit[] {
  const { text, style } = target;
  const indent = innerIndent(text, container, style.unit);
  const { padded, edits } = alignNew(text, container, nextLine(text, neighbour.span.end), key, written);
  const separator = container.kind === 'object' && usesColon(text, neighbour) ? `${key}: ` : `${padded} = `;
  const comma = /^[ \t]*,/.exec(text.slice(neighbour.span.end))?.[0].length;
  const tail = endOfTrailing(text, neighbour.span.end + (comma ?? 0));
  const line = `${style.eol}${indent}${separator}${written}${comma ? ',' : ''}`;
  // A brace or another item follows on the line.
  if (tail < lineEnd(text, tail)) {
    const close = container.kind === 'object' && !comma ? ',' : '';
    const rest =
      container.inner.end <= lineEnd(text, tail)
        ? `${style.eol}${indentAt(text, container.inner.start)}`
        : `${style.eol}${indent}`;
    const start = neighbour.span.end + (comma ?? 0);
    const comment = text.slice(start, tail).trimEnd();
    return [...edits, { span: { start, end: tail }, newText: close + comment + line + rest }];
  }
  return [...edits, { span: { start: tail, end: tail }, newText: line }];
}

function usesColon(text: string, item: Item): boolean {
  return item.value !== undefined && text.slice(item.nameSpan.end, item.value.span.start).includes(':');
}

/** The name filled up to the width of the lines around, and edits to those where it is longer than theirs. */
function alignNew(text: string, container: Container, at: number, name: string, written: string): Aligned {
  const before = rowsOf(text, container.items);
  if (written.includes('\n') && !written.startsWith('<<')) {
    const split = before.map((row) => (row.line.end === at ? { ...row, last: true } : row));
    return { padded: name, edits: realign(before, split) };
  }
  const row: Row = {
    length: name.length,
    gap: undefined,
    line: { start: at, end: at },
    last: false,
  };
  const after = [
    ...before.filter(({ line }) => line.start < at),
    row,
    ...before.filter(({ line }) => line.start >= at),
  ];
  const aligned = alignedChains(before, after).find((chain) => chain.includes(row));
  if (aligned) return { padded: name.padEnd(longest(aligned)), edits: realign(before, after) };
  const others = chainsOf(after).find((chain) => chain.includes(row)) ?? [];
  return { padded: name.padEnd(widthOf(others.filter((other) => other !== row)) ?? 0), edits: [] };
}

interface Aligned {
  readonly padded: string;
  readonly edits: readonly TextEdit[];
}

/** Puts a line directly behind the opening brace, with a blank line before a block that follows. */
function insertFirst(target: Target, container: Container, line: string): TextEdit {
  const { text, style } = target;
  const at = endOfTrailing(text, container.inner.start);
  const [first] = container.items;
  const gap = first?.block ? style.eol : '';
  const close = at < lineEnd(text, at) ? style.eol : '';
  return { span: { start: at, end: at }, newText: `${style.eol}${line}${gap}${close}` };
}

/** Bodies get a line for each item; objects on one line stay there. */
function insertInLine(target: Target, container: Container, key: string, value: NewValue): readonly TextEdit[] {
  const { text, style } = target;
  const { inner } = container;
  const outer = indentAt(text, inner.start);
  const indent = outer + style.unit;
  const old = text.slice(inner.start, inner.end).trim();
  if (container.kind === 'object') {
    const short = writeValue(value, outer, style);
    const before = old === '' ? '' : `${old.replace(/,$/, '')}, `;
    if (!short.includes('\n')) return [{ span: inner, newText: ` ${before}${key} = ${short} ` }];
  }
  const [item] = container.items;
  const written = writeValue(value, indent, style);
  const lines = old === '' ? [] : [item ? padItem(text, item, old, key, written) : old];
  const width =
    item && !written.includes('\n') ? Math.max(key.length, item.nameSpan.end - item.nameSpan.start) : key.length;
  lines.push(`${item?.block ? key : key.padEnd(width)} = ${written}`);
  return [{ span: inner, newText: `${style.eol}${indent}${lines.join(style.eol + indent)}${style.eol}${outer}` }];
}

/** The one attribute of a block that stood on one line, filled up to the new name's length. */
function padItem(text: string, item: Item, old: string, key: string, written: string): string {
  if (!item.value || written.includes('\n')) return old;
  const name = text.slice(item.nameSpan.start, item.nameSpan.end);
  const rest = text.slice(item.nameSpan.end, item.span.end).trimStart();
  return old.replace(text.slice(item.span.start, item.span.end), () => `${name.padEnd(key.length)} ${rest}`);
}

function insertBlock(target: Target, site: Site, value: NewValue): readonly TextEdit[] {
  const { container, path } = site;
  const [made] = newBody([{ path, value }]).blocks;
  return made ? insertBody(target, container, path[0]?.name ?? '', made.body) : [];
}

/** Puts a new block at the end of a container. */
export function insertBody(target: Target, container: Container, name: string, body: NewBody): readonly TextEdit[] {
  const { text, style } = target;
  const { inner } = container;
  const content = text.slice(inner.start, inner.end);
  const outer = indentAt(text, inner.start);
  const indent = innerIndent(text, container, style.unit);
  const block = indent + writeBlock(name, body, indent, style);
  const start = inner.start + content.trimEnd().length;
  if (!content.includes('\n')) {
    const old = content.trim() === '' ? '' : `${style.eol}${indent}${content.trim()}${style.eol}`;
    return [{ span: inner, newText: `${old}${style.eol}${block}${style.eol}${outer}` }];
  }
  const lead = content.trim() === '' || container.items.length === 0 ? style.eol : style.eol + style.eol;
  const close = isFirstOnLine(text, inner.end) ? '' : style.eol + outer;
  return [{ span: { start, end: start }, newText: `${lead}${block}${close}` }];
}
