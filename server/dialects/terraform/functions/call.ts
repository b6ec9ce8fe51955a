// What every function gets, and helpers that turn plain functions into functions over values.
import type { Span } from '../../../core/text';
import type { ConfigValue, Scalar } from '../../../core/value';
import { charge, type Run, type Scope } from '../scope';
import { asNumber, asString, entry, failed, list, MAX_TEXT, object, scalar, unknown, unknownFrom } from '../values';

/** The call that is evaluated. */
export interface Call {
  readonly name: string;
  readonly span: Span;
  readonly scope: Scope;
  readonly run: Run;
}

/** A function over values; its arguments are never choices, and failures only for `try` and `can`. */
export type Fn = (args: readonly ConfigValue[], call: Call) => ConfigValue;

/** A table of functions by name. */
export type Functions = Readonly<Record<string, Fn>>;

/** Unknown because of an argument, or failed because the arguments don't fit. */
export function refuse(args: readonly (ConfigValue | undefined)[], call: Call): ConfigValue {
  return unknownFrom(args, call.span, `${call.name}() can't take these arguments`);
}

type Text = string | undefined;

/** A function of strings; undefined fails. */
export function ofStrings(compute: (...texts: Text[]) => Scalar | readonly string[] | undefined): Fn {
  return (args, call) => {
    const texts = args.map(asString);
    if (texts.includes(undefined)) return refuse(args, call);
    return give(compute(...texts), call);
  };
}

/** A function of numbers; undefined fails. */
export function ofNumbers(compute: (...numbers: number[]) => number | undefined): Fn {
  return (args, call) => {
    const numbers = args.map(asNumber);
    const known = numbers.filter((n) => n !== undefined);
    if (known.length < numbers.length) return refuse(args, call);
    return give(compute(...known), call);
  };
}

/** Turns a result into a value at the call. */
export function give(result: Scalar | readonly string[] | undefined, call: Call): ConfigValue {
  if (result === undefined || (typeof result === 'number' && !Number.isFinite(result)))
    return failed(`${call.name}() fails for these arguments`, call.span);
  if (typeof result === 'string' && result.length > MAX_TEXT) return unknown('too large to evaluate', call.span);
  if (typeof result !== 'object' || result === null) return scalar(result, call.span);
  if (!charge(call.run, result.length)) return unknown('too large to evaluate', call.span);
  return list(
    result.map((item) => scalar(item, call.span)),
    call.span,
  );
}

/** Data as JSON and YAML give it, as a value at the call. */
export function fromData(data: unknown, call: Call, depth = 0): ConfigValue {
  const { span } = call;
  if (depth > 100 || !charge(call.run)) return unknown('too large to evaluate', span);
  if (Array.isArray(data))
    return list(
      data.map((item: unknown) => fromData(item, call, depth + 1)),
      span,
    );
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' || data === null)
    return scalar(data, span);
  if (typeof data !== 'object') return unknown("this value can't be read", span);
  return object(
    Object.entries(data).map(([key, value]: [string, unknown]) => entry(key, fromData(value, call, depth + 1))),
    span,
  );
}
