// Reads Python in tests and writes what came out as short text: the only place here that touches the adapter.
import { python } from '../../../../server/dialects/python/index';
import type { Change, EditResult, NewValue, Resource, Segment, Unit } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import type { ConfigValue } from '../../../../server/core/value';
import { NO_FILES } from '../../../support/no-files';

/** Texts read as one unit, in order. */
export function unitOf(texts: readonly string[], path = 'a.py'): Unit {
  const files = texts.map((text, i) => python.read({ uri: `file:///${String(i)}/${path}`, path, text }));
  return python.resolve(files, NO_FILES);
}

/** A value as short text: `?` unknown, `&` reference, `a|b` branches, `…` open. */
export function short(value: ConfigValue): string {
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value);
    case 'text':
      return `"${value.parts.map((p) => (typeof p === 'string' ? p : `{${short(p)}}`)).join('')}"`;
    case 'object':
      return `{${[...value.entries.map((e) => `${e.key}: ${short(e.value)}`), ...(value.open ? ['…'] : [])].join(', ')}}`;
    case 'list':
      return `[${[...value.items.map(short), ...(value.open ? ['…'] : [])].join(', ')}]`;
    case 'choice':
      return `(${value.options.map((o) => short(o.value)).join(value.everyBranch ? ' | ' : ' ? ')})`;
    case 'ref':
      return `&${value.target.split('@')[0] ?? ''}${value.attribute ? `.${value.attribute}` : ''}`;
    case 'unknown':
      return '?';
  }
}

/** Every resource as `type {body}`, clients left out unless asked for. */
export function resources(texts: string | readonly string[], clients = false, path = 'a.py'): readonly string[] {
  const unit = unitOf(typeof texts === 'string' ? [texts] : texts, path);
  return unit.resources.filter((r) => clients || r.type !== 'sdk:Client').map((r) => `${r.type} ${short(r.body)}`);
}

/** The text behind the spans of a resource: its head, and each entry's key and value. */
export function places(text: string, resource: Resource): readonly string[] {
  const at = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  return [at(resource.head), ...resource.body.entries.map((e) => `${at(e.keySpan)} -> ${at(e.value.span)}`)];
}

/** A path as in a binding: `A.B[].C`. */
export function pathOf(path: string): readonly Segment[] {
  return path.split('.').map((part) => ({ name: part.replace('[]', ''), list: part.endsWith('[]') }));
}

/** The text after a change to its first resource of a type; a reason in brackets where there is none. */
export function edited(text: string, type: string, change: Change, path = 'a.py'): string {
  const unit = unitOf([text], path);
  const resource = unit.resources.find((r) => r.type === type);
  if (!resource) return `[no ${type}]`;
  const result: EditResult = python.edit(unit, resource, change);
  return result.ok ? applyEdits(text, result.edits) : `[${result.reason}]`;
}

/** A change that sets a path. */
export function setting(path: string, value: NewValue | string | number | boolean): Change {
  return { kind: 'set', path: pathOf(path), value: typeof value === 'object' ? value : { kind: 'scalar', value } };
}
