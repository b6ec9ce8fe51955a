// What can be written at a place in `.cipherlint.yaml`, and what a word there means: the schema, looked up by the cursor.
import type { Span } from '../core/text';
import { cursorIn } from './config-cursor';
import type { Schema } from './config-schema';

export interface ConfigProposal {
  readonly label: string;
  readonly detail: string;
  /** What replaces `word`. */
  readonly text: string;
  readonly word: Span;
  readonly sort: 'setting' | 'value';
}

/** Proposals at an offset, in the order of the schema. */
export function proposalsAt(text: string, offset: number, schema: Schema): readonly ConfigProposal[] {
  const cursor = cursorIn(text, offset);
  const here = cursor && schemaAt(schema, cursor.path);
  if (!cursor || !here) return [];
  const { word, open } = cursor;
  const values = valuesOf(here).map(({ label, detail }): ConfigProposal => ({
    label,
    detail,
    text: label,
    word,
    sort: 'value',
  }));
  if (cursor.at === 'value') return values;
  const settings = Object.entries(here.properties ?? {}).map(([label, { description = '' }]): ConfigProposal => ({
    label,
    detail: description,
    text: open ? `${label}: ` : label,
    word,
    sort: 'setting',
  }));
  return [...settings, ...values];
}

/** What the word at an offset means, in plain words; undefined where it means nothing to us. */
export function meaningAt(
  text: string,
  offset: number,
  schema: Schema,
):
  | { readonly name: string; readonly meaning: string; readonly word: Span; readonly path: readonly string[] }
  | undefined {
  const end = offset + (/^[^\s,[\]{}:"'#]*/.exec(text.slice(offset))?.[0].length ?? 0);
  const cursor = cursorIn(text, end);
  const here = cursor && schemaAt(schema, cursor.path);
  if (!cursor || !here) return undefined;
  const name = text.slice(cursor.word.start, cursor.word.end);
  const meaning =
    (cursor.at === 'key' ? here.properties?.[name]?.description : undefined) ??
    valuesOf(here).find(({ label }) => label === name)?.detail;
  return meaning === undefined ? undefined : { name, meaning, word: cursor.word, path: cursor.path };
}

function schemaAt(schema: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((at, step) => {
    const next = step === '[]' ? at?.items : (at?.properties?.[step] ?? patternOf(at, step));
    return next?.$ref === undefined ? next : schema.definitions?.[next.$ref.slice(next.$ref.lastIndexOf('/') + 1)];
  }, schema);
}

/** A name with a pattern in it, such as `s3-*`. */
function patternOf(schema: Schema | undefined, name: string): Schema | undefined {
  const patterns = Object.entries(schema?.patternProperties ?? {});
  return patterns.find(([pattern]) => new RegExp(pattern).test(name))?.[1];
}

function valuesOf(schema: Schema): readonly { readonly label: string; readonly detail: string }[] {
  return (schema.enum ?? []).map((label, i) => ({ label, detail: schema.enumDescriptions?.[i] ?? '' }));
}
