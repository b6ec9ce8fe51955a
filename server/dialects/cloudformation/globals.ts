// SAM's `Globals`: properties that every resource of a type has unless it says otherwise.
import type { Span } from '../../core/text';
import { usedAt, type ConfigValue, type Entry, type ObjectValue } from '../../core/value';
import { evaluate } from './evaluate';
import { spend, type Scope } from './scope';
import type { Template } from './template';

/** Global properties by resource type, as they stand in the section, and the file they stand in. */
export interface Globals {
  readonly uri: string;
  readonly types: ReadonlyMap<string, ObjectValue>;
}

/** Evaluates the section `Globals`. */
export function globalsOf(template: Template, scope: Scope): Globals {
  const types = new Map<string, ObjectValue>();
  for (const member of template.sections.get('Globals') ?? []) {
    const value = evaluate(member.value, { scope, base: member.base });
    if (value.kind === 'object') types.set(`AWS::Serverless::${member.key}`, value);
  }
  return { uri: template.source.uri, types };
}

/** Adds the globals of a type: maps are merged, lists are put behind the global ones, other values of the resource win. */
export function withGlobals(body: ObjectValue, type: string, globals: Globals, scope: Scope): ObjectValue {
  const global = globals.types.get(type);
  if (!global) return body;
  return spend(scope, sizeOf(global)) ? merged(body, global, body.head, globals.uri) : { ...body, open: true };
}

function sizeOf(value: ConfigValue): number {
  if (value.kind === 'object') return value.entries.reduce((sum, entry) => sum + sizeOf(entry.value), 1);
  return value.kind === 'list' ? value.items.reduce((sum, item) => sum + sizeOf(item), 1) : 1;
}

function merged(own: ObjectValue, global: ObjectValue, head: Span, uri: string): ObjectValue {
  const entries = new Map(own.entries.map((entry) => [entry.key, entry]));
  for (const { key, value } of global.entries) {
    const mine = entries.get(key);
    entries.set(key, mine ? { ...mine, value: both(mine.value, value, head, uri) } : moved(key, value, head, uri));
  }
  return { ...own, entries: [...entries.values()], open: own.open || global.open };
}

function both(mine: ConfigValue, global: ConfigValue, head: Span, uri: string): ConfigValue {
  if (mine.kind === 'object' && global.kind === 'object') return merged(mine, global, head, uri);
  if (mine.kind === 'list' && global.kind === 'list') {
    const items = global.items.map((item) => moved('', item, head, uri).value);
    return { ...mine, items: [...items, ...mine.items], open: mine.open || global.open };
  }
  return mine;
}

function moved(key: string, value: ConfigValue, head: Span, uri: string): Entry {
  const step = { place: { uri, span: value.span }, note: 'from Globals' };
  if (value.kind !== 'object') return { key, keySpan: head, value: usedAt(value, head, step) };
  const entries = value.entries.map((entry) => moved(entry.key, entry.value, head, uri));
  return { key, keySpan: head, value: { ...value, span: head, head, trace: [...(value.trace ?? []), step], entries } };
}
