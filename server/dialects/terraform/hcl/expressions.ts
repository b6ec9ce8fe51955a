// Expressions: operators, conditionals, what follows a value (`.name`, `[0]`, `[*]`), and plain values.
import type { Expression } from './ast';
import { readCall, readObject, readTuple } from './collections';
import { meetsStatement, recover } from './recovery';
import { CODE, isDigit, isNameStart, MAX_DEPTH, nameEnd, readName, report, skipBlanks, type Cursor } from './scanner';
import { readHeredoc, readQuoted } from './templates';

/** Reads one expression; operators that bind weaker than `power` are left. Behind it blanks are skipped, newlines only in brackets. */
export function readExpression(cursor: Cursor, power = 0): Expression {
  if (cursor.depth >= MAX_DEPTH) return tooDeep(cursor);
  cursor.depth++;
  const expression = readOperators(cursor, readUnary(cursor), power);
  cursor.depth--;
  return expression;
}

function tooDeep(cursor: Cursor): Expression {
  const start = cursor.pos;
  report(cursor, start, start + 1, `This is nested more than ${String(MAX_DEPTH)} levels deep and is not read.`);
  recover(cursor);
  cursor.height = 0;
  return { kind: 'missing', span: { start, end: cursor.pos } };
}

function missing(cursor: Cursor, at: number): Expression {
  cursor.height = 0;
  return { kind: 'missing', span: { start: at, end: at } };
}

function skip(cursor: Cursor): void {
  skipBlanks(cursor, cursor.brackets > 0);
}

function readOperators(cursor: Cursor, first: Expression, power: number): Expression {
  let left = first;
  let height = cursor.height;
  for (;;) {
    skip(cursor);
    const stronger = operatorPower(cursor);
    if (stronger > power) left = readBinary(cursor, left, stronger);
    else if (power === 0 && cursor.text.charCodeAt(cursor.pos) === CODE.question) left = readConditional(cursor, left);
    else break;
    height = Math.max(height, cursor.height) + 1;
    if (height > MAX_DEPTH) return tooDeep(cursor);
  }
  cursor.height = height;
  return left;
}

/** How strong the operator that stands here binds; 0 where none does. */
function operatorPower(cursor: Cursor): number {
  const code = cursor.text.charCodeAt(cursor.pos);
  const next = cursor.text.charCodeAt(cursor.pos + 1);
  switch (code) {
    case CODE.pipe:
      return next === CODE.pipe ? 1 : 0;
    case CODE.ampersand:
      return next === CODE.ampersand ? 2 : 0;
    case CODE.equals:
    case CODE.bang:
      return next === CODE.equals ? 3 : 0;
    case CODE.less:
      return next === CODE.less ? 0 : 4;
    case CODE.greater:
      return 4;
    case CODE.plus:
    case CODE.minus:
      return 5;
    case CODE.star:
    case CODE.slash:
    case CODE.percent:
      return 6;
    default:
      return 0;
  }
}

function readBinary(cursor: Cursor, left: Expression, power: number): Expression {
  const start = cursor.pos;
  const two = power <= 3 || (power === 4 && cursor.text.charCodeAt(start + 1) === CODE.equals);
  cursor.pos += two ? 2 : 1;
  const operator = cursor.text.slice(start, cursor.pos);
  skip(cursor);
  const right = readExpression(cursor, power);
  return { kind: 'binary', span: { start: left.span.start, end: right.span.end }, operator, left, right };
}

function readConditional(cursor: Cursor, test: Expression): Expression {
  const question = cursor.pos++;
  skip(cursor);
  const yes = readExpression(cursor);
  const height = cursor.height;
  skip(cursor);
  const colon = cursor.text.charCodeAt(cursor.pos) === CODE.colon;
  if (colon) cursor.pos++;
  else report(cursor, question, question + 1, 'The ":" of this condition is missing.');
  if (colon) skip(cursor);
  const no = colon ? readExpression(cursor) : missing(cursor, yes.span.end);
  cursor.height = Math.max(height, cursor.height);
  return { kind: 'conditional', span: { start: test.span.start, end: no.span.end }, test, yes, no };
}

function readUnary(cursor: Cursor): Expression {
  const start = cursor.pos;
  const code = cursor.text.charCodeAt(start);
  if (code !== CODE.minus && code !== CODE.bang) return readSteps(cursor, readPrimary(cursor));
  if (cursor.depth >= MAX_DEPTH) return tooDeep(cursor);
  cursor.pos++;
  skip(cursor);
  cursor.depth++;
  const operand = readUnary(cursor);
  cursor.depth--;
  cursor.height++;
  const operator = code === CODE.minus ? '-' : '!';
  return { kind: 'unary', span: { start, end: operand.span.end }, operator, operand };
}

/** Reads what follows a value: `.name`, `.0`, `.*`, `[key]`, `[*]`. */
function readSteps(cursor: Cursor, first: Expression): Expression {
  let value = first;
  let height = cursor.height;
  for (;;) {
    skip(cursor);
    const code = cursor.text.charCodeAt(cursor.pos);
    if (code === CODE.dot && cursor.text.charCodeAt(cursor.pos + 1) !== CODE.dot) value = readDot(cursor, value);
    else if (code === CODE.openBracket) value = readIndex(cursor, value);
    else break;
    height = Math.max(height, cursor.height) + 1;
    if (height > MAX_DEPTH) return tooDeep(cursor);
  }
  cursor.height = height;
  return value;
}

function readDot(cursor: Cursor, from: Expression): Expression {
  const dot = cursor.pos++;
  const start = from.span.start;
  cursor.height = 0;
  const code = cursor.text.charCodeAt(cursor.pos);
  if (code === CODE.star) return { kind: 'splat', span: { start, end: ++cursor.pos }, from };
  if (isDigit(code)) {
    const key = readDigits(cursor);
    return { kind: 'index', span: { start, end: cursor.pos }, from, key };
  }
  const name = readName(cursor);
  if (!name) report(cursor, dot, dot + 1, 'A name is expected behind this ".".');
  return { kind: 'get', span: { start, end: cursor.pos }, from, name };
}

function readDigits(cursor: Cursor): Expression {
  const start = cursor.pos;
  while (isDigit(cursor.text.charCodeAt(cursor.pos))) cursor.pos++;
  return numberBetween(cursor, start);
}

function numberBetween(cursor: Cursor, start: number): Expression {
  const span = { start, end: cursor.pos };
  return { kind: 'literal', span, value: Number(cursor.text.slice(start, cursor.pos)) };
}

function readIndex(cursor: Cursor, from: Expression): Expression {
  const open = cursor.pos++;
  const start = from.span.start;
  cursor.brackets++;
  skip(cursor);
  cursor.height = 0;
  const splat = cursor.text.charCodeAt(cursor.pos) === CODE.star;
  if (splat) cursor.pos++;
  const key = splat ? undefined : readExpression(cursor);
  skip(cursor);
  cursor.brackets--;
  const closed = cursor.text.charCodeAt(cursor.pos) === CODE.closeBracket;
  if (closed) cursor.pos++;
  else report(cursor, open, open + 1, 'This "[" is not closed.');
  const end = closed || !key ? cursor.pos : key.span.end;
  return key ? { kind: 'index', span: { start, end }, from, key } : { kind: 'splat', span: { start, end }, from };
}

function readPrimary(cursor: Cursor): Expression {
  const { text, pos } = cursor;
  const code = text.charCodeAt(pos);
  const next = text.charCodeAt(pos + 1);
  cursor.height = 0;
  if (cursor.brackets > 0 && meetsStatement(cursor)) return expressionExpected(cursor);
  if (code === CODE.quote) return readQuoted(cursor);
  if (isNameStart(code)) return readWord(cursor);
  if (code === CODE.openBracket) return readTuple(cursor);
  if (code === CODE.openBrace) return readObject(cursor);
  if (code === CODE.openParen) return readParen(cursor);
  if (isDigit(code) || (code === CODE.dot && isDigit(next))) return readNumber(cursor);
  if (code === CODE.less && next === CODE.less) return readHeredoc(cursor);
  return expressionExpected(cursor);
}

function expressionExpected(cursor: Cursor): Expression {
  report(cursor, cursor.pos, cursor.pos + 1, 'An expression is expected here.');
  return missing(cursor, cursor.pos);
}

/** Reads `true`, `null`, a variable's name, or a call; names of provider functions hold `::`. */
function readWord(cursor: Cursor): Expression {
  const { text } = cursor;
  const start = cursor.pos;
  let end = nameEnd(text, start);
  while (text.startsWith('::', end)) end = nameEnd(text, end + 2);
  const name = text.slice(start, end);
  cursor.pos = end;
  if (text.charCodeAt(end) === CODE.space || text.charCodeAt(end) === CODE.tab) skip(cursor);
  if (text.charCodeAt(cursor.pos) === CODE.openParen) return readCall(cursor, name, start);
  const span = { start, end };
  if (name === 'true' || name === 'false') return { kind: 'literal', span, value: name === 'true' };
  if (name === 'null') return { kind: 'literal', span, value: null };
  return { kind: 'variable', span, name };
}

function readNumber(cursor: Cursor): Expression {
  const { text } = cursor;
  const start = cursor.pos;
  while (isDigit(text.charCodeAt(cursor.pos))) cursor.pos++;
  if (text.charCodeAt(cursor.pos) === CODE.dot && isDigit(text.charCodeAt(cursor.pos + 1))) {
    cursor.pos++;
    while (isDigit(text.charCodeAt(cursor.pos))) cursor.pos++;
  }
  skipExponent(cursor);
  return numberBetween(cursor, start);
}

function skipExponent(cursor: Cursor): void {
  const { text, pos } = cursor;
  if ((text.charCodeAt(pos) | 32) !== 101) return;
  const sign = text.charCodeAt(pos + 1);
  const digits = sign === CODE.plus || sign === CODE.minus ? pos + 2 : pos + 1;
  if (!isDigit(text.charCodeAt(digits))) return;
  cursor.pos = digits;
  while (isDigit(text.charCodeAt(cursor.pos))) cursor.pos++;
}

function readParen(cursor: Cursor): Expression {
  const start = cursor.pos++;
  cursor.brackets++;
  skip(cursor);
  const inner = readExpression(cursor);
  skip(cursor);
  cursor.brackets--;
  const closed = cursor.text.charCodeAt(cursor.pos) === CODE.closeParen;
  if (closed) cursor.pos++;
  else report(cursor, start, start + 1, 'This "(" is not closed.');
  cursor.height++;
  return { kind: 'paren', span: { start, end: closed ? cursor.pos : inner.span.end }, inner };
}
