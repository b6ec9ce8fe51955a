// Code as the parser's grammar takes it: what Python allows and the grammar does not is blanked, in the same length.

/** `with (`, with brackets around its items, and `) as (`, with brackets around its names. */
const BRACKETED = /^[ \t]*(?:async[ \t]+)?with[ \t]*\(|\)[ \t]*as[ \t]*\(/gm;

/** Brackets over more text than this are left alone. */
const MAX_HEADER = 5000;

/** A `yield` of nothing, which the grammar does not take at the end of a block. */
const BARE_YIELD = /^([ \t]*)yield(?=[ \t]*(?:#.*)?$)/gm;

/** The code without brackets around the items or names of `with`, bare `yield`s, and blanks on a last line of nothing else. */
export function legible(code: string): string {
  const ended = code.replace(/(?<=\n)[ \t]+$/, '').replace(BARE_YIELD, '$1pass ');
  if (!/\bwith[ \t]*\(|\bas[ \t]*\(/.test(ended)) return ended;
  let result = '';
  let done = 0;
  for (const match of ended.matchAll(BRACKETED)) {
    const open = match.index + match[0].length - 1;
    if (open < done) continue;
    const names = !match[0].includes('with');
    const header = headerFrom(ended, open);
    if (!header || !(names || header.hasNames)) continue;
    result += ended.slice(done, open) + header.blanked;
    done = open + header.blanked.length;
  }
  return result + ended.slice(done);
}

interface Header {
  /** The brackets and all between them, on one line and without the brackets themselves. */
  readonly blanked: string;
  readonly hasNames: boolean;
}

/** What the bracket at `open` holds; undefined where it is not the last of a header, as in `with (a or b).c():`. */
function headerFrom(code: string, open: number): Header | undefined {
  let depth = 0;
  let blanked = '';
  let hasNames = false;
  const token = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#.*|\bas\b|[^]/y;
  token.lastIndex = open;
  for (let at = token.exec(code); at && at.index - open < MAX_HEADER; at = token.exec(code)) {
    const [text] = at;
    const isOuter = depth === 1;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
    if (depth === 0) {
      const last = blanked.replace(/,(\s*)$/, ' $1') + ' ';
      return /^[ \t]*:/.test(code.slice(token.lastIndex, token.lastIndex + 50))
        ? { blanked: last, hasNames }
        : undefined;
    }
    hasNames ||= isOuter && text === 'as';
    const isHidden = blanked === '' || (isOuter && /^[#\r\n]/.test(text));
    blanked += isHidden ? text.replace(/[^]/g, ' ') : text;
  }
  return undefined;
}
