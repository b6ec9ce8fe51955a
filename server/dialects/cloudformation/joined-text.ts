// The text that `Fn::Join` puts together, as CDK writes definitions: JSON in pieces, with what is filled in between them.
import { decodeJson, type Run } from '../../core/json-offsets';
import type { RawEntry, RawNode } from './raw';

/** A text in pieces: where they stand, and what fills the gaps, each of which reads `${Join0}` and so on. */
export interface JoinedText {
  readonly text: string;
  /** Places are counted as the nodes' are. */
  readonly runs: readonly Run[];
  readonly variables: RawNode;
}

/** Joins the pieces of `Fn::Join`; undefined where a piece is not written as it counts, so that no place in it would be right. */
export function joinedText(join: RawNode, written: string, base: number): JoinedText | undefined {
  if (join.kind !== 'list') return undefined;
  const [delimiter, list] = join.items;
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'list') return undefined;
  const between = String(delimiter.value);
  const runs: Run[] = [];
  const gaps: RawEntry[] = [];
  let text = '';
  for (const [index, item] of list.items.entries()) {
    if (index > 0) text += between;
    const piece = pieceOf(item, written, base, text.length);
    if (piece) {
      runs.push(...piece.runs);
      text += piece.text;
    } else if (item.kind === 'scalar') return undefined;
    else {
      const key = `Join${String(gaps.length)}`;
      gaps.push({ key, keyStart: item.start, keyEnd: item.start, value: item });
      runs.push({ code: text.length, file: item.start, length: 1, width: item.end - item.start });
      text += `\${${key}}`;
    }
  }
  return { text, runs, variables: { kind: 'map', start: join.start, end: join.end, entries: gaps } };
}

function pieceOf(
  item: RawNode,
  written: string,
  base: number,
  code: number,
): { readonly text: string; readonly runs: readonly Run[] } | undefined {
  if (item.kind !== 'scalar') return undefined;
  const raw = written.slice(base + item.start, base + item.end);
  if (raw.startsWith('"')) return decodeJson(raw.slice(1, -1), item.start + 1, code);
  const quotes = raw.startsWith("'") ? 1 : 0;
  const plain = raw.slice(quotes, raw.length - quotes);
  if (plain !== String(item.value)) return undefined;
  return { text: plain, runs: [{ code, file: item.start + quotes, length: plain.length, width: 1 }] };
}
