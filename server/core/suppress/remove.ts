// Takes a suppression out of a text again, or a part of it.
import type { Language } from '../resource';
import type { Span, TextEdit } from '../text';
import { lineAt, commentStart } from './comments';
import type { Suppression } from './suppression';

/** The edit that removes a whole suppression; undefined where that would leave a text that is wrong. */
export function removal(suppression: Suppression, text: string, language: Language): TextEdit | undefined {
  switch (suppression.form) {
    case 'comment':
      return { span: commentSpan(suppression.span, text, language), newText: '' };
    case 'metadata':
      return itemRemoval(suppression.span, text);
    default:
      return undefined;
  }
}

/** The edit that removes one of several ids, with its comma. */
export function idRemoval(suppression: Suppression, index: number): TextEdit | undefined {
  const [before, at, after] = [index - 1, index, index + 1].map((i) => suppression.idSpans[i]);
  if (!at) return undefined;
  if (after) return { span: { start: at.start, end: after.start }, newText: '' };
  return before ? { span: { start: before.end, end: at.end }, newText: '' } : undefined;
}

/** The words alone, or the whole comment where it says nothing else, or its line where nothing else stands there. */
function commentSpan(span: Span, text: string, language: Language): Span {
  const line = lineAt(text, span.start);
  const start = line.start + (commentStart(text.slice(line.start, line.end), language) ?? span.start - line.start);
  const says = text.slice(start, span.start) + text.slice(span.end, line.end);
  if (!/^[#/*;\s]*$/.test(says)) return withBlank(span, text);
  const before = text.slice(line.start, start);
  if (before.trim() !== '') {
    const breakAt = text[line.end - 1] === '\r' ? line.end - 1 : line.end;
    return { start: line.start + before.trimEnd().length, end: breakAt };
  }
  return { start: line.start, end: Math.min(text.length, line.end + 1) };
}

/** With the blanks behind it, so that two words don't run together. */
function withBlank({ start, end }: Span, text: string): Span {
  return { start, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) };
}

/** An item of a list with its comma, or with its lines where it has a dash. */
function itemRemoval({ start, end }: Span, text: string): TextEdit | undefined {
  const line = lineAt(text, start);
  if (/^\s*-\s+$/.test(text.slice(line.start, start))) {
    const last = lineAt(text, end);
    return { span: { start: line.start, end: Math.min(text.length, last.end + 1) }, newText: '' };
  }
  const after = /^\s*,\s*/.exec(text.slice(end));
  if (after) return { span: { start, end: end + after[0].length }, newText: '' };
  const before = /(,\s*|\[\s*)$/.exec(text.slice(0, start));
  if (!before) return undefined;
  return { span: { start: before[0].startsWith(',') ? before.index : start, end }, newText: '' };
}
