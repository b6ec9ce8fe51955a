// Resources for CDK constructs: level 2 with their methods' calls, level 1 in CloudFormation's names, escape hatches.
import type { Dialect, Resource } from '../../core/resource';
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import { memberName, sourceOf, spanOf, unwrap, type Call, type Node } from './ast';
import { constructAt, cdkNameOf, propertiesAt, type Construct } from './constructs';
import { evaluate } from './evaluate';
import { appended, changedAt, propertyOf, scalar, unknown, withEntry } from './objects';
import { idOf, type Reader } from './reader';
import { bodyFrom, bodyOf, makeResource, nameSpan } from './resources';
import type { CallSite, Collected, Context } from './scope';
import { symbolOf } from './symbols';

/** The resource of a construct, of a factory such as `Key.fromKeyArn`, or of a subclass's `super(…)`. */
export function cdkConstruct(reader: Reader, { node, context }: CallSite): Resource | undefined {
  const construct = constructAt(reader, node, context) ?? superConstruct(reader, node, context);
  if (!construct) return undefined;
  const { lib, name, type, id } = construct;
  const head = nameSpan(node);
  const exists = context.conditions.length > 0 ? 'maybe' : 'always';
  const address = idText(reader, node, context);
  const made = (dialect: Dialect, body: ObjectValue, loose = false): Resource =>
    makeResource(reader, { dialect, type, node, head, body, id, address, exists, loose });
  if (lib === 'core' && name === 'CfnResource')
    return rawResource(reader, construct, { node, head, id, address, exists }, context);
  if (node.type === 'CallExpression' && name.includes('.')) return made('cdk', argumentsOf(reader, node, context));
  const body = bodyOf(reader, node.arguments[propertiesAt(node)], context, head);
  if (lib === 'cdktf') return made('terraform', body, true);
  return name.startsWith('Cfn') ? made('cloudformation', body, true) : made('cdk', body);
}

type Common = Pick<Parameters<typeof makeResource>[1], 'node' | 'head' | 'id' | 'address' | 'exists'>;

/** `new CfnResource(this, 'x', { type: 'AWS::S3::Bucket', properties: {…} })` is CloudFormation itself. */
function rawResource(reader: Reader, { call }: Construct, common: Common, context: Context): Resource | undefined {
  const props = bodyOf(reader, call.arguments[2], context, common.head);
  const type = propertyOf(props, 'type', common.head);
  if (type.kind !== 'scalar' || typeof type.value !== 'string') return undefined;
  const properties = props.entries.find((e) => e.key === 'properties')?.value;
  const empty: ObjectValue = { kind: 'object', entries: [], open: props.open, span: common.head, head: common.head };
  const body = properties ? bodyFrom(properties, common.head, common.head) : empty;
  return makeResource(reader, { ...common, dialect: 'cloudformation', type: type.value, body });
}

/** `super(scope, id, {…})` in a class that extends a construct makes a construct of that base. */
function superConstruct(reader: Reader, node: Call, context: Context): Construct | undefined {
  if (node.callee.type !== 'Super' || node.arguments.length < 3) return undefined;
  const owner = context.scope.inClass;
  const symbol = owner?.node.superClass && symbolOf(owner.node.superClass, owner.context);
  const cdk = symbol && cdkNameOf(symbol);
  if (!cdk || cdk.lib === 'core' || !/^[A-Z]\w*$/.test(cdk.name)) return undefined;
  const type = `${cdk.lib}.${cdk.name}`;
  return { ...cdk, type, id: idOf(reader, type, node), call: node };
}

function idText(reader: Reader, node: Call, context: Context): string {
  const argument = node.arguments[propertiesAt(node) - 1];
  if (!argument) return '';
  const value = evaluate(reader, argument, context);
  return value.kind === 'scalar' && value.value !== null ? String(value.value) : sourceOf(reader.text, argument, 60);
}

/** A factory's arguments by position. */
function argumentsOf(reader: Reader, node: Call, context: Context): ObjectValue {
  const head = nameSpan(node);
  const entries = node.arguments.map((argument, index): Entry => {
    const keySpan = spanOf(argument);
    if (index === 0) return { key: '0', keySpan, value: unknown('the scope', keySpan) };
    const isSpread = argument.type === 'SpreadElement';
    return {
      key: String(index),
      keySpan,
      value: isSpread ? unknown('spread', keySpan) : evaluate(reader, argument, context),
    };
  });
  return { kind: 'object', entries, open: false, span: spanOf(node), head };
}

const MATTERS = /^(?:add|grant|enable|disable|allow|deny|apply|attach|configure|override|set)/;

/**
 * Method calls on constructs, as entries of their bodies: `queue.addToResourcePolicy(p)` gives the entry `+addToResourcePolicy`, a list
 * of the calls' first arguments. Escape hatches change a level-1 body, and make a level-2 body open.
 */
export function withMethodCalls(reader: Reader, resources: readonly Resource[], collected: Collected): Resource[] {
  const byId = new Map(resources.map((r) => [r.id, r]));
  if (byId.size === 0) return [];
  for (const { node, context } of collected.calls) {
    if (node.type !== 'CallExpression') continue;
    const callee = unwrap(node.callee);
    const method = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
    if (callee.type !== 'MemberExpression' || !MATTERS.test(method)) continue;
    const { target, attribute } = targetOf(reader, callee.object, context);
    const resource = byId.get(target);
    if (resource)
      byId.set(target, { ...resource, body: afterCall(reader, resource, method, attribute, node, context) });
  }
  for (const { node, context } of collected.assignments) {
    if (node.left.type !== 'MemberExpression' || node.operator !== '=') continue;
    const { target, attribute } = targetOf(reader, node.left, context);
    const resource = attribute === '' ? undefined : byId.get(target);
    if (resource)
      byId.set(target, { ...resource, body: afterAssignment(reader, resource, attribute, node.right, context) });
  }
  return [...byId.values()];
}

/** The construct on which code acts, and the properties taken from it: `bucket`, `bucket.node.defaultChild`, `Tags.of(bucket)`. */
function targetOf(reader: Reader, node: Node, context: Context): { target: string; attribute: string } {
  const bare = unwrap(node);
  const isTags = bare.type === 'CallExpression' && /(?:^|\.)Tags\.of$/.test(sourceOf(reader.text, bare.callee));
  const inner = isTags ? bare.arguments[0] : bare;
  const value = inner && inner.type !== 'ThisExpression' ? evaluate(reader, inner, context) : undefined;
  if (value?.kind !== 'ref') return { target: '', attribute: '' };
  return { target: value.target, attribute: isTags ? 'tags' : value.attribute };
}

function afterCall(
  reader: Reader,
  { body, loose }: Resource,
  method: string,
  attribute: string,
  node: Call,
  context: Context,
): ObjectValue {
  const [first, second] = node.arguments;
  const span = nameSpan(node);
  const name = first ? evaluate(reader, first, context, span) : scalar(null, span);
  const isOverride = /^add(?:Property)?(?:Deletion)?Override$/.test(method);
  if (!isOverride && attribute !== '' && attribute !== 'tags') return body;
  if (!isOverride && attribute !== 'tags') return addedTo(body, `+${method}`, span, name);
  const key = name.kind === 'scalar' ? String(name.value).replace(/^Properties\./, '') : undefined;
  const value = second ? evaluate(reader, second, context) : scalar(null, span);
  if (key === undefined) return { ...body, open: true };
  if (attribute === 'tags') return addedTo(body, '+tags', span, pair(key, value, span));
  if (loose && attribute === '') return overridden(body, key, value);
  return { ...addedTo(body, '+addPropertyOverride', span, pair(key, value, span)), open: true };
}

function pair(key: string, value: ConfigValue, span: { start: number; end: number }): ObjectValue {
  return { kind: 'object', entries: [{ key, keySpan: span, value }], open: false, span, head: span };
}

function addedTo(
  body: ObjectValue,
  key: string,
  keySpan: { start: number; end: number },
  item: ConfigValue,
): ObjectValue {
  const old = body.entries.find((e) => e.key === key);
  const value = appended(old?.value, item);
  return value ? withEntry(body, { key, keySpan: old?.keySpan ?? keySpan, value }) : body;
}

/** A level-1 body after `addPropertyOverride('BucketEncryption.Rules.0.X', v)`: names may be written either way. */
function overridden(body: ObjectValue, path: string, value: ConfigValue): ObjectValue {
  const names = path.split('.');
  if (names.some((n) => /^\d+$/.test(n))) return { ...body, open: true };
  const [first = '', ...rest] = names;
  const known = body.entries.find((e) => e.key.toLowerCase() === first.toLowerCase())?.key ?? first;
  const changed = changedAt(body, [known, ...rest], () => value);
  return changed.kind === 'object' ? changed : body;
}

/** `cfnBucket.bucketEncryption = {…}` on level 1; anything reached through `node.defaultChild` makes the body open. */
function afterAssignment(
  reader: Reader,
  { body, loose }: Resource,
  attribute: string,
  right: Node,
  context: Context,
): ObjectValue {
  if (!loose || attribute.includes('.')) return attribute.includes('defaultChild') ? { ...body, open: true } : body;
  const changed = changedAt(body, [attribute], () => evaluate(reader, right, context));
  return changed.kind === 'object' ? changed : body;
}
