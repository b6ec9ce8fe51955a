// A new customer key for a fix to name: with rotation, and a policy that admits the account and the service that uses it.
import type { PlannedChange } from './fix';
import type { KeyChoice } from './key-choice';
import type { KeyUser } from './kind';
import { parsePath } from './path';
import type { NewValue, Resource } from './resource';
import type { UnitIndex } from './unit-index';

const COST = 'a key costs about $1 a month';

/** A new key next to the resource; undefined where the dialect has no place for one. */
export function newKey(resource: Resource, index: UnitIndex, user: KeyUser | undefined): KeyChoice | undefined {
  switch (resource.dialect) {
    case 'terraform':
      if (resource.type.startsWith('awscc_') || (resource.language === 'json' && user)) return undefined;
      return terraformKey(resource, index, user);
    case 'cloudformation':
      return resource.loose ? undefined : templateKey(resource, index, user);
    case 'cdk':
      return resource.language === 'typescript' && !user ? constructKey(resource) : undefined;
    case 'sdk':
      return undefined;
  }
}

/** A construct with a key admits itself in the key's policy, so nothing more has to be said. */
function constructKey(resource: Resource): KeyChoice {
  const words = resource.address.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Key`;
  const variable = name.charAt(0).toLowerCase() + name.slice(1);
  return {
    name: `a new key ${variable}`,
    value: { kind: 'raw', text: variable },
    creates: [added(resource, 'aws-kms.Key', variable, [['enableKeyRotation', scalar(true)]])],
    caution: COST,
  };
}

function terraformKey(resource: Resource, index: UnitIndex, user: KeyUser | undefined): KeyChoice {
  const parts = resource.id.split('.');
  const label = (parts.at(-1) ?? '').replace(/#\d+$/, '');
  const isTaken = (id: string): boolean => index.byId([...parts.slice(0, -2), id].join('.')) !== undefined;
  const name = unused(label, (candidate) => isTaken(`aws_kms_key.${candidate}`));
  const data = user ? DATA.filter(({ words }) => words.test(JSON.stringify(user) + ROOT)) : [];
  const body: readonly (readonly [string, NewValue])[] = [
    ['description', scalar(`Encrypts ${label}`)],
    ['enable_key_rotation', scalar(true)],
    ...(user ? [['policy', { kind: 'raw', text: terraformPolicy(user) }] as const] : []),
  ];
  return {
    name: `a new key aws_kms_key.${name}`,
    value: { kind: 'ref', target: `aws_kms_key.${name}`, attribute: 'arn' },
    creates: [
      added(resource, 'aws_kms_key', name, body),
      ...data.filter(({ type }) => !isTaken(`${type}.current`)).map(({ type }) => added(resource, type, 'current', [])),
    ],
    caution: COST,
  };
}

const ROOT = 'arn:{partition}:iam::{account}:root';

/** Where Terraform gets what a policy needs to know of its surroundings. */
const DATA = [
  { type: 'data.aws_partition', words: /\{partition\}|\{suffix\}/ },
  { type: 'data.aws_region', words: /\{region\}/ },
  { type: 'data.aws_caller_identity', words: /\{account\}/ },
] as const;

function inTerraform(text: string): string {
  const filled = text
    .replaceAll('{partition}', '${data.aws_partition.current.partition}')
    .replaceAll('{suffix}', '${data.aws_partition.current.dns_suffix}')
    .replaceAll('{region}', '${data.aws_region.current.name}')
    .replaceAll('{account}', '${data.aws_caller_identity.current.account_id}');
  const only = /^\$\{([^${}]*)\}$/.exec(filled)?.[1];
  return only ?? `"${filled}"`;
}

/** AWS's default policy, which lets IAM decide, and a statement for the service. Aligned as `terraform fmt` does it. */
function terraformPolicy(user: KeyUser): string {
  const when = user.when.map(([name, value]) => `"${name}" = ${inTerraform(value)}`).join(', ');
  return `jsonencode({
  Version = "2012-10-17"
  Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = ${inTerraform(ROOT)} }
      Action    = "kms:*"
      Resource  = "*"
    },
    {
      Effect    = "Allow"
      Principal = { Service = ${inTerraform(user.service)} }
      Action    = [${user.actions.map((action) => `"${action}"`).join(', ')}]
      Resource  = "*"${when === '' ? '' : `\n      Condition = { StringLike = { ${when} } }`}
    },
  ]
})`;
}

/** The policy is AWS's default one, which lets IAM decide: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function templateKey(resource: Resource, index: UnitIndex, user: KeyUser | undefined): KeyChoice {
  const name = unused(`${resource.id}Key`, (candidate) => index.byId(candidate) !== undefined);
  const statements = [
    statement(object(['AWS', inTemplate(ROOT)]), scalar('kms:*'), []),
    ...(user ? [statement(object(['Service', inTemplate(user.service)]), list(user.actions), user.when)] : []),
  ];
  const policy = object(['Version', scalar('2012-10-17')], ['Statement', { kind: 'list', items: statements }]);
  return {
    name: `a new key ${name}`,
    value: { kind: 'ref', target: name, attribute: 'Arn' },
    creates: [
      added(resource, 'AWS::KMS::Key', name, [
        ['EnableKeyRotation', scalar(true)],
        ['KeyPolicy', policy],
      ]),
    ],
    caution: COST,
  };
}

function statement(principal: NewValue, action: NewValue, when: KeyUser['when']): NewValue {
  const conditions = when.map(([name, value]) => [name, inTemplate(value)] as const);
  return object(
    ['Effect', scalar('Allow')],
    ['Principal', principal],
    ['Action', action],
    ['Resource', scalar('*')],
    ...(when.length > 0 ? [['Condition', object(['StringLike', object(...conditions)])] as const] : []),
  );
}

function inTemplate(text: string): NewValue {
  const filled = text
    .replaceAll('{partition}', '${AWS::Partition}')
    .replaceAll('{suffix}', '${AWS::URLSuffix}')
    .replaceAll('{region}', '${AWS::Region}')
    .replaceAll('{account}', '${AWS::AccountId}');
  return filled === text ? scalar(text) : object(['Fn::Sub', scalar(filled)]);
}

function added(
  resource: Resource,
  type: string,
  name: string,
  body: readonly (readonly [string, NewValue])[],
): PlannedChange {
  const entries = body.map(([path, value]) => ({ path: parsePath(path) ?? [], value }));
  return { resource: resource.id, change: { kind: 'add-resource', type, name, body: entries } };
}

function scalar(value: string | boolean): NewValue {
  return { kind: 'scalar', value };
}

function object(...entries: readonly (readonly [string, NewValue])[]): NewValue {
  return { kind: 'object', entries };
}

function list(texts: readonly string[]): NewValue {
  return { kind: 'list', items: texts.map(scalar) };
}

function unused(wish: string, taken: (name: string) => boolean): string {
  let name = wish;
  for (let i = 2; taken(name); i++) name = `${wish}${String(i)}`;
  return name;
}
