// What is passed over while shell text is read: ends of lines, targets of redirections, heredocs, brackets.

/** The offset of the line's end, at most `to`. */
export function lineEnd(text: string, from: number, to: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 || end > to ? to : end;
}

/** A redirection's target is no argument. */
export function afterTarget(text: string, from: number, to: number): number {
  const target = /^[>&]?[ \t]*[^\s;|()]*/.exec(text.slice(from, Math.min(to, from + 500)));
  return from + (target?.[0].length ?? 0);
}

/** The offset of the heredoc's closing line, or just behind `<<` where none closes it. The rest of the first line is left out. */
export function afterHeredoc(text: string, at: number, to: number): number {
  const start = /^<<-?[ \t]*(['"]?)([\w.-]+)\1/.exec(text.slice(at, Math.min(to, at + 200)));
  const name = start?.[2];
  if (!start || name === undefined) return at + 2;
  let line = lineEnd(text, at, to);
  while (line < to) {
    const next = lineEnd(text, line + 1, to);
    if (text.slice(line + 1, next).trim() === name) return next;
    line = next;
  }
  return at + start[0].length;
}

/** The offset of the bracket that closes the one at `open`; quotes are passed over. */
export function closing(text: string, open: number, to: number): number {
  let depth = 0;
  for (let at = open; at < to; at++) {
    const char = text.charAt(at);
    if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
    else if (char === "'" || char === '"') {
      const end = text.indexOf(char, at + 1);
      if (end > 0 && end < to) at = end;
    }
  }
  return -1;
}
