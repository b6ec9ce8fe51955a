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

type Addition = PlannedChange & { readonly change: { readonly kind: 'add-resource' } };

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
      return resource.type.startsWith('awscc_') ? undefined : terraformKey(resource, index, user);
    case 'cloudformation':
      return resource.loose ? undefined : templateKey(resource, index, user);
    case 'cdk':
      return constructKey(resource, index, user);
    case 'sdk':
      return undefined;
  }
}

/** A key as a construct in front of the one that needs it. Roles are let in by CDK, services only where the construct does it. */
function constructKey(resource: Resource, index: UnitIndex, user: KeyUser | undefined): KeyChoice {
  const isPython = resource.language === 'python';
  const words = resource.address.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = unused(variableName([...words, 'key'], isPython), (candidate) =>
    [candidate, constructId(candidate)].some((word) => isWordIn(word, resource, index)),
  );
  const label = words.join('-');
  const alias = isPython ? `f"${label}-{${SCOPE}.node.addr}"` : `\`${label}-\${${SCOPE}.node.addr}\``;
  const key = added(resource.id, 'aws-kms.Key', name, [
    ['enableKeyRotation', scalar(true)],
    ['alias', { kind: 'raw', text: alias }],
  ]);
  const statements = user ? [serviceStatement(user, surroundingsOf(resource, index))] : [];
  return {
    name: `a new key ${name}`,
    value: { kind: 'raw', text: name },
    creates: [{ ...key, change: { ...key.change, statements } }],
    caution: COST,
  };
}

/** The id of a construct that is held in this variable: `OrdersKey`. */
export function constructId(variable: string): string {
  return variable.replace(/(?:^|_+)([A-Za-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `ordersKey`, in Python `orders_key`; a name may not begin with a digit. */
function variableName(words: readonly string[], isPython: boolean): string {
  const plain = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const name = plain.charAt(0).toLowerCase() + plain.slice(1);
  const spelt = isPython ? name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase() : name;
  return /^\d/.test(spelt) ? `_${spelt}` : spelt;
}

/** Whatever the word means in the file: a new variable of that name could stand in its way. */
function isWordIn(word: string, { source }: Resource, index: UnitIndex): boolean {
  return new RegExp(`\\b${word}\\b`).test(index.textAt(source));
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

function added(behind: string, type: string, name: string, body: readonly (readonly [string, NewValue])[]): Addition {
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
