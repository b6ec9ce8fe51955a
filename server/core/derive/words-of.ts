// The words in a piece of code, such as a call's argument: `user["E-Mail"].encode()` as `user e mail encode`. For rules that hang on what data is called.
import type { Sighting } from '../facts';
import { codeAt } from './code-parts';
import type { DeriveInput, Derivation } from './index';

/**
 * `from: [values]`: their code as lower-case words, split where names are, joined by blanks. Plain text in quotes counts only where it is a key, as in
 * `row["email"]`; of a formatted text only what is filled in. Options: `of: target` is what the call's result is assigned to on the same line,
 * `of: chained` the arguments of the calls that follow it at once, as in `createHash('md5').update(x)`. Never unknown; an empty text for nothing.
 */
export const wordsOf: Derivation = (input) => {
  const { of } = input.options;
  if (of === undefined) return input.inputs.flat().map((sighting) => withWords(sighting, codeOf(input, sighting)));
  return [withWords(input.nothing, of === 'chained' ? chainedCode(input) : targetCode(input))];
};

function withWords(sighting: Sighting, code: string): Sighting {
  return {
    ...sighting,
    open: false,
    value: { kind: 'scalar', span: sighting.at, value: wordsIn(withoutPlainText(code)) },
  };
}

function codeOf(input: DeriveInput, sighting: Sighting): string {
  return sighting.value === undefined ? '' : slice(input, sighting.at.start, sighting.at.end);
}

const CHAIN = /^\s*(?:\.\s*\w+\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)+/;

function chainedCode(input: DeriveInput): string {
  const { end } = input.subject.resource.span;
  return CHAIN.exec(slice(input, end, end + 300))?.[0] ?? '';
}

const TARGET = /^\s*(?:"\s*)?(?:export\s+)?(?:(?:const|let|var)\s+)?([\w.[\]'"]+)\s*(?::[^=]*)?=(?!=)/;

function targetCode(input: DeriveInput): string {
  const { head } = input.subject.resource;
  const before = slice(input, Math.max(0, head.start - 300), head.start);
  return TARGET.exec(before.slice(before.lastIndexOf('\n') + 1))?.[1] ?? '';
}

function slice(input: DeriveInput, start: number, end: number): string {
  return codeAt(input, { uri: input.subject.resource.source, span: { start, end } });
}

const STRING =
  /(?<key>(?:\[|\.get\()\s*)?(?<prefix>[rbfuRBFU]{0,2})(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g;

/** The code without plain text: `"Mail to " + user["email"]` keeps the key, `f"Mail to {email}"` what is filled in. */
function withoutPlainText(code: string): string {
  return code.replace(STRING, (whole, key: string | undefined, prefix: string, text: string) => {
    if (key !== undefined) return whole;
    const isFilled = text.startsWith('`') || /f/i.test(prefix);
    return isFilled ? ` ${(text.match(/\{[^{}]*\}/g) ?? []).join(' ')} ` : ' ';
  });
}

/** `userEmail`, `user_email` and `"E-Mail"` come apart into their words. */
export function wordsIn(code: string): string {
  return code
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}
