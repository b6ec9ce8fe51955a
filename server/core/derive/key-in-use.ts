// A fact of a KMS key that matters where something is encrypted with the key: what resources of the same unit name it for that.
import type { Subject } from '../facts';
import { mayHoldKey } from '../key-words';
import type { Resource } from '../resource';
import type { ConfigValue, Trace } from '../value';
import type { Derivation } from './index';
import { keyOf } from './key-policy';

/** Resources of AWS that are no part of KMS, and whose keys are not there to sign. */
const STORE = /^(?:aws_(?!kms_|route53_|cloudformation_)|AWS::(?!KMS::|Route53::|CloudFormation::))/;
/** What is below these is named by whoever writes it: a variable `KMS_KEY_ID` may hold a key that signs. */
const FREE = /^(?:environment|variables|parameters|arguments|tags|metadata|definition\w*|content)$/i;
const MAX_DEPTH = 30;
/** More of them would bury the message. */
const MOST_NAMED = 5;

/**
 * `from: [fact]`: the fact as it is, where a resource of the unit names the key to encrypt its data, directly or by an alias; the message names the
 * first, and the way to the value all of them. Nothing where none does, or where the fact is not written.
 */
export const keyInUse: Derivation = ({ subject, inputs, nothing }) =>
  inputs.flat().map((sighting) => {
    const { value, assumed } = sighting;
    const stores = value === undefined || assumed ? [] : storesOf(subject).slice(0, MOST_NAMED);
    const [first] = stores;
    if (!value || !first) return nothing;
    const trace = [...(value.trace ?? []), ...stores.map(asTrace)];
    return { ...sighting, value: { ...value, trace }, detail: `${first.address} names it` };
  });

function asTrace({ source, head, address }: Resource): Trace {
  return { place: { uri: source, span: head }, note: `${address} names the key to encrypt its data` };
}

function storesOf(subject: Subject): readonly Resource[] {
  return subject.index.unit.resources.filter(
    ({ type, exists, body }) => STORE.test(type) && exists !== 'never' && encryptsWith(body, subject, 0),
  );
}

/** Whether a setting that takes a key, somewhere below the value, names the subject. */
function encryptsWith(value: ConfigValue, subject: Subject, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  switch (value.kind) {
    case 'object':
      return value.entries.some(
        ({ key, value: inner }) =>
          (mayHoldKey(key) && names(inner, subject)) || (!FREE.test(key) && encryptsWith(inner, subject, depth + 1)),
      );
    case 'list':
      return value.items.some((item) => encryptsWith(item, subject, depth + 1));
    case 'choice':
      return value.options.some((option) => encryptsWith(option.value, subject, depth + 1));
    default:
      return false;
  }
}

function names(value: ConfigValue, subject: Subject): boolean {
  if (value.kind === 'choice') return value.options.some((option) => names(option.value, subject));
  return keyOf(value, subject)?.id === subject.resource.id;
}
