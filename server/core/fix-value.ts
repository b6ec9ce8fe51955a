// Values of a kind file's fixes as values to write: the resource itself and the key are put in.
import { instanceId } from './instance';
import type { FixValue } from './kind';
import type { KeyChoice } from './key-choice';
import type { NewValue, Resource } from './resource';
import { idInModule } from './surroundings';
import type { ConfigValue } from './value';

/** `{self}` is the resource's id within its module, `{name}` its local name. */
export function fillIn(text: string, resource: Resource): string {
  return text
    .replaceAll('{self}', resource.type.includes('::') ? nameOf(resource) : instanceId(resource, idInModule(resource)))
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
    case 'over-tls':
      return undefined;
    case 'self':
      return { kind: 'ref', target: instanceId(resource, resource.id), attribute: value.attribute };
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

const OVER_TLS: Readonly<Record<string, string>> = {
  http: 'https',
  ws: 'wss',
  ldap: 'ldaps',
  redis: 'rediss',
};

/**
 * The written address over TLS. Undefined where it is no text that stands there, or where it names a port, on which the other end need not
 * speak TLS; Redis has one port for both.
 */
export function overTls(written: ConfigValue | undefined): NewValue | undefined {
  if (written?.kind !== 'scalar' || typeof written.value !== 'string' || written.trace) return undefined;
  const [, scheme = '', host = '', port] = /^([a-z]+):\/\/([^/?#:]+)(:\d+)?(?=[/?#]|$)/.exec(written.value) ?? [];
  const secure = OVER_TLS[scheme];
  if (secure === undefined || host === '' || (port !== undefined && scheme !== 'redis')) return undefined;
  return { kind: 'scalar', value: secure + written.value.slice(scheme.length) };
}
