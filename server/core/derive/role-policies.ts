// Gathers what IAM allows a role of the unit: inline policies, policies attached to it, and the AWS-managed ones that are known here.
import type { Subject } from '../facts';
import { HOLE } from '../json-text';
import { decide, parsePath, renderText, walk } from '../path';
import { readPolicy, type Policy } from '../policy';
import type { Resource, Segment } from '../resource';
import { or, type Truth } from '../truth';
import { entryOf, type ConfigValue } from '../value';
import { kmsActionsOf } from './aws-policies';
import { allows, type Fits } from './grant-match';
import { nameOfRef } from './key-policy';

const ROLE_TYPE = /^(aws_iam_role|AWS::IAM::Role)$/;
const MANAGED_TYPE: Readonly<Record<string, string>> = {
  aws_iam_policy: 'policy',
  'AWS::IAM::ManagedPolicy': 'PolicyDocument',
};

/** Where policies of a role stand: `from` its type, or another that points at it by `via`. `document` is a policy, `arn` names one. */
interface PolicyPlace {
  readonly type: string;
  readonly via?: readonly Segment[];
  readonly document?: readonly Segment[];
  readonly arn?: readonly Segment[];
}

function place(type: string, via: string | undefined, document: string | undefined, arn?: string): PolicyPlace {
  const path = (text: string): readonly Segment[] => parsePath(text) ?? [];
  return {
    type,
    ...(via === undefined ? {} : { via: path(via) }),
    ...(document === undefined ? {} : { document: path(document) }),
    ...(arn === undefined ? {} : { arn: path(arn) }),
  };
}

const PLACES: readonly PolicyPlace[] = [
  place('aws_iam_role', undefined, 'inline_policy[].policy', 'managed_policy_arns[]'),
  place('aws_iam_role_policy', 'role', 'policy'),
  place('aws_iam_role_policy_attachment', 'role', undefined, 'policy_arn'),
  place('aws_iam_role_policy_attachments_exclusive', 'role_name', undefined, 'policy_arns[]'),
  place('aws_iam_policy_attachment', 'roles[]', undefined, 'policy_arn'),
  place('AWS::IAM::Role', undefined, 'Policies[].PolicyDocument', 'ManagedPolicyArns[]'),
  place('AWS::IAM::RolePolicy', 'RoleName', 'PolicyDocument'),
  place('AWS::IAM::Policy', 'Roles[]', 'PolicyDocument'),
  place('AWS::IAM::ManagedPolicy', 'Roles[]', 'PolicyDocument'),
];

/** The role that a value names, in the same unit. */
export function roleOf(value: ConfigValue | undefined, subject: Subject): Resource | undefined {
  const named = value?.kind === 'ref' ? subject.index.byId(value.target) : undefined;
  return named && !named.loose && ROLE_TYPE.test(named.type) ? named : undefined;
}

/** The name that is written for a role; undefined where AWS or Terraform makes one up. */
export function nameOfRole(role: Resource, subject: Subject): string | undefined {
  const entry = entryOf(role.body, role.dialect === 'terraform' ? 'name' : 'RoleName');
  const value = decide(entry?.value, subject.choose);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** What is known of a role's permissions. */
export interface RolePolicies {
  readonly policies: readonly Policy[];
  /** One more policy may be attached to it than can be read. */
  readonly open: boolean;
}

/** Every policy of a role that stands in the unit or is known by its AWS-managed name. */
export function policiesOf(role: Resource, subject: Subject): RolePolicies {
  const policies: (Policy | undefined)[] = [];
  let open = role.body.open;
  for (const { type, via, document, arn } of PLACES) {
    const holders = holdersOf(role, type, via, subject);
    open ||= holders.open;
    for (const holder of holders.resources) {
      if (document) policies.push(...valuesAt(holder, document, subject).map((value) => readAs(value, subject)));
      if (arn) policies.push(...valuesAt(holder, arn, subject).map((value) => managedPolicy(value, subject)));
    }
  }
  const read = policies.filter((policy) => policy !== undefined);
  return { policies: read, open: open || read.length < policies.length || read.length === 0 };
}

function holdersOf(role: Resource, type: string, via: readonly Segment[] | undefined, subject: Subject) {
  if (!via) return { resources: role.type === type ? [role] : [], open: false };
  return subject.index.pointingAt(role, type, via, () => {
    const name = nameOfRole(role, subject);
    return name === undefined ? [] : [name];
  });
}

/** Undefined for a value that can't be seen. */
function valuesAt(holder: Resource, path: readonly Segment[], subject: Subject): readonly (ConfigValue | undefined)[] {
  return walk(holder.body, path, subject.choose).flatMap(({ value, open }) =>
    value !== undefined || open ? [value] : [],
  );
}

function readAs(value: ConfigValue | undefined, subject: Subject): Policy | undefined {
  return readPolicy(value, subject.choose, nameOfRef(subject));
}

function managedPolicy(value: ConfigValue | undefined, subject: Subject): Policy | undefined {
  if (value?.kind === 'ref') {
    const target = subject.index.byId(value.target);
    const document = target && MANAGED_TYPE[target.type];
    return document === undefined ? undefined : readAs(entryOf(target?.body ?? EMPTY, document)?.value, subject);
  }
  const arn = value && renderText(value);
  const actions = arn === undefined ? undefined : kmsActionsOf(arn, HOLE);
  return actions && awsPolicy(actions, value);
}

const EMPTY: Resource['body'] = {
  kind: 'object',
  span: { start: 0, end: 0 },
  head: { start: 0, end: 0 },
  entries: [],
  open: false,
};

/** An AWS-managed policy as far as keys go: it allows these actions on every key. */
function awsPolicy(actions: readonly string[], value: ConfigValue | undefined): Policy {
  const none = { known: [], open: false };
  const statement: Policy['statements'][number] = {
    span: value?.span ?? EMPTY.span,
    effect: 'Allow',
    actions: { known: actions, open: false },
    notActions: none,
    resources: { known: ['*'], open: false },
    principals: none,
    notPrincipals: none,
    conditions: [],
    conditionsOpen: false,
  };
  return { statements: [statement], open: false };
}

/** Whether IAM allows the role an action on what `fits` recognises. */
export function iamAllows(role: RolePolicies, action: string, fits: Fits): Truth {
  const truths = role.policies.map((policy) => allows(policy, action, fits));
  return or(role.open ? [...truths, 'maybe'] : truths);
}
