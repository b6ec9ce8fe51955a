// The moving place in an HCL text, and the smallest things that are read there: blanks, comments, names.
import type { Problem } from '../../../core/resource';
import type { HeredocIndex } from './heredoc-index';
import type { Expression } from './ast';

/** Levels of nesting beyond which nothing is read: deeper text is reported and skipped, so that no recursion overflows. */
export const MAX_DEPTH = 400;

const MAX_PROBLEMS = 500;

/** Char codes with a meaning in HCL. */
export const CODE = {
  tab: 9,
  newline: 10,
  carriageReturn: 13,
  space: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  dollar: 36,
  percent: 37,
  ampersand: 38,
  openParen: 40,
  closeParen: 41,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  pipe: 124,
  closeBrace: 125,
  tilde: 126,
  noBreakSpace: 0xa0,
  byteOrderMark: 0xfeff,
} as const;

/** Where reading stands. The readers move `pos` forwards only, which is what keeps every input linear. */
export interface Cursor {
  readonly text: string;
  readonly problems: Problem[];
  /** How collections and templates read what is nested in them; handed in so that the files don't import in a circle. */
  readonly readExpression: (cursor: Cursor) => Expression;
  /** Where heredocs open and end; made when the first heredoc is met. */
  readonly heredocs: { index?: HeredocIndex };
  pos: number;
  /** Levels of recursion that are open. */
  depth: number;
  /** Above zero newlines mean nothing, as between `(` and `)`. */
  brackets: number;
  /** Height of the expression that was read last; long chains such as `a.b.c` are deep without recursion. */
  height: number;
  /** Where a new statement was met inside an unclosed bracket: every open bracket gives up when `pos` stands there. */
  fresh: number;
  /** Where the first word of a line stands, if newlines were skipped to get there. */
  lineHead: number;
}

/** Notes a problem between two offsets. Beyond some hundreds nobody reads them, so they aren't kept. */
export function report(cursor: Cursor, start: number, end: number, message: string): void {
  if (cursor.problems.length >= MAX_PROBLEMS) return;
  const last = cursor.text.length;
  cursor.problems.push({ span: { start: Math.min(start, last), end: Math.min(end, last) }, message });
}

const START = 1;
const PART = 2;
const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  if (letter) CLASSES[code] = START | PART;
  else if (isDigit(code) || code === CODE.minus) CLASSES[code] = PART;
}

/** True for `0` to `9`; false for the `NaN` that stands behind a text's end. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** True where a name can start: letters, `_`, and everything outside ASCII that isn't blank. */
export function isNameStart(code: number): boolean {
  return code < 128 ? ((CLASSES[code] ?? 0) & START) !== 0 : isForeignLetter(code);
}

/** True inside a name; a dash belongs to it. */
export function isNamePart(code: number): boolean {
  return code < 128 ? ((CLASSES[code] ?? 0) & PART) !== 0 : isForeignLetter(code);
}

function isForeignLetter(code: number): boolean {
  return code > CODE.noBreakSpace && code !== CODE.byteOrderMark && code !== 0x2028 && code !== 0x2029;
}

/** True for blanks that don't end a line; a carriage return counts as one, so CRLF needs no care elsewhere. */
export function isBlank(code: number): boolean {
  return (
    code === CODE.space ||
    code === CODE.tab ||
    code === CODE.carriageReturn ||
    code === CODE.noBreakSpace ||
    code === CODE.byteOrderMark
  );
}

/** Moves over blanks and comments, and over newlines where `newlines` says so. */
export function skipBlanks(cursor: Cursor, newlines: boolean): void {
  const { text } = cursor;
  let crossed = false;
  for (;;) {
    const code = text.charCodeAt(cursor.pos);
    if (isBlank(code)) cursor.pos++;
    else if (newlines && code === CODE.newline) {
      cursor.pos++;
      crossed = true;
    } else if (code === CODE.hash) skipLine(cursor);
    else if (code !== CODE.slash) break;
    else if (text.charCodeAt(cursor.pos + 1) === CODE.slash) skipLine(cursor);
    else if (text.charCodeAt(cursor.pos + 1) === CODE.star) skipBlockComment(cursor);
    else break;
  }
  if (crossed) cursor.lineHead = cursor.pos;
}

/** Moves to the newline that ends this line, or to the text's end. */
export function skipLine(cursor: Cursor): void {
  const end = cursor.text.indexOf('\n', cursor.pos);
  cursor.pos = end < 0 ? cursor.text.length : end;
}

function skipBlockComment(cursor: Cursor): void {
  const end = cursor.text.indexOf('*/', cursor.pos + 2);
  if (end < 0) report(cursor, cursor.pos, cursor.pos + 2, 'This comment is not closed.');
  cursor.pos = end < 0 ? cursor.text.length : end + 2;
}

/** Where the name that starts at `from` ends; `from` itself where none starts there. */
export function nameEnd(text: string, from: number): number {
  if (!isNameStart(text.charCodeAt(from))) return from;
  let end = from + 1;
  while (isNamePart(text.charCodeAt(end))) end++;
  return end;
}

/** Reads a name, or nothing and an empty string. */
export function readName(cursor: Cursor): string {
  const start = cursor.pos;
  cursor.pos = nameEnd(cursor.text, start);
  return cursor.text.slice(start, cursor.pos);
}
