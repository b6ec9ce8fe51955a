// Where the heredocs of a text open and end, gathered in one pass so that many unclosed heredocs don't search the text again and again.
import { CODE, isBlank, nameEnd } from './scanner';
import { startsTopLevelBlock } from './recovery';

/** Offsets in rising order. */
export interface HeredocIndex {
  /** Lines that hold one word and nothing else, by word: the offset of the word. */
  readonly terminators: ReadonlyMap<string, readonly number[]>;
  /** `<<TAG` or `<<-TAG` at a line's end, by tag. */
  readonly openers: ReadonlyMap<string, readonly number[]>;
  /** Starts of top-level blocks. */
  readonly blocks: readonly number[];
}

/** Reads the whole text once. */
export function indexHeredocs(text: string): HeredocIndex {
  const terminators = new Map<string, number[]>();
  const blocks: number[] = [];
  for (let line = 0; line <= text.length;) {
    if (startsTopLevelBlock(text, line)) blocks.push(line);
    let at = line;
    while (isBlank(text.charCodeAt(at))) at++;
    const end = nameEnd(text, at);
    if (end > at && endsLine(text, end)) add(terminators, text.slice(at, end), at);
    const newline = text.indexOf('\n', end);
    line = newline < 0 ? text.length + 1 : newline + 1;
  }
  return { terminators, openers: openersOf(text), blocks };
}

function openersOf(text: string): ReadonlyMap<string, readonly number[]> {
  const openers = new Map<string, number[]>();
  for (let at = text.indexOf('<<'); at >= 0; at = text.indexOf('<<', at + 2)) {
    const tag = text.charCodeAt(at + 2) === CODE.minus ? at + 3 : at + 2;
    const end = nameEnd(text, tag);
    if (end > tag && endsLine(text, end)) add(openers, text.slice(tag, end), at);
  }
  return openers;
}

/**
 * The offset of the word that ends the heredoc with this tag, whose text starts at `from`. Undefined where none does, and where the word
 * rather belongs to a later heredoc: a top-level block starts before it, and in it another heredoc opens with the same tag.
 */
export function terminatorOf(index: HeredocIndex, tag: string, from: number): number | undefined {
  const terminator = firstFrom(index.terminators.get(tag), from);
  if (terminator === undefined) return undefined;
  const block = firstFrom(index.blocks, from);
  if (block === undefined || block > terminator) return terminator;
  const opener = firstFrom(index.openers.get(tag), block);
  return opener !== undefined && opener < terminator ? undefined : terminator;
}

function firstFrom(offsets: readonly number[] | undefined, from: number): number | undefined {
  if (!offsets) return undefined;
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return offsets[low];
}

function add(map: Map<string, number[]>, key: string, offset: number): void {
  const offsets = map.get(key);
  if (offsets) offsets.push(offset);
  else map.set(key, [offset]);
}

function endsLine(text: string, from: number): boolean {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at >= text.length || text.charCodeAt(at) === CODE.newline;
}
