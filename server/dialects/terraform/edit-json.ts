// Writes changes into Terraform's JSON syntax (`.tf.json`), in the style of each file.
import { parseTree, type ParseError } from 'jsonc-parser';
import { flowLook } from '../../core/edit/flow';
import { fromJsonTree, type JsonCalls, type JsonTreeNode } from '../../core/edit/json-tree';
import { indentStep, tooDeep } from '../../core/edit/lines';
import { bodyOf, lowerRefs } from '../../core/edit/new-value';
import { planSet } from '../../core/edit/plan';
import { editLaid, type LaidResource } from '../../core/edit/resource';
import {
  indexOfKey,
  nodeIn,
  slotsBelow,
  type LayoutEntry,
  type LayoutMap,
  type LayoutNode,
  type Slot,
} from '../../core/edit/tree';
import { writePlan, type EditLook } from '../../core/edit/write';
import { addToPolicyText, addToTemplate, documentStatement } from './edit-statement';
import type { Change, EditResult, NewValue, Resource, Segment } from '../../core/resource';
import { lineEnding, type Span } from '../../core/text';

const NO_CALLS: JsonCalls = () => undefined;

/**
 * The edits that make `resource`, which was read from exactly this JSON `text`, say what `change` wants. Nested blocks may stand there
 * as objects or as lists of objects. No edits where it says so already; a plain reason where that can't be done. Never throws.
 */
export function editTerraformJson(text: string, resource: Resource, change: Change): EditResult {
  if (tooDeep(text)) return refuse('the file is nested too deeply');
  const errors: ParseError[] = [];
  const root: JsonTreeNode | undefined = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true });
  const { start, end } = resource.span;
  if (!root || errors.some((error) => error.offset < end && error.offset + error.length > start)) {
    return refuse('the resource\u2019s text has a syntax error');
  }
  const top = topSlot(fromJsonTree(root, 0, NO_CALLS));
  const slot = slotsBelow(top).find((found) => standsAt(found, resource.span));
  if (!slot) return refuse('the resource doesn\u2019t stand in this text');
  const look = lookOf(text, resource.span);
  if (change.kind === 'add-resource') return addResource(text, look, top, slot, change);
  const node = nodeIn(slot);
  if (!node) return refuse('the resource doesn\u2019t stand in this text');
  if (isDynamic(node, change.path)) return refuse('its blocks are made by a "dynamic" block');
  const body = resource.body;
  const laid: LaidResource = { text, look, slot: topSlot(node), prefix: [], body, behind: new Map() };
  if (change.kind === 'add-statement') return addStatement(laid, node, change);
  return editLaid(laid, change.kind === 'set' ? { ...change, value: lower(change.value) } : change);
}

function refuse(reason: string): EditResult {
  return { ok: false, reason };
}

/** Into a policy document, or into a policy that stands as a JSON text or as an expression such as `jsonencode`. */
function addStatement(
  laid: LaidResource,
  node: LayoutNode,
  { path, statement }: Change & { readonly kind: 'add-statement' },
): EditResult {
  const [segment, ...others] = path;
  if (!segment) {
    const where = { name: 'sid', value: statement.sid };
    const { entries } = documentStatement(statement);
    const value = lower({ kind: 'object', entries: entries.filter(([key]) => key !== where.name) });
    return editLaid(laid, { kind: 'set', path: [{ name: 'statement', list: true, where }], value });
  }
  const policy = node.kind === 'map' ? node.entries[indexOfKey(node, segment.name)]?.value : undefined;
  if (others.length > 0 || policy?.kind !== 'leaf' || typeof policy.value !== 'string')
    return refuse('the policy is not written out here');
  const edited = /^\$\{[\s\S]*\}$/.test(policy.value)
    ? addToTemplate(policy.value, statement)
    : addToPolicyText(policy.value, 0, policy.value.length, statement);
  if (!edited.ok) return edited;
  const { start } = policy.span;
  const offsets = rawOffsets(laid.text.slice(start, policy.span.end));
  const edits = edited.edits.map(({ span, newText }) => ({
    span: { start: start + (offsets[span.start] ?? 1), end: start + (offsets[span.end] ?? 1) },
    newText: JSON.stringify(newText).slice(1, -1),
  }));
  return { ok: true, edits };
}

/** Where each character of a JSON text stands in its literal, and where the text ends. */
function rawOffsets(literal: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = 1; at < literal.length;) {
    offsets.push(at);
    at += literal[at] !== '\\' ? 1 : literal[at + 1] === 'u' ? 6 : 2;
  }
  return offsets;
}

/** A slot for a value alone, without what is around: removals end here. */
function topSlot(value: LayoutNode): Slot & { readonly holder: LayoutMap } {
  const at = { start: value.span.start, end: value.span.start };
  const entry: LayoutEntry = { key: '', keySpan: at, colon: at.start, value };
  const { span } = value;
  return {
    holder: { kind: 'map', style: 'flow', span, content: span.start, entries: [entry], merged: false },
    index: 0,
  };
}

/** A resource stands there as a property, or as an item where a name has several bodies. */
function standsAt(slot: Slot, span: Span): boolean {
  const node = nodeIn(slot);
  if (node?.kind !== 'map' || node.span.end !== span.end) return false;
  const key = slot.holder.kind === 'map' ? slot.holder.entries[slot.index]?.keySpan.start : undefined;
  return key === span.start || node.span.start === span.start;
}

function lookOf(text: string, span: Span): EditLook {
  const base = { eol: lineEnding(text), step: indentStep(text, span), quote: '"' as const };
  return { flow: flowLook(text, span, true, base) };
}

function isDynamic(node: LayoutNode, path: readonly Segment[]): boolean {
  const first = path[0]?.name;
  const dynamic = node.kind === 'map' ? node.entries[indexOfKey(node, 'dynamic')]?.value : undefined;
  const parts = dynamic?.kind === 'list' ? dynamic.items.map((item) => item.value) : dynamic ? [dynamic] : [];
  return parts.some((part) => part.kind === 'map' && first !== undefined && indexOfKey(part, first) >= 0);
}

/** References and expressions become templates; a text that looks like one is escaped. */
function lower(value: NewValue): NewValue {
  const written = lowerRefs(value, ({ target, attribute }) => {
    const address = target.replace(/^(?:module\.[^.[\]]+(?:\[[^\]]*\])?\.)+/, '');
    return { kind: 'raw', text: attribute ? `${address}.${attribute}` : address };
  });
  return templates(written);
}

function templates(value: NewValue): NewValue {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'string'
        ? { kind: 'scalar', value: value.value.replace(/([$%])\{/g, '$1$1{') }
        : value;
    case 'raw':
      return isJson(value.text) ? value : { kind: 'scalar', value: `\${${value.text.trim()}}` };
    case 'object':
      return { kind: 'object', entries: value.entries.map(([key, inner]) => [key, templates(inner)] as const) };
    case 'list':
      return { kind: 'list', items: value.items.map(templates) };
    case 'ref':
      return value;
  }
}

function isJson(text: string): boolean {
  if (tooDeep(text)) return false;
  const errors: ParseError[] = [];
  return parseTree(text, errors) !== undefined && errors.length === 0;
}

/** Adds the new resource behind this one where both have the same type, else behind all of this type. */
function addResource(
  text: string,
  look: EditLook,
  top: Slot,
  slot: Slot,
  change: Change & { kind: 'add-resource' },
): EditResult {
  const data = change.type.startsWith('data.');
  const type = data ? change.type.slice('data.'.length) : change.type;
  const section = data ? 'data' : 'resource';
  const name = freeName(top, [section, type], change.name);
  const [own, ownType] = [keyOf(slot), slot.up && keyOf(slot.up)];
  const behind = new Map<string, string>();
  if (ownType !== undefined && ownType !== type) behind.set(type, ownType);
  if (ownType === type && own !== undefined) behind.set(name, own);
  if (lists(top, [section, type])) return refuse('the file lists its resources in several parts');
  const path = [section, type, name].map((step) => ({ name: step, list: false }));
  return writePlan(text, look, planSet({ text, behind }, top, path, lower(bodyOf(change.body))));
}

function keyOf(slot: Slot): string | undefined {
  return slot.holder.kind === 'map' ? slot.holder.entries[slot.index]?.key : undefined;
}

/** The value at the end of plain keys; a list of one stands for its item. */
function valueAt(top: Slot, keys: readonly string[]): LayoutNode | undefined {
  let node = nodeIn(top);
  for (const key of keys) {
    const map: LayoutNode | undefined = node?.kind === 'list' ? node.items[0]?.value : node;
    node = map?.kind === 'map' ? map.entries[indexOfKey(map, key)]?.value : undefined;
  }
  return node;
}

function lists(top: Slot, keys: readonly string[]): boolean {
  return keys.some((_, i) => {
    const node = valueAt(top, keys.slice(0, i + 1));
    return node?.kind === 'list' && node.items.length > 1;
  });
}

/** The proposed name as Terraform allows it, with a number where the file has one of that name. */
function freeName(top: Slot, keys: readonly string[], proposed: string): string {
  const taken = valueAt(top, keys);
  const plain = proposed.replace(/[^\w-]/g, '_').replace(/^(?=[^A-Za-z_]|$)/, '_');
  let free = plain;
  for (let n = 2; taken?.kind === 'map' && indexOfKey(taken, free) >= 0; n++) free = `${plain}_${String(n)}`;
  return free;
}
