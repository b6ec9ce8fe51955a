// What was found in a script before a change that the parser can't bear: kept, with its positions moved, until the text is read again.
import { differenceOf, type Difference } from '../../core/difference';
import type { Resource } from '../../core/resource';
import type { Span } from '../../core/text';

/** The resources of `before` as they stand in `now`. Those in which something changed are left out: what they say now is not known. */
export function stillThere(resources: readonly Resource[], before: string, now: string): readonly Resource[] {
  const difference = differenceOf(before, now);
  const kept = resources.filter(({ span }) => span.end <= difference.start || span.start >= difference.end);
  return kept.map((resource) => movedBy(resource, difference));
}

/** The same data with every span behind the difference moved along. Resources are plain data without cycles, and only spans have a `start`. */
function movedBy<T>(data: T, difference: Difference): T {
  if (Array.isArray(data)) return data.map((item: unknown) => movedBy(item, difference)) as T;
  if (typeof data !== 'object' || data === null) return data;
  if (isSpan(data)) return movedSpan(data, difference) as T;
  const entries = Object.entries(data).map(([key, value]: [string, unknown]) => [key, movedBy(value, difference)]);
  return Object.fromEntries(entries) as T;
}

function isSpan(data: object): data is Span {
  return 'start' in data && 'end' in data;
}

/** A place elsewhere that a trace names, and that was changed, shrinks to where the change begins. */
function movedSpan({ start, end }: Span, difference: Difference): Span {
  const at = (offset: number): number => {
    if (offset <= difference.start) return offset;
    return offset >= difference.end ? offset + difference.by : difference.start;
  };
  return { start: at(start), end: Math.max(at(start), at(end)) };
}
