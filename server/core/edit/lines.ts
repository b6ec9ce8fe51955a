// Lines, columns and habits of a text: what an edit has to look like to fit in.
import type { Span } from '../text';

/** The offset at which the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset at which the line of `offset` ends, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The offset behind the line ending of the line of `offset`. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** The blanks at the start of the line of `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(start, end);
}

/** True where only blanks stand before `offset` on its line. */
export function firstOnLine(text: string, offset: number): boolean {
  return lineStart(text, offset) + indentAt(text, offset).length >= offset;
}

/** True where a line ends in this part of the text. */
export function hasNewline(text: string, start: number, end: number): boolean {
  const at = text.indexOf('\n', start);
  return at >= 0 && at < end;
}

/** The column of `offset` as blanks, so that text put below starts at the same column. */
export function columnAt(text: string, offset: number): string {
  return ' '.repeat(offset - lineStart(text, offset));
}

/**
 * One step of indentation: by how much the first deeper line in `span` is deeper than the line before it, or in the whole text where none is
 * in `span`; two spaces where there is none at all.
 */
export function indentStep(text: string, span: Span): string {
  return firstStep(text, span) ?? firstStep(text, { start: 0, end: text.length }) ?? '  ';
}

function firstStep(text: string, span: Span): string | undefined {
  let previous: string | undefined;
  for (let at = lineStart(text, span.start); at < span.end; at = nextLine(text, at)) {
    const indent = indentAt(text, at);
    const first = text[at + indent.length];
    if (first === undefined || '\r\n#-/'.includes(first)) continue;
    if (previous !== undefined && indent.length > previous.length && indent.startsWith(previous)) {
      return indent.slice(previous.length);
    }
    previous = indent;
  }
  return undefined;
}

/** How far the dashes of YAML lists stand behind their key, in this part of the text; undefined where it has no such list. */
export function dashIndent(text: string, span: Span): string | undefined {
  const counts = new Map<number, number>();
  let keyColumn: number | undefined;
  for (let at = lineStart(text, span.start); at < span.end; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (/^\s*(#|$)/.test(line)) continue;
    const dashes = /^ *(?:- +)*/.exec(line)?.[0] ?? '';
    const depth = dashes.indexOf('-') - (keyColumn ?? 0);
    if (keyColumn !== undefined && dashes.includes('-') && depth >= 0) counts.set(depth, (counts.get(depth) ?? 0) + 1);
    keyColumn = /:[ \t]*(?:#.*)?$/.test(line) ? dashes.length : undefined;
  }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best && ' '.repeat(best[0]);
}

/** Whether a text is nested so deeply that parsers may fail on it: brackets over 200, indentation over 400, or dashes in a row. */
export function tooDeep(text: string): boolean {
  if (/^ *(?:- +){50}/m.test(text) || /^[ \t]{400}/m.test(text)) return true;
  let depth = 0;
  for (const c of text) {
    if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && depth > 0) depth--;
    if (depth > 200) return true;
  }
  return false;
}
