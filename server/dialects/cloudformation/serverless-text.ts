// Takes the Serverless Framework's variables out of a text: `${opt:stage, self:provider.stage, 'dev'}`, one within the other.
// Source: https://www.serverless.com/framework/docs/guides/variables

/** A variable in a text. */
export interface Variable {
  readonly start: number;
  readonly end: number;
  /** What stands between `${` and `}`. */
  readonly inside: string;
}

/** What is tried for a variable, the first that is there counts. */
export type Alternative =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `self:custom.name`; in `file(./config.yml):name` the file stands in `argument`. */
  | { readonly kind: 'source'; readonly name: string; readonly argument: string; readonly address: string }
  /** A text with variables, which gives the alternative only once they are filled in. */
  | { readonly kind: 'nested'; readonly text: string };

/** The outermost variables of a text. One that is not closed is left as it stands. */
export function variablesIn(text: string): readonly Variable[] {
  const found: Variable[] = [];
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at)) {
    const end = closing(text, at);
    if (end === undefined) break;
    found.push({ start: at, end, inside: text.slice(at + 2, end - 1) });
    at = end;
  }
  return found;
}

function closing(text: string, start: number): number | undefined {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text.startsWith('${', i)) depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return undefined;
}

/** The alternatives of a variable: `opt:stage`, `'dev'`. */
export function alternativesOf(inside: string): readonly Alternative[] {
  return splitAtCommas(inside).map((part) => alternative(part.trim()));
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote) quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === '{' || c === '(') depth++;
    else if (c === '}' || c === ')') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const SOURCE = /^([A-Za-z]+)(?:\(([^()]*)\))?(?::(.*))?$/s;

function alternative(text: string): Alternative {
  const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(text);
  if (quoted) return { kind: 'literal', value: quoted[1] ?? quoted[2] ?? '' };
  if (text.includes('${')) return { kind: 'nested', text };
  if (/^(true|false)$/.test(text)) return { kind: 'literal', value: text === 'true' };
  if (text === 'null') return { kind: 'literal', value: null };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { kind: 'literal', value: Number(text) };
  const [, name = text, argument = '', address = ''] = SOURCE.exec(text) ?? [];
  return { kind: 'source', name, argument, address };
}

const LOCAL = /^(?!\w+:\/\/)(?!~)[^${}]+\.(?:ya?ml|json)$/i;

/** Whether a path may name a file with values in the workspace. */
export function isLocalFile(path: string): boolean {
  return LOCAL.test(path);
}

/** A file that stands for a part of `resources`. */
export interface IncludedFile {
  readonly path: string;
  /** Where in the file the part stands: `Resources` in `${file(table.yml):Resources}`; empty for all of it. */
  readonly address: readonly string[];
  /** The section of a template whose members the part holds; left out where it holds sections. */
  readonly section?: string;
}

const INCLUDED = /^\$\{file\(([^(){}$]+)\)(?::([\w.-]+))?\}$/;

/** The file that a text stands for: `${file(resources/table.yml)}`, `${file(resources.yml):Resources}`. */
export function includedFile(text: string): IncludedFile | undefined {
  const [, path, address] = INCLUDED.exec(text.trim()) ?? [];
  if (path === undefined || !isLocalFile(path.trim())) return undefined;
  return { path: path.trim(), address: address === undefined ? [] : address.split('.') };
}
