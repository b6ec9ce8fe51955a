// Quoted strings and heredocs.
import type { Expression, TemplatePart } from './ast';
import { indexHeredocs, terminatorOf } from './heredoc-index';
import { addText, newPartList, opensSequence, readSequence, type PartList } from './template-parts';
import { CODE, readName, report, skipLine, type Cursor } from './scanner';

/** Reads the string whose opening quote stands here. One that isn't closed ends with its line. */
export function readQuoted(cursor: Cursor): Expression {
  const start = cursor.pos++;
  const list = newPartList(cursor.pos, decodeQuoted);
  const closed = readQuotedParts(cursor, list);
  if (!closed) report(cursor, start, cursor.pos, 'This string is not closed.');
  addText(cursor, list, cursor.pos, !closed);
  if (closed) cursor.pos++;
  return templateOf(cursor, list, start);
}

/** Moves to the closing quote and says true, or to where an unclosed string ends. */
function readQuotedParts(cursor: Cursor, list: PartList): boolean {
  const { text } = cursor;
  while (cursor.pos < text.length && cursor.pos !== cursor.fresh) {
    const code = text.charCodeAt(cursor.pos);
    if (code === CODE.quote) return true;
    if (code === CODE.newline) return false;
    if (code === CODE.backslash) skipEscape(cursor);
    else if (opensSequence(cursor, list)) readSequence(cursor, list);
    else cursor.pos++;
  }
  return false;
}

function skipEscape(cursor: Cursor): void {
  const next = cursor.text.charAt(cursor.pos + 1);
  if (next !== '' && next !== '\n' && next !== '\r') {
    if (!'nrt"\\uU'.includes(next)) report(cursor, cursor.pos, cursor.pos + 2, `"\\${next}" is not an escape in HCL.`);
    cursor.pos++;
  }
  cursor.pos++;
}

const ESCAPES = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrt"\\])|\$\$\{|%%\{/g;
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function decodeQuoted(text: string): string {
  return text.includes('\\') || text.includes('{') ? text.replace(ESCAPES, decodeEscape) : text;
}

function decodeEscape(escape: string): string {
  if (escape.charCodeAt(0) !== CODE.backslash) return escape.slice(1);
  const simple = SIMPLE[escape.charAt(1)];
  if (simple !== undefined) return simple;
  const point = parseInt(escape.slice(2), 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : escape;
}

function decodeHeredoc(text: string): string {
  return text.includes('{') ? text.replace(/\$\$\{|%%\{/g, (escape) => escape.slice(1)) : text;
}

/** Reads the heredoc whose `<<` stands here. One that isn't closed has no text: what follows is read as if it stood in the block. */
export function readHeredoc(cursor: Cursor): Expression {
  const start = cursor.pos;
  cursor.pos += 2;
  const dedents = cursor.text.charCodeAt(cursor.pos) === CODE.minus;
  if (dedents) cursor.pos++;
  const tag = readName(cursor);
  const tagEnd = cursor.pos;
  const from = cursor.text.indexOf('\n', tagEnd) + 1;
  cursor.heredocs.index ??= indexHeredocs(cursor.text);
  const terminator = tag && from > 0 ? terminatorOf(cursor.heredocs.index, tag, from) : undefined;
  if (terminator === undefined || terminator >= cursor.text.length) {
    report(
      cursor,
      start,
      tagEnd,
      tag ? `This heredoc has no line "${tag}" that ends it.` : 'A heredoc needs a tag, such as EOT.',
    );
    cursor.height = 0;
    return { kind: 'missing', span: { start, end: tagEnd } };
  }
  checkOpeningLine(cursor, tagEnd);
  const list = readHeredocParts(cursor, from, cursor.text.lastIndexOf('\n', terminator) + 1);
  cursor.pos = terminator + tag.length;
  return templateOf(cursor, dedents ? { ...list, parts: dedent(list.parts) } : list, start);
}

function checkOpeningLine(cursor: Cursor, tagEnd: number): void {
  skipLine(cursor);
  if (cursor.text.slice(tagEnd, cursor.pos).trim()) {
    report(cursor, tagEnd, cursor.pos, 'Nothing may follow the tag of a heredoc on its line.');
  }
}

/** Reads with a cursor that can't see behind the heredoc, so that an unclosed `${` in it swallows nothing. */
function readHeredocParts(cursor: Cursor, from: number, end: number): PartList {
  const inner: Cursor = { ...cursor, text: cursor.text.slice(0, end), pos: from, brackets: 0, height: 0 };
  const list = newPartList(from, decodeHeredoc);
  while (inner.pos < end) {
    const brace = inner.text.indexOf('{', inner.pos + 1);
    if (brace < 0) break;
    inner.pos = brace - 1;
    if (opensSequence(inner, list)) readSequence(inner, list);
    else inner.pos = brace;
  }
  addText(inner, list, end);
  return list;
}

/** Takes off the indentation that all lines share; blank lines don't count and keep theirs, as in HashiCorp's own parser. */
function dedent(parts: readonly TemplatePart[]): TemplatePart[] {
  let common = Infinity;
  eachLine(parts, (line) => {
    if (line.trim() || !line.endsWith('\n')) common = Math.min(common, line.length - line.trimStart().length);
    return line;
  });
  const shifted = eachLine(parts, (line) => (line.trim() || !line.endsWith('\n') ? line.slice(common) : line));
  return shifted.filter((part) => part.kind !== 'text' || part.text !== '');
}

/** Maps the text at every line's start; a line that starts with an interpolation is passed as an empty text. */
function eachLine(parts: readonly TemplatePart[], map: (line: string) => string): TemplatePart[] {
  let lineStart = true;
  return parts.map((part) => {
    if (part.kind !== 'text') {
      if (lineStart) map('');
      lineStart = false;
      return part;
    }
    const lines = part.text.split(/(?<=\n)/);
    const text = lines.map((line, i) => (i > 0 || lineStart ? map(line) : line)).join('');
    lineStart = part.text.endsWith('\n');
    return { ...part, text };
  });
}

function templateOf(cursor: Cursor, list: PartList, start: number): Expression {
  const span = { start, end: cursor.pos };
  const [first, second] = list.parts;
  cursor.height = list.height + 1;
  if (!first) return { kind: 'literal', span, value: '' };
  if (!second && first.kind === 'text') return { kind: 'literal', span, value: first.text };
  return { kind: 'template', span, parts: list.parts };
}
