// Offsets to LSP positions and back, in the encoding that client and server agreed on.
import { PositionEncodingKind, type Position, type Range } from 'vscode-languageserver';
import { indexLines, type Lines } from '../core/lines';
import type { Span } from '../core/text';

export interface Positions {
  range(span: Span): Range;
  offset(position: Position): number;
}

/** The client's first choice among UTF-16, which every client knows, and UTF-8. */
export function agreeOnEncoding(offered: readonly PositionEncodingKind[] | undefined): PositionEncodingKind {
  return (
    offered?.find((encoding) => encoding === PositionEncodingKind.UTF16 || encoding === PositionEncodingKind.UTF8) ??
    PositionEncodingKind.UTF16
  );
}

/** Positions in one text. Offsets outside of it are moved to its ends. Lines are counted when the first position is asked for: most texts have none to tell. */
export function positionsIn(text: string, encoding: PositionEncodingKind): Positions {
  let indexed: Lines | undefined;
  const lines = (): Lines => (indexed ??= indexLines(text));
  const position = (offset: number): Position => {
    const { line, column } = lines().at(Math.max(0, Math.min(offset, text.length)));
    return {
      line,
      character: encoding === PositionEncodingKind.UTF8 ? utf8Length(text.slice(offset - column, offset)) : column,
    };
  };
  return {
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    offset: ({ line, character }) => {
      if (encoding !== PositionEncodingKind.UTF8) return lines().offset({ line, column: character });
      const start = lines().offset({ line, column: 0 });
      return start + utf16Length(text.slice(start, lines().offset({ line: line + 1, column: 0 })), character);
    },
  };
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) length += bytesOf(character.codePointAt(0) ?? 0);
  return length;
}

function utf16Length(text: string, bytes: number): number {
  let left = bytes;
  let length = 0;
  for (const character of text) {
    left -= bytesOf(character.codePointAt(0) ?? 0);
    if (left < 0) break;
    length += character.length;
  }
  return length;
}

function bytesOf(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
