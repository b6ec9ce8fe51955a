// Puts what variables hold in the place of their names: `$x` in a word, and the words of `"${args[@]}"`.
import type { Span } from '../text';
import type { Part, Word } from './words';

/** What a variable holds. */
export type Held =
  | { readonly kind: 'text'; readonly parts: readonly Part[]; readonly span: Span }
  | { readonly kind: 'list'; readonly words: readonly Word[] };

/** What is known of variables; a name that is not in it is not known. */
export type Known = ReadonlyMap<string, Held>;

const MAX_PARTS = 500;

/** The words that a word becomes: one, or any number where it is nothing but a list or a variable without quotes. */
export function expand(word: Word, known: Known): readonly Word[] {
  const parts = word.parts.filter((part) => part !== '');
  const [only, second] = parts;
  const name = only === undefined || typeof only === 'string' || second !== undefined ? undefined : only.name;
  const list = name === undefined ? undefined : heldList(name, known);
  if (list) return list.words.map((each) => movedTo(word.span, each, list.name));
  const held = name === undefined ? undefined : heldText(name, known);
  if (held && word.bare) return split(held.text, word.span, held.name);
  return [filled(word, known)];
}

/** Every word of a command, expanded. */
export function expandAll(words: readonly Word[], known: Known): readonly Word[] {
  return known.size === 0 ? words : words.flatMap((word) => expand(word, known));
}

type Text = Extract<Held, { kind: 'text' }>;

function heldText(expansion: string, known: Known): { name: string; text: Text } | undefined {
  const name = /^\$(?:(\w+)|\{(\w+)\})$/.exec(expansion);
  const held = known.get(name?.[1] ?? name?.[2] ?? '');
  return held?.kind === 'text' ? { name: name?.[1] ?? name?.[2] ?? '', text: held } : undefined;
}

function heldList(expansion: string, known: Known): { name: string; words: readonly Word[] } | undefined {
  const name = /^\$\{(\w+)\[@\]\}$/.exec(expansion)?.[1] ?? '';
  const held = known.get(name);
  return held?.kind === 'list' ? { name, words: held.words } : undefined;
}

function movedTo(span: Span, word: Word, name: string): Word {
  const written = word.isMoved && word.from ? word.from.span : word.span;
  return { ...word, span, from: { name, span: written }, isMoved: true };
}

/** A word with the text of the variables in it. */
function filled(word: Word, known: Known): Word {
  let from = word.from;
  const parts = word.parts.flatMap((part): readonly Part[] => {
    const held = typeof part === 'string' ? undefined : heldText(part.name, known);
    if (!held) return [part];
    from ??= { name: held.name, span: held.text.span };
    return held.text.parts;
  });
  return from === word.from || parts.length > MAX_PARTS
    ? word
    : { ...word, parts: joined(parts), ...(from ? { from } : {}) };
}

/** Neighbouring texts as one. */
export function joined(parts: readonly Part[]): readonly Part[] {
  const made: Part[] = [];
  for (const part of parts) {
    const last = made[made.length - 1];
    if (typeof part === 'string' && typeof last === 'string') made[made.length - 1] = last + part;
    else made.push(part);
  }
  return made;
}

/** What the shell makes of a variable without quotes: words between blanks, none where it is empty. */
function split(text: Text, use: Span, name: string): readonly Word[] {
  const words: { parts: Part[]; at: number }[] = [];
  const [first, second] = text.parts;
  const isExact = typeof first === 'string' && second === undefined && text.span.end - text.span.start === first.length;
  let isOpen = false;
  for (const part of text.parts) {
    if (typeof part !== 'string') {
      if (isOpen) words[words.length - 1]?.parts.push(part);
      else words.push({ parts: [part], at: 0 });
      isOpen = true;
      continue;
    }
    for (const piece of part.matchAll(/\s+|\S+/g)) {
      const isBlank = /^\s/.test(piece[0]);
      if (!isBlank && isOpen) words[words.length - 1]?.parts.push(piece[0]);
      else if (!isBlank) words.push({ parts: [piece[0]], at: piece.index });
      isOpen = !isBlank;
    }
  }
  return words.map(({ parts, at }): Word => {
    const length = typeof parts[0] === 'string' ? parts[0].length : 0;
    const span = isExact ? { start: text.span.start + at, end: text.span.start + at + length } : text.span;
    return { span: use, parts: joined(parts), bare: true, from: { name, span }, isMoved: true };
  });
}
