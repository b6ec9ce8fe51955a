// Lists, objects, call arguments and `for` expressions.
import type { Expression, ObjectEntry } from './ast';
import { isCloser, meetsStatement, recover, startsTopLevelBlock } from './recovery';
import { CODE, isBlank, nameEnd, readName, report, skipBlanks, type Cursor } from './scanner';

interface Items {
  readonly items: readonly Expression[];
  /** The last item is followed by `...`. */
  readonly expandLast: boolean;
  /** Behind the closing bracket, or behind the last item where it is missing. */
  readonly end: number;
}

/** Reads `[...]`, a list or a `for` expression. */
export function readTuple(cursor: Cursor): Expression {
  const start = cursor.pos++;
  skipNewlines(cursor);
  if (startsFor(cursor)) return readFor(cursor, start, 'tuple');
  const { items, end } = readItems(cursor, CODE.closeBracket, start);
  return { kind: 'tuple', span: { start, end }, items };
}

/** Reads the arguments of the call whose `(` stands here. */
export function readCall(cursor: Cursor, name: string, start: number): Expression {
  const open = cursor.pos++;
  const { items, expandLast, end } = readItems(cursor, CODE.closeParen, open);
  return { kind: 'call', span: { start, end }, name, args: items, expandLast };
}

function skipNewlines(cursor: Cursor): void {
  skipBlanks(cursor, true);
}

function readItems(cursor: Cursor, closer: number, open: number): Items {
  const items: Expression[] = [];
  let expandLast = false;
  let end = open + 1;
  let height = 0;
  cursor.brackets++;
  for (;;) {
    skipNewlines(cursor);
    if (closes(cursor, closer)) {
      end = ++cursor.pos;
      break;
    }
    if (leavesOpen(cursor, open)) break;
    const item = readItem(cursor);
    items.push(item);
    height = Math.max(height, cursor.height);
    end = item.span.end;
    skipNewlines(cursor);
    if (cursor.text.startsWith('...', cursor.pos)) {
      expandLast = true;
      end = cursor.pos += 3;
      skipNewlines(cursor);
    }
    if (cursor.text.charCodeAt(cursor.pos) === CODE.comma) end = ++cursor.pos;
    else if (!closes(cursor, closer)) reportMissingComma(cursor, open);
  }
  cursor.brackets--;
  cursor.height = height + 1;
  return { items, expandLast, end };
}

/** Reads an item and moves on at least one char, whatever stands there. */
function readItem(cursor: Cursor): Expression {
  const before = cursor.pos;
  const item = cursor.readExpression(cursor);
  if (cursor.pos === before && cursor.text.charCodeAt(before) !== CODE.comma) cursor.pos++;
  return item;
}

function closes(cursor: Cursor, closer: number): boolean {
  return cursor.text.charCodeAt(cursor.pos) === closer;
}

/** True, with a problem, where the bracket that opened at `open` seems never to be closed. */
function leavesOpen(cursor: Cursor, open: number): boolean {
  const { text, pos } = cursor;
  const code = text.charCodeAt(pos);
  if (!meetsStatement(cursor) && pos < text.length && !isCloser(code) && code !== CODE.equals) return false;
  report(cursor, open, open + 1, `This "${text.charAt(open)}" is not closed.`);
  return true;
}

function reportMissingComma(cursor: Cursor, open: number): void {
  const { text, pos } = cursor;
  const code = text.charCodeAt(pos);
  if (pos >= text.length || isCloser(code) || code === CODE.equals || meetsStatement(cursor)) return;
  report(cursor, pos, pos + 1, `"," or the end of the "${text.charAt(open)}" is expected here.`);
}

/** Reads `{...}`, an object or a `for` expression. */
export function readObject(cursor: Cursor): Expression {
  const start = cursor.pos++;
  skipNewlines(cursor);
  if (startsFor(cursor)) return readFor(cursor, start, 'object');
  const brackets = cursor.brackets;
  cursor.brackets = 0;
  const { entries, end } = readEntries(cursor, start);
  cursor.brackets = brackets;
  return { kind: 'object', span: { start, end }, entries };
}

function readEntries(cursor: Cursor, open: number): { entries: readonly ObjectEntry[]; end: number } {
  const { text } = cursor;
  const entries: ObjectEntry[] = [];
  let height = 0;
  let end = open + 1;
  for (;;) {
    skipNewlines(cursor);
    const code = text.charCodeAt(cursor.pos);
    if (code === CODE.comma) {
      cursor.pos++;
      continue;
    }
    if (code === CODE.closeBrace) {
      end = ++cursor.pos;
      break;
    }
    const block = startsTopLevelBlock(text, cursor.pos);
    if (block) cursor.fresh = cursor.pos;
    if (block || cursor.pos >= text.length || isCloser(code)) {
      report(cursor, open, open + 1, 'This "{" is not closed.');
      break;
    }
    const entry = readEntry(cursor);
    entries.push(entry);
    height = Math.max(height, cursor.height);
    end = entry.span.end;
    endEntry(cursor);
  }
  cursor.height = height + 1;
  return { entries, end };
}

function readEntry(cursor: Cursor): ObjectEntry {
  const { text } = cursor;
  const start = cursor.pos;
  const key = readKey(cursor);
  const keyHeight = cursor.height;
  skipBlanks(cursor, false);
  const value = readEntryValue(cursor, key);
  if (cursor.pos === start && cursor.pos < text.length) cursor.pos++;
  cursor.height = Math.max(cursor.height, keyHeight);
  return { key, value, span: { start, end: Math.max(value.span.end, key.span.end) } };
}

function readEntryValue(cursor: Cursor, key: Expression): Expression {
  const code = cursor.text.charCodeAt(cursor.pos);
  if (code === CODE.equals || code === CODE.colon) {
    cursor.pos++;
    skipBlanks(cursor, false);
    return cursor.readExpression(cursor);
  }
  report(cursor, key.span.start, Math.max(key.span.end, key.span.start + 1), '"=" or ":" is expected behind this key.');
  // A block among an object's entries: its inside reads like an object.
  if (code === CODE.openBrace && key.kind !== 'missing') return cursor.readExpression(cursor);
  return { kind: 'missing', span: { start: key.span.end, end: key.span.end } };
}

/** A bare word before `=` or `:` is a text, even `for`, `in` and `true`. */
function readKey(cursor: Cursor): Expression {
  const { text, pos } = cursor;
  const end = nameEnd(text, pos);
  if (end > pos && isKeyEnd(text, end)) {
    cursor.pos = end;
    cursor.height = 0;
    return { kind: 'literal', span: { start: pos, end }, value: text.slice(pos, end) };
  }
  const key = cursor.readExpression(cursor);
  return key.kind === 'variable' ? { kind: 'literal', span: key.span, value: key.name } : key;
}

function isKeyEnd(text: string, from: number): boolean {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return (code === CODE.equals && next !== CODE.equals) || (code === CODE.colon && next !== CODE.colon);
}

function endEntry(cursor: Cursor): void {
  skipBlanks(cursor, false);
  const { text, pos } = cursor;
  const code = text.charCodeAt(pos);
  const ends = code === CODE.comma || code === CODE.newline || code === CODE.closeBrace;
  if (ends || pos >= text.length || pos === cursor.fresh) return;
  report(cursor, pos, pos + 1, 'A new line or "," is expected here.');
  recover(cursor, true);
}

function startsFor(cursor: Cursor): boolean {
  const { text, pos } = cursor;
  if (!text.startsWith('for', pos) || nameEnd(text, pos) !== pos + 3) return false;
  const next = text.charCodeAt(pos + 3);
  return (isBlank(next) || next === CODE.newline) && !isKeyEnd(text, pos + 3);
}

function readFor(cursor: Cursor, start: number, into: 'tuple' | 'object'): Expression {
  cursor.pos += 3;
  cursor.brackets++;
  const names = readForNames(cursor);
  const over = readNested(cursor);
  let height = cursor.height;
  expect(cursor, ':', start);
  const first = readNested(cursor);
  height = Math.max(height, cursor.height);
  const arrow = into === 'object' && expect(cursor, '=>', start);
  const second = arrow ? readNested(cursor) : undefined;
  height = Math.max(height, cursor.height);
  const grouped = accept(cursor, '...');
  const when = acceptIf(cursor) ? readNested(cursor) : undefined;
  height = Math.max(height, cursor.height);
  cursor.brackets--;
  expect(cursor, into === 'tuple' ? ']' : '}', start);
  cursor.height = height + 1;
  const span = { start, end: cursor.pos };
  return { kind: 'for', span, into, ...names, over, key: second && first, value: second ?? first, when, grouped };
}

function readForNames(cursor: Cursor): { keyName: string | undefined; valueName: string } {
  skipNewlines(cursor);
  const first = readName(cursor);
  const second = accept(cursor, ',') ? (skipNewlines(cursor), readName(cursor)) : undefined;
  skipNewlines(cursor);
  if (nameEnd(cursor.text, cursor.pos) === cursor.pos + 2) expect(cursor, 'in', cursor.pos);
  return second === undefined ? { keyName: undefined, valueName: first } : { keyName: first, valueName: second };
}

function readNested(cursor: Cursor): Expression {
  skipNewlines(cursor);
  return cursor.readExpression(cursor);
}

function acceptIf(cursor: Cursor): boolean {
  skipNewlines(cursor);
  return nameEnd(cursor.text, cursor.pos) === cursor.pos + 2 && accept(cursor, 'if');
}

function accept(cursor: Cursor, token: string): boolean {
  skipNewlines(cursor);
  if (!cursor.text.startsWith(token, cursor.pos)) return false;
  cursor.pos += token.length;
  return true;
}

function expect(cursor: Cursor, token: string, open: number): boolean {
  if (accept(cursor, token)) return true;
  report(cursor, open, open + 1, `"${token}" is missing in this expression.`);
  return false;
}
