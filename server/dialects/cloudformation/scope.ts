// What evaluation needs to know of a template: its named members, what has been worked out already, and how much work is left.
import type { BoundValues } from '../../core/bound';
import type { Span } from '../../core/text';
import type { ConfigValue, Trace, UnknownValue } from '../../core/value';
import { FREE_WORK } from './limits';
import type { Member } from './raw';
import type { Template } from './template';

/** True, false, or undefined where it hangs on something that isn't known. */
export type Truth = boolean | undefined;

/** One evaluation of one template. Lives as long as one call of `resolve`. */
export interface Scope {
  readonly uri: string;
  readonly serverless: boolean;
  /** Values given for linting. */
  readonly bound: BoundValues | undefined;
  readonly parameters: ReadonlyMap<string, Member>;
  readonly mappings: ReadonlyMap<string, Member>;
  readonly conditions: ReadonlyMap<string, Member>;
  /** Values of parameters, once worked out. */
  readonly values: Map<string, ConfigValue>;
  /** Conditions, once worked out; `undefined` also while that goes on, which ends cycles. */
  readonly truths: Map<string, Truth>;
  /** Steps left before evaluation gives up. */
  work: number;
  depth: number;
}

/** Where a raw node is evaluated: its chunk's offset, and the variables of the `Fn::ForEach` loops around it. */
export interface Frame {
  readonly scope: Scope;
  readonly base: number;
  readonly loop?: ReadonlyMap<string, ConfigValue>;
}

/** Starts an evaluation. */
export function newScope(template: Template, bound?: BoundValues): Scope {
  const named = (section: string): Map<string, Member> =>
    new Map((template.sections.get(section) ?? []).map((member) => [member.key, member]));
  return {
    uri: template.source.uri,
    serverless: template.serverless,
    bound,
    parameters: named('Parameters'),
    mappings: named('Mappings'),
    conditions: named('Conditions'),
    values: new Map(),
    truths: new Map(),
    work: FREE_WORK + template.source.text.length,
    depth: 0,
  };
}

/** A node's place in the file. */
export function spanOf(node: { readonly start: number; readonly end: number }, base: number): Span {
  return { start: base + node.start, end: base + node.end };
}

/** A value that can't be known here. */
export function unknown(span: Span, reason: string, trace?: readonly Trace[]): UnknownValue {
  return trace ? { kind: 'unknown', span, reason, trace } : { kind: 'unknown', span, reason };
}

/** What a value is where the work is used up; the unit then says so in a problem. */
export function tooLarge(span: Span): UnknownValue {
  return unknown(span, 'the template is too large to evaluate');
}

/** Charges for work; false where the template has used up what it may. */
export function spend(scope: Scope, amount: number): boolean {
  scope.work -= amount;
  return scope.work >= 0;
}

/** The value with steps added to its own trace; the value itself and what is in it keep their spans. */
export function traced<V extends ConfigValue>(value: V, ...steps: readonly Trace[]): V {
  return steps.length === 0 ? value : { ...value, trace: [...(value.trace ?? []), ...steps] };
}
