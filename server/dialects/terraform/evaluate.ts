// Evaluates expressions: what can be known becomes a value, the rest says why it can't.
import type { ConfigValue, Entry } from '../../core/value';
import {
  choiceOf,
  entry,
  failed,
  asBoolean,
  asString,
  headedBy,
  isFailed,
  isNull,
  joinText,
  list,
  object,
  reasonOf,
  relocate,
  scalar,
  spread,
  unknown,
} from './values';
import type { Expression } from './hcl/ast';
import { conditionName } from './condition';
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
  const { parts, span } = expression;
  if (parts.some((part) => part.kind === 'directive')) return unknown('the text has %{ } directives', span);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'interpolation') return standingAt(evaluate(only.value, scope), expression);
  const values = parts.flatMap((part): ConfigValue[] => {
    if (part.kind === 'directive') return [];
    return [part.kind === 'text' ? scalar(part.text, part.span) : evaluate(part.value, scope)];
  });
  return spread(scope.module.run, values, span, (known) => {
    const bad = known.find((value) => isFailed(value) || isNull(value));
    return bad ? failed(isNull(bad) ? 'a part of this text is null' : reasonOf(bad), span) : joinText(known, span);
  });
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

function evaluateConditional(expression: Of<'conditional'>, scope: Scope): ConfigValue {
  const { test, yes, no, span } = expression;
  return spread(scope.module.run, [evaluate(test, scope)], span, ([decided = unknown('', span)]) => {
    const known = asBoolean(decided);
    if (known !== undefined) return evaluate(known ? yes : no, scope);
    if (isFailed(decided)) return failed(decided.reason, span);
    const { name, negated } = conditionName(test, scope);
    const options = [
      { branch: 'true', value: evaluate(negated ? no : yes, scope) },
      { branch: 'false', value: evaluate(negated ? yes : no, scope) },
    ];
    return choiceOf({ span, test: name, options, everyBranch: true });
  });
}
