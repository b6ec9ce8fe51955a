// Values that somebody gives for linting to what only a deployment knows: variables, parameters, the environment of a program.
import type { Unit, Resource } from './resource';
import type { Span } from './text';
import type { ChoiceValue, ConfigValue, TextValue, Trace, UnknownValue } from './value';

/** Data as YAML has it. */
export type Bound = string | number | boolean | null | readonly Bound[] | { readonly [key: string]: Bound };

export type BoundNames = Readonly<Record<string, Bound>>;

/** What asks for a value: variables of the module that is deployed, parameters of a template, environment variables of a program. */
export const BOUND_SORTS = ['terraform', 'cloudformation', 'environment'] as const;
export type BoundSort = (typeof BOUND_SORTS)[number];

/** Given values, by what asks for them and by name. */
export type BoundValues = Readonly<Partial<Record<BoundSort, BoundNames>>>;

/** The given value for a name; undefined where there is none. */
export function boundTo(values: BoundValues | undefined, sort: BoundSort, name: string): Bound | undefined {
  const names = values?.[sort];
  return names && Object.hasOwn(names, name) ? names[name] : undefined;
}

/** Given data as a value at `span`. */
export function valueOfBound(data: Bound, span: Span, trace?: readonly Trace[]): ConfigValue {
  const at = trace ? { span, trace } : { span };
  if (typeof data !== 'object' || data === null) return { kind: 'scalar', value: data, ...at };
  if (isList(data))
    return { kind: 'list', items: data.map((item) => valueOfBound(item, span, trace)), open: false, ...at };
  const entries = Object.entries(data).map(([key, item]) => ({
    key,
    keySpan: span,
    value: valueOfBound(item, span, trace),
  }));
  return { kind: 'object', entries, open: false, head: span, ...at };
}

function isList(data: readonly Bound[] | object): data is readonly Bound[] {
  return Array.isArray(data);
}

/** A unit in which environment variables have the values that were given to them. The unit itself where none is. */
export function withEnvironment(unit: Unit, values: BoundValues | undefined): Unit {
  const names = values?.environment;
  if (!names || Object.keys(names).length === 0) return unit;
  return { ...unit, resources: unit.resources.map((resource) => inResource(resource, names)) };
}

interface Given {
  readonly names: BoundNames;
  /** The file in which the values are used. */
  readonly uri: string;
}

function inResource(resource: Resource, names: BoundNames): Resource {
  // Configurations have variables of their own; their bodies may not even be worked out yet.
  if (resource.language === 'yaml' || resource.language === 'json' || resource.language === 'hcl') return resource;
  const body = bind(resource.body, { names, uri: resource.source });
  if (body === resource.body || body.kind !== 'object') return resource;
  const bound: { -readonly [Key in keyof Resource]: Resource[Key] } = { ...resource, body };
  delete bound.token;
  delete bound.meaning;
  return bound;
}

/** The same value object where nothing in it changes: caches over values stay good. */
function bind(value: ConfigValue, given: Given): ConfigValue {
  switch (value.kind) {
    case 'unknown':
      return variable(value, given) ?? value;
    case 'object': {
      const entries = all(value.entries, (entry) => holding(entry, bind(entry.value, given)));
      return entries === value.entries ? value : { ...value, entries };
    }
    case 'list': {
      const items = all(value.items, (item) => bind(item, given));
      return items === value.items ? value : { ...value, items };
    }
    case 'choice':
      return choice(value, given);
    case 'text':
      return text(value, given);
    default:
      return value;
  }
}

/** `os.environ.get(NAME, fallback)`: where the value is given, the fallback is out. */
function choice(value: ChoiceValue, given: Given): ConfigValue {
  const [first] = value.options;
  const set = first?.branch === 'set' && first.value.kind === 'unknown' ? variable(first.value, given) : undefined;
  if (set) return set;
  const options = all(value.options, (option) => holding(option, bind(option.value, given)));
  return options === value.options ? value : { ...value, options };
}

function text(value: TextValue, given: Given): ConfigValue {
  const parts = all(value.parts, (part) => {
    const bound = typeof part === 'string' ? part : bind(part, given);
    return typeof bound !== 'string' && bound.kind === 'scalar' ? String(bound.value ?? '') : bound;
  });
  if (parts === value.parts) return value;
  if (!parts.every((part) => typeof part === 'string')) return { ...value, parts };
  return { kind: 'scalar', value: parts.join(''), span: value.span, ...(value.trace ? { trace: value.trace } : {}) };
}

/** The list itself where no item changes. */
function all<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.some((item, i) => item !== items[i]) ? changed : items;
}

function holding<T extends { readonly value: ConfigValue }>(holder: T, value: ConfigValue): T {
  return value === holder.value ? holder : { ...holder, value };
}

function variable({ asks, span, trace = [] }: UnknownValue, { names, uri }: Given): ConfigValue | undefined {
  if (asks?.sort !== 'environment') return undefined;
  const data = boundTo({ environment: names }, 'environment', asks.name);
  const note = `value of environment variable "${asks.name}" in .cipherlint.yaml`;
  return data === undefined ? undefined : valueOfBound(data, span, [...trace, { place: { uri, span }, note }]);
}
