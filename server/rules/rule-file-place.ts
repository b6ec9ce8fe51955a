// Where a cursor stands in a rule file that is being typed: found by indentation and brackets, so that broken YAML does as well.

/** `path` leads to the map that the cursor is in; with `key`, the cursor is in the value of that key. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly key: string | undefined;
  /** The word before the cursor. */
  readonly typed: string;
}

const LINE = /^( *)((?:- +)*)(?:(["']?)([\w.$-]+)\3:(?= |$))?/;

interface Line {
  readonly dashes: number;
  /** Columns of the first dash and of the key. */
  readonly start: number;
  readonly column: number;
  readonly key: string | undefined;
  readonly rest: string;
}

/** The place of an offset. */
export function placeAt(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split('\n');
  const current = lineOf(lines.pop() ?? '');
  const above = pathAbove(lines, current);
  const typed = /[\w.$-]*$/.exec(current.rest)?.[0] ?? '';
  if (current.key === undefined) return { ...inFlow(above, undefined, current.rest), typed };
  return { ...inFlow(above, current.key, current.rest), typed };
}

function lineOf(text: string): Line {
  const match = LINE.exec(text);
  const [whole = '', spaces = '', dashes = '', , key] = match ?? [];
  return {
    dashes: dashes.split('-').length - 1,
    start: spaces.length,
    column: spaces.length + dashes.length,
    key,
    rest: text.slice(whole.length),
  };
}

/** The keys and list items that a line lies in. */
function pathAbove(lines: readonly string[], current: Line): readonly (string | number)[] {
  const path: (string | number)[] = Array.from({ length: current.dashes }, () => 0);
  let limit = current.dashes > 0 ? current.start + 1 : current.column;
  for (const text of [...lines].reverse()) {
    if (/^\s*(#|$)/.test(text)) continue;
    const line = lineOf(text);
    if (line.key !== undefined && line.column < limit) {
      path.unshift(line.key);
      limit = line.column;
    }
    if (line.dashes > 0 && line.start < limit) {
      path.unshift(...Array.from({ length: line.dashes }, () => 0));
      limit = line.start + 1; // a list may stand as far left as its key
    }
  }
  return path;
}

/** Follows `{ a: { b: ` on the line of the cursor. */
function inFlow(
  above: readonly (string | number)[],
  key: string | undefined,
  rest: string,
): { path: readonly (string | number)[]; key: string | undefined } {
  const stack: { readonly path: readonly (string | number)[]; key: string | undefined }[] = [{ path: above, key }];
  for (const [token] of rest.matchAll(/[{}[\],]|[\w.$-]+:(?= |$)|"(?:[^"\\]|\\.)*"|'[^']*'/g)) {
    const top = stack.at(-1) ?? { path: above, key };
    const inner = top.key === undefined ? top.path : [...top.path, top.key];
    if (token === '{') stack.push({ path: inner, key: undefined });
    else if (token === '[') stack.push({ path: [...inner, 0], key: undefined });
    else if ((token === '}' || token === ']') && stack.length > 1) stack.pop();
    else if (token === ',') stack.splice(-1, 1, { path: top.path, key: undefined });
    else if (token.endsWith(':')) stack.splice(-1, 1, { path: top.path, key: token.slice(0, -1) });
  }
  return stack.at(-1) ?? { path: above, key };
}

/** Names that stand below a key at the left margin: `facts`, `scopes`. */
export function namesBelow(text: string, section: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${section}:`));
  if (start < 0) return [];
  const end = lines.findIndex((line, i) => i > start && /^[^\s#]/.test(line));
  return lines.slice(start + 1, end < 0 ? undefined : end).flatMap((line) => /^ {2}([\w-]+):/.exec(line)?.[1] ?? []);
}
