// The encryption inventory of a unit: every data store, transport edge and key, with the true state of each aspect.
import { addressOf } from '../finding';
import { judgeRule, type Base } from '../judge';
import type { KindIndex, KindMatch } from '../kind-index';
import type { Resource } from '../resource';
import type { UnitIndex } from '../unit-index';
import { atRestOf } from './at-rest';
import { atRestByRules, isStoreByRules, rotationOf, transitOf } from './judged';
import { rotationBehind } from './key';
import { worst, type Cell, type InventoryRow, type KeyCell, type State, type TransitState } from './row';

export * from './row';
export { stateAtRest } from './at-rest';

const WORST_TRANSIT: readonly TransitState[] = ['off', 'unknown', 'partly', 'on'];

/** Every row of the unit, in the order of its resources. Calls that change something that exists are left out: what they keep is not known. */
export function inventoryOf(index: UnitIndex, kinds: KindIndex): readonly InventoryRow[] {
  return index.unit.resources
    .filter((resource) => resource.exists !== 'never')
    .flatMap((resource) => rowsOf(resource, index, kinds));
}

function rowsOf(resource: Resource, index: UnitIndex, kinds: KindIndex): readonly InventoryRow[] {
  const bases = kinds.of(resource).filter(({ partial }) => !partial);
  const own = bases.flatMap((match) => rowOf(baseOf(match, resource, index), index, kinds) ?? []);
  const edges = own.filter(({ what }) => what === 'edge');
  const holders = own.filter(({ what }) => what !== 'edge');
  const [first, ...others] = holders.length > 0 ? holders : edges;
  if (!first) return [];
  const inTransit = worst(
    [first, ...edges].flatMap((row) => row.inTransit ?? []),
    WORST_TRANSIT,
  );
  return [{ ...first, inTransit }, ...(holders.length > 0 ? others : [])];
}

function baseOf({ kind, partial }: KindMatch, resource: Resource, index: UnitIndex): Base {
  return { kind, resource, index, partial };
}

/** The row of a resource as one of its kinds sees it; undefined where that kind has nothing to say. */
function rowOf(base: Base, index: UnitIndex, kinds: KindIndex): InventoryRow | undefined {
  const { kind, resource } = base;
  const row = { kind, resource, address: addressOf(base) };
  if (kind.store?.rotation !== undefined) {
    const key: KeyCell = {
      state: 'customer-key',
      why: undefined,
      place: undefined,
      name: row.address,
      target: resource.id,
    };
    return { ...row, what: 'key', atRest: undefined, inTransit: undefined, key, rotation: rotationOf(base) };
  }
  const inTransit = transitOf(base);
  const store = storeCells(base, index, kinds);
  if (store) return { ...row, what: 'store', inTransit, ...store };
  return inTransit && { ...row, what: 'edge', atRest: undefined, inTransit, key: undefined, rotation: undefined };
}

function storeCells(
  base: Base,
  index: UnitIndex,
  kinds: KindIndex,
): Pick<InventoryRow, 'atRest' | 'key' | 'rotation'> | undefined {
  const byFacts = atRestOf(base);
  if (byFacts) {
    const atRest = explained(base, { state: byFacts.state, why: byFacts.why, place: byFacts.place });
    const key = byFacts.state === 'off' ? undefined : byFacts;
    return { atRest, key, rotation: rotationBehind(byFacts, index, kinds) };
  }
  const byRules = isStoreByRules(base.kind) ? atRestByRules(base) : undefined;
  if (!byRules) return undefined;
  const key = { ...byRules, name: undefined, target: undefined };
  return {
    atRest: byRules,
    key: byRules.state === 'off' ? undefined : key,
    rotation: rotationBehind(key, index, kinds),
  };
}

/** What is wrong, in the words and at the place of the rule that finds it. */
function explained(base: Base, cell: Cell<State>): Cell<State> {
  const profile = cell.state === 'off' ? 'baseline' : cell.state === 'aws-key' ? 'customer-keys' : undefined;
  if (profile === undefined) return cell;
  const rules = base.kind.rules.filter((rule) => rule.theme === 'at-rest' && rule.profile === profile);
  const finding = rules.flatMap((rule) => judgeRule(rule, base)).find(({ verdict }) => verdict === 'fail');
  if (!finding) return cell;
  return {
    state: cell.state,
    why: cell.why ?? finding.message,
    place: cell.place ?? { uri: finding.source, span: finding.span },
  };
}
