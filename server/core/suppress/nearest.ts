// Finds the name that somebody meant.

/** The name with the fewest changes, where that is at most a third of its length. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const changes = distance(wanted, name.toLowerCase(), least);
    if (changes < least) [best, least] = [name, changes];
  }
  return best;
}

const MAX_LENGTH = 200;

/** How many letters to add, drop or replace; `bound` or more where it is at least that. */
function distance(from: string, to: string, bound: number): number {
  if (from.length > MAX_LENGTH) return bound;
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) >= bound) return bound;
    row = next;
  }
  return row[to.length] ?? bound;
}
