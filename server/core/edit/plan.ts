// Finds out what has to happen to a laid-out tree so that a path gets a value, or disappears. Nothing is written here.
import type { NewValue, Segment } from '../resource';
import { itemAlong, listOf, valueAlong } from './new-value';
import { indexOfKey, nodeIn, sizeOf, type LayoutList, type LayoutMap, type LayoutNode, type Slot } from './tree';

export type Step =
  | { readonly kind: 'replace'; readonly slot: Slot; readonly value: NewValue }
  | {
      readonly kind: 'insert';
      readonly map: LayoutMap;
      /** Index of the entry that the new one follows. */
      readonly after: number;
      readonly key: string;
      readonly value: NewValue;
    }
  | { readonly kind: 'append'; readonly list: LayoutList; readonly value: NewValue }
  | { readonly kind: 'drop'; readonly holder: LayoutMap | LayoutList; readonly indices: readonly number[] };

/** Steps, or the reason why there can be none. */
export type Plan = readonly Step[] | string;

/** What planning needs besides the tree: the text, for a look at what can't be entered, and keys that follow another one. */
export interface PlanContext {
  readonly text: string;
  /** New key -> the key it goes behind, where that one exists: `Properties` -> `Type`. */
  readonly behind: ReadonlyMap<string, string>;
}

/** The steps that make `path`, seen from the value in `slot`, hold `value`. */
export function planSet(context: PlanContext, slot: Slot, path: readonly Segment[], value: NewValue): Plan {
  const node = nodeIn(slot);
  if (!node) return 'there is nothing here to change';
  const [segment, ...rest] = path;
  if (node.sealed) return node.sealed;
  if (!segment) return [{ kind: 'replace', slot, value }];
  if (node.absent) return [{ kind: 'replace', slot, value: valueAlong(path, value) }];
  if (node.kind === 'list') {
    if (node.items.length === 0) return [{ kind: 'replace', slot, value: listOf(valueAlong(path, value)) }];
    return join(node.items.map((_, index) => planSet(context, { holder: node, index, up: slot }, path, value)));
  }
  if (node.kind !== 'map') return cannotEnter(node, segment.name);
  const index = indexOfKey(node, segment.name);
  if (index < 0) return planInsert(context, slot, node, path, value);
  const child = { holder: node, index, up: slot };
  return segment.list || segment.where
    ? planItems(context, child, segment, rest, value)
    : planSet(context, child, rest, value);
}

function planInsert(context: PlanContext, slot: Slot, map: LayoutMap, path: readonly Segment[], value: NewValue): Plan {
  const whole = valueAlong(path, value);
  const [first] = whole.kind === 'object' ? whole.entries : [];
  if (!first) return 'there is nothing to write';
  if (map.merged) return `the properties around "${first[0]}" come from a YAML merge key (<<)`;
  if (map.entries.length === 0) return [{ kind: 'replace', slot, value: whole }];
  const leader = context.behind.get(first[0]);
  const behind = leader === undefined ? -1 : indexOfKey(map, leader);
  const after = behind < 0 ? map.entries.length - 1 : behind;
  return [{ kind: 'insert', map, after, key: first[0], value: first[1] }];
}

function planItems(
  context: PlanContext,
  slot: Slot,
  segment: Segment,
  rest: readonly Segment[],
  value: NewValue,
): Plan {
  const node = nodeIn(slot);
  if (!node) return 'there is nothing here to change';
  if (node.sealed) return node.sealed;
  const fresh = itemAlong(segment, rest, value);
  if (node.absent || (node.kind === 'list' && node.items.length === 0)) {
    return [{ kind: 'replace', slot, value: listOf(fresh) }];
  }
  if (node.kind === 'map' && (!segment.where || matches(node, segment.where))) {
    return planItem(context, slot, segment, rest, value);
  }
  if (node.kind !== 'list') return cannotEnter(node, segment.name);
  const chosen = chosenItems(slot, node, segment);
  if (chosen.length > 0) return join(chosen.map((item) => planItem(context, item, segment, rest, value)));
  const hidden = node.items.some((item) => mentions(context.text, item.value, segment.where?.value));
  if (hidden) return `an item of "${segment.name}" hangs on an expression`;
  return [{ kind: 'append', list: node, value: fresh }];
}

/** A `where` without anything behind it means the whole item: its other properties stay. */
function planItem(context: PlanContext, slot: Slot, segment: Segment, rest: readonly Segment[], value: NewValue): Plan {
  if (rest.length > 0 || !segment.where) return planSet(context, slot, rest, value);
  if (value.kind !== 'object') return `an item of "${segment.name}" needs properties, not a plain value`;
  return join(value.entries.map(([name, inner]) => planSet(context, slot, [{ name, list: false }], inner)));
}

function chosenItems(slot: Slot, list: LayoutList, segment: Segment): readonly Slot[] {
  return list.items
    .map((item, index) => ({ item, slot: { holder: list, index, up: slot } }))
    .filter(({ item }) => !segment.where || matches(item.value, segment.where))
    .map((found) => found.slot);
}

function matches(node: LayoutNode, where: { readonly name: string; readonly value: string }): boolean {
  if (node.kind !== 'map') return false;
  const value = node.entries[indexOfKey(node, where.name)]?.value;
  return value?.kind === 'leaf' && String(value.value) === where.value;
}

function mentions(text: string, node: LayoutNode, word: string | undefined): boolean {
  return node.kind === 'opaque' && word !== undefined && text.slice(node.span.start, node.span.end).includes(word);
}

function cannotEnter(node: LayoutNode, name: string): string {
  if (node.kind === 'opaque') return `the value around "${name}" is written as ${node.what}`;
  return `the value around "${name}" has another shape than expected`;
}

function join(plans: readonly Plan[]): Plan {
  const failed = plans.find((plan) => typeof plan === 'string');
  return failed ?? plans.flatMap((plan) => (typeof plan === 'string' ? [] : plan));
}

/** The steps that remove what `path` leads to, and the maps and lists that would be left empty; never the value of `top` itself. */
export function planRemove(slot: Slot, path: readonly Segment[], top: Slot): Plan {
  const found: Slot[] = [];
  const reason = collect(slot, path, found);
  if (reason !== undefined) return reason;
  if (found.length === 0 || path.length === 0) return 'it is not written in this resource';
  return drops(found, top);
}

function collect(slot: Slot, path: readonly Segment[], out: Slot[]): string | undefined {
  const node = nodeIn(slot);
  const [segment, ...rest] = path;
  if (!node || node.absent) return undefined;
  if (node.sealed) return node.sealed;
  if (!segment) {
    out.push(slot);
    return undefined;
  }
  if (node.kind === 'list') {
    return firstReason(node.items.map((_, index) => collect({ holder: node, index, up: slot }, path, out)));
  }
  if (node.kind !== 'map') return cannotEnter(node, segment.name);
  const index = indexOfKey(node, segment.name);
  if (index < 0) return node.merged ? `"${segment.name}" comes from a YAML merge key (<<)` : undefined;
  const child = { holder: node, index, up: slot };
  return collectChild(child, segment, rest, out);
}

function collectChild(child: Slot, segment: Segment, rest: readonly Segment[], out: Slot[]): string | undefined {
  const value = nodeIn(child);
  if (value?.sealed) return value.sealed;
  if (rest.length === 0 && !segment.where) {
    out.push(child);
    return undefined;
  }
  if (value?.kind !== 'list' || !segment.where) return collect(child, rest, out);
  return firstReason(chosenItems(child, value, segment).map((item) => collect(item, rest, out)));
}

function firstReason(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.find((reason) => reason !== undefined);
}

/** Groups what goes by its map or list, and climbs while nothing would be left there. */
function drops(found: readonly Slot[], top: Slot): Plan {
  const groups = new Map<LayoutMap | LayoutList, { indices: Set<number>; up: Slot | undefined }>();
  const queue = [...found];
  // the queue grows while it is walked
  for (const slot of queue) {
    const group = groups.get(slot.holder) ?? { indices: new Set<number>(), up: slot.up };
    groups.set(slot.holder, group);
    group.indices.add(slot.index);
    const climbs = group.up !== undefined && group.up.holder !== top.holder;
    if (climbs && group.up && group.indices.size === sizeOf(slot.holder)) {
      groups.delete(slot.holder);
      queue.push(group.up);
    }
  }
  return [...groups].map(([holder, { indices }]) => ({
    kind: 'drop',
    holder,
    indices: [...indices].sort((a, b) => a - b),
  }));
}
