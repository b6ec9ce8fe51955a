// The words in a piece of code, such as a call's argument: `user["E-Mail"].encode()` as `user e mail encode`. For rules that hang on what data is called.
import type { Sighting } from '../facts';
import type { DeriveInput, Derivation } from './index';

const MAX_CODE = 2_000;

/**
 * `from: [values]`: their code as lower-case words, split where names are, joined by blanks. Options: `of: call` the call itself instead, `of: target`
 * what its result is assigned to on the same line, `of: chained` the arguments of the calls that follow it at once, as in `createHash('md5').update(x)`.
 * A known text that stands there counts without quotes. Never unknown; an empty text where there is nothing.
 */
export const wordsOf: Derivation = (input) => {
  const of = input.options.of;
  if (of === undefined) return input.inputs.flat().map((sighting) => withWords(sighting, codeOf(input, sighting)));
  return [withWords(input.nothing, codeAround(input, String(of)))];
};

function withWords(sighting: Sighting, code: string): Sighting {
  if (code === '' && sighting.value === undefined) return { ...sighting, open: false };
  return { ...sighting, value: { kind: 'scalar', span: sighting.at, value: wordsIn(code) } };
}

function codeOf(input: DeriveInput, sighting: Sighting): string {
  return sighting.value === undefined ? '' : slice(input, sighting.at.start, sighting.at.end);
}

function codeAround(input: DeriveInput, of: string): string {
  const { span, head } = input.subject.resource;
  if (of === 'call') return slice(input, span.start, span.end);
  if (of === 'chained') return /^\s*(?:\.\s*\w+\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)+/.exec(slice(input, span.end, span.end + 300))?.[0] ?? '';
  const before = slice(input, Math.max(0, head.start - 300), head.start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /^\s*(?:"\s*)?(?:export\s+)?(?:(?:const|let|var|self\.|this\.)\s*)?([\w.\[\]'"]+)\s*(?::[^=]*)?=(?!=)/.exec(line)?.[1] ?? '';
}

function slice({ subject }: DeriveInput, start: number, end: number): string {
  const document = subject.index.unit.documents.find((d) => d.source.uri === subject.resource.source);
  return document?.source.text.slice(start, Math.min(end, start + MAX_CODE)) ?? '';
}

/** `userEmail`, `user_email` and `"E-Mail"` come apart into their words. */
function wordsIn(code: string): string {
  return code
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}
