// Evaluates expressions: what can be known becomes a value, the rest says why it can't.
import type { ConfigValue, Entry } from '../../core/value';
import { entry, asString, headedBy, list, object, relocate, scalar, unknown } from './values';
import { templateText } from './directives';
import type { Expression } from './hcl/ast';
import { branchesOf, outcomeOf } from './condition';
import { evaluateFor } from './loops';
import { callFunction } from './functions/index';
import { binary, unary } from './operators';
import { charge, type Scope } from './scope';
import { locate } from './traverse';

/** The value of an expression, with its span. Never throws; over the bounds it is unknown. */
export function evaluate(expression: Expression, scope: Scope): ConfigValue {
  const { run } = scope.module;
  if (!charge(run)) return unknown('too large to evaluate', expression.span);
  if (run.limits.depth <= 0) return unknown('nested too deeply', expression.span);
  run.limits.depth--;
  const value = dispatch(expression, scope);
  run.limits.depth++;
  return value;
}

function dispatch(expression: Expression, scope: Scope): ConfigValue {
  const { span } = expression;
  switch (expression.kind) {
    case 'literal':
      return scalar(expression.value, span);
    case 'template':
      return evaluateTemplate(expression, scope);
    case 'variable':
    case 'get':
    case 'index':
    case 'splat':
      return evaluateChain(expression, scope);
    case 'call':
      return callFunction(expression, scope);
    case 'tuple':
      return list(
        expression.items.map((item) => evaluate(item, scope)),
        span,
      );
    case 'object':
      return evaluateObject(expression, scope);
    case 'for':
      return evaluateFor(expression, scope);
    case 'conditional':
      return evaluateConditional(expression, scope);
    case 'binary':
      return binary(expression, scope);
    case 'unary':
      return unary(expression, scope);
    case 'paren':
      return evaluate(expression.inner, scope);
    case 'missing':
      return unknown('nothing is written here yet', span);
  }
}

function evaluateChain(expression: Expression, scope: Scope): ConfigValue {
  const { value, origin } = locate(expression, scope);
  return relocate(scope.module.run, value, expression.span, origin);
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

function evaluateTemplate(expression: Of<'template'>, scope: Scope): ConfigValue {
  const [only] = expression.parts;
  return expression.parts.length === 1 && only?.kind === 'interpolation'
    ? standingAt(evaluate(only.value, scope), expression)
    : templateText(expression, scope);
}

/** `"${x}"` is x; a fix has to replace the quotes as well. */
function standingAt(value: ConfigValue, expression: Expression): ConfigValue {
  return value.kind === 'object' || value.kind === 'list' ? value : { ...value, span: expression.span };
}

function evaluateObject(expression: Of<'object'>, scope: Scope): ConfigValue {
  const entries: Entry[] = [];
  let open = false;
  for (const item of expression.entries) {
    const key = asString(evaluate(item.key, scope));
    if (key === undefined) open = true;
    else entries.push(entry(key, headedBy(evaluate(item.value, scope), item.key.span), item.key.span));
  }
  const start = expression.span.start;
  return object(
    entries,
    expression.span,
    open,
    entries[0]?.keySpan ?? { start, end: Math.min(start + 1, expression.span.end) },
  );
}

/** Each branch is evaluated once, however many outcomes lead there. */
function evaluateConditional({ test, yes, no, span }: Of<'conditional'>, scope: Scope): ConfigValue {
  const known = new Map<boolean, ConfigValue>();
  return branchesOf(outcomeOf(test, scope), span, (holds) => {
    const value = known.get(holds) ?? evaluate(holds ? yes : no, scope);
    known.set(holds, value);
    return value;
  });
}
