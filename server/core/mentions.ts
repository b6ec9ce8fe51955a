// Looks for words in a text that is being typed in: where there were none, only what changed can bring one.
import { differenceOf } from './difference';

/**
 * True where `words`, whose matches are at most `longest` characters long, match in the text. `without` is an earlier version in which they
 * do not: it makes the answer faster, never different.
 */
export function mentions(words: RegExp, longest: number, text: string, without?: string): boolean {
  if (without === undefined) return words.test(text);
  const { start, end, by } = differenceOf(without, text);
  // a word may hang on the character beside it, and a stretch cut out of a text may seem to hold one
  const around = text.slice(Math.max(0, start - longest - 1), end + by + longest + 1);
  return words.test(around) && words.test(text);
}
