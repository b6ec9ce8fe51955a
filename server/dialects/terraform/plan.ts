// Terraform's plan in JSON (`terraform show -json`): planned resources with the values that are known before apply.
import type { Node } from 'jsonc-parser';
import type { Problem, Resource } from '../../core/resource';
import type { SourceText, Span } from '../../core/text';
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import { entryOf } from '../../core/value';
import { parseJson, propertiesOf, spanOf } from './json';
import { list, object, scalar, unknown } from './values';

/** Reads the planned resources. A file without `planned_values` has none. */
export function planResources(source: SourceText): { resources: readonly Resource[]; problems: readonly Problem[] } {
  const { root, problems } = parseJson(source.text);
  const planned = child(child(root, 'planned_values'), 'root_module');
  const later = unknownsByAddress(root);
  const expressions = expressionsByAddress(child(child(root, 'configuration'), 'root_module'), '');
  const addresses = new Set<string>();
  const nodes = planned ? resourceNodes(planned, 0) : [];
  for (const node of nodes) addresses.add(text(node, 'address') ?? '');
  const context: Context = { source, later, expressions, addresses };
  return { resources: nodes.flatMap((node) => toResource(node, context)), problems };
}

interface Context {
  readonly source: SourceText;
  readonly later: ReadonlyMap<string, Node>;
  readonly expressions: ReadonlyMap<string, Node>;
  readonly addresses: ReadonlySet<string>;
}

const MAX_NESTING = 50;

function child(node: Node | undefined, name: string): Node | undefined {
  return node?.type === 'object' ? propertiesOf(node).find((p) => p.key === name)?.value : undefined;
}

function items(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

function text(node: Node | undefined, name: string): string | undefined {
  const value: unknown = child(node, name)?.value;
  return typeof value === 'string' ? value : undefined;
}

function resourceNodes(module: Node, depth: number): readonly Node[] {
  if (depth > MAX_NESTING) return [];
  return [
    ...items(child(module, 'resources')),
    ...items(child(module, 'child_modules')).flatMap((inner) => resourceNodes(inner, depth + 1)),
  ];
}

function unknownsByAddress(root: Node | undefined): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const change of items(child(root, 'resource_changes'))) {
    const [address, after] = [text(change, 'address'), child(child(change, 'change'), 'after_unknown')];
    if (address !== undefined && after) found.set(address, after);
  }
  return found;
}

/** The expressions of the configuration, by address without instance keys. */
function expressionsByAddress(
  module: Node | undefined,
  prefix: string,
  found = new Map<string, Node>(),
  depth = 0,
): ReadonlyMap<string, Node> {
  for (const resource of items(child(module, 'resources'))) {
    const [address, expressions] = [text(resource, 'address'), child(resource, 'expressions')];
    if (address !== undefined && expressions) found.set(prefix + address, expressions);
  }
  const calls = child(module, 'module_calls');
  if (depth > MAX_NESTING || calls?.type !== 'object') return found;
  for (const call of propertiesOf(calls))
    expressionsByAddress(child(call.value, 'module'), `${prefix}module.${call.key}.`, found, depth + 1);
  return found;
}

function toResource(node: Node, context: Context): readonly Resource[] {
  const [address, type, mode] = [text(node, 'address'), text(node, 'type'), text(node, 'mode')];
  const addressNode = child(node, 'address');
  if (address === undefined || type === undefined || !addressNode) return [];
  const head = spanOf(addressNode);
  const values = child(node, 'values');
  const known = values?.type === 'object' ? toObject(values, head, 0) : object([], head, false, head);
  const overlay: Overlay = { head, address, context, expressions: context.expressions.get(withoutKeys(address)) };
  const body = addUnknowns(known, context.later.get(address), overlay, overlay.expressions);
  const awscc = type.startsWith('awscc_');
  return [
    {
      dialect: awscc ? 'cloudformation' : 'terraform',
      type: mode === 'data' ? `data.${type}` : type,
      id: address,
      address,
      source: context.source.uri,
      language: 'json',
      span: spanOf(node),
      head,
      body,
      ...(awscc ? { loose: true } : {}),
      exists: 'always',
    },
  ];
}

function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

function toValue(node: Node, head: Span, depth: number): ConfigValue {
  const span = spanOf(node);
  if (depth > MAX_NESTING) return unknown('nested too deeply', span);
  if (node.type === 'object') return toObject(node, undefined, depth);
  if (node.type === 'array')
    return list(
      items(node).map((item) => toValue(item, head, depth + 1)),
      span,
    );
  const value: unknown = node.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? scalar(value, span)
    : scalar(null, span);
}

function toObject(node: Node, head: Span | undefined, depth: number): ObjectValue {
  const properties = propertiesOf(node);
  const entries = properties.map(({ key, keySpan, value }): Entry => {
    const made = toValue(value, keySpan, depth + 1);
    return { key, keySpan, value: made.kind === 'object' ? { ...made, head: keySpan } : made };
  });
  const span = spanOf(node);
  return object(entries, span, false, head ?? entries[0]?.keySpan ?? { start: span.start, end: span.start + 1 });
}

interface Overlay {
  readonly head: Span;
  readonly address: string;
  readonly context: Context;
  readonly expressions: Node | undefined;
}

/** Adds what is known only after apply: a reference where the configuration names one, an unknown otherwise. */
function addUnknowns(
  body: ObjectValue,
  later: Node | undefined,
  overlay: Overlay,
  expressions: Node | undefined,
): ObjectValue {
  if (later?.type !== 'object') return body;
  const added: Entry[] = [];
  const changed = new Map<string, ConfigValue>();
  for (const { key, value } of propertiesOf(later)) {
    const present = entryOf(body, key)?.value;
    const nested = child(expressions, key);
    if (value.value === true)
      added.push({
        key,
        keySpan: body.head,
        value: reference(nested, overlay) ?? unknown('known only after apply', body.head),
      });
    else if (present) changed.set(key, overlaid(present, value, overlay, nested));
  }
  const kept = body.entries.map((entry) => ({ ...entry, value: changed.get(entry.key) ?? entry.value }));
  return { ...body, entries: [...kept, ...added] };
}

function overlaid(value: ConfigValue, later: Node, overlay: Overlay, expressions: Node | undefined): ConfigValue {
  if (value.kind === 'object') return addUnknowns(value, later, overlay, expressions);
  if (value.kind !== 'list') return value;
  const marks = items(later);
  const written = items(expressions);
  const merged = value.items.map((item, index) => {
    const mark = marks[index];
    if (!mark) return item;
    return mark.value === true
      ? unknown('known only after apply', item.span)
      : overlaid(item, mark, overlay, written[index]);
  });
  return { ...value, items: merged };
}

/** `references` name the attribute first, then the resource it belongs to. */
function reference(expression: Node | undefined, overlay: Overlay): ConfigValue | undefined {
  const [first] = items(child(expression, 'references'));
  const written: unknown = first?.value;
  if (typeof written !== 'string') return undefined;
  const match = /^((?:data\.)?\w+_\w+\.[\w-]+)(\[[^\]]*\])?\.(.+)$/.exec(written);
  if (!match) return undefined;
  const [, name = '', , attribute = ''] = match;
  const prefix = /^(?:module\.[^.[]+(?:\[(?:\d+|"[^"]*")\])?\.)*/.exec(overlay.address)?.[0] ?? '';
  return { kind: 'ref', span: overlay.head, target: instance(prefix + name, overlay), attribute };
}

/** The planned instance that is meant: the one with the same key, or the only one. */
function instance(target: string, { address, context }: Overlay): string {
  const key = /\[(?:\d+|"[^"]*")\]$/.exec(address)?.[0] ?? '';
  return [target, target + key, `${target}[0]`].find((candidate) => context.addresses.has(candidate)) ?? target;
}
