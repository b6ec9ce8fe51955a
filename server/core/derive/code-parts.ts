// Takes an expression of Python or JavaScript apart at its brackets and operators, as far as rules about names need it.
import type { Place } from '../text';
import type { DeriveInput } from './index';

const MAX_CODE = 2_000;

/** The code at a place, cut to what is worth looking at. */
export function codeAt({ subject }: DeriveInput, { uri, span: { start, end } }: Place): string {
  return subject.index.textAt(uri, start, Math.min(end, start + MAX_CODE));
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Just behind the bracket that closes the one at this offset; the offset itself where none opens there, or none closes it. */
export function groupEnd(code: string, at: number): number {
  const expected: string[] = [];
  for (let i = at; i < code.length; i++) {
    const char = code.charAt(i);
    const closing = CLOSING[char];
    if (closing !== undefined) expected.push(closing);
    else if (char === expected[expected.length - 1]) expected.pop();
    if (expected.length === 0) return i === at ? at : i + 1;
  }
  return at;
}

const BETWEEN = /^(?:,|\+|%|\|\||\?\?|or\b)/;

/** The values that an expression lists, joins or chooses from by a fallback; of `key: value` and `key=value` the value. */
export function splitCode(code: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < code.length; i++) {
    const end = groupEnd(code, i);
    if (end > i) i = end - 1;
    else {
      const before = code.charAt(i - 1);
      const found = /\w/.test(before) && code.startsWith('or', i) ? undefined : BETWEEN.exec(code.slice(i, i + 3))?.[0];
      const isEntry =
        code.startsWith(':', i) || (code.startsWith('=', i) && !/[<>=!]/.test(before + code.charAt(i + 1)));
      if (isEntry) start = i + 1;
      else if (found !== undefined) {
        parts.push(code.slice(start, i));
        start = i + found.length;
        i = start - 1;
      }
    }
  }
  return [...parts, code.slice(start)];
}
