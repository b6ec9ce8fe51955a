// Values of AWS CLI options: plain words, JSON, and the CLI's shorthand `Key=Value,List=[a,b]`.
import type { Span } from '../text';
import type { ConfigValue, Entry, ObjectValue, UnknownValue } from '../value';
import { textOf, type Word } from './words';

const MAX_DEPTH = 30;

/** The value of one word. `head` is the option that it belongs to. */
export function wordValue(word: Word, head: Span): ConfigValue {
  const text = textOf(word);
  const { span } = word;
  if (text === undefined) return partly(word);
  if (/^fileb?:\/\//.test(text)) return { kind: 'unknown', reason: `file ${text}`, span };
  if (/^\s*[[{]/.test(text)) {
    const parsed = parseJson(text);
    if (parsed !== undefined) return jsonValue(parsed, span, head, 0);
  }
  if (/^[A-Za-z][\w.:/-]*=/.test(text) && !/^[a-z]+:\/\//.test(text)) return shorthand(text, span, head);
  return plain(text, span);
}

function partly(word: Word): ConfigValue {
  const { span, parts } = word;
  const names = parts.flatMap((p) => (typeof p === 'string' ? [] : [p.name]));
  const known = parts.some((p) => typeof p === 'string' && p !== '');
  const reason = `${names[0] ?? 'a variable'} is known only when the script runs`;
  const unknown = (name: string): UnknownValue => {
    const variable = /^\$\{?(\w+)\}?$/.exec(name)?.[1];
    return { kind: 'unknown', reason, span, ...(variable ? { asks: { sort: 'environment', name: variable } } : {}) };
  };
  const isStructured = /^\s*[[{]|^\w+=/.test(typeof parts[0] === 'string' ? parts[0] : '');
  if (isStructured || (!known && names.length > 1)) return { kind: 'unknown', reason, span };
  if (!known) return unknown(names[0] ?? '');
  return {
    kind: 'text',
    span,
    parts: parts.map((p) => (typeof p === 'string' ? p : unknown(p.name))),
  };
}

function plain(text: string, span: Span): ConfigValue {
  const known = text === 'true' ? true : text === 'false' ? false : /^\d{1,9}$/.test(text) ? Number(text) : text;
  return { kind: 'scalar', value: known, span };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function jsonValue(json: unknown, span: Span, head: Span, depth: number): ConfigValue {
  if (depth > MAX_DEPTH) return { kind: 'unknown', reason: 'nested too deeply', span };
  if (Array.isArray(json)) {
    return { kind: 'list', span, open: false, items: json.map((item) => jsonValue(item, span, head, depth + 1)) };
  }
  if (typeof json === 'object' && json !== null) {
    const entries = Object.entries(json).map(([key, v]): Entry => ({
      key,
      keySpan: span,
      value: jsonValue(v, span, head, depth + 1),
    }));
    return { kind: 'object', span, head, open: false, entries };
  }
  const isPlain = json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean';
  return isPlain ? { kind: 'scalar', value: json, span } : { kind: 'unknown', reason: 'not a plain value', span };
}

interface Cursor {
  readonly text: string;
  readonly span: Span;
  readonly head: Span;
  at: number;
}

function shorthand(text: string, span: Span, head: Span): ObjectValue {
  return pairs({ text, span, head, at: 0 }, '', 0);
}

/** `A=b,C={D=e},F=g,h`: a value without `=` belongs to the list of the key before it. */
function pairs(cursor: Cursor, end: string, depth: number): ObjectValue {
  const { span, head } = cursor;
  const entries: { key: string; values: ConfigValue[] }[] = [];
  while (cursor.at < cursor.text.length && cursor.text.charAt(cursor.at) !== end && entries.length < 1000) {
    const key = /^\s*([\w.:/-]+)=/.exec(cursor.text.slice(cursor.at));
    if (key?.[1] !== undefined) {
      cursor.at += key[0].length;
      entries.push({ key: key[1], values: [item(cursor, depth + 1)] });
    } else entries[entries.length - 1]?.values.push(item(cursor, depth + 1));
    if (cursor.text.charAt(cursor.at) === ',') cursor.at++;
    else if (cursor.text.charAt(cursor.at) !== end) break;
  }
  if (cursor.text.charAt(cursor.at) === end) cursor.at++;
  const made = entries.map(({ key, values }): Entry => {
    const [only] = values;
    const value: ConfigValue = only && values.length === 1 ? only : { kind: 'list', span, open: false, items: values };
    return { key, keySpan: span, value };
  });
  return { kind: 'object', span, head, open: false, entries: made };
}

function item(cursor: Cursor, depth: number): ConfigValue {
  const { text, span } = cursor;
  const char = text.charAt(cursor.at);
  if (depth > MAX_DEPTH) cursor.at = text.length;
  if (char === '{' && depth <= MAX_DEPTH) {
    cursor.at++;
    return pairs(cursor, '}', depth);
  }
  if (char === '[' && depth <= MAX_DEPTH) return list(cursor, depth);
  if (char === '"' || char === "'") {
    const close = text.indexOf(char, cursor.at + 1);
    const stop = close < 0 ? text.length : close;
    const value = text.slice(cursor.at + 1, stop);
    cursor.at = stop + 1;
    return { kind: 'scalar', value, span };
  }
  const word = /^[^,\]}]*/.exec(text.slice(cursor.at))?.[0] ?? '';
  cursor.at += word.length;
  return plain(word.trim(), span);
}

function list(cursor: Cursor, depth: number): ConfigValue {
  const items: ConfigValue[] = [];
  cursor.at++;
  while (cursor.at < cursor.text.length && cursor.text.charAt(cursor.at) !== ']') {
    const before = cursor.at;
    items.push(item(cursor, depth + 1));
    if (cursor.text.charAt(cursor.at) === ',') cursor.at++;
    if (cursor.at === before) break;
  }
  cursor.at++;
  return { kind: 'list', span: cursor.span, open: false, items };
}
