// What stays judged from one keystroke to the next: where neither a resource nor what was looked up for it has changed, its verdicts hold.
import type { Finding } from './finding';
import type { Rule } from './kind';
import type { KindMatch } from './kind-index';
import type { Resource, Unit } from './resource';
import { compareResources, type Sameness } from './same-content';
import type { Pointing, UnitIndex } from './unit-index';

/** What judging a resource asked about others: single ones by id, all of a type, and the text itself. Most resources ask for nothing. */
export interface Lookups {
  ids: Set<string> | undefined;
  types: Set<string> | undefined;
  texts: Map<string, TextRead> | undefined;
  /** It went through the whole unit, of which nothing is kept. */
  unit: boolean;
}

/** A stretch of text that was read; offsets count from the head of the resource. */
interface TextRead {
  readonly uri: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A rule that a resource did not pass. */
export interface Open {
  readonly match: KindMatch;
  readonly rule: Rule;
  readonly findings: readonly Finding[];
  /** The findings move in the text as their resource does. */
  readonly movable: boolean;
  /** What the rule threw: a bug of ours. */
  readonly failure?: unknown;
}

/** A judged resource: every rule passed but those in `open`. */
export interface Settled {
  readonly resource: Resource;
  readonly lookups: Lookups;
  readonly open: readonly Open[];
  /** How many readings ago its findings were made; they hold on to the unit of that time. */
  readonly age: number;
}

/** Findings are made anew after so many readings: fewer old units stay in memory. */
const MAX_AGE = 30;

/** True where the findings of a resource can stay the very same objects. */
export function stays({ settled, movedBy }: Recalled): boolean {
  return movedBy === 0 && settled.age < MAX_AGE && settled.open.every(({ movable }) => movable);
}

/** The settled resources of a unit, by id, and the index they were judged with. */
export interface Memory {
  readonly index: UnitIndex;
  readonly settled: ReadonlyMap<string, Settled>;
}

/** What is known of a resource that says what it said before. */
export interface Recalled extends Sameness {
  readonly settled: Settled;
}

export function newLookups(): Lookups {
  return { ids: undefined, types: undefined, texts: undefined, unit: false };
}

/** An index that notes what is looked up for a resource, in the `Lookups` that `noteIn` was last given; the answers are the same. */
export class RecordingIndex implements UnitIndex {
  private noted = newLookups();
  private head = 0;

  constructor(private readonly index: UnitIndex) {}

  noteIn(lookups: Lookups, { head }: Resource): void {
    this.noted = lookups;
    this.head = head.start;
  }

  get unit(): Unit {
    this.noted.unit = true;
    return this.index.unit;
  }

  byId(id: string): Resource | undefined {
    (this.noted.ids ??= new Set()).add(id);
    return this.index.byId(id);
  }

  byType(type: string): readonly Resource[] {
    (this.noted.types ??= new Set()).add(type);
    return this.index.byType(type);
  }

  textAt(uri: string, start = 0, end = Infinity): string {
    const text = this.index.textAt(uri, start, end);
    const [from, to] = [start - this.head, end - this.head];
    (this.noted.texts ??= new Map()).set(`${String(from)}:${String(to)}:${uri}`, { uri, from, to, text });
    return text;
  }

  pointingAt(...[target, type, via, names]: Parameters<UnitIndex['pointingAt']>): Pointing {
    (this.noted.types ??= new Set()).add(type);
    return this.index.pointingAt(target, type, via, names);
  }
}

/** Finds what was settled before about a resource of `index` and still holds; undefined where it has to be judged anew. */
export function recall(memory: Memory | undefined, index: UnitIndex): (resource: Resource) => Recalled | undefined {
  if (!memory || memory.index.unit.open !== index.unit.open) return () => undefined;
  const ids = new Map<string, Sameness | undefined>();
  const types = new Map<string, boolean>();
  const sameId = (id: string): Sameness | undefined => {
    if (ids.has(id)) return ids.get(id);
    const sameness = compareKnown(memory.index.byId(id), index.byId(id));
    ids.set(id, sameness);
    return sameness;
  };
  const sameType = (type: string): boolean => {
    const known = types.get(type);
    if (known !== undefined) return known;
    const now = index.byType(type);
    const before = memory.index.byType(type);
    const same =
      now.length === before.length && now.every(({ id }, i) => id === before[i]?.id && sameId(id) !== undefined);
    types.set(type, same);
    return same;
  };
  return ({ id, head }) => {
    const settled = memory.settled.get(id);
    if (!settled || settled.lookups.unit) return undefined;
    const sameness = sameId(id);
    if (!sameness) return undefined;
    const texts = settled.lookups.texts;
    // what is read goes from where a value begins to where it ends, so these must not have moved apart
    if (texts && sameness.movedBy === undefined) return undefined;
    for (const read of texts?.values() ?? []) if (!sameText(read, head.start, index)) return undefined;
    for (const other of settled.lookups.ids ?? []) if (!sameId(other)) return undefined;
    for (const type of settled.lookups.types ?? []) if (!sameType(type)) return undefined;
    return { settled, movedBy: sameness.movedBy };
  };
}

function sameText({ uri, from, to, text }: TextRead, head: number, index: UnitIndex): boolean {
  return head + from >= 0 && index.textAt(uri, head + from, head + to) === text;
}

/** An id that stands for nothing, before and now, is the same, too. */
function compareKnown(before: Resource | undefined, now: Resource | undefined): Sameness | undefined {
  if (before && now) return compareResources(before, now);
  return before === now ? { movedBy: undefined } : undefined;
}
