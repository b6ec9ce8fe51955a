// Where reading goes on behind something that can't be read: it always moves forwards and never swallows a top-level block.
import { CODE, isBlank, nameEnd, skipBlanks, type Cursor } from './scanner';

/** Labels a top-level block has; the counts keep unindented nested blocks from being taken for one. */
const TOP_LEVEL: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['ephemeral', 2],
  ['variable', 1],
  ['output', 1],
  ['module', 1],
  ['provider', 1],
  ['check', 1],
  ['locals', 0],
  ['terraform', 0],
  ['moved', 0],
  ['import', 0],
  ['removed', 0],
]);

/** Longest header that is looked at, so that asking again for the same line stays cheap. */
const MAX_HEADER = 500;

/** True where a block starts that Terraform knows only at the top level: first on its line, without indentation. */
export function startsTopLevelBlock(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (!(code >= 97 && code <= 122) || !startsLine(text, at)) return false;
  const end = nameEnd(text, at);
  const labels = end - at > 10 ? undefined : TOP_LEVEL.get(text.slice(at, end));
  if (labels === undefined) return false;
  return labelsBeforeBrace(text, end, at + MAX_HEADER) === labels;
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === CODE.newline || text.charCodeAt(at - 1) === CODE.byteOrderMark;
}

/** Counts labels up to `{`; undefined where something else stands there. */
function labelsBeforeBrace(text: string, from: number, limit: number): number | undefined {
  let labels = 0;
  for (let at = from; at < limit;) {
    const code = text.charCodeAt(at);
    if (code === CODE.openBrace) return labels;
    if (isBlank(code)) {
      at++;
      continue;
    }
    const next = code === CODE.quote ? quotedEnd(text, at, limit) : nameEnd(text, at);
    if (next === at) return undefined;
    labels++;
    at = next;
  }
  return undefined;
}

function quotedEnd(text: string, from: number, limit: number): number {
  for (let at = from + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === CODE.quote) return at + 1;
    if (code === CODE.newline || code !== code) return from;
  }
  return from;
}

/** True where `name =`, `name {` or `name "` stands, which no expression holds outside of objects. */
function startsStatement(text: string, at: number): boolean {
  const name = nameEnd(text, at);
  if (name === at) return false;
  let next = name;
  while (isBlank(text.charCodeAt(next))) next++;
  const code = text.charCodeAt(next);
  if (code === CODE.openBrace || code === CODE.quote) return true;
  const after = text.charCodeAt(next + 1);
  return code === CODE.equals && after !== CODE.equals && after !== CODE.greater;
}

/**
 * True where a new statement starts on a new line although brackets are open. From then on every open bracket gives up, until reading
 * goes on behind that place.
 */
export function meetsStatement(cursor: Cursor): boolean {
  const { text, pos } = cursor;
  if (pos === cursor.fresh) return true;
  if (pos !== cursor.lineHead || !startsStatement(text, pos)) return false;
  cursor.fresh = pos;
  return true;
}

/**
 * Moves to where the next statement can start: a newline outside brackets that open from here on, a `}` that closes something outside,
 * or a top-level block. In an object `comma` also ends the search.
 */
export function recover(cursor: Cursor, comma = false): void {
  const { text } = cursor;
  let open = 0;
  for (; cursor.pos < text.length; cursor.pos++) {
    const code = text.charCodeAt(cursor.pos);
    if (code === CODE.newline) {
      if (open === 0 || startsTopLevelBlock(text, cursor.pos + 1)) return;
    } else if (code === CODE.quote) skipQuoted(cursor);
    else if (code === CODE.hash || code === CODE.slash) skipComment(cursor);
    else if (isOpener(code)) open++;
    else if (isCloser(code)) {
      if (open > 0) open--;
      else if (code === CODE.closeBrace) return;
    } else if (comma && code === CODE.comma && open === 0) return;
  }
}

/** Moves to the last char of a quoted string, or before the newline that cuts it. */
function skipQuoted(cursor: Cursor): void {
  const { text } = cursor;
  for (let at = cursor.pos + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === CODE.quote) {
      cursor.pos = at;
      return;
    }
    if (code === CODE.newline || code !== code) {
      cursor.pos = at - 1;
      return;
    }
    if (code === CODE.backslash && text.charCodeAt(at + 1) !== CODE.newline) at++;
  }
}

/** Moves to the last char of a comment; a lone slash is passed by. */
function skipComment(cursor: Cursor): void {
  const start = cursor.pos;
  skipBlanks(cursor, false);
  if (cursor.pos > start) cursor.pos--;
}

/** True for `(`, `[` and `{`. */
export function isOpener(code: number): boolean {
  return code === CODE.openBrace || code === CODE.openBracket || code === CODE.openParen;
}

/** True for `)`, `]` and `}`. */
export function isCloser(code: number): boolean {
  return code === CODE.closeBrace || code === CODE.closeBracket || code === CODE.closeParen;
}
