// Where a cursor stands in a half-typed `.cipherlint.yaml`: by indentation, since a text that is being typed rarely parses.
import type { Span } from '../core/text';

/** A name in a map, or `[]` for an item of a list. */
export type CursorStep = string;

export interface ConfigCursor {
  /** The way to the map or value at the cursor. */
  readonly path: readonly CursorStep[];
  /** A name is typed, or the value behind one (or an item of a list). */
  readonly at: 'key' | 'value';
  /** What is typed already: to be replaced. */
  readonly word: Span;
  /** Nothing but the word stands on the line, so that more can be written behind it. */
  readonly open: boolean;
}

const WORD = /[^\s,[\]{}"'#]*$/;

/** What is typed at an offset; undefined in comments and in texts without a meaning for us. */
export function cursorIn(text: string, offset: number): ConfigCursor | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const before = text.slice(start, offset);
  const after = text.slice(offset, end < 0 ? text.length : end);
  if (/(?:^|\s)#/.test(before)) return undefined;
  const typed = WORD.exec(before)?.[0] ?? '';
  const tail = /^[^\s,[\]{}:"'#]*/.exec(after)?.[0] ?? '';
  const word = { start: offset - typed.length, end: offset + tail.length };
  const open = after.slice(tail.length).trim() === '';
  const { dashes, column, rest } = shape(before);
  const parents = [...pathAbove(text, start, dashes[0] ?? column, dashes.length > 0), ...dashes.map(() => '[]')];
  const [, key, gap, value = ''] = /^("[^"]*"|'[^']*'|[^\s:]+):(\s*)(.*)$/.exec(rest) ?? [];
  if (key === undefined) return { path: parents, at: 'key', word, open };
  return gap === '' ? undefined : inValue([...parents, unquoted(key)], value, word, open);
}

/** Behind a name; inside `[a, b` or `{ a: b` one level of it. */
function inValue(path: readonly string[], value: string, word: Span, open: boolean): ConfigCursor {
  if (value.startsWith('[')) return { path: [...path, '[]'], at: 'value', word, open: false };
  if (!value.startsWith('{')) return { path, at: 'value', word, open };
  const last = value.slice(Math.max(value.lastIndexOf('{'), value.lastIndexOf(',')) + 1);
  const key = /^\s*([^\s:]+):\s/.exec(last)?.[1];
  return {
    path: key === undefined ? path : [...path, unquoted(key)],
    at: key === undefined ? 'key' : 'value',
    word,
    open: false,
  };
}

interface Shape {
  /** Columns of the dashes in front. */
  readonly dashes: readonly number[];
  /** The column where the content starts, and the content. */
  readonly column: number;
  readonly rest: string;
}

function shape(line: string): Shape {
  const lead = /^\s*(?:-\s+)*(?:-$)?/.exec(line)?.[0] ?? '';
  const dashes = [...lead.matchAll(/-/g)].map(({ index }) => index);
  return { dashes, column: lead.length, rest: line.slice(lead.length) };
}

const MAX_LINES = 5000;

/** The names and list items above a line, from the top down. `limit`: the column of what they hold, which may be a dash. */
function pathAbove(text: string, lineStart: number, limit: number, isDash: boolean): readonly string[] {
  const path: string[] = [];
  let start = lineStart;
  for (let lines = 0; start > 0 && (limit > 0 || isDash) && lines < MAX_LINES; lines++) {
    const end = start - 1;
    start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trimEnd();
    if (line === '' || /^\s*#/.test(line)) continue;
    const { dashes, column, rest } = shape(line);
    // A list may stand right below its name, in the same column.
    if (column < limit || (isDash && column === limit && dashes.length === 0)) {
      const key = /^("[^"]*"|'[^']*'|[^\s:]+):\s*(?:#.*)?$/.exec(rest)?.[1];
      if (key !== undefined) path.unshift(unquoted(key));
      [limit, isDash] = [column, false];
    }
    for (const dash of [...dashes].reverse()) {
      if (dash >= limit) continue;
      path.unshift('[]');
      [limit, isDash] = [dash, true];
    }
  }
  return path;
}

function unquoted(key: string): string {
  return key.replace(/^["']|["']$/g, '');
}
