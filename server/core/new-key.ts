// A new customer key for a fix to name: with rotation, an alias, and a policy that admits the account and the service that uses it.
// Names of aliases: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-alias.html
import type { PlannedChange } from './fix';
import { accountStatement, serviceStatement } from './key-admission';
import type { KeyChoice } from './key-choice';
import type { KeyUser } from './kind';
import { parsePath } from './path';
import { wholePolicy } from './policy-text';
import type { NewValue, Resource } from './resource';
import { modulePrefix, surroundingsOf, type Surroundings } from './surroundings';
import type { UnitIndex } from './unit-index';

const COST = 'a key costs about $1 a month';

/** In the raw text of a new construct's property: what the construct is made in. */
export const SCOPE = '{scope}';

/**
 * A new key next to the resource. Its alias differs from deployment to deployment: AWS refuses a name that the account has already in the
 * region. Undefined where the dialect has no place for one.
 */
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
  const alias: NewValue = { kind: 'raw', text: `\`${words.join('-')}-\${${SCOPE}.node.addr}\`` };
  return {
    name: `a new key ${variable}`,
    value: { kind: 'raw', text: variable },
    creates: [
      added(resource.id, 'aws-kms.Key', variable, [
        ['enableKeyRotation', scalar(true)],
        ['alias', alias],
      ]),
    ],
    caution: COST,
  };
}

function terraformKey(resource: Resource, index: UnitIndex, user: KeyUser | undefined): KeyChoice {
  const prefix = modulePrefix(resource);
  const label = resource.id.slice(resource.id.lastIndexOf('.') + 1).replace(/#\d+$/, '');
  const name = unused(label, (candidate) => index.byId(`${prefix}aws_kms_key.${candidate}`) !== undefined);
  const surroundings = surroundingsOf(resource, index);
  const body: readonly (readonly [string, NewValue])[] = [
    ['description', scalar(`Encrypts ${label}`)],
    ['enable_key_rotation', scalar(true)],
    ...(user ? [['policy', keyPolicy(resource, user, surroundings)] as const] : []),
  ];
  return {
    name: `a new key aws_kms_key.${name}`,
    value: { kind: 'ref', target: `aws_kms_key.${name}`, attribute: 'arn' },
    creates: [
      added(resource.id, 'aws_kms_key', name, body),
      added(`${prefix}aws_kms_key.${name}`, 'aws_kms_alias', name, [
        ['name_prefix', scalar(`alias/${label}-`)],
        ['target_key_id', { kind: 'ref', target: `aws_kms_key.${name}`, attribute: 'key_id' }],
      ]),
      ...surroundings.missing(),
    ],
    caution: COST,
  };
}

function templateKey(resource: Resource, index: UnitIndex, user: KeyUser | undefined): KeyChoice {
  const stack = resource.id.slice(0, resource.id.lastIndexOf('.') + 1);
  const wish = `${resource.id.slice(stack.length)}Key`;
  const name = unused(wish, (candidate) => index.byId(stack + candidate) !== undefined);
  const policy = keyPolicy(resource, user, surroundingsOf(resource, index));
  return {
    name: `a new key ${name}`,
    value: { kind: 'ref', target: name, attribute: 'Arn' },
    creates: [
      added(resource.id, 'AWS::KMS::Key', name, [
        ['EnableKeyRotation', scalar(true)],
        ['KeyPolicy', policy],
      ]),
      added(stack + name, 'AWS::KMS::Alias', `${name}Alias`, [
        ['AliasName', { kind: 'object', entries: [['Fn::Sub', scalar(`alias/\${AWS::StackName}-${name}`)]] }],
        ['TargetKeyId', { kind: 'ref', target: name, attribute: '' }],
      ]),
    ],
    caution: COST,
  };
}

/** AWS's default policy, which lets IAM decide, and a statement for the service. */
function keyPolicy(resource: Resource, user: KeyUser | undefined, surroundings: Surroundings): NewValue {
  const account = accountStatement(surroundings);
  return wholePolicy(resource, user ? [account, serviceStatement(user, surroundings)] : [account]);
}

function added(
  behind: string,
  type: string,
  name: string,
  body: readonly (readonly [string, NewValue])[],
): PlannedChange {
  const entries = body.map(([path, value]) => ({ path: parsePath(path) ?? [], value }));
  return { resource: behind, change: { kind: 'add-resource', type, name, body: entries } };
}

function scalar(value: string | boolean): NewValue {
  return { kind: 'scalar', value };
}

function unused(wish: string, taken: (name: string) => boolean): string {
  let name = wish;
  for (let i = 2; taken(name); i++) name = `${wish}${String(i)}`;
  return name;
}
