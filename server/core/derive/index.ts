// The facts that need code, by the name under which a kind file asks for them. Code derives facts; data decides what they mean.
import type { Derive } from '../kind';
import type { Sighting, Subject } from '../facts';
import { broadAction } from './broad-action';
import { dataIn } from './data-in';
import { defaultBy } from './default-by';
import { alongReferences, setInUnit } from './in-unit';
import { inMetadata } from './in-metadata';
import { keyAdmits, roleUsesKey } from './key-grants';
import { keyInUse } from './key-in-use';
import { literalSecrets } from './literal-secrets';
import { localStorage } from './local-storage';
import { ofSibling } from './of-sibling';
import { refersTo } from './refers-to';
import { deniesInsecureTransport } from './transport-policy';
import { openToWorld } from './open-policy';
import { textSetting } from './text-setting';
import { localAddress, plaintextUrl } from './url';
import { wordsOf } from './words-of';

/** What a derivation gets: the sightings of the facts it reads, in the order of `from`, and its options. */
export interface DeriveInput {
  readonly subject: Subject;
  readonly inputs: readonly (readonly Sighting[])[];
  readonly options: Derive['options'];
  /** A sighting of nothing at the resource's head, to be filled. */
  readonly nothing: Sighting;
}

/** Pure: sightings in, sightings out. Says `unknown` where it can't know. */
export type Derivation = (input: DeriveInput) => readonly Sighting[];

/** Every derivation by its name in kind files. */
export const derivations: Readonly<Record<string, Derivation>> = {
  'along-references': alongReferences,
  'broad-action': broadAction,
  'data-in': dataIn,
  'default-by': defaultBy,
  'denies-insecure-transport': deniesInsecureTransport,
  'in-metadata': inMetadata,
  'key-admits': keyAdmits,
  'key-in-use': keyInUse,
  'literal-secrets': literalSecrets,
  'local-address': localAddress,
  'local-storage': localStorage,
  'of-sibling': ofSibling,
  'open-to-world': openToWorld,
  'plaintext-url': plaintextUrl,
  'refers-to': refersTo,
  'role-uses-key': roleUsesKey,
  'set-in-unit': setInUnit,
  'text-setting': textSetting,
  'words-of': wordsOf,
};
