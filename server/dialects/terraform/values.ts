// Making, testing and moving values; spreading an operation over the branches of a choice.
import type { Span } from '../../core/text';
import {
  usedAt,
  type ChoiceValue,
  type ConfigValue,
  type Entry,
  type ListValue,
  type ObjectValue,
  type Origin,
  type RefValue,
  type Scalar,
  type ScalarValue,
  type UnknownValue,
} from '../../core/value';
import { charge, type Run } from './scope';

/** An unknown that stands for an error of Terraform's, which `try` and `can` catch. */
export interface FailedValue extends UnknownValue {
  readonly failed: true;
}

/** A reference to a resource of which it is not known whether it has instances. */
export interface MaybeRef extends RefValue {
  /** The resource's `count`, where that hangs on a condition. */
  readonly maybe: ConfigValue;
}

export function scalar(value: Scalar, span: Span): ScalarValue {
  return { kind: 'scalar', span, value };
}

export function unknown(reason: string, span: Span): UnknownValue {
  return { kind: 'unknown', span, reason };
}

export function failed(reason: string, span: Span): FailedValue {
  return { kind: 'unknown', span, reason, failed: true };
}

export function isFailed(value: ConfigValue): value is FailedValue {
  return 'failed' in value;
}

export function maybeOf(value: ConfigValue): ConfigValue | undefined {
  return 'maybe' in value ? (value as MaybeRef).maybe : undefined;
}

export function list(items: readonly ConfigValue[], span: Span, open = false): ListValue {
  return { kind: 'list', span, items, open };
}

export function object(entries: readonly Entry[], span: Span, open = false, head: Span = span): ObjectValue {
  return { kind: 'object', span, entries, open, head };
}

export function entry(key: string, value: ConfigValue, keySpan: Span = value.span): Entry {
  return { key, keySpan, value };
}

export function isNull(value: ConfigValue): boolean {
  return value.kind === 'scalar' && value.value === null;
}

/** The string that a scalar is when Terraform needs one; undefined for null and for what is no scalar. */
export function asString(value: ConfigValue | undefined): string | undefined {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}

/** The number that a scalar is when Terraform needs one. */
export function asNumber(value: ConfigValue | undefined): number | undefined {
  if (value?.kind !== 'scalar' || value.value === null || typeof value.value === 'boolean' || value.value === '')
    return undefined;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : undefined;
}

/** The truth value that a scalar is when Terraform needs one. */
export function asBoolean(value: ConfigValue | undefined): boolean | undefined {
  if (value?.kind !== 'scalar') return undefined;
  if (value.value === true || value.value === 'true') return true;
  return value.value === false || value.value === 'false' ? false : undefined;
}

/** Why a value that had to be known is not. */
export function reasonOf(value: ConfigValue): string {
  if (value.kind === 'unknown') return value.reason;
  if (value.kind === 'ref')
    return `${value.target}${value.attribute && '.'}${value.attribute} is known only after apply`;
  if (value.kind === 'text') {
    const part = value.parts.find((p) => typeof p !== 'string');
    return part && typeof part !== 'string' ? reasonOf(part) : 'a part of this text is not known';
  }
  return value.kind === 'choice' ? 'it hangs on a condition' : "this value can't be used here";
}

/** Unknown because an input is: with the input's reason. */
export function unknownFrom(inputs: readonly (ConfigValue | undefined)[], span: Span, otherwise: string): ConfigValue {
  const bad =
    inputs.find((v) => v !== undefined && isFailed(v)) ??
    inputs.find((v) => v !== undefined && v.kind !== 'scalar' && v.kind !== 'list' && v.kind !== 'object');
  if (!bad) return failed(otherwise, span);
  return isFailed(bad) ? failed(bad.reason, span) : unknown(reasonOf(bad), span);
}

/** How many branches in all an operation may be spread over. */
const MAX_BRANCHES = 128;

/** Applies `operation` in every branch where an input hangs on a condition; inputs with the same test take the same branch. */
export function spread(
  run: Run,
  inputs: readonly ConfigValue[],
  span: Span,
  operation: (inputs: readonly ConfigValue[]) => ConfigValue,
  room = MAX_BRANCHES,
): ConfigValue {
  const choice = inputs.find((input) => input.kind === 'choice');
  if (choice?.kind !== 'choice') return operation(inputs);
  const share = Math.floor(room / choice.options.length);
  if (share < 1 || !charge(run, choice.options.length)) return unknown('it hangs on too many conditions', span);
  const options = choice.options.map(({ branch }) => {
    const chosen = inputs.map((input) => takeBranch(input, choice.test, branch));
    return { branch, value: spread(run, chosen, span, operation, share) };
  });
  return { kind: 'choice', span, test: choice.test, options, everyBranch: choice.everyBranch };
}

/** The value as it is where `test` takes this branch. */
export function takeBranch(value: ConfigValue, test: string, branch: string): ConfigValue {
  let current = value;
  while (current.kind === 'choice' && current.test === test) {
    const option = current.options.find((o) => o.branch === branch);
    if (!option) return current;
    current = option.value;
  }
  return current;
}

/** Longer texts are not built. */
export const MAX_TEXT = 500_000;

/** Builds text from its parts: a plain string where all is known. */
export function joinText(parts: readonly (string | ConfigValue)[], span: Span): ConfigValue {
  const merged: (string | ConfigValue)[] = [];
  let length = 0;
  for (const part of parts.flatMap((p) => (typeof p !== 'string' && p.kind === 'text' ? p.parts : [p]))) {
    const known = typeof part === 'string' ? part : asString(part);
    const last = merged[merged.length - 1];
    length += known?.length ?? 0;
    if (length > MAX_TEXT) return unknown('too large to evaluate', span);
    if (known === undefined) merged.push(part);
    else if (typeof last === 'string') merged[merged.length - 1] = last + known;
    else if (known !== '') merged.push(known);
  }
  const [only = ''] = merged;
  if (merged.length <= 1 && typeof only === 'string') return scalar(only, span);
  return { kind: 'text', span, parts: merged };
}

/** `usedAt` at the cost of the run: what is over the bound is unknown. */
export function relocate(run: Run, value: ConfigValue, span: Span, origin: Origin | undefined): ConfigValue {
  return usedAt(value, span, origin, () => charge(run));
}

/** An object that is written here is headed by its own key; one that comes from elsewhere by the expression that uses it. */
export function headedBy(value: ConfigValue, head: Span): ConfigValue {
  return value.kind === 'object' && !value.trace ? { ...value, head } : value;
}

/** Gives a choice between branches; where all branches are the same plain value, there is no choice. */
export function choiceOf(choice: Omit<ChoiceValue, 'kind'>): ConfigValue {
  const [first] = choice.options;
  if (first?.value.kind === 'scalar') {
    const { value } = first.value;
    if (choice.options.every((o) => o.value.kind === 'scalar' && o.value.value === value)) return first.value;
  }
  return { kind: 'choice', ...choice };
}

/** The value with every reference in it changed. */
export function mapRefs(value: ConfigValue, change: (ref: RefValue) => RefValue): ConfigValue {
  const inside = (inner: ConfigValue): ConfigValue => mapRefs(inner, change);
  switch (value.kind) {
    case 'ref':
      return change(value);
    case 'list':
      return { ...value, items: value.items.map(inside) };
    case 'object':
      return { ...value, entries: value.entries.map((each) => ({ ...each, value: inside(each.value) })) };
    case 'choice':
      return { ...value, options: value.options.map((each) => ({ ...each, value: inside(each.value) })) };
    case 'text':
      return { ...value, parts: value.parts.map((part) => (typeof part === 'string' ? part : inside(part))) };
    default:
      return value;
  }
}
