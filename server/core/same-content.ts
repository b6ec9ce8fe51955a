// Compares a resource with what it was before: by what it says, and by how far it has moved in its text.
import type { Resource } from './resource';
import type { Place, Span } from './text';
import type { ConfigValue, Entry, Option, RefValue, Trace } from './value';

/** How a resource has changed that says the same as before: by how many UTF-16 units it moved, or undefined where its parts moved differently. */
export interface Sameness {
  readonly movedBy: number | undefined;
}

interface Move {
  readonly by: number;
  /** Where the resource stood before: what is outside of it has to stand still. */
  readonly own: Pick<Resource, 'source' | 'span'>;
  /** False once a part was met that did not move like the others. */
  even: boolean;
}

const MAX_DEPTH = 200;

/** Undefined where the two are not judged alike. Very deep bodies never count as the same. */
export function compareResources(before: Resource, now: Resource): Sameness | undefined {
  if (before === now) return { movedBy: 0 };
  if (before.token && before.token === now.token) return { movedBy: now.head.start - before.head.start };
  if (before.meaning && before.meaning === now.meaning) return { movedBy: undefined };
  if (
    before.type !== now.type ||
    before.dialect !== now.dialect ||
    before.exists !== now.exists ||
    before.loose !== now.loose ||
    before.source !== now.source ||
    !sameInstances(before, now) ||
    before.application?.version !== now.application?.version ||
    before.application?.settings !== now.application?.settings
  )
    return undefined;
  const move = { by: now.head.start - before.head.start, own: before, even: before.address === now.address };
  note(before.head, now.head, move);
  note(before.span, now.span, move);
  if (before.via !== now.via) noteTraces(before.via ?? [], now.via ?? [], move);
  if (before.original !== now.original) noteTraces(listOf(before.original), listOf(now.original), move);
  if (!same(before.body, now.body, move, 0) || !sameMetadata(before, now, move)) return undefined;
  return { movedBy: move.even ? move.by : undefined };
}

/** Whether two values say the same; they moved by 0 where every part and every step of its way is where it was. */
export function compareValues(before: ConfigValue, now: ConfigValue): Sameness | undefined {
  const move = { by: 0, own: { source: '', span: { start: 0, end: 0 } }, even: true };
  if (!same(before, now, move, 0)) return undefined;
  return { movedBy: move.even ? 0 : undefined };
}

function sameInstances({ instances: a }: Resource, { instances: b }: Resource): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function listOf(trace: Trace | undefined): readonly Trace[] {
  return trace ? [trace] : [];
}

/** Messages name constructs by what stands in the metadata, and some findings stand there. */
function sameMetadata({ metadata: before }: Resource, { metadata: now }: Resource, move: Move): boolean {
  return before && now ? same(before, now, move, 0) : before === now;
}

function note(before: Span, now: Span, move: Move): void {
  if (now.start - before.start !== move.by || now.end - before.end !== move.by) move.even = false;
}

function noteTraces(before: readonly Trace[], now: readonly Trace[], move: Move): void {
  const moved = before.every(({ place, note }, i) => {
    const then = now[i];
    const by = liesIn(place, move.own) ? move.by : 0;
    return note === then?.note && place.uri === then.place.uri && then.place.span.start - place.span.start === by;
  });
  if (!moved || before.length !== now.length) move.even = false;
}

/** True where a place is part of the resource, so that it moves as the resource does. */
export function liesIn({ uri, span }: Place, { source, span: own }: Pick<Resource, 'source' | 'span'>): boolean {
  return uri === source && span.start >= own.start && span.end <= own.end;
}

/** The same content in the same order. No verdict rests on a trace, so these only tell how the way to the values has moved. */
function same(a: ConfigValue, b: ConfigValue, move: Move, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  note(a.span, b.span, move);
  if (a.trace !== b.trace) noteTraces(a.trace ?? [], b.trace ?? [], move);
  switch (a.kind) {
    case 'scalar':
      return b.kind === 'scalar' && Object.is(a.value, b.value) && sameEncoded(a.encodes, b.encodes, move, depth);
    case 'unknown':
      if (b.kind === 'unknown' && a.reason !== b.reason) move.even = false;
      return b.kind === 'unknown' && sameEncoded(a.encodes, b.encodes, move, depth);
    case 'ref':
      return b.kind === 'ref' && a.target === b.target && a.attribute === b.attribute && sameInstance(a, b);
    case 'object':
      if (b.kind !== 'object' || a.open !== b.open) return false;
      note(a.head, b.head, move);
      return sameList(a.entries, b.entries, sameEntry, move, depth);
    case 'list':
      return b.kind === 'list' && a.open === b.open && sameList(a.items, b.items, same, move, depth);
    case 'text':
      return b.kind === 'text' && sameList(a.parts, b.parts, samePart, move, depth);
    case 'choice':
      return (
        b.kind === 'choice' &&
        a.test === b.test &&
        a.everyBranch === b.everyBranch &&
        sameList(a.options, b.options, sameOption, move, depth)
      );
  }
}

/** Nothing is shown where an encoded text stands, so how it moved does not matter. */
function sameEncoded(a: ConfigValue | undefined, b: ConfigValue | undefined, move: Move, depth: number): boolean {
  return a && b ? same(a, b, { ...move }, depth + 1) : a === b;
}

function sameInstance({ instance: a }: RefValue, { instance: b }: RefValue): boolean {
  return a === b || JSON.stringify([...(a ?? [])]) === JSON.stringify([...(b ?? [])]);
}

type Same<T> = (a: T, b: T, move: Move, depth: number) => boolean;

function sameList<T>(a: readonly T[], b: readonly T[], alike: Same<T>, move: Move, depth: number): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!alike(a[i] as T, b[i] as T, move, depth + 1)) return false;
  return true;
}

function sameEntry(a: Entry, b: Entry, move: Move, depth: number): boolean {
  note(a.keySpan, b.keySpan, move);
  return a.key === b.key && same(a.value, b.value, move, depth);
}

function sameOption(a: Option, b: Option, move: Move, depth: number): boolean {
  return a.branch === b.branch && same(a.value, b.value, move, depth);
}

function samePart(a: string | ConfigValue, b: string | ConfigValue, move: Move, depth: number): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return same(a, b, move, depth);
}
