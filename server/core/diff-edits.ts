// The edits that lead from one text to another, as few and as small as a line-wise comparison finds.
import { diffArrays } from 'diff';
import type { TextEdit } from './text';

/** Edits of whole lines, trimmed to what differs within them. Empty where the texts are equal. */
export function diffEdits(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let pending: { start: number; end: number; text: string } | undefined;
  const flush = (): void => {
    if (pending) edits.push(trimmed(before, pending));
    pending = undefined;
  };
  for (const part of diffArrays(linesOf(before), linesOf(after))) {
    const text = part.value.join('');
    if (!part.added && !part.removed) {
      flush();
      at += text.length;
      continue;
    }
    pending ??= { start: at, end: at, text: '' };
    if (part.added) pending.text += text;
    if (part.removed) {
      at += text.length;
      pending.end = at;
    }
  }
  flush();
  return edits;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Leaves out what is the same at both ends, word by word. */
function trimmed(before: string, { start, end, text }: { start: number; end: number; text: string }): TextEdit {
  const old = before.slice(start, end);
  let head = 0;
  while (head < old.length && head < text.length && old[head] === text[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < text.length - head &&
    old[old.length - 1 - tail] === text[text.length - 1 - tail]
  )
    tail++;
  while (head > 0 && isWord(old[head - 1]) && (isWord(old[head]) || isWord(text[head]))) head--;
  while (tail > 0 && isWord(old[old.length - tail]) && (inWord(old, tail) || inWord(text, tail))) tail--;
  return { span: { start: start + head, end: end - tail }, newText: text.slice(head, text.length - tail) };
}

/** Whether the text goes on with a word in front of its last `tail` characters. */
function inWord(text: string, tail: number): boolean {
  return isWord(text[text.length - tail - 1]);
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /\w/.test(char);
}
