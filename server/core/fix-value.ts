// Values of a kind file's fixes as values to write: the resource itself and the key are put in.
import type { FixValue } from './kind';
import type { KeyChoice } from './key-choice';
import type { NewValue, Resource } from './resource';
import { idInModule } from './surroundings';

/** `{self}` is the resource's id within its module, `{name}` its local name. */
export function fillIn(text: string, resource: Resource): string {
  return text
    .replaceAll('{self}', resource.type.includes('::') ? nameOf(resource) : idInModule(resource))
    .replaceAll('{name}', nameOf(resource));
}

/** The last part of the id: a template's resource is named so inside of its own template. */
function nameOf({ id }: Resource): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** The value to write; undefined for a key where there is none. */
export function toNewValue(value: FixValue, resource: Resource, key: KeyChoice | undefined): NewValue | undefined {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'string' ? { kind: 'scalar', value: fillIn(value.value, resource) } : value;
    case 'key':
      return key?.value;
    case 'self':
      return { kind: 'ref', target: resource.id, attribute: value.attribute };
    case 'raw':
      return { kind: 'raw', text: fillIn(value.text, resource) };
    case 'object':
      return {
        kind: 'object',
        entries: value.entries.map(([name, item]) => [
          name,
          toNewValue(item, resource, key) ?? { kind: 'scalar', value: '' },
        ]),
      };
    case 'list':
      return {
        kind: 'list',
        items: value.items.map((item) => toNewValue(item, resource, key) ?? { kind: 'scalar', value: '' }),
      };
  }
}
