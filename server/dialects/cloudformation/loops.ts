// Unfolds `Fn::ForEach` into one frame a round.
import type { ConfigValue } from '../../core/value';
import { stringOf, type RawEntry, type RawMap, type RawNode } from './raw';
import { spend, type Frame } from './scope';

const MAX_ROUNDS = 1000;
const NOTHING: RawMap = { kind: 'map', start: 0, end: 0, entries: [] };

/** The rounds of a loop. Not `known`: the collection isn't, and the one frame there is has an unknown variable. */
export interface Loop {
  readonly known: boolean;
  readonly body: RawMap;
  readonly frames: readonly Frame[];
}

/** Reads `Fn::ForEach::Name: [variable, collection, map]`. A half-typed loop has no rounds. */
export function loopsIn(entry: RawEntry, frame: Frame, evaluate: (node: RawNode, frame: Frame) => ConfigValue): Loop {
  const [variable, collection, body] = entry.value.kind === 'list' ? entry.value.items : [];
  const name = stringOf(variable);
  if (name === undefined || !collection || body?.kind !== 'map') return { known: false, body: NOTHING, frames: [] };
  const value = evaluate(collection, frame);
  const items = value.kind === 'list' && !value.open ? value.items.slice(0, MAX_ROUNDS) : undefined;
  const known =
    items !== undefined && items.every((item) => item.kind === 'scalar') && spend(frame.scope, items.length);
  const rounds: readonly ConfigValue[] = known
    ? items
    : [{ kind: 'unknown', span: value.span, reason: `the values of "${name}" are not known` }];
  const frames = rounds.map((round) => ({ ...frame, loop: new Map(frame.loop).set(name, round) }));
  return { known, body, frames };
}

/** Puts the loops' variables into a text: `${Name}`, and `&{Name}` without what logical ids can't hold. */
export function loopText(text: string, frame: Frame): string {
  if (!frame.loop || !text.includes('{')) return text;
  return text.replace(/([$&])\{([^{}]*)\}/g, (all, sign: string, name: string) => {
    const value = frame.loop?.get(name);
    if (value?.kind !== 'scalar') return all;
    const known = String(value.value);
    return sign === '&' ? known.replace(/[^A-Za-z0-9]/g, '') : known;
  });
}
