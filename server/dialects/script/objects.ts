// Building and joining values: spreads, branches, properties set step by step. Pure functions over core values.
import type { Span } from '../../core/text';
import {
  entryOf,
  usedAt,
  type ConfigValue,
  type Entry,
  type ListValue,
  type ObjectValue,
  type Scalar,
  type UnknownValue,
} from '../../core/value';

/** A scalar; `null` counts as not written. */
export function scalar(value: Scalar, span: Span): ConfigValue {
  return { kind: 'scalar', value, span };
}

/** A value that is written but not known, with the reason in plain words. */
export function unknown(reason: string, span: Span): UnknownValue {
  return { kind: 'unknown', reason, span };
}

/** What only the environment of the running program knows. */
export function environmentVariable(name: string, span: Span): UnknownValue {
  return { ...unknown(`environment variable ${name}`, span), asks: { sort: 'environment', name } };
}

/** An object of which nothing is known. */
export function openObject(span: Span, head: Span): ObjectValue {
  return { kind: 'object', entries: [], open: true, span, head };
}

/** A value in which every object and list may hold more than can be seen. */
export function opened<V extends ConfigValue>(value: V): V;
export function opened(value: ConfigValue): ConfigValue {
  switch (value.kind) {
    case 'object':
      return { ...value, entries: value.entries.map((e) => ({ ...e, value: opened(e.value) })), open: true };
    case 'list':
      return { ...value, items: value.items.map(opened), open: true };
    case 'choice':
      return { ...value, options: value.options.map((o) => ({ ...o, value: opened(o.value) })) };
    default:
      return value;
  }
}

function isNothing(value: ConfigValue): boolean {
  return value.kind === 'scalar' && (value.value === null || value.value === false);
}

/** The object with this entry put last; an entry of the same key gives way. */
export function withEntry(object: ObjectValue, entry: Entry): ObjectValue {
  return { ...object, entries: [...object.entries.filter((e) => e.key !== entry.key), entry] };
}

/** The object with all entries of `extra` over its own, as `{ ...object, ...extra }`. */
export function merged(object: ObjectValue, extra: ConfigValue): ObjectValue {
  if (isNothing(extra)) return object;
  if (extra.kind === 'choice') return merged(object, asObject(extra, object));
  if (extra.kind !== 'object') return { ...object, open: true };
  const keys = new Set(extra.entries.map((e) => e.key));
  const kept = object.entries.filter((e) => !keys.has(e.key));
  return { ...object, entries: [...kept, ...extra.entries], open: object.open || extra.open };
}

/**
 * A value as one object: a choice between objects becomes an object of choices. Keys that a branch lacks have there what `base` says,
 * else nothing. What is no object makes the result open.
 */
export function asObject(value: ConfigValue, base?: ObjectValue): ObjectValue {
  if (value.kind === 'object') return value;
  const empty: ObjectValue = { kind: 'object', entries: [], open: false, span: value.span, head: value.span };
  if (isNothing(value)) return empty;
  if (value.kind !== 'choice') return { ...empty, open: true };
  const branches = value.options.map((o) => ({ branch: o.branch, object: asObject(o.value, base) }));
  const keys = new Set(branches.flatMap((b) => b.object.entries.map((e) => e.key)));
  const entries = [...keys].map((key): Entry => {
    const found = branches.map((b) => ({ branch: b.branch, entry: entryOf(b.object, key) }));
    const first = found.find((f) => f.entry)?.entry;
    const keySpan = first?.keySpan ?? value.span;
    const missing = (base && entryOf(base, key)?.value) ?? scalar(null, keySpan);
    const options = found.map((f) => ({ branch: f.branch, value: f.entry?.value ?? missing }));
    const same = options.every((o) => o.value === options[0]?.value);
    const choice: ConfigValue = {
      kind: 'choice',
      test: value.test,
      options,
      everyBranch: value.everyBranch,
      span: first?.value.span ?? value.span,
    };
    return { key, keySpan, value: same && options[0] ? options[0].value : choice };
  });
  return { ...empty, entries, open: branches.some((b) => b.object.open) };
}

/** The value on one branch of a test, and the other value on the other branch; objects are joined key by key. */
export function choose(test: string, branch: string, taken: ConfigValue, other: ConfigValue, span: Span): ConfigValue {
  const rest = branch === 'true' ? 'false' : branch === 'false' ? 'true' : 'otherwise';
  const before =
    other.kind === 'choice' && other.test === test ? other.options.filter((o) => o.branch !== branch) : undefined;
  const options = [{ branch, value: taken }, ...(before ?? [{ branch: rest, value: other }])];
  const choice: ConfigValue = { kind: 'choice', test, options, everyBranch: true, span };
  const allObjects = options.every((o) => o.value.kind === 'object');
  if (!allObjects) return choice;
  const joined = asObject(choice);
  const head = taken.kind === 'object' ? taken.head : span;
  return { ...joined, span: other.span, head };
}

/** A property of a value as seen at `span`: through choices, absent where an object surely lacks it. */
export function propertyOf(value: ConfigValue, name: string, span: Span): ConfigValue {
  switch (value.kind) {
    case 'object': {
      const found = entryOf(value, name);
      if (found) return usedAt(found.value, span);
      return value.open ? unknown(`"${name}" can't be seen here`, span) : scalar(null, span);
    }
    case 'list': {
      const item = /^\d+$/.test(name) ? value.items[Number(name)] : undefined;
      return item ? usedAt(item, span) : unknown(`"${name}" of a list can't be seen here`, span);
    }
    case 'choice':
      return { ...value, span, options: value.options.map((o) => ({ ...o, value: propertyOf(o.value, name, span) })) };
    case 'ref':
      return { ...value, span, attribute: value.attribute === '' ? name : `${value.attribute}.${name}` };
    case 'unknown':
      return { ...value, span };
    default:
      return unknown(`"${name}" of a plain value`, span);
  }
}

/** Changes what `path` leads to; objects are made on the way. Values that aren't objects stay as they are. */
export function changedAt(
  value: ConfigValue,
  path: readonly string[],
  change: (old: ConfigValue | undefined) => ConfigValue | undefined,
): ConfigValue {
  const [name, ...rest] = path;
  if (name === undefined) return change(value) ?? value;
  if (value.kind === 'choice') {
    return { ...value, options: value.options.map((o) => ({ ...o, value: changedAt(o.value, path, change) })) };
  }
  if (value.kind !== 'object') return value;
  const old = entryOf(value, name);
  const empty: ObjectValue = { kind: 'object', entries: [], open: false, span: value.span, head: value.head };
  const made = rest.length === 0 ? change(old?.value) : changedAt(old?.value ?? empty, rest, change);
  if (made) return withEntry(value, { key: name, keySpan: old?.keySpan ?? made.span, value: made });
  return { ...value, entries: value.entries.filter((e) => e.key !== name) };
}

/** The value after code has had its hands on it that may have changed anything inside. */
export function loosened(value: ConfigValue, reason: string): ConfigValue {
  if (value.kind === 'object') return { ...value, open: true };
  if (value.kind === 'list') return { ...value, open: true };
  return value.kind === 'ref' ? value : unknown(reason, value.span);
}

/** The list with one more item. */
export function appended(list: ConfigValue | undefined, item: ConfigValue): ConfigValue | undefined {
  const empty: ListValue = { kind: 'list', items: [], open: false, span: item.span };
  const base = list ?? empty;
  return base.kind === 'list' ? { ...base, items: [...base.items, item] } : base;
}
