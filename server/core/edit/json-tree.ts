// Turns a parsed JSON tree into the layout tree. The parser stays outside: any tree with these offsets does.
import type { LayoutEntry, LayoutMap, LayoutNode } from './tree';

/** A JSON value as `jsonc-parser` and its like describe it; a `property` has a key and a value as children. */
export interface JsonTreeNode {
  readonly type: 'object' | 'array' | 'property' | 'string' | 'number' | 'boolean' | 'null';
  readonly offset: number;
  readonly length: number;
  readonly value?: unknown;
  readonly colonOffset?: number;
  readonly children?: readonly JsonTreeNode[];
}

/** What a dialect says about objects and texts that only stand for a value: their name, or that they count as not written. */
export type JsonCalls = (node: JsonTreeNode) => { readonly what: string; readonly absent?: boolean } | undefined;

/** The layout of a JSON value, all offsets moved by `base`. The tree's depth must be bounded by the caller. */
export function fromJsonTree(node: JsonTreeNode, base: number, calls: JsonCalls): LayoutNode {
  const span = { start: base + node.offset, end: base + node.offset + node.length };
  const call = calls(node);
  if (call)
    return {
      kind: 'opaque',
      span,
      what: call.what,
      ...(call.absent ? { absent: true } : {}),
      ...innerOf(node, base, calls),
    };
  if (node.type === 'object') return jsonMap(node, base, calls);
  if (node.type === 'array') {
    const items = (node.children ?? []).map((child) => {
      const value = fromJsonTree(child, base, calls);
      return { start: value.span.start, value };
    });
    return { kind: 'list', style: 'flow', span, content: span.start, items };
  }
  const { value } = node;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return known ? { kind: 'leaf', span, value } : { kind: 'leaf', span, value: null, absent: true };
}

function innerOf(node: JsonTreeNode, base: number, calls: JsonCalls): { readonly inner?: LayoutMap } {
  return node.type === 'object' ? { inner: jsonMap(node, base, calls) } : {};
}

/** The layout of a JSON object, without asking whether it is a call. */
export function jsonMap(node: JsonTreeNode, base: number, calls: JsonCalls): LayoutMap {
  const span = { start: base + node.offset, end: base + node.offset + node.length };
  const entries = (node.children ?? []).flatMap((child) => jsonEntry(child, base, calls));
  return { kind: 'map', style: 'flow', span, content: span.start, entries, merged: false };
}

function jsonEntry(property: JsonTreeNode, base: number, calls: JsonCalls): readonly LayoutEntry[] {
  const [key, value] = property.children ?? [];
  if (!key || !value || typeof key.value !== 'string') return [];
  const start = base + key.offset;
  return [
    {
      key: key.value,
      keySpan: { start, end: start + key.length },
      colon: base + (property.colonOffset ?? key.offset + key.length) + 1,
      value: fromJsonTree(value, base, calls),
    },
  ];
}
