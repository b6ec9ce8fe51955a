// Builds and joins values: texts, merged objects, branches, and values moved to where they are used.
import type { Span } from '../../core/text';
import type { ConfigValue, Entry, ObjectValue, Option, ScalarValue, Trace } from '../../core/value';

/** A value nobody can know here, and why. */
export function unknown(span: Span, reason: string): ConfigValue {
  return { kind: 'unknown', span, reason };
}

/** What only the environment of the running program knows; `name` where it is written out. */
export function environmentVariable(span: Span, words: string, name: string | undefined): ConfigValue {
  const reason = `environment variable ${words}`;
  return { kind: 'unknown', span, reason, ...(name === undefined ? {} : { asks: { sort: 'environment', name } }) };
}

/** A plain value. */
export function scalar(span: Span, value: ScalarValue['value']): ScalarValue {
  return { kind: 'scalar', span, value };
}

/** Text of known and unknown parts; a scalar where all is known. */
export function text(span: Span, parts: readonly (string | ConfigValue)[]): ConfigValue {
  const joined: (string | ConfigValue)[] = [];
  for (const part of parts.flatMap(flatPart)) {
    const last = joined[joined.length - 1];
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  if (joined.length > 200) return unknown(span, 'a text of too many parts');
  const only = joined[0];
  if (joined.length === 0) return scalar(span, '');
  return joined.length === 1 && typeof only === 'string' ? scalar(span, only) : { kind: 'text', span, parts: joined };
}

function flatPart(part: string | ConfigValue): readonly (string | ConfigValue)[] {
  if (typeof part === 'string') return [part];
  if (part.kind === 'text') return part.parts;
  if (part.kind !== 'scalar') return [part];
  return [
    part.value === null ? 'None' : part.value === true ? 'True' : part.value === false ? 'False' : String(part.value),
  ];
}

/**
 * A value that hangs on a test. Objects become one object whose entries hang on the test (an entry that a branch lacks is absent
 * there), so that chains of conditional updates stay small.
 */
export function choice(span: Span, test: string, options: readonly Option[], everyBranch: boolean): ConfigValue {
  const first = options[0];
  if (!first) return unknown(span, 'no branch sets it');
  if (options.every((o) => o.value === first.value)) return first.value;
  const objects = options.map((o) => o.value).filter((v) => v.kind === 'object');
  if (objects.length === options.length) return hoisted(span, test, options, objects, everyBranch);
  if (weight(options) > 32) return unknown(span, 'too many branches');
  return { kind: 'choice', span, test, options, everyBranch };
}

/** A value as an object of which `None` says nothing, such as `{...} if metadata else None`; undefined where it may be anything else. */
export function objectOrNone(value: ConfigValue): ObjectValue | undefined {
  if (value.kind === 'object') return value;
  const empty: ObjectValue = { kind: 'object', span: value.span, head: value.span, entries: [], open: false };
  if (value.kind === 'scalar') return value.value === null ? empty : undefined;
  if (value.kind !== 'choice') return undefined;
  const options = value.options.map((o) => ({ branch: o.branch, value: objectOrNone(o.value) }));
  const known = options.flatMap((o) => (o.value ? [{ branch: o.branch, value: o.value }] : []));
  const made = known.length === options.length ? choice(value.span, value.test, known, value.everyBranch) : undefined;
  return made?.kind === 'object' ? made : undefined;
}

function weight(options: readonly Option[]): number {
  return options.reduce((sum, o) => sum + (o.value.kind === 'choice' ? weight(o.value.options) : 1), 0);
}

function hoisted(
  span: Span,
  test: string,
  options: readonly Option[],
  objects: readonly ObjectValue[],
  everyBranch: boolean,
): ObjectValue {
  const base = objects[0];
  const maps = objects.map((o) => new Map(o.entries.map((e) => [e.key, e])));
  const keys = new Set(objects.flatMap((o) => o.entries.map((e) => e.key)));
  const entries = [...keys].map((key): Entry => {
    const found = maps.map((m) => m.get(key));
    const some = found.find((e) => e !== undefined);
    const keySpan = some?.keySpan ?? span;
    const values = options.map((o, i) => ({ branch: o.branch, value: found[i]?.value ?? scalar(keySpan, null) }));
    if (found.every((e) => same(e?.value, some?.value)) && some) return some;
    return { key, keySpan, value: choice(some?.value.span ?? span, test, values, everyBranch) };
  });
  return { kind: 'object', span, head: base?.head ?? span, open: objects.some((o) => o.open), entries };
}

/** Equal for sure: the same value, or equal scalars decided at the same place. */
function same(a: ConfigValue | undefined, b: ConfigValue | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  if (a.kind !== b.kind || a.span.start !== b.span.start) return false;
  const [from, to] = [a.trace?.[0]?.place, b.trace?.[0]?.place];
  return !!from && !!to && from.span.start === to.span.start && from.uri === to.uri && from.span.end === to.span.end;
}

/** Entries of the second object over those of the first. */
export function merge(base: ObjectValue, over: ObjectValue): ObjectValue {
  const keys = new Set(over.entries.map((e) => e.key));
  const entries = [...base.entries.filter((e) => !keys.has(e.key)), ...over.entries];
  return { ...base, entries, open: base.open || over.open };
}

/** The object with what `keys` lead to replaced; without a value it is removed. What is missing on the way is created. */
export function put(
  base: ConfigValue,
  keys: readonly string[],
  value: ConfigValue | undefined,
  keySpan: Span,
): ConfigValue {
  const [key, ...rest] = keys;
  if (key === undefined) return value ?? base;
  if (base.kind === 'list') return putItem(base, key, rest, value, keySpan);
  if (base.kind === 'choice') {
    return { ...base, options: base.options.map((o) => ({ ...o, value: put(o.value, keys, value, keySpan) })) };
  }
  if (base.kind !== 'object') {
    if (base.kind !== 'unknown' || !value || rest.length) return base;
    return { kind: 'object', span: base.span, head: base.span, open: true, entries: [{ key, keySpan, value }] };
  }
  const old = base.entries.find((e) => e.key === key);
  const others = base.entries.filter((e) => e !== old);
  if (!rest.length && !value) return { ...base, entries: others };
  const inner: ConfigValue = old?.value ?? {
    kind: 'object',
    span: keySpan,
    head: keySpan,
    open: base.open,
    entries: [],
  };
  const made: Entry = { key, keySpan, value: put(inner, rest, value, keySpan) };
  return { ...base, entries: old ? base.entries.map((e) => (e === old ? made : e)) : [...others, made] };
}

function putItem(
  base: Extract<ConfigValue, { kind: 'list' }>,
  key: string,
  rest: readonly string[],
  value: ConfigValue | undefined,
  keySpan: Span,
): ConfigValue {
  const at = Number(key);
  if (!Number.isInteger(at) || !(at in base.items)) return { ...base, open: true };
  const items = base.items.flatMap((item, i) =>
    i !== at ? [item] : rest.length || value ? [put(item, rest, value, keySpan)] : [],
  );
  return { ...base, items };
}

/** How many values a value consists of, counted up to a bound. */
export function sizeOf(value: ConfigValue, bound = 20_000): number {
  if (bound <= 0) return 1;
  const parts = childrenOf(value);
  let size = 1;
  for (const part of parts) {
    size += sizeOf(part, bound - size);
    if (size > bound) break;
  }
  return size;
}

function childrenOf(value: ConfigValue): readonly ConfigValue[] {
  if (value.kind === 'object') return value.entries.map((e) => e.value);
  if (value.kind === 'list') return value.items;
  if (value.kind === 'choice') return value.options.map((o) => o.value);
  return [];
}

/** The value as used at `span`; each part gets a step that says where it stood until now. */
export function carry(value: ConfigValue, span: Span, uri: string, note: string): ConfigValue {
  const step: Trace = { place: { uri, span: value.kind === 'object' ? value.head : value.span }, note };
  const trace = [...(value.trace ?? []), step];
  const at = { span, trace };
  const inner = (part: ConfigValue): ConfigValue => carry(part, span, uri, note);
  switch (value.kind) {
    case 'object':
      return {
        ...value,
        ...at,
        head: span,
        entries: value.entries.map((e) => ({ key: e.key, keySpan: span, value: inner(e.value) })),
      };
    case 'list':
      return { ...value, ...at, items: value.items.map(inner) };
    case 'choice':
      return { ...value, ...at, options: value.options.map((o) => ({ ...o, value: inner(o.value) })) };
    case 'text':
      return { ...value, ...at, parts: value.parts.map((p) => (typeof p === 'string' ? p : inner(p))) };
    default:
      return { ...value, ...at };
  }
}
