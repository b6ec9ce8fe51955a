// What stands between the quotes of a string or in a heredoc: text, `${...}` and `%{...}`.
import type { Directive, Expression, TemplatePart } from './ast';
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
  const inside = interpolation ? readInterpolated(cursor) : readDirective(cursor);
  skipBlanks(cursor, true);
  cursor.brackets--;
  list.trim = closeSequence(cursor, start);
  const span = { start, end: cursor.pos };
  list.parts.push(
    'word' in inside ? { kind: 'directive', span, head: inside } : { kind: 'interpolation', span, value: inside },
  );
  list.height = Math.max(list.height, cursor.height);
  list.from = cursor.pos;
}

function readInterpolated(cursor: Cursor): Expression {
  if (cursor.text.charCodeAt(cursor.pos) !== CODE.closeBrace) return cursor.readExpression(cursor);
  report(cursor, cursor.pos - 2, cursor.pos + 1, 'An expression is missing here.');
  return { kind: 'missing', span: { start: cursor.pos, end: cursor.pos } };
}

function readDirective(cursor: Cursor): Directive {
  cursor.height = 0;
  const word = readName(cursor);
  skipBlanks(cursor, true);
  if (word === 'if') return { word, test: cursor.readExpression(cursor) };
  if (word === 'for') return readLoop(cursor);
  return { word: word === 'else' || word === 'endif' || word === 'endfor' ? word : 'other' };
}

/** Reads `key, value in over`. */
function readLoop(cursor: Cursor): Directive {
  const names = [readName(cursor)];
  skipBlanks(cursor, true);
  if (cursor.text.charCodeAt(cursor.pos) === CODE.comma) {
    cursor.pos++;
    skipBlanks(cursor, true);
    names.push(readName(cursor));
    skipBlanks(cursor, true);
  }
  const complete = readName(cursor) === 'in';
  skipBlanks(cursor, true);
  const over = cursor.readExpression(cursor);
  const [first = '', second] = names;
  if (!complete) return { word: 'other' };
  return { word: 'for', keyName: second === undefined ? undefined : first, valueName: second ?? first, over };
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
