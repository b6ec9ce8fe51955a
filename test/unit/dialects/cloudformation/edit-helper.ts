// Makes resources out of template texts, without the reader, and applies edits to them.
import { parseTree, type Node } from 'jsonc-parser';
import assert from 'node:assert/strict';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { parsePath } from '../../../../server/core/path';
import type { Change, EditResult, NewValue, Resource, Segment } from '../../../../server/core/resource';
import { applyEdits, type Span } from '../../../../server/core/text';
import type { ObjectValue } from '../../../../server/core/value';
import { editCloudFormation } from '../../../../server/dialects/cloudformation/edit';

/** An object that stands at a span; the editors look at nothing else of it. */
export function objectAt(span: Span): ObjectValue {
  return { kind: 'object', span, entries: [], open: false, head: span };
}

function resourceAt(language: 'yaml' | 'json', id: string, span: Span, body: Span): Resource {
  return {
    dialect: 'cloudformation',
    type: 'AWS::Test::Thing',
    id,
    address: id,
    source: 'file:///template',
    language,
    span,
    head: span,
    body: objectAt(body),
    exists: 'always',
  };
}

/** The resources of a template; `Resources` may stand at the top or under `resources` (Serverless). */
export function resourcesOf(text: string, language: 'yaml' | 'json'): readonly Resource[] {
  return language === 'yaml' ? yamlResources(text) : jsonResources(text);
}

function yamlResources(text: string): readonly Resource[] {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const top = document.contents;
  const outer = isMap(top) ? top.get('resources', true) : undefined;
  const section = isMap(outer) ? outer.get('Resources', true) : isMap(top) ? top.get('Resources', true) : undefined;
  if (!isMap(section)) return [];
  return section.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !key.range || !isMap(value) || !value.range) return [];
    const start = key.range[0];
    const end = start + text.slice(start, value.range[1]).trimEnd().length;
    const properties = value.get('Properties', true);
    const body = isMap(properties) && properties.range ? properties.range : [start, start + 1];
    const bodySpan = { start: body[0] ?? start, end: body[1] ?? start };
    return [resourceAt('yaml', String(key.value), { start, end }, bodySpan)];
  });
}

function jsonResources(text: string): readonly Resource[] {
  const section = childOf(parseTree(text, [], { allowTrailingComma: true }), 'Resources');
  return (section?.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || value?.type !== 'object') return [];
    const body = childOf(value, 'Properties') ?? key;
    return [resourceAt('json', String(key.value), spanOf(property), spanOf(body))];
  });
}

function childOf(node: Node | undefined, key: string): Node | undefined {
  return node?.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
}

function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

export function path(text: string): readonly Segment[] {
  return parsePath(text) ?? assert.fail(`not a path: ${text}`);
}

/** A plain JavaScript value as a value to write. */
export function toNew(value: unknown): NewValue {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toNew) };
  if (typeof value === 'object' && value !== null) {
    if (isNew(value)) return value;
    return { kind: 'object', entries: Object.entries(value).map(([key, inner]) => [key, toNew(inner)] as const) };
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'scalar', value };
  return assert.fail('no value to write');
}

function isNew(value: object): value is NewValue {
  return 'kind' in value && (value.kind === 'ref' || value.kind === 'raw');
}

export const ref = (target: string, attribute = ''): NewValue => ({ kind: 'ref', target, attribute });
export const raw = (text: string): NewValue => ({ kind: 'raw', text });

/** `Path = value` or `Path` (to remove). */
export function set(where: string, value: unknown, within?: ObjectValue): Change {
  return { kind: 'set', path: path(where), value: toNew(value), ...(within ? { within } : {}) };
}

export function remove(where: string, within?: ObjectValue): Change {
  return { kind: 'remove', path: path(where), ...(within ? { within } : {}) };
}

/** Carries out a change on the resource with this id, `A` where left out. */
export function change(text: string, language: 'yaml' | 'json', wanted: Change, id = 'A'): EditResult {
  const resource = resourcesOf(text, language).find((r) => r.id === id) ?? assert.fail(`no resource ${id}`);
  return editCloudFormation(text, resource, wanted);
}

/** The text after a change that must succeed. */
export function changed(text: string, language: 'yaml' | 'json', wanted: Change, id = 'A'): string {
  const result = change(text, language, wanted, id);
  if (!result.ok) return assert.fail(`refused: ${result.reason}`);
  return applyEdits(text, result.edits);
}

/** The data of a YAML text; tags become one-key maps, aliases a text. */
export function yamlData(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  assert.deepEqual(document.errors, [], 'the text must parse');
  return plain(document.contents);
}

function plain(node: unknown): unknown {
  const value = untagged(node);
  const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
  return tag?.startsWith('!') ? { [tag]: value } : value;
}

function untagged(node: unknown): unknown {
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [String(plain(pair.key)), plain(pair.value)]));
  if (isSeq(node)) return node.items.map(plain);
  if (isAlias(node)) return `*${node.source}`;
  return isScalar(node) ? node.value : null;
}
