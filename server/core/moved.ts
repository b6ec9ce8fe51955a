// Findings of a resource that moved in its text as a whole: what people see of them moves along at once, what fixes need is judged again when asked for.
import type { Finding } from './finding';
import type { Resource } from './resource';
import { liesIn } from './same-content';
import type { Span } from './text';
import type { Trace } from './value';

/** True where what decided a finding lies in its own resource: then it moves as the resource does. */
export function movesAlong({ resource, source, blame }: Finding): boolean {
  return source === resource.source && (!blame || blame.resource === resource);
}

/**
 * The finding for `resource`, which lies `by` UTF-16 units further on. `again` judges it anew: the same finding with everything in it.
 * What is returned must not hold the earlier finding: each keystroke would hold all before it.
 */
export function moved(earlier: Finding, resource: Resource, by: number, again: () => Finding | undefined): Finding {
  let judged: Finding | undefined;
  const { rule, kind, verdict, address, source, message, reason, related } = earlier;
  return {
    rule,
    kind,
    verdict,
    resource,
    address,
    source,
    span: shift(earlier.span, by),
    message,
    reason,
    related: related.length === 0 ? related : related.map((trace) => shiftTrace(trace, earlier.resource, by)),
    get blame() {
      return (judged ??= again())?.blame;
    },
    get part() {
      return (judged ??= again())?.part;
    },
  };
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** What is outside of the resource stands still, or the resource would not count as moved. */
function shiftTrace(trace: Trace, before: Resource, by: number): Trace {
  if (!liesIn(trace.place, before)) return trace;
  return { place: { uri: trace.place.uri, span: shift(trace.place.span, by) }, note: trace.note };
}
