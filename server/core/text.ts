// Places in text, and changes to it. Offsets are UTF-16 code units, ranges are half-open; lines and columns are the hosts' business.

/** A half-open range of UTF-16 offsets in one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A file as the engine sees it: a name to show and a text. Nothing here is read from a disk. */
export interface SourceText {
  /** Where the file lives, as the host names it (a `file:` URI, or any unique string). */
  readonly uri: string;
  /** Path relative to the scanned root, with `/` between the parts. */
  readonly path: string;
  readonly text: string;
}

/** A span in a named source: how one file points into another. */
export interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** Replace `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Applies edits that don't overlap to a text. Edits at the same offset keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.index - b.index);
  let result = '';
  let last = 0;
  for (const { edit } of ordered) {
    result += text.slice(last, edit.span.start) + edit.newText;
    last = edit.span.end;
  }
  return result + text.slice(last);
}

/** The line ending a text uses: that of its first line, `\n` where it has only one line. */
export function lineEnding(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}
