// Bodies: attributes and blocks, of a file or between braces.
import type { Attribute, Block, Body, Expression, Label } from './ast';
import { recover, startsTopLevelBlock } from './recovery';
import { CODE, isNameStart, MAX_DEPTH, readName, report, skipBlanks, type Cursor } from './scanner';

interface Statements {
  readonly attributes: Attribute[];
  readonly blocks: Block[];
}

/** Reads the whole text as a file's body. */
export function readFile(cursor: Cursor): Body {
  const statements: Statements = { attributes: [], blocks: [] };
  readStatements(cursor, statements, false);
  return { ...statements, span: { start: 0, end: cursor.text.length } };
}

/** Reads up to the closing brace, which is left, and says whether it is there. */
function readStatements(cursor: Cursor, into: Statements, nested: boolean): boolean {
  const { text } = cursor;
  for (;;) {
    skipBlanks(cursor, true);
    const start = cursor.pos;
    if (start >= text.length) return false;
    const code = text.charCodeAt(start);
    if (code === CODE.closeBrace && nested) return true;
    if (nested && startsTopLevelBlock(text, start)) {
      cursor.fresh = start;
      return false;
    }
    if (isNameStart(code) || code === CODE.quote) readStatement(cursor, into);
    else skipStray(cursor);
    // Nothing above should stand still; where it does, one char is lost and not the whole editor.
    if (cursor.pos === start) cursor.pos++;
  }
}

function skipStray(cursor: Cursor): void {
  const { text, pos } = cursor;
  report(cursor, pos, pos + 1, `"${text.charAt(pos)}" is not expected here.`);
  cursor.pos++;
  if (text.charCodeAt(pos) !== CODE.closeBrace) recover(cursor);
}

function readStatement(cursor: Cursor, into: Statements): void {
  const { text } = cursor;
  const start = cursor.pos;
  const label = readLabel(cursor);
  const nameSpan = { start, end: cursor.pos };
  const name = label?.text ?? '';
  const quoted = text.charCodeAt(start) === CODE.quote;
  skipBlanks(cursor, false);
  const code = text.charCodeAt(cursor.pos);
  const assigns = code === CODE.colon || (code === CODE.equals && text.charCodeAt(cursor.pos + 1) !== CODE.equals);
  if (assigns) into.attributes.push(readAttribute(cursor, name, nameSpan));
  else if (!quoted && (code === CODE.openBrace || code === CODE.quote || isNameStart(code)))
    into.blocks.push(readBlock(cursor, name, nameSpan));
  else {
    report(cursor, start, nameSpan.end, 'An argument or a block is expected here.');
    const value: Expression = { kind: 'missing', span: { start: nameSpan.end, end: nameSpan.end } };
    if (!quoted) into.attributes.push({ name, nameSpan, span: nameSpan, value });
    recover(cursor);
  }
}

/** Reads `= value`; `:` and quoted names get a problem, as their meaning is clear. */
function readAttribute(cursor: Cursor, name: string, nameSpan: Attribute['nameSpan']): Attribute {
  const { text } = cursor;
  if (text.charCodeAt(cursor.pos) === CODE.colon) report(cursor, cursor.pos, cursor.pos + 1, '"=" is expected here.');
  if (text.charCodeAt(nameSpan.start) === CODE.quote) {
    report(cursor, nameSpan.start, nameSpan.end, 'The name of an argument stands without quotes.');
  }
  cursor.pos++;
  skipBlanks(cursor, false);
  const value = cursor.readExpression(cursor);
  endStatement(cursor);
  return { name, nameSpan, span: { start: nameSpan.start, end: Math.max(value.span.end, nameSpan.end) }, value };
}

function readBlock(cursor: Cursor, type: string, typeSpan: Block['typeSpan']): Block {
  const labels = readLabels(cursor);
  const open = cursor.pos;
  const start = typeSpan.start;
  const headEnd = labels.at(-1)?.span.end ?? typeSpan.end;
  if (cursor.text.charCodeAt(open) !== CODE.openBrace) {
    report(cursor, start, headEnd, 'The "{" of this block is missing.');
    recover(cursor);
    const body = { attributes: [], blocks: [], span: { start: headEnd, end: headEnd } };
    return { type, typeSpan, labels, span: { start, end: headEnd }, body, closed: false };
  }
  cursor.pos++;
  const { body, closed } = readBlockBody(cursor, open);
  const end = cursor.pos;
  endStatement(cursor);
  return { type, typeSpan, labels, span: { start, end }, body, closed };
}

function readBlockBody(cursor: Cursor, open: number): { body: Body; closed: boolean } {
  const statements: Statements = { attributes: [], blocks: [] };
  let closed = false;
  if (cursor.depth >= MAX_DEPTH) {
    report(cursor, open, open + 1, `This is nested more than ${String(MAX_DEPTH)} levels deep and is not read.`);
    recover(cursor);
  } else {
    cursor.depth++;
    closed = readStatements(cursor, statements, true);
    cursor.depth--;
    if (!closed) report(cursor, open, open + 1, 'This block is not closed.');
  }
  const body = { ...statements, span: { start: open + 1, end: cursor.pos } };
  if (closed) cursor.pos++;
  return { body, closed };
}

function readLabels(cursor: Cursor): Label[] {
  const labels: Label[] = [];
  for (;;) {
    skipBlanks(cursor, false);
    const label = readLabel(cursor);
    if (!label) return labels;
    labels.push(label);
  }
}

/** Reads a name or a quoted label. A label that isn't closed ends before `{` or with the line, so that its block stays. */
function readLabel(cursor: Cursor): Label | undefined {
  const { text } = cursor;
  const start = cursor.pos;
  if (text.charCodeAt(start) !== CODE.quote) {
    const name = readName(cursor);
    return name ? { text: name, span: { start, end: cursor.pos } } : undefined;
  }
  let end = start + 1;
  while (end < text.length && !endsLabel(text.charCodeAt(end))) end++;
  const closed = text.charCodeAt(end) === CODE.quote;
  if (!closed) report(cursor, start, end, 'This label is not closed.');
  const label = text.slice(start + 1, end);
  cursor.pos = closed ? end + 1 : start + 1 + label.trimEnd().length;
  return { text: closed ? label : label.trimEnd(), span: { start, end: cursor.pos } };
}

function endsLabel(code: number): boolean {
  return code === CODE.quote || code === CODE.newline || code === CODE.openBrace;
}

/** Moves to the end of the line behind a statement, or to where another one starts. */
function endStatement(cursor: Cursor): void {
  skipBlanks(cursor, false);
  const { text, pos } = cursor;
  const code = text.charCodeAt(pos);
  if (pos >= text.length || pos === cursor.fresh || code === CODE.newline || code === CODE.closeBrace) return;
  report(cursor, pos, pos + 1, 'A new line is expected here.');
  if (code === CODE.comma || code === CODE.semicolon) {
    cursor.pos++;
    skipBlanks(cursor, false);
  }
  // `a = 1 b = 2`: what starts here is more likely a statement than rubbish.
  if (!isNameStart(text.charCodeAt(cursor.pos))) recover(cursor);
}
