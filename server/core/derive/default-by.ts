// AWS's default of a fact where it hangs on other facts: the engine, its version, the family of a parameter group.
import type { Sighting } from '../facts';
import { HOLE } from '../json-text';
import { renderText } from '../path';
import type { Scalar } from '../value';
import type { Derivation } from './index';

/**
 * `from: [fact, decider, ...]`, options: default -> pattern over the deciders, joined by blanks; what is missing counts as an empty text.
 * Gives the fact as it is written; where it is not, the default of the first pattern that matches. Patterns fix the beginning only, so that a
 * decider that is not known decides nothing: then, if no pattern matches, the default is unknown, too.
 */
export const defaultBy: Derivation = ({ inputs, options }) => {
  const [own = [], ...deciders] = inputs;
  const words = deciders.map(([sighting]) => wordOf(sighting)).join(' ');
  const match = Object.entries(options).find(([, pattern]) => new RegExp(String(pattern)).test(words));
  return own.map((sighting) => {
    if (sighting.value !== undefined || sighting.open) return sighting;
    if (match) return assumed(sighting, match[0]);
    return words.includes(HOLE) ? unknown(sighting) : sighting;
  });
};

function wordOf(sighting: Sighting | undefined): string {
  if (sighting?.value === undefined) return sighting?.open ? HOLE : '';
  const { value } = sighting;
  if (value.kind === 'scalar') return value.value === null ? '' : String(value.value);
  return renderText(value) ?? HOLE;
}

function assumed(sighting: Sighting, word: string): Sighting {
  const value: Scalar = word === 'true' ? true : word === 'false' ? false : word;
  return { ...sighting, value: { kind: 'scalar', span: sighting.at, value }, assumed: true };
}

function unknown(sighting: Sighting): Sighting {
  const reason = 'the default hangs on a value that is not known here';
  return { ...sighting, value: { kind: 'unknown', span: sighting.at, reason }, assumed: true };
}
