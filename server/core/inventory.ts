// The encryption inventory: every data store of a unit with one of the four true states.
import { judgeCondition } from './condition';
import { sightings, type Subject } from './facts';
import type { Kind } from './kind';
import type { KindIndex } from './kind-index';
import type { Choose } from './path';
import type { Resource } from './resource';
import type { Truth } from './truth';
import type { UnitIndex } from './unit-index';

/** `customer-key`: a key of the customer's own. `aws-key`: encrypted, with a key that AWS owns or manages. */
export type State = 'customer-key' | 'aws-key' | 'off' | 'unknown';

export const STATES: readonly State[] = ['customer-key', 'aws-key', 'off', 'unknown'];

export interface StoreRow {
  readonly kind: Kind;
  readonly resource: Resource;
  readonly atRest: State;
  /** Undefined where the kind has no switch for it. */
  readonly inTransit: 'on' | 'off' | 'unknown' | undefined;
}

const firstBranch: Choose = (choice) => choice.options[0];

/** Every store of the unit, in the order of its resources. */
export function inventoryOf(index: UnitIndex, kinds: KindIndex): readonly StoreRow[] {
  return index.unit.resources
    .filter((resource) => resource.exists !== 'never')
    .flatMap((resource) =>
      kinds.of(resource).flatMap(({ kind, partial }) => {
        if (!kind.store || partial) return [];
        const subject: Subject = { kind, resource, index, partial, choose: firstBranch, part: undefined };
        return [{ kind, resource, atRest: stateAtRest(subject), inTransit: stateInTransit(subject) }];
      }),
    );
}

/** The state at rest of a resource of a kind with a `store`. */
export function stateAtRest(subject: Subject): State {
  const store = subject.kind.store;
  const on: Truth = store?.atRest === undefined || store.always ? 'yes' : holds(subject, store.atRest);
  const customer: Truth =
    store?.key === undefined
      ? 'no'
      : judgeCondition({ kind: 'fact', fact: store.key, expect: { kind: 'is', what: 'customer-key' } }, subject).truth;
  if (on === 'no') return customer === 'yes' && store?.always === true ? 'customer-key' : 'off';
  if (on === 'maybe') return 'unknown';
  return customer === 'yes' ? 'customer-key' : customer === 'no' ? 'aws-key' : 'unknown';
}

function stateInTransit(subject: Subject): StoreRow['inTransit'] {
  const fact = subject.kind.store?.inTransit;
  if (fact === undefined) return undefined;
  const truth = holds(subject, fact);
  return truth === 'yes' ? 'on' : truth === 'no' ? 'off' : 'unknown';
}

/** A switch is on where it is true, or where it is set to anything that does not say no. */
function holds(subject: Subject, fact: string): Truth {
  const truths = sightings(subject, fact).map((sighting): Truth => {
    const { value } = sighting;
    if (value === undefined) return sighting.open ? 'maybe' : 'no';
    if (value.kind !== 'scalar') return value.kind === 'unknown' || value.kind === 'ref' ? 'maybe' : 'yes';
    return OFF_WORDS.test(String(value.value)) ? 'no' : 'yes';
  });
  return truths.includes('no') ? 'no' : truths.includes('maybe') ? 'maybe' : 'yes';
}

const OFF_WORDS = /^(false|none|disabled|off|no|plaintext|tls_plaintext|unencrypted|http|)$/i;
