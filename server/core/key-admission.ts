// Both locks of a key as changes: a statement in the key's policy for a service, and what a role lacks in the key's policy or in IAM.
// Source: https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html
import { keyAllows, keyOf, keyPolicyOf, leavesToIam, type KeyPolicy } from './derive/key-policy';
import { isForService } from './derive/grant-match';
import { roleOf } from './derive/role-policies';
import type { Finding } from './evaluate';
import { sightings, type Subject } from './facts';
import type { PlannedChange } from './fix';
import type { KeyUser } from './kind';
import { addStatement, policyTarget } from './policy-target';
import { wholePolicy } from './policy-text';
import type { NewStatement, NewValue, Resource, Segment } from './resource';
import { permit } from './role-permission';
import { subjectOf } from './statement-fix';
import { ACCOUNT_ROOT, idInModule, modulePrefix, surroundingsOf, type Surroundings } from './surroundings';
import { entriesBelow } from './value-search';
import type { UnitIndex } from './unit-index';

/**
 * The changes that make a fact true which `key-admits` or `role-uses-key` derives; undefined where they can't be made in this unit.
 * `user` says more exactly what the service needs than the fact does.
 */
export function admission(
  name: string,
  user: KeyUser | undefined,
  finding: Finding,
  index: UnitIndex,
): readonly PlannedChange[] | undefined {
  const subject = subjectOf(finding, index);
  const derive = finding.kind.facts[name]?.derive;
  const [keys = [], roles = []] = (derive?.from ?? []).map((from) => sightings(subject, from));
  const key = keys.map(({ value }) => keyOf(value, subject)).find((found) => found !== undefined);
  if (!derive || !key || key.repeated) return undefined;
  const actions = Array.isArray(derive.options.actions)
    ? derive.options.actions.map(String)
    : [String(derive.options.actions)];
  if (derive.name === 'key-admits')
    return admitService(key, user ?? serviceUser(String(derive.options.principal), actions), subject);
  const role = roles.map(({ value }) => roleOf(value, subject)).find((found) => found !== undefined);
  if (!role || role.repeated || modulePrefix(role) !== modulePrefix(key)) return undefined;
  return letRole(key, role, actions, subject);
}

function serviceUser(service: string, actions: readonly string[]): KeyUser {
  return { service, actions, when: [], constructAdmits: false };
}

/** Whether the policy of a key surely does not admit a service. */
export function refusesService(key: Resource, user: KeyUser, subject: Subject): boolean {
  const keyPolicy = keyPolicyOf(key, subject);
  return user.actions.some((action) => keyAllows(keyPolicy, action, isForService(user.service)) === 'no');
}

/** Adds the statement that lets a service use the key; where the key has no policy of its own, AWS's default one is written, too. */
export function admitService(key: Resource, user: KeyUser, subject: Subject): readonly PlannedChange[] | undefined {
  const surroundings = surroundingsOf(key, subject.index);
  const statement = serviceStatement(user, surroundings);
  // Code says what it adds to the policy of a construct beside the construct.
  if (key.dialect === 'cdk') return [{ resource: key.id, change: { kind: 'add-statement', path: [], statement } }];
  return intoKeyPolicy(key, keyPolicyOf(key, subject), statement, surroundings, subject);
}

function intoKeyPolicy(
  key: Resource,
  keyPolicy: KeyPolicy,
  statement: NewStatement,
  surroundings: Surroundings,
  { index }: Subject,
): readonly PlannedChange[] | undefined {
  const { resource, value, isDefault } = keyPolicy;
  const path: readonly Segment[] = [{ name: key.dialect === 'terraform' ? 'policy' : 'KeyPolicy', list: false }];
  if (key.loose) return undefined;
  if (isDefault) {
    const policy = wholePolicy(key, [accountStatement(surroundings), statement]);
    const change = { resource: key.id, change: { kind: 'set', path, value: policy } } as const;
    return keyPolicy.policy ? [...surroundings.missing(), change] : undefined;
  }
  const target = value && policyTarget(resource, path, value, index);
  return target && [...surroundings.missing(), addStatement(target, statement)];
}

/** The statement of AWS's default policy, which leaves it to IAM who may use the key. */
export function accountStatement(surroundings: Surroundings): NewStatement {
  return {
    sid: 'AllowAccount',
    effect: 'Allow',
    principal: { type: 'AWS', name: surroundings.fill(ACCOUNT_ROOT) },
    actions: ['kms:*'],
    resources: [EVERYTHING],
    conditions: [],
  };
}

/** In a key policy `*` is the key itself. */
const EVERYTHING: NewValue = { kind: 'scalar', value: '*' };

/** What a service needs, under no more conditions than AWS documents. */
export function serviceStatement({ service, actions, when }: KeyUser, surroundings: Surroundings): NewStatement {
  const name = service.split('.')[0] ?? service;
  return {
    sid: `Allow${name.charAt(0).toUpperCase()}${name.slice(1).replace(/[^A-Za-z0-9]/g, '')}`,
    effect: 'Allow',
    principal: { type: 'Service', name: surroundings.fill(service) },
    actions,
    resources: [EVERYTHING],
    conditions: when.map(([key, value]) => ({ operator: 'StringLike', key, value: surroundings.fill(value) })),
  };
}

function letRole(
  key: Resource,
  role: Resource,
  actions: readonly string[],
  subject: Subject,
): readonly PlannedChange[] | undefined {
  const keyPolicy = keyPolicyOf(key, subject);
  const name: NewValue = {
    kind: 'ref',
    target: idInModule(role),
    attribute: role.dialect === 'terraform' ? 'arn' : 'Arn',
  };
  if (actions.every((action) => leavesToIam(keyPolicy, action) !== 'no')) return permit(role, key, actions, subject);
  // The key would wait for the role, and the role for the key.
  if (entriesBelow(role.body).some((value) => value.kind === 'ref' && value.target === key.id)) return undefined;
  const statement: NewStatement = {
    sid: 'AllowRole',
    effect: 'Allow',
    principal: { type: 'AWS', name },
    actions,
    resources: [EVERYTHING],
    conditions: [],
  };
  return intoKeyPolicy(key, keyPolicy, statement, surroundingsOf(key, subject.index), subject);
}
