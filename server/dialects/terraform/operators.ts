// Arithmetic, comparison and logic on what is known.
import type { ConfigValue, ObjectValue, Scalar } from '../../core/value';
import { entryOf } from '../../core/value';
import type { Expression } from './hcl/ast';
import type { Scope } from './scope';
import { asBoolean, asNumber, isNull, scalar, spread, unknownFrom } from './values';

type Binary = Extract<Expression, { kind: 'binary' }>;
type Unary = Extract<Expression, { kind: 'unary' }>;

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

/** Evaluates a binary operation, branch by branch where an operand hangs on a condition. */
export function binary(expression: Binary, scope: Scope): ConfigValue {
  const { run } = scope.module;
  const operands = [run.evaluate(expression.left, scope), run.evaluate(expression.right, scope)];
  return spread(run, operands, expression.span, ([left, right]) => apply(expression, left, right));
}

function apply({ operator, span }: Binary, left: ConfigValue | undefined, right: ConfigValue | undefined): ConfigValue {
  const result = left && right ? compute(operator, left, right) : undefined;
  if (result !== undefined) return scalar(result, span);
  return unknownFrom([left, right], span, `${operator} can't be applied to these values`);
}

function compute(operator: string, left: ConfigValue, right: ConfigValue): Scalar | undefined {
  if (operator === '==' || operator === '!=') {
    const same = equals(left, right);
    return same === undefined ? undefined : same === (operator === '==');
  }
  if (operator === '&&' || operator === '||') return logic(operator, asBoolean(left), asBoolean(right));
  const [a, b] = [asNumber(left), asNumber(right)];
  const result = a === undefined || b === undefined ? undefined : ARITHMETIC[operator]?.(a, b);
  return typeof result === 'number' && !Number.isFinite(result) ? undefined : result;
}

/** One known operand is enough where it decides. */
function logic(operator: '&&' | '||', left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  const deciding = operator === '||';
  if (left === deciding || right === deciding) return deciding;
  return left === undefined || right === undefined ? undefined : !deciding;
}

/** Whether two values are the same; undefined where that is not known. */
export function equals(left: ConfigValue, right: ConfigValue, depth = 0): boolean | undefined {
  if (left.kind === 'scalar' && right.kind === 'scalar') return left.value === right.value;
  if (
    left.kind === 'unknown' ||
    right.kind === 'unknown' ||
    left.kind === 'choice' ||
    right.kind === 'choice' ||
    depth > 20
  )
    return undefined;
  if (isNull(left) || isNull(right)) return false;
  if (left.kind === 'ref' || right.kind === 'ref') return sameRef(left, right);
  if (left.kind === 'text' || right.kind === 'text') return sameText(left, right);
  if (left.kind === 'list' && right.kind === 'list') {
    if (left.open || right.open) return undefined;
    if (left.items.length !== right.items.length) return false;
    return every(left.items.map((item, index) => equals(item, right.items[index] ?? item, depth + 1)));
  }
  return left.kind === 'object' && right.kind === 'object' ? sameObject(left, right, depth) : false;
}

function sameRef(left: ConfigValue, right: ConfigValue): boolean | undefined {
  if (left.kind === 'ref' && right.kind === 'ref')
    return left.target === right.target && left.attribute === right.attribute ? true : undefined;
  const other = left.kind === 'ref' ? right : left;
  return other.kind === 'scalar' && other.value === '' ? false : undefined;
}

/** A text with an unknown part is at least as long as its known parts. */
function sameText(left: ConfigValue, right: ConfigValue): boolean | undefined {
  const [text, other] = left.kind === 'text' ? [left, right] : [right, left];
  if (other.kind !== 'scalar' || text.kind !== 'text') return undefined;
  const known = text.parts.reduce((length, part) => length + (typeof part === 'string' ? part.length : 0), 0);
  return known > String(other.value).length ? false : undefined;
}

function sameObject(left: ObjectValue, right: ObjectValue, depth: number): boolean | undefined {
  if (left.open || right.open) return undefined;
  if (left.entries.length !== right.entries.length) return false;
  return every(
    left.entries.map(({ key, value }) => {
      const other = entryOf(right, key);
      return other ? equals(value, other.value, depth + 1) : false;
    }),
  );
}

function every(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

/** Evaluates `!x` and `-x`. */
export function unary(expression: Unary, scope: Scope): ConfigValue {
  const { run } = scope.module;
  const { span, operator } = expression;
  return spread(run, [run.evaluate(expression.operand, scope)], span, ([operand]) => {
    const truth = operator === '!' ? asBoolean(operand) : undefined;
    const number = operator === '-' ? asNumber(operand) : undefined;
    if (truth !== undefined) return scalar(!truth, span);
    return number === undefined
      ? unknownFrom([operand], span, `${operator} can't be applied to this value`)
      : scalar(-number, span);
  });
}
