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
 * What is returned does not hold the earlier finding: each keystroke would hold all before it.
 */
export function moved(earlier: Finding, resource: Resource, by: number, again: () => Finding | undefined): Finding {
  return new MovedFinding(earlier, resource, by, again);
}

/** A class for the sake of memory: a getter of an object literal gives each object a hidden class, which outlives it and keeps what the getter sees. */
class MovedFinding implements Finding {
  readonly rule: Finding['rule'];
  readonly kind: Finding['kind'];
  readonly verdict: Finding['verdict'];
  readonly address: string;
  readonly instance?: NonNullable<Finding['instance']>;
  readonly source: string;
  readonly span: Span;
  readonly message: string;
  readonly reason: Finding['reason'];
  readonly related: readonly Trace[];
  private judged: Finding | undefined;

  constructor(
    { rule, kind, verdict, resource: before, address, instance, source, span, message, reason, related }: Finding,
    readonly resource: Resource,
    by: number,
    private readonly again: () => Finding | undefined,
  ) {
    this.rule = rule;
    this.kind = kind;
    this.verdict = verdict;
    this.address = address;
    if (instance) this.instance = instance;
    this.source = source;
    this.span = shift(span, by);
    this.message = message;
    this.reason = reason;
    this.related = related.length === 0 ? related : related.map((trace) => shiftTrace(trace, before, by));
  }

  get blame(): Finding['blame'] {
    return (this.judged ??= this.again())?.blame;
  }

  get part(): Finding['part'] {
    return (this.judged ??= this.again())?.part;
  }
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** What is outside of the resource stands still, or the resource would not count as moved. */
function shiftTrace(trace: Trace, before: Resource, by: number): Trace {
  if (!liesIn(trace.place, before)) return trace;
  return { place: { uri: trace.place.uri, span: shift(trace.place.span, by) }, note: trace.note };
}
