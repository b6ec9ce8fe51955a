// `for` expressions.
import type { ConfigValue, Entry } from '../../core/value';
import type { Expression } from './hcl/ast';
import { charge, tagAt, withNames, type Scope } from './scope';
import {
  asBoolean,
  asString,
  entry,
  isFailed,
  list,
  object,
  reasonOf,
  scalar,
  spread,
  unknown,
  failed,
} from './values';

type For = Extract<Expression, { kind: 'for' }>;

/** A pair that a collection gives to an iterator. */
export interface Item {
  readonly key: ConfigValue;
  readonly value: ConfigValue;
}

/** The pairs of a known collection; undefined where it can't be walked. `open`: there may be more. */
export function itemsOf(value: ConfigValue): { items: readonly Item[]; open: boolean } | undefined {
  if (value.kind === 'list')
    return {
      items: value.items.map((item, index) => ({ key: scalar(index, item.span), value: item })),
      open: value.open,
    };
  if (value.kind === 'object')
    return { items: value.entries.map((e) => ({ key: scalar(e.key, e.keySpan), value: e.value })), open: value.open };
  // A resource with `count` or `for_each`: every instance looks the same from here.
  if (value.kind === 'ref')
    return { items: [{ key: unknown('the instances are not known', value.span), value }], open: true };
  return undefined;
}

/** Evaluates a `for`; what is not known of its collection leaves the result open or unknown. */
export function evaluateFor(expression: For, scope: Scope): ConfigValue {
  const { run } = scope.module;
  const { span } = expression;
  return spread(run, [run.evaluate(expression.over, scope)], span, ([over = unknown('', span)]) => {
    const walked = itemsOf(over);
    if (!walked) return isFailed(over) ? failed(over.reason, span) : unknown(reasonOf(over), span);
    return collect(expression, scope, walked.items, walked.open);
  });
}

interface Results {
  readonly values: ConfigValue[];
  readonly entries: Entry[];
  open: boolean;
}

function collect(expression: For, scope: Scope, items: readonly Item[], open: boolean): ConfigValue {
  const results: Results = { values: [], entries: [], open };
  for (const [index, item] of items.entries()) {
    if (!charge(scope.module.run)) return unknown('too large to evaluate', expression.span);
    addItem(expression, iteration(expression, scope, item, index), results);
  }
  const { span } = expression;
  if (expression.into === 'tuple') return list(results.values, span, results.open);
  const start = { start: span.start, end: Math.min(span.start + 1, span.end) };
  return object(expression.grouped ? group(results.entries) : results.entries, span, results.open, start);
}

function iteration(expression: For, scope: Scope, item: Item, index: number): Scope {
  const names: (readonly [string, ConfigValue])[] = [[expression.valueName, item.value]];
  if (expression.keyName !== undefined) names.push([expression.keyName, item.key]);
  return withNames(scope, names, tagAt(scope, expression.span.start, index));
}

function addItem(expression: For, scope: Scope, results: Results): void {
  const { evaluate } = scope.module.run;
  const wanted = expression.when ? asBoolean(evaluate(expression.when, scope)) : true;
  if (wanted === undefined) results.open = true;
  if (wanted !== true) return;
  if (expression.into === 'tuple') {
    results.values.push(evaluate(expression.value, scope));
    return;
  }
  const keyValue = expression.key && evaluate(expression.key, scope);
  const key = asString(keyValue);
  if (key === undefined || !expression.key) results.open = true;
  else results.entries.push(entry(key, evaluate(expression.value, scope), expression.key.span));
}

function group(entries: readonly Entry[]): readonly Entry[] {
  const groups = new Map<string, Entry[]>();
  for (const item of entries) {
    const members = groups.get(item.key);
    if (members) members.push(item);
    else groups.set(item.key, [item]);
  }
  return [...groups].flatMap(([key, members]) => {
    const [first] = members;
    return first
      ? [
          entry(
            key,
            list(
              members.map((m) => m.value),
              first.value.span,
            ),
            first.keySpan,
          ),
        ]
      : [];
  });
}
