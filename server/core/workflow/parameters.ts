// The parameters that a workflow passes to a service, as far as they are fixed before it runs.
import type { Change, NewValue, Segment } from '../resource';
import type { Span } from '../text';
import { entryOf, usedAt, type ConfigValue, type Entry, type ObjectValue } from '../value';

/** Turns what is filled in later into values that are not known; undefined for what stands as it is. */
export type FilledIn = (value: ConfigValue) => ConfigValue | undefined;

const MAX_DEPTH = 100;

/** The value with everything in it that `filledIn` knows to be decided later. Keys with `.$` at the end lose it: their value is a path. */
export function fixedPart(value: ConfigValue, filledIn: FilledIn, depth = 0): ConfigValue {
  if (depth > MAX_DEPTH) return unknown(value.span, 'nested too deeply');
  const inner = (nested: ConfigValue): ConfigValue => fixedPart(nested, filledIn, depth + 1);
  const later = filledIn(value);
  if (later) return later;
  switch (value.kind) {
    case 'object':
      return { ...value, entries: value.entries.map((entry) => fixedEntry(entry, inner)) };
    case 'list':
      return { ...value, items: value.items.map(inner) };
    case 'choice':
      return { ...value, options: value.options.map((option) => ({ ...option, value: inner(option.value) })) };
    default:
      return value;
  }
}

function fixedEntry(entry: Entry, inner: (value: ConfigValue) => ConfigValue): Entry {
  if (!entry.key.endsWith('.$')) return { ...entry, value: inner(entry.value) };
  return { ...entry, key: entry.key.slice(0, -2), value: unknown(entry.value.span, 'taken from the state’s input') };
}

/** What Step Functions and CloudFormation fill in: JSONata expressions, and `${Name}` from the definition's substitutions. */
export function statesFilledIn(substitutions: ObjectValue | undefined): FilledIn {
  return (value) => {
    if (value.kind !== 'scalar' || typeof value.value !== 'string') return undefined;
    const text = value.value;
    if (/^\s*\{%[^]*%\}\s*$/.test(text)) return unknown(value.span, 'a JSONata expression decides when the state runs');
    if (!text.includes('${')) return undefined;
    const [, name] = /^\$\{([^{}]+)\}$/.exec(text) ?? [];
    const substitute = name === undefined ? undefined : substitutions && entryOf(substitutions, name)?.value;
    return substitute ? usedAt(substitute, value.span) : withHoles(text, value.span);
  };
}

function withHoles(text: string, span: Span): ConfigValue {
  const hole = unknown(span, 'filled in when the state machine is deployed');
  const parts = text
    .split(/\$\{[^{}]*\}/)
    .flatMap((part, i) => [...(i > 0 ? [hole] : []), ...(part === '' ? [] : [part])]);
  return parts.length === 1 ? hole : { kind: 'text', span, parts };
}

/** What a SageMaker pipeline fills in: `{"Get": "Parameters.Key"}` and the functions `{"Std:Join": ...}`. */
export function pipelineFilledIn(value: ConfigValue): ConfigValue | undefined {
  if (value.kind !== 'object' || value.entries.length !== 1) return undefined;
  const [only] = value.entries;
  if (!only || !/^(?:Get|Std:\w+)$/.test(only.key)) return undefined;
  return unknown(value.span, `the pipeline decides when it runs (${only.key})`);
}

/** A value that can't be known here. */
function unknown(span: Span, reason: string): ConfigValue {
  return { kind: 'unknown', span, reason };
}

/** The change with names as workflows write them: in PascalCase, whatever the API's own. Undefined for a resource to add: none stands here. */
export function inPascalCase(change: Change): Extract<Change, { kind: 'set' | 'remove' }> | undefined {
  if (change.kind !== 'set' && change.kind !== 'remove') return undefined;
  const path = change.path.map(({ where, ...segment }): Segment => ({
    ...segment,
    name: pascal(segment.name),
    ...(where ? { where: { ...where, name: pascal(where.name) } } : {}),
  }));
  return change.kind === 'set' ? { ...change, path, value: named(change.value) } : { ...change, path };
}

function named(value: NewValue): NewValue {
  if (value.kind === 'list') return { ...value, items: value.items.map(named) };
  if (value.kind !== 'object') return value;
  return { ...value, entries: value.entries.map(([name, inner]) => [pascal(name), named(inner)] as const) };
}

/** `kmsKeyId` as `KmsKeyId`. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
