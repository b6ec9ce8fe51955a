// Where new text goes in a list of arguments or a dict, and how it is laid out: like what already stands there.
import { spanIn, type Code } from './syntax';
import type { TextEdit } from '../../core/text';

/** A change to code, in the code's own offsets. */
export interface CodeEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The things in a pair of brackets. */
export interface Items {
  readonly code: Code;
  /** Offset behind the opening bracket, and of the closing one (or the end where it is not typed yet). */
  readonly from: number;
  readonly to: number;
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

/** Adds an item behind the last one: on a line of its own where the last has one, with a comma behind it where the last has one. */
export function appendItem(list: Items, item: string): readonly CodeEdit[] {
  const text = list.code.text;
  const last = list.items[list.items.length - 1];
  if (!last) return [{ start: list.from, end: list.from, text: item }];
  const tail = text.slice(last.end, list.to);
  const comma = /^\s*,/.exec(tail);
  const indent = ownIndent(text, last.start, list.from);
  if (indent === undefined) {
    const at = last.end + (comma?.[0].length ?? 0);
    return [{ start: at, end: at, text: comma ? ` ${item}` : `, ${item}` }];
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lineEnd = last.end + (/^[^\r\n]*/.exec(tail)?.[0].length ?? 0);
  const commented = /^\s*,?\s*#/.test(text.slice(last.end, lineEnd));
  const at = comma || commented ? Math.min(lineEnd, list.to) : last.end;
  const added = { start: at, end: at, text: `${eol}${indent}${item}` };
  if (comma) return [{ ...added, text: `${added.text},` }];
  if (!commented) return [{ ...added, text: `,${added.text}` }];
  return [{ start: last.end, end: last.end, text: ',' }, added];
}

/** The indentation of an item that starts its line, undefined for others. */
function ownIndent(text: string, start: number, from: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  return lineStart >= from && /^[ \t]*$/.test(before) ? before : undefined;
}

/** Removes an item with its comma, and its line where nothing else stands there. */
export function removeItem(list: Items, index: number): readonly CodeEdit[] {
  const text = list.code.text;
  const item = list.items[index];
  if (!item) return [];
  const next = list.items[index + 1];
  const previous = list.items[index - 1];
  const tail = /^\s*,?[ \t]*(?:#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(item.end, next ? next.start : list.to));
  if (ownIndent(text, item.start, list.from) !== undefined && tail) {
    const lineStart = text.lastIndexOf('\n', item.start - 1) + 1;
    const end = item.end + tail[0].length;
    const eol = text.startsWith('\r\n', end) ? 2 : 1;
    return [{ start: lineStart, end: end + eol, text: '' }];
  }
  if (next) return [{ start: item.start, end: next.start, text: '' }];
  if (previous) return [{ start: previous.end, end: item.end, text: '' }];
  const comma = /^\s*,/.exec(text.slice(item.end, list.to));
  return [{ start: item.start, end: item.end + (comma?.[0].length ?? 0), text: '' }];
}

/** The edit in terms of the file. In a notebook the text becomes part of a JSON string, new lines strings of their own where the others are. */
export function toFile(edit: CodeEdit, code: Code, file: string): TextEdit {
  if (!code.map) return { span: { start: edit.start, end: edit.end }, newText: edit.text };
  const before =
    edit.start > 0 ? spanIn(code, edit.start - 1, edit.start).end : spanIn(code, edit.start, edit.start).start;
  const span = edit.end > edit.start ? spanIn(code, edit.start, edit.end) : { start: before, end: before };
  const line = file.slice(file.lastIndexOf('\n', span.start - 1) + 1, span.start);
  const indent = /^\s*(?=")/.exec(line)?.[0];
  const eol = file.includes('\r\n') ? '\r\n' : '\n';
  const escaped = JSON.stringify(edit.text).slice(1, -1);
  const newText = indent === undefined ? escaped : escaped.replace(/\\n/g, `\\n",${eol}${indent}"`);
  return { span, newText };
}
