// The two locks of a key: whether its policy admits a service, and whether both its policy and IAM let a role use it.
// Source: https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html
import type { Sighting, Subject } from '../facts';
import { isCustomerKey } from '../key';
import type { Resource } from '../resource';
import { and, or, type Truth } from '../truth';
import type { ConfigValue, Trace } from '../value';
import { isForKey, isForRole, isForService } from './grant-match';
import type { Derivation } from './index';
import { keyAllows, keyOf, keyPolicyOf, leavesToIam, mayBeGranted, type KeyPolicy } from './key-policy';
import { iamAllows, nameOfRole, policiesOf, roleOf } from './role-policies';

/**
 * `from: [key]`, options `principal` (`logs.{region}.amazonaws.com`) and `actions`: whether the policy of the key lets the service do all of them.
 * False stands where the statement is missing: at the key's policy, or at the key where it has none. A resource without a key needs nothing: true.
 * Option `awsManaged: refuses`: AWS-managed keys admit no such service, and nobody can change that.
 */
export const keyAdmits: Derivation = ({ subject, inputs, options }) => {
  const principal = String(options.principal);
  const actions = textsOf(options.actions);
  return inputs.flat().map((sighting) => {
    const early = withoutKey(sighting, subject, options.awsManaged === 'refuses' ? principal : undefined);
    if (early) return early;
    const key = keyOf(sighting.value, subject);
    if (!key) return unknown(sighting, 'the key lies outside, its policy is not known here');
    const keyPolicy = keyPolicyOf(key, subject);
    const truths = actions.map((action) => ({ action, truth: keyAllows(keyPolicy, action, isForService(principal)) }));
    const missing = missingOf(truths);
    if (missing.length === 0) return verdict(sighting, truths, 'the key policy is not fully known here');
    const detail = `${policyName(keyPolicy)} does not allow ${principal} ${needed(missing, subject)}`;
    return refusal(sighting, subject, keyPolicy, detail);
  });
};

/**
 * `from: [key, role]`, option `actions`: whether the role may do all of them with the key: the key policy names the role, or leaves it to IAM and a
 * policy of the role allows it. False stands where a statement is missing: at the role, or at the key's policy where that leaves nothing to IAM.
 */
export const roleUsesKey: Derivation = ({ subject, inputs, options }) => {
  const [keys = [], roles = []] = inputs;
  const actions = textsOf(options.actions);
  return keys.flatMap((key) => withoutKey(key, subject, undefined) ?? roles.map((role) => judge(key, role)));

  function judge(keySeen: Sighting, roleSeen: Sighting): Sighting {
    if (roleSeen.value === undefined && !roleSeen.open) return answer(keySeen, true);
    const key = keyOf(keySeen.value, subject);
    if (!key) return unknown(keySeen, 'the key lies outside, its policy is not known here');
    const role = roleOf(roleSeen.value, subject);
    if (!role) return unknown(roleSeen, 'the role lies outside, its policies are not known here');
    return judgeRole(keySeen, key, role, actions, subject);
  }
};

function judgeRole(
  sighting: Sighting,
  key: Resource,
  role: Resource,
  actions: readonly string[],
  subject: Subject,
): Sighting {
  const keyPolicy = keyPolicyOf(key, subject);
  const permissions = policiesOf(role, subject);
  const named = isForRole(role, nameOfRole(role, subject));
  const truths = actions.map((action) => {
    const direct = or([keyAllows(keyPolicy, action, named), mayBeGranted(key, subject)]);
    const delegated = leavesToIam(keyPolicy, action);
    const truth = or([direct, and([delegated, iamAllows(permissions, action, isForKey(key))])]);
    return { action, truth, delegated };
  });
  const shut = missingOf(truths.filter(({ delegated }) => delegated === 'no'));
  if (shut.length > 0) {
    const detail = `${policyName(keyPolicy)} allows neither ${role.address} nor IAM ${needed(shut, subject)}`;
    return refusal(sighting, subject, keyPolicy, detail);
  }
  const missing = missingOf(truths);
  if (missing.length === 0)
    return verdict(sighting, truths, 'the policies of the key and the role are not fully known');
  const detail = `no policy allows ${role.address} to use ${key.address} for ${needed(missing, subject)}`;
  return refusal(sighting, subject, { resource: role, at: role.head, value: undefined }, detail);
}

/** The answer where no customer key is named, undefined where one is. `refused` is the service that an AWS-managed key does not admit. */
function withoutKey(sighting: Sighting, subject: Subject, refused: string | undefined): Sighting | undefined {
  if (sighting.value === undefined)
    return sighting.open ? unknown(sighting, 'a key may be set that can not be seen') : answer(sighting, true);
  if (isCustomerKey(sighting.value, subject.index, subject.choose) !== 'no') return undefined;
  const isKey = sighting.value.kind !== 'scalar' || String(sighting.value.value).includes('alias/aws/');
  if (refused === undefined || !isKey) return answer(sighting, true);
  const detail = `the policy of a key that AWS manages does not admit ${refused}, and can't be changed`;
  return { ...answer(sighting, false), detail };
}

interface Judged {
  readonly action: string;
  readonly truth: Truth;
}

function missingOf(truths: readonly Judged[]): readonly string[] {
  return truths.filter(({ truth }) => truth === 'no').map(({ action }) => action);
}

function verdict(sighting: Sighting, truths: readonly Judged[], reason: string): Sighting {
  return truths.every(({ truth }) => truth === 'yes') ? answer(sighting, true) : unknown(sighting, reason);
}

function policyName({ key, isDefault }: KeyPolicy): string {
  return isDefault ? `the default policy of ${key.address}` : `the policy of ${key.address}`;
}

function needed(actions: readonly string[], subject: Subject): string {
  return `${actions.join(', ')}, which ${subject.resource.address} needs`;
}

function answer(sighting: Sighting, value: boolean): Sighting {
  return { ...sighting, open: false, value: { kind: 'scalar', span: sighting.at, value } };
}

function unknown(sighting: Sighting, reason: string): Sighting {
  return { ...sighting, value: { kind: 'unknown', span: sighting.at, reason } };
}

/** A finding in another resource than the one that is judged; that one is told as related. */
function refusal(
  sighting: Sighting,
  subject: Subject,
  where: Pick<KeyPolicy, 'resource' | 'at' | 'value'>,
  detail: string,
): Sighting {
  const { resource, at } = where;
  const { source, head, address } = subject.resource;
  const step: Trace = { place: { uri: source, span: head }, note: `${address} uses the key` };
  const value: ConfigValue = {
    kind: 'scalar',
    span: at,
    value: false,
    trace: [...(where.value?.trace ?? []), step],
  };
  return {
    ...sighting,
    resource,
    at,
    container: resource.body,
    open: false,
    assumed: false,
    source: undefined,
    value,
    detail,
  };
}

/** An option that is a list of texts. */
export function textsOf(option: unknown): readonly string[] {
  return Array.isArray(option) ? option.map(String) : [String(option)];
}
