// The functions and buckets that the Serverless Framework makes of a service file, with what `provider` says for all of them.
// Source: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
import type { Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import { usedAt, type ConfigValue, type Entry, type ObjectValue } from '../../core/value';
import { evaluate } from './evaluate';
import { childOf, stringOf, type Member } from './raw';
import { spanOf, type Scope } from './scope';

/** What a service file of AWS describes outside of its `resources`. */
export function serviceResources(scope: Scope): readonly Resource[] {
  if (scope.stack.service !== scope || stringOf(scope.members('provider').get('name')?.value) !== 'aws') return [];
  const functions = scope.template.sections.get('functions') ?? [];
  return [
    ...functions.filter(({ value }) => value.kind === 'map').map((member) => functionOf(member, scope)),
    ...bucketsOf(scope),
  ];
}

function functionOf(member: Member, scope: Scope): Resource {
  const head = headOf(member);
  const own = (name: string): ConfigValue | undefined => {
    const node = childOf(member.value, name);
    return node && evaluate(node, { scope, base: member.base });
  };
  const key = own('kmsKeyArn') ?? ofProvider('kmsKeyArn', head, scope);
  const variables = together(own('environment'), ofProvider('environment', head, scope), head);
  const entries: Entry[] = [];
  if (key) entries.push({ key: 'KmsKeyArn', keySpan: head, value: key });
  if (variables) entries.push({ key: 'Environment', keySpan: head, value: holding('Variables', variables, head) });
  const id = `${normalised(member.key)}LambdaFunction`;
  return resourceOf('AWS::Lambda::Function', id, head, objectOf(entries, head), scope);
}

/** What holds for every function that says nothing else. */
function ofProvider(name: string, head: Span, scope: Scope): ConfigValue | undefined {
  const member = scope.members('provider').get(name);
  if (!member) return undefined;
  const place = { uri: scope.uri, span: spanOf(member.value, member.base) };
  const value = evaluate(member.value, { scope, base: member.base });
  return usedAt(value, head, { place, note: `provider.${name}` });
}

/** The variables of a function come first, those of the provider fill in what is missing. */
function together(own: ConfigValue | undefined, common: ConfigValue | undefined, head: Span): ConfigValue | undefined {
  if (own?.kind !== 'object' || common?.kind !== 'object') return own ?? common;
  const named = new Set(own.entries.map(({ key }) => key));
  const entries = [...own.entries, ...common.entries.filter(({ key }) => !named.has(key))];
  return { ...objectOf(entries, head), open: own.open || common.open };
}

function bucketsOf(scope: Scope): readonly Resource[] {
  const member = scope.members('provider').get('s3');
  if (member?.value.kind !== 'map') return [];
  return member.value.entries.map((entry) => {
    const head = headOf({ ...entry, base: member.base });
    const body = evaluate(entry.value, { scope, base: member.base }, head);
    const made = body.kind === 'object' ? body : { ...objectOf([], head), open: true };
    const id = `S3Bucket${normalised(entry.key.replace(/[^0-9A-Za-z]/g, ''))}`;
    return { ...resourceOf('AWS::S3::Bucket', id, head, made, scope), loose: true };
  });
}

function headOf({ keyStart, keyEnd, base }: Member): Span {
  return { start: base + keyStart, end: base + keyEnd };
}

function resourceOf(type: string, id: string, head: Span, body: ObjectValue, scope: Scope): Resource {
  const { source, language } = scope.template;
  // an empty span: the properties do not stand in the text as CloudFormation writes them, so nothing is edited
  const place = { source: source.uri, language, span: { start: head.start, end: head.start }, head };
  return { dialect: 'cloudformation', type, id, address: id, ...place, body, exists: 'always' };
}

function objectOf(entries: readonly Entry[], head: Span): ObjectValue {
  return { kind: 'object', span: head, head, entries, open: false };
}

function holding(key: string, value: ConfigValue, head: Span): ObjectValue {
  return objectOf([{ key, keySpan: head, value }], head);
}

/** `send-mail` is `SendDashmail` in the names of resources. */
function normalised(name: string): string {
  return (name.charAt(0).toUpperCase() + name.slice(1)).replace(/-/g, 'Dash').replace(/_/g, 'Underscore');
}
