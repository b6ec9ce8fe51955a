// What a row of the encryption inventory says: a store, a transport edge or a key, and the state of each of its aspects.
import type { Kind } from '../kind';
import type { Resource } from '../resource';
import type { Place } from '../text';

/** `customer-key`: a key of the customer's own. `aws-key`: encrypted, with a key that AWS owns or manages. */
export type State = 'customer-key' | 'aws-key' | 'off' | 'unknown';
/** `partly`: encryption is optional or weak; the cell says which. */
export type TransitState = 'on' | 'partly' | 'off' | 'unknown';
/** `aws`: the key is AWS's, and so is its rotation. */
export type RotationState = 'on' | 'off' | 'aws' | 'unknown';

export const STATES: readonly State[] = ['customer-key', 'aws-key', 'off', 'unknown'];

/** One aspect of a row. */
export interface Cell<S extends string> {
  readonly state: S;
  /** Plain words: why it is not known, or what is wrong. */
  readonly why: string | undefined;
  /** What decides it, where that is not the resource as a whole. */
  readonly place: Place | undefined;
}

export interface KeyCell extends Cell<State> {
  /** How people call the key: an address in these files, an alias, an ARN. Undefined where nothing names it. */
  readonly name: string | undefined;
  /** The `id` of the key's resource in the unit, where it is there. */
  readonly target: string | undefined;
}

/** `store`: holds data. `edge`: data moves over it. `key`: a KMS key. */
export type RowKind = 'store' | 'edge' | 'key';

export const ROW_KINDS: readonly RowKind[] = ['store', 'edge', 'key'];

/** Aspects that a resource does not have are undefined. */
export interface InventoryRow {
  readonly what: RowKind;
  readonly kind: Kind;
  readonly resource: Resource;
  /** Terraform address, logical id, or the API's own name of a call. */
  readonly address: string;
  readonly atRest: Cell<State> | undefined;
  readonly inTransit: Cell<TransitState> | undefined;
  readonly key: KeyCell | undefined;
  readonly rotation: Cell<RotationState> | undefined;
}

/** A row of which the state at rest is known to exist. */
export type StoreRow = InventoryRow & { readonly what: 'store'; readonly atRest: Cell<State> };

/** True for a data store. */
export function isStore(row: InventoryRow): row is StoreRow {
  return row.what === 'store' && row.atRest !== undefined;
}

/** The worst of several cells, by an order from worst to best; undefined where there are none. */
export function worst<S extends string, C extends Cell<S>>(cells: readonly C[], order: readonly S[]): C | undefined {
  return [...cells].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0];
}
