// Which addresses are AWS's: what a client does at another one's is no call of AWS.
import type { Resource } from './resource';
import { entryOf, type ConfigValue } from './value';

/** Hosts of AWS's endpoints, those of China and of private links among them. */
const AWS_HOST = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn|aws\.dev)$/;

/** True for a known address that is surely not AWS's: another provider's storage, an emulator. */
export function isForeignEndpoint(value: ConfigValue | undefined): boolean {
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return false;
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#\s]+)/i.exec(value.value)?.[1];
  return host !== undefined && !AWS_HOST.test(host.toLowerCase());
}

/** The resources without calls of services whose clients in the same file are all at another one's address. */
export function withoutForeign(resources: readonly Resource[]): readonly Resource[] {
  const clients = resources.filter(({ type }) => type === 'sdk:Client');
  const foreign = new Set(clients.filter(isAtForeign).map(serviceOf));
  if (foreign.size === 0) return resources;
  for (const client of clients) if (!isAtForeign(client)) foreign.delete(serviceOf(client));
  return resources.filter(({ dialect, type }) => dialect !== 'sdk' || !foreign.has(type.slice(0, type.indexOf(':'))));
}

function isAtForeign({ body }: Resource): boolean {
  return isForeignEndpoint(entryOf(body, 'endpoint')?.value);
}

function serviceOf({ body }: Resource): string {
  const value = entryOf(body, 'service')?.value;
  return value?.kind === 'scalar' ? String(value.value) : '';
}
