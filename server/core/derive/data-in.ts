// What data a piece of code hands on, such as to a log: the words of each name in it, without what calls and comparisons make of it.
import type { Sighting } from '../facts';
import { codeAt, groupEnd, splitCode } from './code-parts';
import type { DeriveInput, Derivation } from './index';
import type { ConfigValue } from '../value';
import { wordsIn } from './words-of';

const MAX_DEPTH = 20;

/**
 * `from: [values]`: one text of lower-case words for each thing that their code hands on: `f"{user.name}: {db_password}"` gives `user name` and
 * `db password`. What calls compute is none of it (`len(password)`, `mask(password)`), but for those that only write it in another way. A name
 * also stands for what it was set to: `secret` for `response["SecretString"]`. Never unknown.
 */
export const dataIn: Derivation = (input) => {
  const uri = input.subject.resource.source;
  const found = input.inputs.flat().flatMap((sighting) => {
    if (isNothing(sighting.value)) return [];
    const texts = [...dataOf(codeAt(input, { uri, span: sighting.at })), ...origins(input, sighting)];
    return texts.map((text) => named(sighting, text));
  });
  return found.length > 0 ? found : [named(input.nothing, '')];
};

/** Not there, known to be nothing, or a switch: whatever it is called, it gives nothing away. */
function isNothing(value: ConfigValue | undefined): boolean {
  if (value === undefined) return true;
  return value.kind === 'scalar' && typeof value.value !== 'string' && typeof value.value !== 'number';
}

function named(sighting: Sighting, value: string): Sighting {
  return { ...sighting, open: false, value: { kind: 'scalar', span: sighting.at, value } };
}

/** A name as it is, or written in another way. */
const NAME = /^[\w$]+(?:\.(?:decode|encode|toString|strip|trim)\([^()]*\))?$/;

/** What plain names in a value were set to. */
function origins(input: DeriveInput, { value }: Sighting): readonly string[] {
  const uri = input.subject.resource.source;
  return leaves(value).flatMap((leaf) => {
    const place = leaf.trace?.[0]?.place;
    const isName = NAME.test(codeAt(input, { uri, span: leaf.span }));
    return place && isName ? dataOf(codeAt(input, place)) : [];
  });
}

function leaves(value: ConfigValue | undefined): readonly ConfigValue[] {
  if (value?.kind === 'text') return value.parts.flatMap((part) => (typeof part === 'string' ? [] : leaves(part)));
  if (value?.kind === 'choice') return value.options.flatMap((option) => leaves(option.value));
  return value ? [value] : [];
}

const STRING =
  /(?<key>(?:\[|\bget\(|\bgetenv\()\s*)?(?<prefix>\b[rbfuRBFU]{1,2}(?=["']))?(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g;

/** Code in which keys stand without quotes, what is filled into a text as a list, and other texts not at all. */
function withoutTexts(code: string): string {
  return code.replace(STRING, (_, key: string | undefined, prefix: string | undefined, text: string) => {
    if (key !== undefined) return `${key}${wordsIn(text).replaceAll(' ', '_')}`;
    const isFilled = text.startsWith('`') || /f/i.test(prefix ?? '');
    const holes = isFilled ? [...text.matchAll(/\{([^{}]*)\}/g)] : [];
    return `[${holes.map(([, hole = '']) => hole.replace(/(?:=|![rsa])?(?::[^[\]()]*)?$/, '')).join(',')}]`;
  });
}

function dataOf(code: string): readonly string[] {
  return parts(withoutTexts(code), 0).filter((words) => words !== '');
}

function parts(code: string, depth: number): readonly string[] {
  return depth > MAX_DEPTH ? [] : splitCode(code).flatMap((part) => partOf(part, depth + 1));
}

/** Tests, branches and functions tell about data, but do not hand it on. */
const COMPUTES = /[<>=!]=|[<>]|^!|&&|\?(?!\.)|\b(?:is|in|not|if|else|and|typeof|lambda|function)\b/;
/** Calls that hand on what they get, and methods that hand on what they are called on. */
const WRITES =
  /^(?:str|repr|dumps|loads|stringify|parse|format|String|bytes|dict|list|pformat|inspect|b64decode|b64encode|from)$/;
const KEEPS = /^(?:decode|encode|toString|strip|trim|rstrip|lstrip|copy|transformToString)$/;
const ASKS = /^(?:get|getenv|getItem|get_item)$/;

function partOf(written: string, depth: number): readonly string[] {
  const part = written.replace(/^(?:await\b|\*+|\.{3}|\s)+/, '').trim();
  if (part === '' || COMPUTES.test(part.replace(/\([^()]*\)|\[[^[\]]*\]/g, ''))) return [];
  if (groupEnd(part, 0) === part.length) return parts(part.slice(1, -1), depth);
  const open = part.endsWith(')') ? lastGroup(part) : -1;
  if (open <= 0) return [wordsIn(part.replace(/\([^()]*\)/g, ' '))];
  const [, base = '', name = ''] = /^(.*?)\??\.?\s*([\w$]+)\s*$/s.exec(part.slice(0, open)) ?? [];
  if (WRITES.test(name)) return parts(part.slice(open + 1, -1), depth);
  if (KEEPS.test(name)) return parts(base, depth);
  return ASKS.test(name) ? [wordsIn(part)] : [];
}

/** Where the group of a call's arguments begins that ends a text; -1 where none does. */
function lastGroup(code: string): number {
  for (let at = code.indexOf('('); at >= 0; at = code.indexOf('(', at + 1)) {
    const end = groupEnd(code, at);
    if (end === code.length) return at;
    if (end > at) at = end - 1;
  }
  return -1;
}
