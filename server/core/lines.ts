// Offsets to lines and columns and back, for the hosts and reports that need them.

export interface LineColumn {
  /** 0-based. */
  readonly line: number;
  /** 0-based, in UTF-16 code units. */
  readonly column: number;
}

export interface Lines {
  at(offset: number): LineColumn;
  offset(position: LineColumn): number;
  readonly count: number;
}

/** Indexes the line starts of a text; `\n`, `\r\n` and a lone `\r` end a line, as LSP has it. */
export function indexLines(text: string): Lines {
  const starts = text.includes('\r') ? startsAfterAny(text) : startsAfterNewlines(text);
  return {
    count: starts.length,
    at: (offset) => {
      const line = lastAtMost(starts, offset);
      return { line, column: offset - (starts[line] ?? 0) };
    },
    offset: ({ line, column }) =>
      Math.min((starts[Math.min(line, starts.length - 1)] ?? 0) + column, starts[line + 1] ?? text.length),
  };
}

/** Much faster than looking at every character; texts with carriage returns can't have it. */
function startsAfterNewlines(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function startsAfterAny(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

function lastAtMost(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
