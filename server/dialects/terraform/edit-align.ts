// The columns of `=` that `terraform fmt` keeps below one another, in chains of lines that follow each other directly.
import type { Span, TextEdit } from '../../core/text';
import { isFirstOnLine, lineStart, nextLine } from './edit-layout';
import type { Item } from './edit-target';

/** An attribute that `terraform fmt` aligns with its neighbours: first on its line, without brackets that stay open at its end. */
export interface Row {
  /** Of its name. */
  readonly length: number;
  /** From the name's end to `=`; undefined where the row is yet to be written. */
  readonly gap: Span | undefined;
  /** From its line's start to behind its last newline. */
  readonly line: Span;
  /** True where a value of several lines is about to follow, which ends the chain. A heredoc does not end it. */
  readonly last: boolean;
  /** Its value is about to be replaced, so where its `=` stood before says nothing. */
  readonly changed?: true;
}

/** The rows among these items, in order. */
export function rowsOf(text: string, items: readonly Item[]): readonly Row[] {
  return items.flatMap((item) => rowOf(text, item) ?? []);
}

/** The item as a row; undefined where it isn't one. */
export function rowOf(text: string, item: Item): Row | undefined {
  const { value, span } = item;
  const gap = gapOf(text, item);
  if (!gap || !value) return undefined;
  const heredoc = text.startsWith('<<', value.span.start);
  if (!heredoc && text.slice(span.start, span.end).includes('\n')) return undefined;
  return makeRow(text, item, gap);
}

/** The item as the row that it becomes with the value `written`; undefined where that makes it none. */
export function changedRow(text: string, item: Item, written: string): Row | undefined {
  const gap = gapOf(text, item);
  const heredoc = written.startsWith('<<');
  if (!gap || (!heredoc && written.includes('\n'))) return undefined;
  return { ...makeRow(text, item, gap), changed: true };
}

function makeRow(text: string, { nameSpan, span }: Item, gap: Span): Row {
  const line = { start: lineStart(text, span.start), end: nextLine(text, span.end) };
  return { length: nameSpan.end - nameSpan.start, gap, line, last: false };
}

/** From an attribute's name to its `=`, where the attribute is the first on its line. */
export function gapOf(text: string, { value, nameSpan, span }: Item): Span | undefined {
  if (!value || value.kind === 'missing' || !isFirstOnLine(text, span.start)) return undefined;
  const blanks = /^([ \t]*)=[ \t]*$/.exec(text.slice(nameSpan.end, value.span.start))?.[1];
  return blanks === undefined ? undefined : { start: nameSpan.end, end: nameSpan.end + blanks.length };
}

/** The rows in chains: each row stands directly below the one before it, once the `removed` ranges are gone. */
export function chainsOf(rows: readonly Row[], removed: readonly Span[] = []): readonly (readonly Row[])[] {
  const chains: Row[][] = [];
  let upper: Row | undefined;
  for (const row of rows) {
    const chain = chains.at(-1);
    if (chain && upper && joins(upper, row, removed)) chain.push(row);
    else chains.push([row]);
    upper = row;
  }
  return chains;
}

function joins(upper: Row, lower: Row, removed: readonly Span[]): boolean {
  if (upper.last) return false;
  let at = upper.line.end;
  for (const span of removed) if (span.start <= at && at < span.end) at = span.end;
  return at === lower.line.start;
}

/** The width to which names are filled up in this chain; undefined where they aren't all alike. */
export function widthOf(chain: readonly Row[]): number | undefined {
  const widths = new Set(chain.map(({ length, gap }) => length + (gap ? gap.end - gap.start : 0) - 1));
  const [width] = widths;
  return widths.size === 1 ? width : undefined;
}

/** The length of the longest name. */
export function longest(chain: readonly Row[]): number {
  return chain.reduce((length, row) => Math.max(length, row.length), 0);
}

/** The rows of which the whole chain is aligned as `terraform fmt` does it. */
export function alignedRows(rows: readonly Row[]): ReadonlySet<number> {
  const aligned = chainsOf(rows).filter((chain) => widthOf(chain) === longest(chain));
  return new Set(aligned.flat().flatMap(({ gap }) => gap?.start ?? []));
}

/** Edits that keep aligned what was aligned, when the rows `before` become those `after`. Chains that weren't aligned stay as they are. */
export function realign(
  before: readonly Row[],
  after: readonly Row[],
  removed: readonly Span[] = [],
): readonly TextEdit[] {
  return alignedChains(before, after, removed).flatMap((chain) => alignTo(chain, longest(chain)));
}

/** The chains of `after` that are to be aligned, as all that they hold was so in `before`. */
export function alignedChains(
  before: readonly Row[],
  after: readonly Row[],
  removed: readonly Span[] = [],
): readonly (readonly Row[])[] {
  const aligned = alignedRows(before);
  return chainsOf(after, removed).filter((chain) => chain.every((row) => isAligned(row, aligned)));
}

/** Rows that are new or change don't speak against aligning. */
function isAligned({ gap, changed }: Row, aligned: ReadonlySet<number>): boolean {
  return !gap || changed === true || aligned.has(gap.start);
}

function alignTo(chain: readonly Row[], width: number): TextEdit[] {
  return chain.flatMap(({ gap, length }) => {
    const blanks = width - length + 1;
    return !gap || gap.end - gap.start === blanks ? [] : [{ span: gap, newText: ' '.repeat(blanks) }];
  });
}
