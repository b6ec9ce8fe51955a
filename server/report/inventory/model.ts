// What every form of the inventory report starts from: the entries in groups, and how many are in which state.
import { STATES, type RotationState, type State, type TransitState } from '../../core/inventory';
import type { Inventory, InventoryEntry } from '../../core/inventory/workspace';

export const GROUPINGS = ['service', 'file', 'classification'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface InventoryReport {
  readonly version: string;
  /** The folder that was read, as people call it. */
  readonly root: string;
  readonly grouping: Grouping;
  readonly inventory: Inventory;
}

export interface Group {
  readonly name: string;
  readonly entries: readonly InventoryEntry[];
}

/** What entries without a known class are called. */
export const UNCLASSIFIED = 'Not classified';

/** The entries by service, file or classification, in the order of the names; what is not classified comes last. */
export function groupsOf(entries: readonly InventoryEntry[], grouping: Grouping): readonly Group[] {
  const groups = new Map<string, InventoryEntry[]>();
  for (const entry of entries) {
    const name = groupName(entry, grouping);
    const list = groups.get(name);
    if (list) list.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups]
    .map(([name, list]) => ({ name, entries: list }))
    .sort((a, b) => Number(a.name === UNCLASSIFIED) - Number(b.name === UNCLASSIFIED) || compare(a.name, b.name));
}

function groupName(entry: InventoryEntry, grouping: Grouping): string {
  if (grouping === 'service') return entry.service;
  if (grouping === 'file') return entry.at.path;
  return entry.classes.length > 0 ? entry.classes.join(', ') : UNCLASSIFIED;
}

function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The aspects that are counted and shown in pictures. */
export const ASPECTS = ['atRest', 'inTransit', 'rotation'] as const;
export type Aspect = (typeof ASPECTS)[number];
export type AnyState = State | TransitState | RotationState;

/** The states of each aspect, best first. */
export const STATES_OF: Readonly<Record<Aspect, readonly AnyState[]>> = {
  atRest: STATES,
  inTransit: ['on', 'partly', 'off', 'unknown'] satisfies readonly TransitState[],
  rotation: ['on', 'aws', 'off', 'unknown'] satisfies readonly RotationState[],
};

export type Tally = readonly { readonly state: AnyState; readonly count: number }[];

/** How many entries are in each state of an aspect; states that nobody is in are left out. Rotation is counted for keys alone. */
export function tallyOf(entries: readonly InventoryEntry[], aspect: Aspect): Tally {
  const counted = aspect === 'rotation' ? entries.filter(({ what }) => what === 'key') : entries;
  return STATES_OF[aspect]
    .map((state) => ({ state, count: counted.filter((entry) => entry[aspect]?.state === state).length }))
    .filter(({ count }) => count > 0);
}

export function totalOf(tally: Tally): number {
  return tally.reduce((sum, { count }) => sum + count, 0);
}
