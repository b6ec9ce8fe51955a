// Finds the KMS key that a value names in the same unit, and its key policy: inline, in a resource of its own, or AWS's default one.
// Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
import type { Subject } from '../facts';
import { decide } from '../path';
import { readPolicy, type NameOfRef, type Policy } from '../policy';
import type { Resource, Segment } from '../resource';
import type { Span } from '../text';
import { entryOf, isAbsent, type ConfigValue, type RefValue } from '../value';
import { allows, isForAccount, symbolOf, type Fits } from './grant-match';
import type { Truth } from '../truth';

const KEY_TYPE = /^(aws_kms_(external_|replica_|replica_external_)?key|AWS::KMS::(Key|ReplicaKey))$/;
const ALIAS_TARGET: Readonly<Record<string, string>> = {
  aws_kms_alias: 'target_key_id',
  'AWS::KMS::Alias': 'TargetKeyId',
};

/** The key that a value names, directly or by an alias of the unit; undefined where it lies outside. */
export function keyOf(value: ConfigValue | undefined, subject: Subject): Resource | undefined {
  const named = value?.kind === 'ref' ? subject.index.byId(value.target) : undefined;
  if (!named || named.loose) return undefined;
  const target = ALIAS_TARGET[named.type];
  if (target === undefined) return KEY_TYPE.test(named.type) ? named : undefined;
  const behind = decide(entryOf(named.body, target)?.value, subject.choose);
  const key = behind?.kind === 'ref' ? subject.index.byId(behind.target) : undefined;
  return key && KEY_TYPE.test(key.type) ? key : undefined;
}

/** Names resources of the unit by their symbols; what a data source or a module gives stays hidden. */
export function nameOfRef(subject: Subject): NameOfRef {
  return (ref: RefValue) => {
    const target = subject.index.byId(ref.target);
    const key = ref.attribute.startsWith('target_key') ? keyOf(ref, subject) : undefined;
    if (key) return symbolOf(key);
    return target && !/^data\.|\.data\./.test(ref.target) ? symbolOf(target) : undefined;
  };
}

/** A key's policy, and where a statement has to be added to it. */
export interface KeyPolicy {
  readonly key: Resource;
  /** The resource in which `at` stands: the key, or the one that holds its policy. */
  readonly resource: Resource;
  readonly at: Span;
  readonly value: ConfigValue | undefined;
  /** Undefined: it can't be read. */
  readonly policy: Policy | undefined;
  /** No policy is written: AWS gives the key its default one, which leaves everything to IAM. */
  readonly isDefault: boolean;
}

// One path for each type: the index of a unit tells them apart by identity.
const POLICY_KEY: readonly Segment[] = [{ name: 'key_id', list: false }];
const GRANT_KEY: readonly Segment[] = [{ name: 'key_id', list: false }];

/** The policy of a key. A policy in a resource of its own takes the place of an inline one. */
export function keyPolicyOf(key: Resource, subject: Subject): KeyPolicy {
  const name = key.dialect === 'terraform' ? 'policy' : 'KeyPolicy';
  const own = subject.index.pointingAt(key, 'aws_kms_key_policy', POLICY_KEY, () => []);
  for (const resource of [...own.resources, key]) {
    const entry = entryOf(resource.body, name);
    const value = decide(entry?.value, subject.choose);
    if (!entry || value === undefined || isAbsent(value)) continue;
    const policy = readPolicy(value, subject.choose, nameOfRef(subject));
    return { key, resource, at: entry.keySpan, value, policy, isDefault: false };
  }
  const policy: Policy | undefined = own.open || key.body.open ? undefined : { statements: [], open: false };
  return { key, resource: key, at: key.head, value: undefined, policy, isDefault: true };
}

/** Whether a key's policy allows an action to whom `fits` recognises. */
export function keyAllows({ policy, isDefault }: KeyPolicy, action: string, fits: Fits): Truth {
  if (!policy) return 'maybe';
  return isDefault ? 'no' : allows(policy, action, fits);
}

/** Whether a key's policy leaves it to IAM who may do an action. */
export function leavesToIam(keyPolicy: KeyPolicy, action: string): Truth {
  if (keyPolicy.isDefault && keyPolicy.policy) return 'yes';
  return keyAllows(keyPolicy, action, isForAccount);
}

/** Whether somebody may have got a grant for the key: such a grant needs no statement anywhere. */
export function mayBeGranted(key: Resource, subject: Subject): Truth {
  const grants = subject.index.pointingAt(key, 'aws_kms_grant', GRANT_KEY, () => []);
  return grants.open || grants.resources.length > 0 ? 'maybe' : 'no';
}
