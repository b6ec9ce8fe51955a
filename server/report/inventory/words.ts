// Words for the states of the inventory, the same in every form of it.
import type { CellEntry, InventoryEntry } from '../../core/inventory/workspace';
import { rotationWords, stateWords, transitWords } from '../words';
import type { AnyState, Aspect, Tally } from './model';

export const aspectWords: Readonly<Record<Aspect, string>> = {
  atRest: 'At rest',
  inTransit: 'In transit',
  rotation: 'Rotation',
};

const WORDS: Readonly<Record<Aspect, Readonly<Partial<Record<AnyState, string>>>>> = {
  atRest: stateWords,
  inTransit: transitWords,
  rotation: rotationWords,
};

/** What a state is called in its aspect: `rotates` for a key, `encrypted` for an edge. */
export function wordOf(aspect: Aspect, state: AnyState): string {
  return WORDS[aspect][state] ?? state;
}

/** With a capital letter, where it stands alone. */
export function titleOf(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** `4 customer key, 1 off`; `none` where nothing is counted. */
export function tallyWords(aspect: Aspect, tally: Tally): string {
  return tally.length === 0
    ? 'none'
    : tally.map(({ state, count }) => `${String(count)} ${wordOf(aspect, state)}`).join(', ');
}

/** What the column "key" says: the key's name, or whose key it is. */
export function keyWords({ key, what }: InventoryEntry): string {
  if (!key) return '';
  if (what === 'key') return 'customer key';
  return key.name ?? stateWords[key.state];
}

/** The reasons of a row's cells, each with its aspect, without doubles. */
export function reasonsOf(entry: InventoryEntry, wanted: (cell: CellEntry<AnyState>) => boolean): readonly string[] {
  const cells: readonly (readonly [string, CellEntry<AnyState> | undefined])[] = [
    ['at rest', entry.atRest],
    ['in transit', entry.inTransit],
    ['key', entry.atRest ? undefined : entry.key],
    ['rotation', entry.rotation],
  ];
  return cells.flatMap(([aspect, cell]) =>
    cell?.why !== undefined && wanted(cell) ? [`${aspect}: ${cell.why.replace(/\.$/, '')}`] : [],
  );
}
