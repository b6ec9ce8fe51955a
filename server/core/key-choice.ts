// The customer keys that a resource can name: those of its template, module or script that fit.
import { keyOf } from './derive/key-policy';
import type { Subject } from './facts';
import { isCustomerKey } from './key';
import { admitService, refusesService } from './key-admission';
import { importedKeys } from './key-imports';
import type { KeyUser } from './kind';
import type { PlannedChange } from './fix';
import { entriesBelow, textsBelow } from './value-search';
import { fitness } from './key-fitness';
import { firstBranch } from './path';
import type { NewValue, Resource } from './resource';

/** A key for a fix to name. */
export interface KeyChoice {
  /** For the title: the key's address. */
  readonly name: string;
  readonly value: NewValue;
  /** Changes that bring the key into being; empty for a key that exists. */
  readonly creates: readonly PlannedChange[];
  /** A parameter or variable that has to be added for it. */
  readonly input?: string;
  /** What a person must know before naming this key. */
  readonly caution: string | undefined;
}

const KEY_TYPES = new Set([
  'aws_kms_key',
  'aws_kms_external_key',
  'aws_kms_replica_key',
  'data.aws_kms_key',
  'data.aws_kms_alias',
  'awscc_kms_key',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'aws-kms.Key',
  'aws-kms.CfnKey',
  // An alias that CDK knows by its name only has an ARN of its own, which not every service takes for a key's.
  'aws-kms.Key.fromKeyArn',
  'aws-kms.Key.fromLookup',
  'variable',
  'parameter',
]);

/** More than these would bury the other actions. */
const MOST = 5;

/** Customer keys that the subject can name: in the same template, module or script, the ones in its own file first; then imported ones. */
export function keysInReach(subject: Subject, user: KeyUser | undefined): readonly KeyChoice[] {
  const { resource, index } = subject;
  const caution = user && `the key's policy must admit ${serviceName(user)}`;
  const imported = importedKeys(resource, index).map((key) => ({ ...key, creates: [], caution }));
  return [...declaredKeys(subject, user), ...imported].slice(0, MOST);
}

function declaredKeys(subject: Subject, user: KeyUser | undefined): readonly KeyChoice[] {
  const { resource, index } = subject;
  return index.unit.resources
    .filter((key) => KEY_TYPES.has(key.type) && key.id !== resource.id && key.exists === 'always')
    .filter((key) => moduleOf(key) === moduleOf(resource) && encrypts(key) && !pointsAt(key, resource))
    .filter((key) => !isCode(key) || key.span.start < resource.span.start)
    .filter((key) => !isInput(key) || takesKey(key, subject))
    .map((key) => ({ key, fit: fitness(key, resource, index) }))
    .sort((a, b) => b.fit - a.fit)
    .flatMap(({ key }) => {
      const value = referenceTo(key, resource);
      const customer = isCustomerKey(asValue(key), index, firstBranch);
      if (!value || customer === 'no' || (isLookUp(key) && customer === 'maybe')) return [];
      const name = key.type === 'parameter' ? `parameter ${key.address}` : key.address;
      return [{ name, value, ...bothLocks(key, user, subject) }];
    });
}

/** Where the key's policy does not admit the service that is to use it, the fix admits it, or says that it has to be done. */
function bothLocks(key: Resource, user: KeyUser | undefined, subject: Subject): Pick<KeyChoice, 'creates' | 'caution'> {
  const caution = user && cautionAbout(key, user);
  const creates = user && caution !== undefined && isRefused(key, user, subject) && admitService(key, user, subject);
  if (!user || !creates) return { creates: [], caution };
  return { creates, caution: `also lets ${serviceName(user)} use the key` };
}

/** A key that lies outside has its policy there, too. A construct's default policy leaves everything to IAM, which has no say over services. */
function isRefused(key: Resource, user: KeyUser, subject: Subject): boolean {
  if (key.dialect === 'cdk') return key.type === 'aws-kms.Key' && !key.body.open;
  return keyOf(asValue(key), subject) === key && refusesService(key, user, subject);
}

function isInput({ type }: Resource): boolean {
  return type === 'variable' || type === 'parameter';
}

/** A parameter that takes a text, and has no default or a customer key as such: without a value there would be no key. */
function takesKey({ body }: Resource, { index, choose }: Subject): boolean {
  const [type, standard] = [
    ['type', 'Type'],
    ['default', 'Default'],
  ].map((names) => {
    const entry = body.entries.find(({ key }) => names.includes(key));
    return entry?.value;
  });
  if (type?.kind === 'scalar' && !TEXT_TYPE.test(String(type.value))) return false;
  return standard === undefined || isCustomerKey(standard, index, choose) === 'yes';
}

const TEXT_TYPE = /^string$|^AWS::SSM::Parameter::Value<String>$/i;

function isLookUp(key: Resource): boolean {
  return key.type.startsWith('data.');
}

function asValue(key: Resource): Parameters<typeof isCustomerKey>[0] {
  return { kind: 'ref', target: key.id, attribute: 'arn', span: key.head };
}

/** In code a variable must be set before it is used. */
function isCode(key: Resource): boolean {
  return key.language === 'typescript' || key.language === 'javascript' || key.language === 'python';
}

function moduleOf(resource: Resource): string {
  if (resource.dialect !== 'terraform')
    return `${resource.source} ${resource.type.includes('::') ? resource.id.replace(/[^.]*$/, '') : ''}`;
  return resource.id
    .split('.')
    .slice(0, resource.type.startsWith('data.') ? -3 : -2)
    .join('.');
}

/** Only symmetric keys that are switched on encrypt for AWS services: asymmetric and HMAC keys are refused. */
function encrypts(key: Resource): boolean {
  return key.body.entries.every(({ key: name, value }) => {
    const plain = value.kind === 'scalar' ? String(value.value) : '';
    switch (name.replace(/_/g, '').toLowerCase()) {
      case 'keyspec':
      case 'customermasterkeyspec':
        return plain.endsWith('SYMMETRIC_DEFAULT') && !plain.includes('ASYMMETRIC');
      case 'keyusage':
        return plain.endsWith('ENCRYPT_DECRYPT');
      case 'enabled':
      case 'isenabled':
        return plain === 'true';
      default:
        return true;
    }
  });
}

/** A key whose policy names the resource can't be named by it: the two would wait for each other. */
function pointsAt(key: Resource, resource: Resource): boolean {
  return entriesBelow(key.body).some((value) => value.kind === 'ref' && value.target === resource.id);
}

function cautionAbout(key: Resource, { service }: KeyUser): string | undefined {
  const name = service.split('.')[0] ?? service;
  const admitted = textsBelow(key.body).some((text) => text.startsWith(`${name}.`));
  return admitted ? undefined : `the key's policy must admit ${serviceName({ service })}`;
}

/** The service as people know it: `logs.amazonaws.com`. */
export function serviceName({ service }: Pick<KeyUser, 'service'>): string {
  return `${service.split('.')[0] ?? service}.amazonaws.com`;
}

function referenceTo(key: Resource, from: Resource): NewValue | undefined {
  if (key.dialect === 'cdk') {
    if (from.dialect === 'cdk') return { kind: 'ref', target: key.id, attribute: '' };
    if (!from.loose) return undefined;
    return { kind: 'ref', target: key.id, attribute: 'keyArn' };
  }
  if (isCode(key)) return from.loose ? { kind: 'ref', target: key.id, attribute: 'attrArn' } : undefined;
  if (key.dialect !== from.dialect) return undefined;
  if (isInput(key)) return { kind: 'ref', target: key.dialect === 'terraform' ? localId(key) : key.id, attribute: '' };
  const attribute = key.type === 'data.aws_kms_alias' ? 'target_key_arn' : 'arn';
  if (key.repeated === 'for_each') return undefined;
  const first = key.repeated === 'count' ? '[0]' : '';
  if (key.dialect === 'terraform') return { kind: 'ref', target: localId(key) + first, attribute };
  return { kind: 'ref', target: key.id, attribute: 'Arn' };
}

/** Inside its own module a resource is named without the module's prefix. */
function localId(resource: Resource): string {
  return resource.id
    .split('.')
    .slice(isLookUp(resource) ? -3 : -2)
    .join('.');
}
