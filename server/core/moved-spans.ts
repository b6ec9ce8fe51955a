// Follows places from one text into another that it was edited to.
import { diffEdits } from './diff-edits';
import type { Span } from './text';

/** A function that tells where a span of `before` lies in `after`; undefined where the edit touched it. */
export function followSpans(before: string, after: string): (span: Span) => Span | undefined {
  if (before === after) return (span) => span;
  const edits = diffEdits(before, after);
  return ({ start, end }) => {
    let shift = 0;
    for (const { span, newText } of edits) {
      if (span.start >= end) break;
      if (span.end > start || (span.start === span.end && span.start > start)) return undefined;
      shift += newText.length - (span.end - span.start);
    }
    return { start: start + shift, end: end + shift };
  };
}
