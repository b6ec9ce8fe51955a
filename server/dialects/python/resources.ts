// The resources of a unit: every call that is something to us, and settings made outside of calls.
import type { Dialect, Resource } from '../../core/resource';
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import { withServiceCalls } from '../../core/workflow/constructs';
import { bodyOf } from './bodies';
import { headOf } from './callee';
import { camelCase } from './cdk';
import { argumentsValue, entry, keyOf } from './literals';
import type { Kind, Module } from './module';
import { argumentsOf, calleeName, dotted, kid, spanOf, textOf, type Node } from './syntax';
import { merge, scalar } from './values';
import { reportedModule } from './words';

/** More resources than this in one unit are not looked at. */
const MAX_RESOURCES = 20_000;

/** All resources of a module in the order of the code. */
export function resourcesOf(module: Module): readonly Resource[] {
  const later = settingsOf(module);
  const found: Resource[] = [];
  for (const call of module.index.calls) {
    if (found.length >= MAX_RESOURCES) break;
    const kind = module.classify(call);
    if (kind && !/^(?:struct|factory)$/.test(kind.family)) found.push(callResource(module, call, kind, later));
  }
  for (const statement of module.index.assignments) {
    const made = assignmentResource(module, statement);
    if (made) found.push(made);
  }
  return withServiceCalls(found);
}

type Later = ReadonlyMap<Node, readonly Entry[]>;

function callResource(module: Module, call: Node, kind: Kind, later: Later): Resource {
  const body = withLater(bodyOf(module, call, kind), later.get(call), kind);
  // spelled out: copies with more properties are slow
  const made = (dialect: Dialect, address: string): { -readonly [Key in keyof Resource]: Resource[Key] } => ({
    dialect,
    type: kind.type,
    id: module.idOf(call, kind),
    address,
    source: call.code.uri,
    language: 'python',
    span: spanOf(call),
    head: spanOf(headOf(module, call)),
    body,
    exists: 'always',
  });
  if (kind.family !== 'construct' && kind.family !== 'imported')
    return made('sdk', kind.family === 'sagemaker' && !kind.method ? `sagemaker-sdk:${kind.name}` : kind.type);
  const address = constructName(module, call, 'method' in kind ? 0 : 1) ?? kind.type;
  if ('terraform' in kind) return made('terraform', address);
  if (!kind.level1) return made('cdk', address);
  const resource = made('cloudformation', address);
  resource.loose = true;
  return resource;
}

/** A construct's id as the argument at that position says, else the variable that holds it. */
function constructName(module: Module, call: Node, position: number): string | undefined {
  const given = argumentsOf(call);
  const id =
    given.find((a) => a.name && /^(?:id|construct_id)$/.test(textOf(a.name))) ??
    given.filter((a) => !a.name && !a.star)[position];
  const value = id?.value && module.evaluate(id.value);
  if (value?.kind === 'scalar' && typeof value.value === 'string') return value.value;
  const target = call.parent?.name === 'AssignStatement' ? call.parent.kids[0] : undefined;
  return target && dotted(target);
}

/** Stands for an override of a level 2 construct: it sets something, but none of the construct's own properties. */
const HIDDEN = '';

function withLater(body: ObjectValue, entries: readonly Entry[] | undefined, kind: Kind): ObjectValue {
  if (!entries?.length) return body;
  const spell = kind.family === 'construct' && !kind.level1 ? camelCase : (name: string): string => name;
  const shown = entries.filter((e) => e.key !== HIDDEN).map((e) => ({ ...e, key: spell(e.key) }));
  return merge(body, { ...body, entries: shown, open: shown.length < entries.length });
}

/** Settings made on an object after its constructor: `context.verify_mode = ssl.CERT_NONE`. By the call that made the object. */
function settingsOf(module: Module): Later {
  const found = new Map<Node, Entry[]>();
  for (const statement of module.index.assignments) {
    const [target, operator, value] = statement.kids;
    if (target?.name !== 'MemberExpression' || operator?.name !== 'AssignOp' || !value || !target.kids[0]) continue;
    const property = kid(target, 'PropertyName');
    const named = property && module.denote(target.kids[0]);
    const owner = named ?? (property && defaultChild(module, target.kids[0]));
    if (owner?.kind !== 'made' || !property) continue;
    const list = found.get(owner.call) ?? [];
    const key = named ? textOf(property) : HIDDEN;
    list.push({ key, keySpan: spanOf(property), value: module.evaluate(value) });
    found.set(owner.call, list);
  }
  for (const call of module.index.calls) {
    override(module, call, found);
    methodCall(module, call, found);
  }
  return found;
}

/** What code adds to a construct by a method: `queue.add_to_resource_policy(p)` gives the entry `+addToResourcePolicy`, a list of first arguments. */
function methodCall(module: Module, call: Node, found: Map<Node, Entry[]>): void {
  const name = calleeName(call);
  const base = call.kids[0]?.kids[0];
  if (!name || !base || !ADDS.test(textOf(name)) || OVERRIDE.test(textOf(name))) return;
  const owner = module.denote(base);
  if (owner?.kind !== 'made' || owner.made.family !== 'construct') return;
  const key = `+${camelCase(textOf(name))}`;
  const item = added(module, call, name);
  const list = found.get(owner.call) ?? [];
  const before = list.find((e) => e.key === key);
  const items = before?.value.kind === 'list' ? [...before.value.items, item] : [item];
  const value: ConfigValue = { kind: 'list', span: item.span, items, open: false };
  found.set(owner.call, [...list.filter((e) => e !== before), { key, keySpan: spanOf(name), value }]);
}

/** The first argument; methods that configure take properties, which are keywords in Python. */
function added(module: Module, call: Node, name: Node): ConfigValue {
  if (textOf(name).startsWith('configure')) return argumentsValue(module, call, { rename: camelCase });
  const first = argumentsOf(call)[0]?.value;
  return first ? module.evaluate(first) : scalar(spanOf(name), null);
}

/** Methods by which constructs get more than their properties say. */
const ADDS = /^(?:add|enable|apply|attach|configure|grant)_/;

const OVERRIDE = /^add_(?:property_)?(?:deletion_)?override$/;

/** CDK's escape hatches change what a construct becomes in ways that its properties don't show. */
function override(module: Module, call: Node, found: Map<Node, Entry[]>): void {
  const name = calleeName(call);
  if (!name || !OVERRIDE.test(textOf(name))) return;
  const base = call.kids[0]?.kids[0];
  const owner = base && (module.denote(base) ?? defaultChild(module, base));
  const [path, value] = argumentsOf(call);
  const key = path?.value && keyOf(module, path.value);
  if (owner?.kind !== 'made' || owner.made.family !== 'construct' || !key || !value?.value) return;
  const list = found.get(owner.call) ?? [];
  const root = key.replace(/^Properties\./, '').split('.')[0] ?? key;
  const whole = !key.replace(/^Properties\./, '').includes('.');
  const set: ConfigValue = whole
    ? module.evaluate(value.value)
    : { kind: 'unknown', span: spanOf(value.value), reason: 'set by an override' };
  list.push({
    key: owner.made.level1 ? root : HIDDEN,
    keySpan: spanOf(path.value),
    value: set,
  });
  found.set(owner.call, list);
}

/** `bucket.node.default_child` and `bucket.node.find_child("Resource")`, straight or through a variable. */
function defaultChild(module: Module, base: Node): ReturnType<Module['denote']> {
  let node: Node = base;
  const name = dotted(base);
  const flow = name === undefined ? undefined : module.lookup(name, base);
  if (flow?.kind === 'step' && flow.step.kind === 'assign') node = flow.step.value;
  const found = node.name === 'CallExpression' && node.kids[0] ? node.kids[0] : node;
  const match = /\.node\.(?:default_child|(?:try_)?find_child)$/.test(dotted(found) ?? '');
  const owner = match ? found.kids[0]?.kids[0] : undefined;
  return owner && module.denote(owner);
}

/** Settings of whole modules and of the environment: `ssl._create_default_https_context = ...`, `os.environ['PYTHONHTTPSVERIFY'] = '0'`. */
function assignmentResource(module: Module, statement: Node): Resource | undefined {
  const [target, operator, value] = statement.kids;
  if (target?.name !== 'MemberExpression' || operator?.name !== 'AssignOp' || !value) return undefined;
  const property = kid(target, 'PropertyName');
  const base = target.kids[0];
  const owner = base && module.denote(base);
  if (owner?.kind !== 'path') return undefined;
  const set = module.evaluate(value);
  const key = property ? 'value' : target.kids[2] && keyOf(module, target.kids[2]);
  const path = property ? `${owner.path}.${textOf(property)}` : owner.path;
  if (key === undefined || !(property ? reportedModule(path) !== undefined : path === 'os.environ')) return undefined;
  const head = spanOf(property ?? target.kids[2] ?? target);
  const empty: ObjectValue = { kind: 'object', span: spanOf(statement), head, entries: [], open: false };
  const type = `python:${path}`;
  return {
    dialect: 'sdk',
    type,
    id: `${type}@${String(head.start)}`,
    address: type,
    source: statement.code.uri,
    language: 'python',
    span: spanOf(statement),
    head,
    body: entry(empty, key, head, set),
    exists: 'always',
  };
}
