// What the tests of the script adapter share: reading a snippet and showing its resources in few words.
import type { Change, EditResult, Resource, Segment, Unit } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import type { ConfigValue } from '../../../../server/core/value';
import { createScriptAdapter } from '../../../../server/dialects/script';
import { parseScript } from '../../../../server/dialects/script/parser';
import { NO_FILES } from '../../../support/no-files';

export const adapter = createScriptAdapter(parseScript);

export function readUnit(text: string, path = 'app.ts'): Unit {
  const file = adapter.read({ uri: `file:///${path}`, path, text });
  return adapter.resolve([file], NO_FILES);
}

/** A value as plain data: `…` marks open, `?` choices, `->` references, `??` what is unknown. */
export function plain(value: ConfigValue): unknown {
  switch (value.kind) {
    case 'object': {
      const entries = value.entries.map((e) => [e.key, plain(e.value)] as const);
      return Object.fromEntries(value.open ? [...entries, ['…', true]] : entries);
    }
    case 'list':
      return [...value.items.map(plain), ...(value.open ? ['…'] : [])];
    case 'choice':
      return { [`?${value.test}`]: Object.fromEntries(value.options.map((o) => [o.branch, plain(o.value)])) };
    case 'ref':
      return `->${value.target.replace(/@\d+$/, '')}${value.attribute && '.'}${value.attribute}`;
    case 'text':
      return value.parts.map((p) => (typeof p === 'string' ? p : '{}')).join('');
    case 'unknown':
      return `??${value.reason}`;
    default:
      return value.value;
  }
}

/** Every span of a value with its kind, as `kind:text`. */
export function spans(value: ConfigValue, text: string, found: string[] = []): string[] {
  found.push(text.slice(value.span.start, value.span.end));
  if (value.kind === 'object') for (const e of value.entries) spans(e.value, text, found);
  if (value.kind === 'list') for (const item of value.items) spans(item, text, found);
  return found;
}

export function path(text: string): Segment[] {
  return text.split('.').map((name) => {
    const list = name.endsWith('[]');
    return { name: list ? name.slice(0, -2) : name, list };
  });
}

/** The text after a change of the first resource of this type, or the reason why not. */
export function changed(text: string, type: string, change: Change, file = 'app.ts'): string {
  const unit = readUnit(text, file);
  const resource = unit.resources.find((r: Resource) => r.type === type);
  if (!resource) return `no ${type} among ${unit.resources.map((r) => r.type).join(', ')}`;
  const result: EditResult = adapter.edit(unit, resource, change);
  return result.ok ? applyEdits(text, result.edits) : `not possible: ${result.reason}`;
}
