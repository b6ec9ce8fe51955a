// How a value is laid out in a text: just enough of a tree, with offsets, to place an edit without a parser at hand.
import type { Span } from '../text';
import type { Scalar } from '../value';

interface Laid {
  /** The value with its tag and anchor; it ends behind its last visible character. Comments around it are outside. */
  readonly span: Span;
  /** Why this value must not be touched, in plain words: an alias, an anchor that others share. */
  readonly sealed?: string;
  /** Counts as not written: `null`, a key without a value, `AWS::NoValue`. */
  readonly absent?: boolean;
}

/** `block` is YAML's indentation; `flow` is JSON's braces and brackets, also inside YAML. */
export type LayoutStyle = 'block' | 'flow';

export interface LayoutEntry {
  readonly key: string;
  /** With its quotes. */
  readonly keySpan: Span;
  /** The offset behind the colon. */
  readonly colon: number;
  readonly value: LayoutNode;
}

export interface LayoutMap extends Laid {
  readonly kind: 'map';
  readonly style: LayoutStyle;
  /** Where the map itself starts, behind a tag or an anchor: its brace, or its first key. */
  readonly content: number;
  readonly entries: readonly LayoutEntry[];
  /** More keys come from a YAML merge key. */
  readonly merged: boolean;
}

export interface LayoutItem {
  /** The dash of a block list; where the value starts in a flow list. */
  readonly start: number;
  readonly value: LayoutNode;
}

export interface LayoutList extends Laid {
  readonly kind: 'list';
  readonly style: LayoutStyle;
  readonly content: number;
  readonly items: readonly LayoutItem[];
}

/** A plain value. */
export interface LayoutLeaf extends Laid {
  readonly kind: 'leaf';
  readonly value: Scalar;
}

/** Nothing stands here yet: `Key:` or a lone dash. Its span is empty, behind the colon or the dash. */
export interface LayoutBlank extends Laid {
  readonly kind: 'blank';
}

/** A value that can be replaced whole but not entered, such as a function call. */
export interface LayoutOpaque extends Laid {
  readonly kind: 'opaque';
  /** Plain words that name it, such as `!If`. */
  readonly what: string;
  /** Its arguments, for edits that start inside of one, such as a branch of `Fn::If`. */
  readonly inner?: LayoutMap | LayoutList;
}

export type LayoutNode = LayoutMap | LayoutList | LayoutLeaf | LayoutBlank | LayoutOpaque;

/** A place in a map or a list; `up` is where that map or list itself stands. */
export interface Slot {
  readonly holder: LayoutMap | LayoutList;
  readonly index: number;
  readonly up?: Slot;
}

/** The value in a slot; undefined where the index is outside. */
export function nodeIn(slot: Slot): LayoutNode | undefined {
  const { holder, index } = slot;
  return holder.kind === 'map' ? holder.entries[index]?.value : holder.items[index]?.value;
}

/** Where an element of a map or list starts (key, dash, value) and ends. */
export function elementSpan(holder: LayoutMap | LayoutList, index: number): Span | undefined {
  if (holder.kind === 'map') {
    const entry = holder.entries[index];
    return entry && { start: entry.keySpan.start, end: Math.max(entry.value.span.end, entry.colon) };
  }
  const item = holder.items[index];
  return item && { start: item.start, end: Math.max(item.value.span.end, item.start + 1) };
}

/** How many elements a map or list has. */
export function sizeOf(holder: LayoutMap | LayoutList): number {
  return holder.kind === 'map' ? holder.entries.length : holder.items.length;
}

/** Every slot at and below the value of `slot`, outer ones first. */
export function slotsBelow(slot: Slot): readonly Slot[] {
  const found: Slot[] = [slot];
  // the list grows while it is walked
  for (const at of found) {
    const value = nodeIn(at);
    const node = value?.kind === 'opaque' ? value.inner : value;
    if (!node || (node.kind !== 'map' && node.kind !== 'list')) continue;
    for (let index = 0; index < sizeOf(node); index++) found.push({ holder: node, index, up: at });
  }
  return found;
}

/** The index of the last entry with exactly this key, or -1. */
export function indexOfKey(map: LayoutMap, key: string): number {
  for (let i = map.entries.length - 1; i >= 0; i--) if (map.entries[i]?.key === key) return i;
  return -1;
}
