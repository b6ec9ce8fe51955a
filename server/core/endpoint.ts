// Which addresses are AWS's: what a client does at another one's is no call of AWS.
import type { ConfigValue } from './value';

/** Hosts of AWS's endpoints, those of China and of private links among them. */
const AWS_HOST = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn|aws\.dev)$/;

/** True for a known address that is surely not AWS's: another provider's storage, an emulator. */
export function isForeignEndpoint(value: ConfigValue | undefined): boolean {
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return false;
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#\s]+)/i.exec(value.value)?.[1];
  return host !== undefined && !AWS_HOST.test(host.toLowerCase());
}
