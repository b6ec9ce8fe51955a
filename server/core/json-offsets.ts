// Maps offsets of a text that is written inside JSON strings, such as joined notebook cells, to offsets of the file.
import type { Span } from './text';

/** A run of characters that stand one after the other in both texts, or one escaped character (`width` 2 or 6). */
export interface Run {
  readonly code: number;
  readonly file: number;
  readonly length: number;
  /** UTF-16 units that one unit of code takes in the file: 1 for plain text. */
  readonly width: number;
}

/** Runs in ascending order of `code`. */
export interface OffsetMap {
  readonly runs: readonly Run[];
}

/** The file's span for a range of code. Code that stands in no cell (the line end between two cells) maps to the place before it. */
export function mapSpan(map: OffsetMap, start: number, end: number): Span {
  const from = mapOffset(map, start);
  if (end <= start) return { start: from, end: from };
  const run = runAt(map, end - 1);
  if (!run) return { start: from, end: from };
  const to = run.file + Math.min(end - run.code, run.length) * run.width;
  return { start: from, end: Math.max(from, to) };
}

/** The file's offset for an offset of code. */
export function mapOffset(map: OffsetMap, offset: number): number {
  const run = runAt(map, offset);
  return run ? run.file + Math.min(offset - run.code, run.length) * run.width : 0;
}

function runAt(map: OffsetMap, offset: number): Run | undefined {
  let low = 0;
  let high = map.runs.length - 1;
  let found: Run | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = map.runs[middle];
    if (run && run.code <= offset) {
      found = run;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/g;

/** Decodes the inside of a JSON string (the text between its quotes, from `file` on) and says how its offsets run. `code` is where the decoded text will start. */
export function decodeJson(raw: string, file: number, code: number): { text: string; runs: readonly Run[] } {
  const runs: Run[] = [];
  let text = '';
  let last = 0;
  const plain = (until: number): void => {
    if (until <= last) return;
    runs.push({ code: code + text.length, file: file + last, length: until - last, width: 1 });
    text += raw.slice(last, until);
  };
  for (const match of raw.matchAll(ESCAPE)) {
    plain(match.index);
    runs.push({ code: code + text.length, file: file + match.index, length: 1, width: match[0].length });
    text += unescape(match[0]);
    last = match.index + match[0].length;
  }
  plain(raw.length);
  return { text, runs };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function unescape(escape: string): string {
  const letter = escape[1] ?? '';
  if (letter === 'u' && escape.length === 6) return String.fromCharCode(parseInt(escape.slice(2), 16));
  return ESCAPES[letter] ?? letter;
}
