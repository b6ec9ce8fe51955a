// Bounds on what is read and evaluated, and the checks that keep parsers off texts they can't bear.

/** Longest text that is read, in UTF-16 units. */
export const MAX_TEXT = 5_000_000;
/** Deepest nesting that is parsed; parsers recurse, and `yaml` brings Node down near 1,000 levels. */
export const MAX_DEPTH = 200;
/** Most complaints that are kept for one file. */
export const MAX_PROBLEMS = 100;
/** Most nodes that YAML aliases may unfold to in one parse. */
export const MAX_ALIASED = 20_000;
/** Steps of evaluation that every template may take; one more comes with each character, which is more than plain values need. */
export const FREE_WORK = 100_000;
/** Longest text that functions may build. */
export const MAX_BUILT = 1_000_000;

/** True where JSON brackets nest deeper than {@link MAX_DEPTH}. Brackets in strings don't count. */
export function jsonTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) i = stringEnd(text, i);
    else if (c === 123 || c === 91) {
      if (++depth > MAX_DEPTH) return true;
    } else if ((c === 125 || c === 93) && depth > 0) depth--;
  }
  return false;
}

function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) i++;
    // A string that isn't closed ends with its line, as in the parser.
    else if (c === 34 || c === 10 || c === 13) return i;
  }
  return text.length;
}

/** A rough bound for what a YAML parser is shown at all; what it makes of that is measured exactly. */
const MAX_ROUGH_DEPTH = 5 * MAX_DEPTH;

/** True where YAML nests far deeper than {@link MAX_DEPTH}, by indentation, by `- - -` on a line, or by brackets (in strings, too). */
export function yamlTooDeep(text: string): boolean {
  const indents: number[] = [];
  let brackets = 0;
  for (let start = 0; start < text.length;) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const content = skipIndent(text, start, end);
    if (content.at < end && text.charCodeAt(content.at) !== 35) {
      const indent = content.at - start;
      while ((indents[indents.length - 1] ?? -1) >= indent) indents.pop();
      indents.push(indent);
    }
    brackets = bracketDepth(text, content.at, end, brackets);
    if (brackets > MAX_ROUGH_DEPTH || indents.length + content.markers > MAX_ROUGH_DEPTH) return true;
    start = end + 1;
  }
  return false;
}

/** Skips spaces and the markers `- `, `? ` and `: ` that open nested blocks on one line. */
function skipIndent(text: string, start: number, end: number): { at: number; markers: number } {
  let markers = 0;
  let at = start;
  for (; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 9 || c === 13) continue;
    const next = text.charCodeAt(at + 1);
    if ((c !== 45 && c !== 63 && c !== 58) || (at + 1 < end && next !== 32 && next !== 9)) break;
    markers++;
  }
  return { at, markers };
}

function bracketDepth(text: string, start: number, end: number, before: number): number {
  let depth = before;
  for (let i = start; i < end && depth <= MAX_ROUGH_DEPTH; i++) {
    const c = text.charCodeAt(i);
    if (c === 123 || c === 91) depth++;
    else if ((c === 125 || c === 93) && depth > 0) depth--;
  }
  return depth;
}
