// The permission of IAM that a role lacks for a key: a statement in a policy of the role that is there, or a new policy.
import type { Subject } from './facts';
import type { PlannedChange } from './fix';
import { decide, parsePath } from './path';
import { addStatement, policyTarget, type PolicyTarget } from './policy-target';
import { wholePolicy } from './policy-text';
import type { NewStatement, NewValue, Resource, Segment } from './resource';
import { idInModule } from './surroundings';
import { entryOf } from './value';
import { entriesBelow } from './value-search';

/** Policies that belong to one role, in resources of their own: how they name it, and where the policy stands. */
const POLICIES = [
  { type: 'aws_iam_role_policy', via: pathOf('role'), document: 'policy' },
  { type: 'AWS::IAM::RolePolicy', via: pathOf('RoleName'), document: 'PolicyDocument' },
  { type: 'AWS::IAM::Policy', via: pathOf('Roles[]'), document: 'PolicyDocument' },
] as const;

/** The changes that let a role do `actions` with the key, as far as IAM has to allow it. */
export function permit(
  role: Resource,
  key: Resource,
  actions: readonly string[],
  subject: Subject,
): readonly PlannedChange[] | undefined {
  const statement: NewStatement = {
    sid: 'UseKey',
    effect: 'Allow',
    actions,
    resources: [{ kind: 'ref', target: idInModule(key), attribute: key.dialect === 'terraform' ? 'arn' : 'Arn' }],
    conditions: [],
  };
  const target = ownPolicy(role, subject);
  if (target) return [addStatement(target, statement)];
  if (role.dialect !== 'terraform') return [inTemplate(role, key, statement)];
  // Terraform takes policies beside a role away where the role lists its own
  return entryOf(role.body, 'inline_policy') ? undefined : [newRolePolicy(role, statement)];
}

/** Where policies stand in the role itself. */
const INLINE = {
  terraform: { list: 'inline_policy', name: 'name', document: 'policy' },
  cloudformation: { list: 'Policies', name: 'PolicyName', document: 'PolicyDocument' },
} as const;

/** A policy of this role and of no other. */
function ownPolicy(role: Resource, subject: Subject): PolicyTarget | undefined {
  return inlinePolicy(role, subject) ?? policyBeside(role, subject);
}

function inlinePolicy(role: Resource, subject: Subject): PolicyTarget | undefined {
  const { list, name, document } = INLINE[role.dialect === 'terraform' ? 'terraform' : 'cloudformation'];
  const policies = decide(entryOf(role.body, list)?.value, subject.choose);
  for (const item of policies?.kind === 'list' ? policies.items : []) {
    const named = item.kind === 'object' ? entryOf(item, name)?.value : undefined;
    const value = item.kind === 'object' ? entryOf(item, document)?.value : undefined;
    if (named?.kind !== 'scalar' || named.trace || !value) continue;
    const where = { name, value: String(named.value) };
    const path = [
      { name: list, list: true, where },
      { name: document, list: false },
    ];
    const target = policyTarget(role, path, value, subject.index);
    if (target) return target;
  }
  return undefined;
}

function policyBeside(role: Resource, subject: Subject): PolicyTarget | undefined {
  for (const { type, via, document } of POLICIES) {
    for (const holder of subject.index.pointingAt(role, type, via, () => []).resources) {
      const path = pathOf(document);
      const value = decide(entryOf(holder.body, document)?.value, subject.choose);
      const roles = entryOf(holder.body, 'Roles')?.value;
      const shared = roles?.kind === 'list' && roles.items.length > 1;
      const target = value && !shared && !holder.repeated && policyTarget(holder, path, value, subject.index);
      if (target) return target;
    }
  }
  return undefined;
}

function newRolePolicy(role: Resource, statement: NewStatement): PlannedChange {
  const name = `${role.id.slice(role.id.lastIndexOf('.') + 1)}_key`;
  return added(role, 'aws_iam_role_policy', name, [
    ['role', { kind: 'ref', target: idInModule(role), attribute: 'id' }],
    ['policy', wholePolicy(role, [statement])],
  ]);
}

/** In the role itself, unless the key names the role: the two would wait for each other. */
function inTemplate(role: Resource, key: Resource, statement: NewStatement): PlannedChange {
  const policy = wholePolicy(role, [statement]);
  const name: NewValue = { kind: 'scalar', value: 'UseKey' };
  if (!entriesBelow(key.body).some((value) => value.kind === 'ref' && value.target === role.id)) {
    const path = pathOf('Policies[PolicyName=UseKey].PolicyDocument');
    return { resource: role.id, change: { kind: 'set', path, value: policy } };
  }
  return added(role, 'AWS::IAM::Policy', `${role.id}KeyPolicy`, [
    ['PolicyName', name],
    ['Roles', { kind: 'list', items: [{ kind: 'ref', target: role.id, attribute: '' }] }],
    ['PolicyDocument', policy],
  ]);
}

function added(
  role: Resource,
  type: string,
  name: string,
  body: readonly (readonly [string, NewValue])[],
): PlannedChange {
  const entries = body.map(([path, value]) => ({ path: pathOf(path), value }));
  return { resource: role.id, change: { kind: 'add-resource', type, name, body: entries } };
}

function pathOf(text: string): readonly Segment[] {
  return parsePath(text) ?? [];
}
