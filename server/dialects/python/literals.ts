// Values of literals, and of a call's arguments as one object.
import type { Span } from '../../core/text';
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import { givenBefore, headOf, targetOf } from './callee';
import type { Module } from './module';
import { expressions, kid, spanOf, split, textOf, type Argument, type Node } from './syntax';
import { literal, unescape } from './strings';
import { carry, merge, objectOrNone, scalar, text, unknown } from './values';

/** The entries of the second object over those of the first. */
export const merged = merge;

/** A subscript or key as a string, where it is known. */
export function keyOf(module: Module, node: Node): string | undefined {
  const value = module.evaluate(node);
  return value.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}

/** A string or f-string, joined ones included. */
export function stringValue(module: Module, node: Node): ConfigValue {
  const parts = node.name === 'ContinuedString' ? node.kids : [node];
  return text(
    spanOf(node),
    parts.flatMap((part) => stringParts(module, part)),
  );
}

function stringParts(module: Module, node: Node): readonly (string | ConfigValue)[] {
  const source = textOf(node);
  const { text: whole, from, to, raw } = literal(source);
  if (node.name !== 'FormatString') return [whole];
  const parts: (string | ConfigValue)[] = [];
  let last = from;
  const plain = (until: number): void => {
    if (until > last) parts.push(unescape(source.slice(last, until), raw).replaceAll('{{', '{').replaceAll('}}', '}'));
  };
  for (const hole of node.kids) {
    if (hole.name !== 'FormatReplacement') continue;
    plain(hole.start - node.start);
    const inner = expressions(hole)[0];
    const formatted = hole.kids.some((k) => k.name === 'FormatSpec' || k.name === 'FormatConversion');
    parts.push(inner && !formatted ? module.evaluate(inner) : unknown(spanOf(hole), 'a formatted part of a text'));
    last = hole.end - node.start;
  }
  plain(Math.max(last, to));
  return parts;
}

/** A number; what is none of JavaScript's numbers is unknown. */
export function numberValue(node: Node): ConfigValue {
  const source = textOf(node).replaceAll('_', '').replace(/[lL]$/, '');
  const number = /^0\d+$/.test(source) ? parseInt(source, 8) : Number(source);
  return Number.isFinite(number) ? scalar(spanOf(node), number) : unknown(spanOf(node), 'a number of a special sort');
}

/** A list, tuple or set. */
export function listValue(module: Module, node: Node): ConfigValue {
  const parts = split(node.kids.filter((k) => !/^[[\](){}]$/.test(k.name))).filter((part) => part.length > 0);
  const starred = parts.some((part) => part[0]?.name === '*');
  const items = parts.flatMap((part) => (part[0] && part[0].name !== '*' ? [module.evaluate(part[0])] : []));
  return { kind: 'list', span: spanOf(node), items, open: starred };
}

/** A dict. Keys that aren't known and spreads of unknown dicts leave it open. */
export function dictValue(module: Module, node: Node): ObjectValue {
  const found: Found = { entries: new Map(), open: false };
  let first: Span | undefined;
  for (const part of split(node.kids.filter((k) => k.name !== '{' && k.name !== '}'))) {
    const head = part[0];
    if (!head) continue;
    if (head.name === '**') {
      spread(found, part[1] && module.evaluate(part[1]));
      continue;
    }
    first ??= spanOf(head);
    const key = keyOf(module, head);
    const made = part[2] && module.evaluate(part[2]);
    if (key === undefined) found.open = true;
    else put(found, makeEntry(key, spanOf(head), made));
  }
  return objectOf(found, spanOf(node), first ?? spanOf(node));
}

/** What is known of an object so far. */
interface Found {
  readonly entries: Map<string, Entry>;
  open: boolean;
}

/** The later of two entries with one key counts, and stands where it is written. */
function put({ entries }: Found, entry: Entry): void {
  entries.delete(entry.key);
  entries.set(entry.key, entry);
}

function spread(found: Found, value: ConfigValue | undefined): void {
  const given = value && objectOrNone(value);
  for (const each of given?.entries ?? []) put(found, each);
  found.open ||= given?.open ?? true;
}

function objectOf({ entries, open }: Found, span: Span, head: Span): ObjectValue {
  return { kind: 'object', span, head, entries: [...entries.values()], open };
}

/** An object of one entry. What stands behind a key and is written there has the key for its head. */
export function entry(base: ObjectValue, key: string, keySpan: Span, value: ConfigValue | undefined): ObjectValue {
  return { ...base, open: false, entries: [makeEntry(key, keySpan, value)] };
}

function makeEntry(key: string, keySpan: Span, value: ConfigValue | undefined): Entry {
  if (!value) return { key, keySpan, value: unknown(keySpan, 'not written yet') };
  return { key, keySpan, value: value.kind === 'object' && !value.trace ? { ...value, head: keySpan } : value };
}

/** How a call's arguments become entries. */
export interface ArgumentStyle {
  /** Names of positional arguments; `''` leaves one out. Those without a name are left out, or numbered where `numbered`. */
  readonly names?: readonly string[];
  readonly numbered?: boolean;
  /** How a keyword becomes a key. */
  readonly rename?: (keyword: string) => string;
}

/** A call's arguments as an object: keywords as keys, `**` of known dicts merged, others leave it open. */
export function argumentsValue(module: Module, call: Node, style: ArgumentStyle = {}): ObjectValue {
  const list = kid(call, 'ArgList') ?? call;
  const head = spanOf(headOf(module, call));
  const found: Found = { entries: new Map(), open: false };
  let position = 0;
  const target = targetOf(module, call);
  const before = target ? givenBefore(target) : [];
  for (const given of [...before, ...(target?.own ?? [])]) {
    if (given.star === '**') spread(found, rekeyed(given, module, style));
    else if (given.star) found.open = true;
    else {
      const key = given.name ? renamed(textOf(given.name), style) : positionName(position++, style);
      if (key === '') continue;
      const made = argumentEntry(module, head, given, key);
      put(found, before.includes(given) ? fromPartial(made, given, head) : made);
    }
  }
  return objectOf(found, spanOf(list), head);
}

function argumentEntry(module: Module, head: Span, given: Argument, key: string): Entry {
  const keySpan = given.name ? spanOf(given.name) : given.value ? spanOf(given.value) : head;
  return makeEntry(key, keySpan, given.value && module.evaluate(given.value));
}

/** What a partial has given, as if the call gave it. */
function fromPartial({ key, value }: Entry, given: Argument, head: Span): Entry {
  const uri = given.value?.code.uri;
  return { key, keySpan: head, value: uri === undefined ? value : carry(value, head, uri, 'given by partial()') };
}

function rekeyed(given: Argument, module: Module, style: ArgumentStyle): ConfigValue | undefined {
  const value = given.value && module.evaluate(given.value);
  if (value?.kind !== 'object') return value;
  const entries = value.entries.map((e) => ({ ...e, key: renamed(e.key, style) }));
  return { ...value, entries };
}

function renamed(keyword: string, style: ArgumentStyle): string {
  return style.rename ? style.rename(keyword) : keyword;
}

function positionName(position: number, style: ArgumentStyle): string {
  return style.names?.[position] ?? (style.numbered ? String(position) : '');
}
