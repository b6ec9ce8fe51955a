// What can be written at a place in a rule file: from the schema, and from the names that the file itself gives to facts and scopes.
import { derivations } from '../core/derive';
import { isData } from './data-reader';
import { namesBelow, placeAt } from './rule-file-place';
import { propertiesOf, schemasAt, type Schema } from './schema-check';

export interface Word {
  readonly text: string;
  readonly sort: 'key' | 'value';
  readonly detail: string | undefined;
}

export interface Words {
  /** The part of a word that is typed already. */
  readonly typed: string;
  readonly words: readonly Word[];
}

/** The words that fit at an offset. */
export function wordsAt(text: string, offset: number, schema: Schema): Words {
  const { path, key, typed } = placeAt(text, offset);
  const inList = typeof path.at(-1) === 'number' && key === undefined;
  const words = key !== undefined || inList ? valuesFor(text, schema, path, key) : [];
  return { typed, words: key === undefined ? [...keysFor(text, schema, path), ...words] : words };
}

function keysFor(text: string, schema: Schema, path: readonly (string | number)[]): readonly Word[] {
  const schemas = schemasAt(schema, path);
  const keys = schemas.flatMap((one) =>
    Object.entries(propertiesOf(one)).map(([name, property]) => word(name, 'key', descriptionOf(property))),
  );
  const takesFacts = path.at(-1) === 'set' || schemas.some(isCondition);
  const facts = takesFacts ? namesBelow(text, 'facts').map((name) => word(name, 'key', 'a fact of this file')) : [];
  return unique([...facts, ...keys]);
}

function isCondition(schema: Schema): boolean {
  return 'any' in propertiesOf(schema) && isData(schema.additionalProperties);
}

function valuesFor(
  text: string,
  schema: Schema,
  path: readonly (string | number)[],
  key: string | undefined,
): readonly Word[] {
  const name = key ?? path.at(-2);
  if (name === 'derive') return Object.keys(derivations).map((one) => word(one, 'value', 'works a fact out'));
  if (name === 'remove' || name === 'from' || name === 'atRest')
    return namesBelow(text, 'facts').map((one) => word(one, 'value', 'a fact of this file'));
  if (name === 'each' || (name === 'in' && path[0] === 'facts'))
    return namesBelow(text, 'scopes').map((one) => word(one, 'value', 'a scope of this file'));
  const schemas = schemasAt(schema, key === undefined ? path : [...path, key]);
  return unique(
    schemas.flatMap((one) => {
      if (Array.isArray(one.enum)) return one.enum.map((value) => word(String(value), 'value', undefined));
      return one.type === 'boolean' ? ['true', 'false'].map((value) => word(value, 'value', undefined)) : [];
    }),
  );
}

function descriptionOf(schema: unknown): string | undefined {
  return isData(schema) && typeof schema.description === 'string' ? schema.description : undefined;
}

function word(text: string, sort: Word['sort'], detail: string | undefined): Word {
  return { text, sort, detail };
}

function unique(words: readonly Word[]): readonly Word[] {
  return words.filter(({ text }, i) => words.findIndex((other) => other.text === text) === i);
}
