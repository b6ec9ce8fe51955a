// Looks through everything below a value.
import type { ConfigValue } from './value';

const MAX_DEPTH = 60;

/** The value and all values below it, branches and the parts of texts included. */
export function entriesBelow(value: ConfigValue, depth = 0): readonly ConfigValue[] {
  if (depth > MAX_DEPTH) return [value];
  return [value, ...childrenOf(value).flatMap((child) => entriesBelow(child, depth + 1))];
}

function childrenOf(value: ConfigValue): readonly ConfigValue[] {
  switch (value.kind) {
    case 'object':
      return value.entries.map((entry) => entry.value);
    case 'list':
      return value.items;
    case 'choice':
      return value.options.map((option) => option.value);
    case 'text':
      return value.parts.filter((part) => typeof part !== 'string');
    default:
      return [];
  }
}

/** Every known text below a value, in pieces where parts of it are unknown or are JSON. */
export function textsBelow(value: ConfigValue): readonly string[] {
  return entriesBelow(value).flatMap((each) => {
    if (each.kind === 'scalar' && typeof each.value === 'string') return each.value.split(/["'\s]/);
    if (each.kind === 'text')
      return each.parts.filter((part) => typeof part === 'string').flatMap((part) => part.split(/["'\s]/));
    return [];
  });
}
