// The HCL parser. It reads half-typed text: what can't be read becomes a problem or a `missing` node, and the rest stays.
import type { HclFile } from './ast';
import { readFile } from './body';
import { readExpression } from './expressions';
import { CODE, skipBlanks, type Cursor } from './scanner';

/**
 * Reads a text as HCL's native syntax. Spans are UTF-16 offsets into `text`, the byte order mark counts. Never throws, whatever the
 * text is; time and memory grow with its length.
 */
export function parseHcl(text: string): HclFile {
  const cursor = cursorAt(text, text.charCodeAt(0) === CODE.byteOrderMark ? 1 : 0);
  const body = readFile(cursor);
  return { body, problems: cursor.problems };
}

/** Where the blanks and comments end that follow `from` on its line: at the line's end, or where something else stands. */
export function endOfTrailing(text: string, from: number): number {
  const cursor = cursorAt(text, from);
  skipBlanks(cursor, false);
  if (cursor.pos < text.length && text[cursor.pos] !== '\n') return cursor.pos;
  return text[cursor.pos - 1] === '\r' && cursor.pos > from ? cursor.pos - 1 : cursor.pos;
}

function cursorAt(text: string, pos: number): Cursor {
  return {
    text,
    problems: [],
    readExpression,
    heredocs: {},
    pos,
    depth: 0,
    brackets: 0,
    height: 0,
    fresh: -1,
    lineHead: -1,
  };
}
