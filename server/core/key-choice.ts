// Chooses the customer key that a fix names: one that exists in the unit, or a new one with rotation and a sane policy.
import type { PlannedChange } from './fix';
import { parsePath } from './path';
import type { NewValue, Resource } from './resource';
import type { UnitIndex } from './unit-index';

/** A key for a fix to name. */
export interface KeyChoice {
  /** For the title: the key's address. */
  readonly name: string;
  readonly value: NewValue;
  /** Changes that bring the key into being; empty for a key that exists. */
  readonly creates: readonly PlannedChange[];
}

const KEY_TYPES = new Set(['aws_kms_key', 'AWS::KMS::Key', 'aws-kms.Key']);

/** Customer keys that the resource can name: in the same template, module or script, the ones in its own file first. */
export function keysInReach(resource: Resource, index: UnitIndex): readonly KeyChoice[] {
  const keys = index.unit.resources.filter(
    (candidate) =>
      KEY_TYPES.has(candidate.type) &&
      candidate.dialect === resource.dialect &&
      candidate.exists === 'always' &&
      moduleOf(candidate) === moduleOf(resource),
  );
  return [...keys]
    .sort((a, b) => Number(b.source === resource.source) - Number(a.source === resource.source))
    .filter((key) => key.dialect !== 'cdk' || key.span.start < resource.span.start)
    .map((key) => ({ name: key.address, value: referenceTo(key), creates: [] }));
}

function moduleOf(resource: Resource): string {
  return resource.dialect === 'terraform' ? resource.id.split('.').slice(0, -2).join('.') : resource.source;
}

function referenceTo(key: Resource): NewValue {
  if (key.dialect === 'cdk') return { kind: 'raw', text: key.id.slice(0, key.id.indexOf('@')) };
  return { kind: 'ref', target: localId(key), attribute: key.dialect === 'terraform' ? 'arn' : 'Arn' };
}

/** Inside its own module a resource is named without the module's prefix. */
function localId(resource: Resource): string {
  return resource.dialect === 'terraform' ? resource.id.split('.').slice(-2).join('.') : resource.id;
}

/** A new key next to the resource; undefined where the dialect has no place for one. */
export function newKey(resource: Resource, index: UnitIndex): KeyChoice | undefined {
  if (resource.dialect === 'terraform' && resource.language === 'hcl' && !resource.type.startsWith('awscc_'))
    return terraformKey(resource, index);
  return resource.dialect === 'cloudformation' && !resource.loose ? templateKey(resource, index) : undefined;
}

function terraformKey(resource: Resource, index: UnitIndex): KeyChoice {
  const label = resource.id.slice(resource.id.lastIndexOf('.') + 1);
  const name = unused(label, (candidate) => index.byId(`aws_kms_key.${candidate}`) !== undefined);
  const body: readonly [string, NewValue][] = [
    ['description', { kind: 'scalar', value: `Encrypts ${label}` }],
    ['enable_key_rotation', { kind: 'scalar', value: true }],
  ];
  return {
    name: `a new key aws_kms_key.${name}`,
    value: { kind: 'ref', target: `aws_kms_key.${name}`, attribute: 'arn' },
    creates: [
      {
        resource: resource.id,
        change: {
          kind: 'add-resource',
          type: 'aws_kms_key',
          name,
          body: body.map(([path, value]) => ({ path: parsePath(path) ?? [], value })),
        },
      },
    ],
  };
}

/** The policy is AWS's default one, which lets IAM decide: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function templateKey(resource: Resource, index: UnitIndex): KeyChoice {
  const name = unused(`${resource.id}Key`, (candidate) => index.byId(candidate) !== undefined);
  const scalar = (value: string | boolean): NewValue => ({ kind: 'scalar', value });
  const root: NewValue = {
    kind: 'object',
    entries: [['Fn::Sub', scalar('arn:${AWS::Partition}:iam::${AWS::AccountId}:root')]],
  };
  const statement: NewValue = {
    kind: 'object',
    entries: [
      ['Effect', scalar('Allow')],
      ['Principal', { kind: 'object', entries: [['AWS', root]] }],
      ['Action', scalar('kms:*')],
      ['Resource', scalar('*')],
    ],
  };
  const policy: NewValue = {
    kind: 'object',
    entries: [
      ['Version', scalar('2012-10-17')],
      ['Statement', { kind: 'list', items: [statement] }],
    ],
  };
  const body: readonly [string, NewValue][] = [
    ['EnableKeyRotation', scalar(true)],
    ['KeyPolicy', policy],
  ];
  return {
    name: `a new key ${name}`,
    value: { kind: 'ref', target: name, attribute: 'Arn' },
    creates: [
      {
        resource: resource.id,
        change: {
          kind: 'add-resource',
          type: 'AWS::KMS::Key',
          name,
          body: body.map(([path, value]) => ({ path: parsePath(path) ?? [], value })),
        },
      },
    ],
  };
}

function unused(wish: string, taken: (name: string) => boolean): string {
  let name = wish;
  for (let i = 2; taken(name); i++) name = `${wish}${String(i)}`;
  return name;
}
