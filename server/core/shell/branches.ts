// What variables hold behind a branch: what it added to a list is there maybe, all else that it set is not known.
import type { Held } from './expand';
import type { Word } from './words';

/** Variables by name. */
export type Names = ReadonlyMap<string, Held>;

/** Joins what branches leave of the names they set into what was known before them. */
export function mergeBranches(names: Map<string, Held>, written: ReadonlySet<string>, ends: readonly Names[]): void {
  for (const name of written) {
    const made = merged(
      names.get(name),
      ends.map((end) => end.get(name)),
    );
    if (made) names.set(name, made);
    else names.delete(name);
  }
}

function merged(before: Held | undefined, after: readonly (Held | undefined)[]): Held | undefined {
  if (before?.kind !== 'list') return undefined;
  const more: Word[] = [];
  for (const end of after) {
    if (end?.kind !== 'list' || !before.words.every((word, i) => end.words[i] === word)) return undefined;
    more.push(...end.words.slice(before.words.length));
  }
  return { kind: 'list', words: [...before.words, ...more.map((word): Word => ({ ...word, isMaybe: true }))] };
}
