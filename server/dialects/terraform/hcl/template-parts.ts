// What stands between the quotes of a string or in a heredoc: text, `${...}` and `%{...}`.
import type { Expression, TemplatePart } from './ast';
import { meetsStatement } from './recovery';
import { CODE, readName, report, skipBlanks, type Cursor } from './scanner';

/** Collects a template's parts while it is read. */
export interface PartList {
  readonly parts: TemplatePart[];
  readonly decode: (text: string) => string;
  /** Where the text that is not yet a part starts. */
  from: number;
  /** A `~}` came before: the text that follows loses its leading blanks. */
  trim: boolean;
  height: number;
}

/** An empty list for text that starts at `from` and gets unescaped by `decode`. */
export function newPartList(from: number, decode: (text: string) => string): PartList {
  return { parts: [], decode, from, trim: false, height: 0 };
}

/** Makes a part of the text up to `end`. */
export function addText(cursor: Cursor, list: PartList, end: number, trimEnd = false): void {
  if (end <= list.from) return;
  let text = list.decode(cursor.text.slice(list.from, end));
  if (list.trim) text = text.trimStart();
  if (trimEnd) text = text.trimEnd();
  list.parts.push({ kind: 'text', span: { start: list.from, end }, text });
  list.trim = false;
  list.from = end;
}

/** True where `${` or `%{` opens an interpolation; `$${` and `%%{` are text. */
export function opensSequence(cursor: Cursor, list: PartList): boolean {
  const { text, pos } = cursor;
  const code = text.charCodeAt(pos);
  if ((code !== CODE.dollar && code !== CODE.percent) || text.charCodeAt(pos + 1) !== CODE.openBrace) return false;
  return !(pos - 1 >= list.from && text.charCodeAt(pos - 1) === code);
}

/** Reads the `${...}` or `%{...}` that starts here, with the text before it. */
export function readSequence(cursor: Cursor, list: PartList): void {
  const start = cursor.pos;
  const interpolation = cursor.text.charCodeAt(start) === CODE.dollar;
  const trimsBefore = cursor.text.charCodeAt(start + 2) === CODE.tilde;
  addText(cursor, list, start, trimsBefore);
  cursor.pos = start + (trimsBefore ? 3 : 2);
  cursor.brackets++;
  skipBlanks(cursor, true);
  const value = interpolation ? readInterpolated(cursor) : undefined;
  if (!value) skipDirective(cursor);
  skipBlanks(cursor, true);
  cursor.brackets--;
  list.trim = closeSequence(cursor, start);
  const span = { start, end: cursor.pos };
  list.parts.push(value ? { kind: 'interpolation', span, value } : { kind: 'directive', span });
  list.height = Math.max(list.height, cursor.height);
  list.from = cursor.pos;
}

function readInterpolated(cursor: Cursor): Expression {
  if (cursor.text.charCodeAt(cursor.pos) !== CODE.closeBrace) return cursor.readExpression(cursor);
  report(cursor, cursor.pos - 2, cursor.pos + 1, 'An expression is missing here.');
  return { kind: 'missing', span: { start: cursor.pos, end: cursor.pos } };
}

/** Reads a directive's inside only to find its end: a template with directives isn't evaluated. */
function skipDirective(cursor: Cursor): void {
  cursor.height = 0;
  const word = readName(cursor);
  skipBlanks(cursor, true);
  if (word === 'for') skipLoopHead(cursor);
  if (word === 'if' || word === 'for') cursor.readExpression(cursor);
}

function skipLoopHead(cursor: Cursor): void {
  readName(cursor);
  skipBlanks(cursor, true);
  if (cursor.text.charCodeAt(cursor.pos) === CODE.comma) {
    cursor.pos++;
    skipBlanks(cursor, true);
    readName(cursor);
    skipBlanks(cursor, true);
  }
  readName(cursor);
  skipBlanks(cursor, true);
}

/** Moves behind the closing brace and says whether it was `~}`; without one moves to where the string or the line seems to end. */
function closeSequence(cursor: Cursor, start: number): boolean {
  const trims = cursor.text.charCodeAt(cursor.pos) === CODE.tilde;
  if (trims) cursor.pos++;
  if (cursor.text.charCodeAt(cursor.pos) === CODE.closeBrace) {
    cursor.pos++;
    return trims;
  }
  report(cursor, start, start + 2, 'This interpolation is not closed.');
  while (cursor.pos < cursor.text.length && !meetsStatement(cursor)) {
    const code = cursor.text.charCodeAt(cursor.pos);
    if (code === CODE.newline || code === CODE.quote) break;
    cursor.pos++;
    if (code === CODE.closeBrace) break;
  }
  return false;
}
