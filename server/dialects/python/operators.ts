// Values of Python's operators on numbers and texts.
import type { Span } from '../../core/text';
import type { ConfigValue, Scalar } from '../../core/value';
import type { Module } from './module';
import { spanOf, type Node } from './syntax';
import { scalar, text, unknown } from './values';

/** The result of a computation with two numbers. */
export function arithmetic(operator: string, a: number, b: number, node: Node): ConfigValue {
  const results: Readonly<Record<string, number>> = {
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '//': Math.floor(a / b),
    '%': a % b,
  };
  const result = results[operator];
  return result !== undefined && Number.isFinite(result)
    ? scalar(spanOf(node), result)
    : unknown(spanOf(node), 'computed in code');
}

/** `b"\x00" * 16`: a text written that many times. */
export function repeated(written: Scalar, times: Scalar, span: Span): ConfigValue {
  const isShort = typeof written === 'string' && typeof times === 'number' && written.length * times <= 1000;
  return isShort ? scalar(span, written.repeat(Math.max(0, Math.trunc(times)))) : unknown(span, 'computed in code');
}

/** `"%s-%d" % (a, b)`: a text with what is filled in. */
export function percent(module: Module, left: ConfigValue, rightNode: Node, node: Node): ConfigValue {
  const right = module.evaluate(rightNode);
  if (left.kind !== 'scalar' || right.kind === 'object') return unknown(spanOf(node), 'a formatted text');
  const given = right.kind === 'list' ? [...right.items] : [right];
  const parts = String(left.value).split(/(%[-+ #0]*\d*(?:\.\d+)?[sdirfx%])/);
  const filled = parts.map((part, i) => (i % 2 === 0 ? part : part === '%%' ? '%' : (given.shift() ?? part)));
  return text(spanOf(node), filled);
}
