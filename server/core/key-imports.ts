// Keys from elsewhere that the file names already: exports of other stacks, outputs of other states and of modules.
import { mayHoldKey } from './key-words';
import type { NewValue, Resource } from './resource';
import { modulePrefix } from './surroundings';
import type { UnitIndex } from './unit-index';
import { entriesBelow } from './value-search';

/** A key that is imported: how people call it, and how it is named again. */
export interface ImportedKey {
  readonly name: string;
  readonly value: NewValue;
}

const EXPORT = /^(?:!ImportValue\s+|\{?\s*["']?Fn::ImportValue["']?\s*:\s*)(!Sub\s+)?["']?([\w${}:.-]+)["']?\s*\}?$/;
const OUTPUT = /^(?:data\.terraform_remote_state\.\w+(?:\[[^\]]*\])?\.outputs|module\.\w+(?:\[[^\]]*\])?)\.(\w+)$/;

/** The imported keys that resources beside this one name, each once, in the order of the text. */
export function importedKeys(resource: Resource, index: UnitIndex): readonly ImportedKey[] {
  const text = index.textAt(resource.source);
  const found = new Map<string, ImportedKey>();
  for (const other of index.unit.resources) {
    if (other.source !== resource.source || modulePrefix(other) !== modulePrefix(resource)) continue;
    for (const { span, kind, trace } of entriesBelow(other.body)) {
      if ((kind !== 'unknown' && kind !== 'ref') || trace) continue;
      const key = readAs(text.slice(span.start, span.end), resource);
      if (key) found.set(key.name, key);
    }
  }
  return [...found.values()];
}

function readAs(written: string, { language }: Resource): ImportedKey | undefined {
  if (language === 'hcl') {
    const output = OUTPUT.exec(written)?.[1];
    return output !== undefined && mayHoldKey(output)
      ? { name: written, value: { kind: 'raw', text: written } }
      : undefined;
  }
  if (language !== 'yaml' && language !== 'json') return undefined;
  const [, sub, name = ''] = EXPORT.exec(written) ?? [];
  if (!mayHoldKey(name.replace(/\$\{[^}]*\}/g, ''))) return undefined;
  const text: NewValue = { kind: 'scalar', value: name };
  const exported: NewValue = sub === undefined ? text : { kind: 'object', entries: [['Fn::Sub', text]] };
  return { name: `the import ${name}`, value: { kind: 'object', entries: [['Fn::ImportValue', exported]] } };
}
