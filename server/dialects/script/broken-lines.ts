// The stretches of a script that may be what is broken at an offset, by the indentation of its lines: a statement and what is indented below it.
import type { Span } from '../../core/text';

/** A line that belongs to the one before it whatever its indentation: it closes a bracket or goes on with an expression. */
const GOES_ON = /^\s*(?:[)\]}.,?:+*|&=]|-[^-]|else\b|catch\b|finally\b)/;
const CLOSES = /^\s*[)\]}]/;

/** Larger stretches are no better than what the parser makes of the whole. */
const MAX_LINES = 200;

/**
 * The stretches around an offset, from the smallest to the largest: each begins with the first word of a line and ends with a line, and has every
 * line below that is indented more, or that closes what its first line has opened.
 */
export function* stretchesAround(text: string, offset: number): Generator<Span> {
  let first: number | undefined = lineAt(text, Math.min(offset, text.length));
  if (isBlank(text, first)) first = lineAbove(text, first, Infinity);
  else if (GOES_ON.test(lineText(text, first))) first = lineAbove(text, first, indentation(text, first) + 1);
  while (first !== undefined) {
    const end = endBelow(text, first);
    if (end === undefined) return;
    // an offset at the end of a line may be in what follows
    if (end >= offset) yield { start: first + indentation(text, first), end };
    first = lineAbove(text, first, indentation(text, first));
  }
}

/** How many lines are tried that don't fit their indentation. */
const MAX_SUSPECTS = 3;

/**
 * The stretches of lines at and above an offset, the nearest first, whose brackets don't fit the indentation: one is opened and nothing is
 * indented below it, or one is closed that was not opened there. The parser complains about these only where it can't go on any more.
 */
export function* suspectsAbove(text: string, offset: number): Generator<Span> {
  let at = lineAt(text, Math.min(offset, text.length));
  for (let line = 0, found = 0; line < MAX_LINES && found < MAX_SUSPECTS; line++) {
    const end = isSuspect(text, at) ? endBelow(text, at) : undefined;
    if (end !== undefined) {
      found++;
      yield { start: at + indentation(text, at), end };
    }
    if (at === 0) return;
    at = lineAt(text, at - 1);
  }
}

function isSuspect(text: string, start: number): boolean {
  const line = lineText(text, start);
  const open = openBrackets(line);
  if (open <= 0) return open < 0 && !CLOSES.test(line);
  let next = lineEnd(text, start) + 1;
  while (next < text.length && isBlank(text, next)) next = lineEnd(text, next) + 1;
  if (next >= text.length) return false;
  return indentation(text, next) <= indentation(text, start) && !CLOSES.test(lineText(text, next));
}

/** How many more brackets a line opens than it closes. Comments and texts don't count. */
function openBrackets(line: string): number {
  const code = line.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/.*$/g, '');
  return code.replace(/[^([{]/g, '').length - code.replace(/[^)\]}]/g, '').length;
}

/** The nearest line above that begins something and is indented by less than `most`. */
function lineAbove(text: string, from: number, most: number): number | undefined {
  for (let at = from, count = 0; at > 0 && count < MAX_LINES; count++) {
    at = lineAt(text, at - 1);
    if (!isBlank(text, at) && indentation(text, at) < most && !GOES_ON.test(lineText(text, at))) return at;
  }
  return undefined;
}

/** Where the last line ends that belongs to the one that starts here; undefined where there are too many. */
function endBelow(text: string, first: number): number | undefined {
  const own = indentation(text, first);
  let end = lineEnd(text, first);
  for (let at = end + 1, count = 0; at < text.length; at = lineEnd(text, at) + 1, count++) {
    if (count > MAX_LINES) return undefined;
    if (isBlank(text, at)) continue;
    const indented = indentation(text, at);
    if (indented < own || (indented === own && !CLOSES.test(lineText(text, at)))) break;
    end = lineEnd(text, at);
  }
  return end;
}

/** Where the line of an offset starts. */
function lineAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line ends that starts here, its line ending left out. */
function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function lineText(text: string, start: number): string {
  return text.slice(start, lineEnd(text, start));
}

function isBlank(text: string, start: number): boolean {
  return lineText(text, start).trim() === '';
}

function indentation(text: string, start: number): number {
  return lineText(text, start).search(/\S|$/);
}
