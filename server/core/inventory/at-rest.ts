// The state at rest of a resource of a kind with a `store`, and the key behind it, in every branch of its conditions.
import { judgeCondition, type Judgement } from '../condition';
import { reasonOf } from '../finding';
import type { Base } from '../judge';
import { sightings, type Sighting, type Subject } from '../facts';
import { HOLE } from '../json-text';
import { renderText } from '../path';
import type { Truth } from '../truth';
import type { UnitIndex } from '../unit-index';
import { exploreWorlds, type Outcome } from '../world';
import { worst, type KeyCell, type State } from './row';

/** Both arms of a condition may be deployed, so the worse one counts. */
const WORST: readonly State[] = ['off', 'unknown', 'aws-key', 'customer-key'];

/** The state at rest with the key that decides it; undefined for a kind that names no facts for it. */
export function atRestOf(base: Base): KeyCell | undefined {
  const store = base.kind.store;
  if (!store || (store.atRest === undefined && store.key === undefined && !store.always)) return undefined;
  const outcomes = exploreWorlds((choose) => inWorld({ ...base, choose, part: undefined }));
  if (!outcomes) return unknown('it hangs on too many conditions');
  const cells = outcomes.map(({ result }) => result);
  const cell = worst<State, KeyCell>(cells, WORST) ?? unknown('nothing is known about it');
  return cells.every(({ state }) => state === cell.state) ? cell : ofBranches(outcomes, cell);
}

function unknown(why: string): KeyCell {
  return { state: 'unknown', why, place: undefined, name: undefined, target: undefined };
}

/** Where the branches differ: the worse one, unless somebody still picks the value. */
function ofBranches(outcomes: readonly Outcome<KeyCell>[], cell: KeyCell): KeyCell {
  const { decisions = [] } = outcomes.find(({ result }) => result === cell) ?? {};
  const picked = decisions.find(({ everyBranch }) => !everyBranch);
  if (picked) return unknown(`it hangs on the value that is picked for ${picked.test}`);
  const tests = decisions.map(({ test, branch }) => `${test} is ${branch}`).join(' and ');
  const where = `where ${tests}`;
  return { ...cell, why: cell.why === undefined ? where : `${cell.why}, ${where}` };
}

/** The state in one combination of branches. */
export function stateAtRest(subject: Subject): State {
  return inWorld(subject).state;
}

function inWorld(subject: Subject): KeyCell {
  const store = subject.kind.store;
  const on: Switch =
    store?.atRest === undefined || store.always ? { truth: 'yes', blame: undefined } : holds(subject, store.atRest);
  const customer: Judgement =
    store?.key === undefined
      ? { truth: 'no', blame: undefined }
      : judgeCondition({ kind: 'fact', fact: store.key, expect: { kind: 'is', what: 'customer-key' } }, subject);
  const named = nameOf(customer.blame, subject.index);
  if (on.truth === 'no') {
    return customer.truth === 'yes' && store?.always === true
      ? { ...cell('customer-key', customer), ...named }
      : { ...cell('off', on), name: undefined, target: undefined };
  }
  if (on.truth === 'maybe') return { ...cell('unknown', on), ...named };
  return { ...cell(STATE_OF_KEY[customer.truth], customer), ...named };
}

const STATE_OF_KEY: Readonly<Record<Truth, State>> = { yes: 'customer-key', no: 'aws-key', maybe: 'unknown' };

function cell(state: State, { blame }: Switch): Omit<KeyCell, 'name' | 'target'> {
  const written = blame?.value !== undefined && !blame.assumed;
  return {
    state,
    why: state === 'unknown' ? reasonOf(blame) : undefined,
    place: written ? { uri: blame.resource.source, span: blame.at } : undefined,
  };
}

type Switch = Pick<Judgement, 'truth' | 'blame'>;

/** A switch is on where it is true, or where it is set to anything that does not say no. */
function holds(subject: Subject, fact: string): Switch {
  const seen = sightings(subject, fact).map((blame) => ({ truth: isOn(blame), blame }));
  return (
    seen.find(({ truth }) => truth === 'no') ??
    seen.find(({ truth }) => truth === 'maybe') ?? { truth: 'yes', blame: seen[0]?.blame }
  );
}

function isOn({ value, open }: Sighting): Truth {
  if (value === undefined) return open ? 'maybe' : 'no';
  if (value.kind !== 'scalar') return value.kind === 'unknown' || value.kind === 'ref' ? 'maybe' : 'yes';
  return OFF_WORDS.test(String(value.value)) ? 'no' : 'yes';
}

const OFF_WORDS = /^(false|none|disabled|off|no|plaintext|tls_plaintext|unencrypted|http|)$/i;

/** The address of a key in the unit, else the alias or ARN as it is written. */
function nameOf(blame: Sighting | undefined, index: UnitIndex): Pick<KeyCell, 'name' | 'target'> {
  const value = blame?.assumed === true ? undefined : blame?.value;
  if (value?.kind === 'ref') {
    return { name: index.byId(value.target)?.address ?? value.target, target: value.target };
  }
  // a dynamic reference says where the key is written down
  const written = value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
  const text = written ?? (value && renderText(value)?.replaceAll(HOLE, '…'));
  return { name: text === undefined || text === '' || text === '…' ? undefined : text, target: undefined };
}
