// Functions of lists.
import type { ConfigValue, ListValue } from '../../../core/value';
import { charge } from '../scope';
import { asNumber, asString, failed, isNull, list, object, entry, scalar, unknown } from '../values';
import { equals } from '../operators';
import { refuse, type Call, type Fn, type Functions } from './call';

/** Longer ranges are not written out. */
const MAX_RANGE = 1024;

const length: Fn = (args, call) => {
  const [value] = args;
  if (value?.kind === 'list')
    return value.open ? unknown('the list is not known in full', call.span) : scalar(value.items.length, call.span);
  if (value?.kind === 'object')
    return value.open ? unknown('the map is not known in full', call.span) : scalar(value.entries.length, call.span);
  const text = asString(value);
  return text === undefined ? refuse(args, call) : scalar(Array.from(text).length, call.span);
};

/** Joins lists; what is not known leaves the result open. */
const concat: Fn = (args, call) => {
  if (args.some((arg) => arg.kind === 'scalar' || arg.kind === 'object')) return refuse([], call);
  const lists = args.flatMap((arg) => (arg.kind === 'list' ? [arg] : []));
  const open = lists.length < args.length || lists.some((arg) => arg.open);
  return list(
    lists.flatMap((arg) => arg.items),
    call.span,
    open,
  );
};

const element: Fn = (args, call) => {
  const [items, number] = [args[0], asNumber(args[1])];
  if (items?.kind !== 'list' || number === undefined) return refuse(args, call);
  const size = items.items.length;
  if (size === 0 || (items.open && number >= size))
    return items.open ? unknown('the list is not known in full', call.span) : failed('the list is empty', call.span);
  return items.items[((number % size) + size) % size] ?? refuse(args, call);
};

/** A list of one, or null for an empty one. */
const one: Fn = (args, call) => {
  const [items] = args;
  if (items?.kind !== 'list')
    return items && items.kind !== 'scalar' ? refuse(args, call) : (items ?? refuse([], call));
  if (items.open) return unknown('the list is not known in full', call.span);
  return items.items.length > 1
    ? failed('the list has more than one item', call.span)
    : (items.items[0] ?? scalar(null, call.span));
};

const flatten: Fn = (args, call) => {
  const [items] = args;
  if (items?.kind !== 'list') return refuse(args, call);
  const flat: ConfigValue[] = [];
  const open = flattenInto(items, flat, call, 0);
  return list(flat, call.span, open);
};

function flattenInto(items: ListValue, into: ConfigValue[], call: Call, depth: number): boolean {
  let open = items.open;
  for (const item of items.items) {
    if (depth > 50 || !charge(call.run)) return true;
    if (item.kind === 'list') open = flattenInto(item, into, call, depth + 1) || open;
    // What is not known may be a list of any length.
    else if (item.kind === 'unknown' || item.kind === 'choice') open = true;
    else into.push(item);
  }
  return open;
}

/** The items without repetitions. Two that are not known may be the same, which makes no difference to rules. */
export function withoutDoubles(items: readonly ConfigValue[], call: Call): readonly ConfigValue[] {
  const plain = new Set<string>();
  const kept: ConfigValue[] = [];
  for (const item of items) {
    const name = item.kind === 'scalar' ? `${typeof item.value}:${String(item.value)}` : undefined;
    const known =
      name === undefined
        ? kept.length < 50 && charge(call.run, kept.length) && kept.some((k) => equals(k, item) === true)
        : plain.has(name);
    if (known) continue;
    if (name !== undefined) plain.add(name);
    kept.push(item);
  }
  return kept;
}

const distinct: Fn = (args, call) => {
  const [items] = args;
  return items?.kind === 'list' ? list(withoutDoubles(items.items, call), call.span, items.open) : refuse(args, call);
};

const compact: Fn = (args, call) => {
  const [items] = args;
  if (items?.kind !== 'list') return refuse(args, call);
  const kept = items.items.filter((item) => !isNull(item) && asString(item) !== '' && item.kind !== 'unknown');
  return list(kept, call.span, items.open || items.items.some((item) => item.kind === 'unknown'));
};

const range: Fn = (args, call) => {
  const numbers = args.map(asNumber);
  const known = numbers.filter((n) => n !== undefined);
  if (known.length < numbers.length || known.length === 0) return refuse(args, call);
  const [start, limit] = known.length === 1 ? [0, known[0] ?? 0] : [known[0] ?? 0, known[1] ?? 0];
  const step = known[2] ?? (limit < start ? -1 : 1);
  const size = step === 0 ? 0 : Math.max(0, Math.ceil((limit - start) / step));
  if (size > MAX_RANGE || !charge(call.run, size)) return unknown('too large to evaluate', call.span);
  return list(
    Array.from({ length: size }, (_, i) => scalar(start + i * step, call.span)),
    call.span,
  );
};

const contains: Fn = (args, call) => {
  const [items, wanted] = args;
  if (items?.kind !== 'list' || !wanted) return refuse(args, call);
  const results = items.items.map((item) => equals(item, wanted));
  if (results.includes(true)) return scalar(true, call.span);
  return items.open || results.includes(undefined)
    ? unknown('the list is not known in full', call.span)
    : scalar(false, call.span);
};

const slice: Fn = (args, call) => {
  const [items, start, end] = [args[0], asNumber(args[1]), asNumber(args[2])];
  if (items?.kind !== 'list' || start === undefined || end === undefined || items.open) return refuse(args, call);
  return start < 0 || end < start || end > items.items.length
    ? refuse([], call)
    : list(items.items.slice(start, end), call.span);
};

const reverse: Fn = (args, call) => {
  const [items] = args;
  return items?.kind === 'list' ? list([...items.items].reverse(), call.span, items.open) : refuse(args, call);
};

const sort: Fn = (args, call) => {
  const [items] = args;
  if (items?.kind !== 'list') return refuse(args, call);
  if (items.items.some((item) => asString(item) === undefined)) return items.open ? refuse(items.items, call) : items;
  return list(
    [...items.items].sort((a, b) => ((asString(a) ?? '') < (asString(b) ?? '') ? -1 : 1)),
    call.span,
    items.open,
  );
};

const chunklist: Fn = (args, call) => {
  const [items, size] = [args[0], asNumber(args[1])];
  if (items?.kind !== 'list' || size === undefined || items.open || size < 1) return refuse(args, call);
  const count = Math.ceil(items.items.length / size);
  return list(
    Array.from({ length: count }, (_, i) => list(items.items.slice(i * size, (i + 1) * size), call.span)),
    call.span,
  );
};

const zipmap: Fn = (args, call) => {
  const [keys, values] = args;
  if (keys?.kind !== 'list' || values?.kind !== 'list') return refuse(args, call);
  const names = keys.items.map(asString);
  const entries = names.flatMap((name, i) => {
    const value = values.items[i];
    return name === undefined || !value ? [] : [entry(name, value)];
  });
  return object(entries, call.span, keys.open || values.open || entries.length < names.length);
};

/** The values whose keys are searched for. */
const matchkeys: Fn = (args, call) => {
  const [values, keys, wanted] = args;
  if (values?.kind !== 'list' || keys?.kind !== 'list' || wanted?.kind !== 'list') return refuse(args, call);
  const found = keys.items.map((key) => wanted.items.map((one) => equals(key, one)));
  if (found.some((same) => !same.includes(true) && (wanted.open || same.includes(undefined))))
    return unknown('the list is not known in full', call.span);
  return list(
    values.items.filter((_, i) => found[i]?.includes(true)),
    call.span,
    values.open || keys.open,
  );
};

/** As Terraform wrote `[a, b]` before 0.12. */
const listOf: Fn = (args, call) => list(args, call.span);

export const COLLECTIONS: Functions = {
  list: listOf,
  matchkeys,
  length,
  concat,
  element,
  one,
  flatten,
  distinct,
  compact,
  range,
  contains,
  slice,
  reverse,
  sort,
  chunklist,
  zipmap,
};
