// Finds settings that stand in the metadata of a CloudFormation resource, outside of its properties.
import { walk } from '../path';
import type { Derivation } from './index';

/** Options `key` and `settings`: what the entries under that key of the metadata say of these settings, each where it stands; nothing where none does. */
export const inMetadata: Derivation = ({ subject, options, nothing }) => {
  const { metadata } = subject.resource;
  if (metadata?.kind !== 'object' || !Array.isArray(options.settings)) return [nothing];
  const entries = { name: String(options.key), list: true, keys: true } as const;
  const found = options.settings
    .flatMap((name) => walk(metadata, [entries, { name: String(name), list: false }], subject.choose))
    .filter(({ value, open }) => value !== undefined || open);
  return found.length > 0 ? found.map((each) => ({ ...nothing, ...each })) : [nothing];
};
