// Conditions that can't be decided: names by which two uses of one condition are seen as one, and what follows from each outcome.
import { assuming, type Assumptions, type Decide } from '../../core/assume';
import type { ConfigValue } from '../../core/value';
import { attributeOf } from './declarations';
import type { Expression } from './hcl/ast';
import { scopeOf, type Scope } from './scope';
import { asBoolean, choiceOf, isFailed, scalar, spread, unknown } from './values';

/** A condition's name; `negated` where the written text asks for the opposite. */
export interface ConditionName {
  readonly name: string;
  readonly negated: boolean;
}

/** Longer ways from a name to what stands behind it are not gone. */
const MAX_WAY = 20;

/** The condition's text in a normal form with the address of its module. A variable or local that only hands a condition on is looked through. */
export function conditionName(test: Expression, scope: Scope, way = 0): ConditionName {
  let current = test;
  let negated = false;
  for (;;) {
    if (current.kind === 'paren') current = current.inner;
    else if (current.kind === 'unary' && current.operator === '!') {
      current = current.operand;
      negated = !negated;
    } else break;
  }
  const behind = way < MAX_WAY ? standsFor(current, scope) : undefined;
  if (behind) {
    const inner = conditionName(behind.expression, behind.scope, way + 1);
    return { name: inner.name, negated: inner.negated !== negated };
  }
  const text = comparisonText(current, scope) ?? textOf(current, scope);
  const tag = scope.tag !== '' && seesNames(text, scope) ? scope.tag : '';
  const where = [scope.module.address, tag].filter((part) => part !== '').join(' ');
  const unequal = current.kind === 'binary' && current.operator === '!=';
  return { name: where === '' ? text : `${where}: ${text}`, negated: negated !== unequal };
}

/** The expression that `local.x` or a module's `var.x` stands for. */
function standsFor(expression: Expression, scope: Scope): { expression: Expression; scope: Scope } | undefined {
  if (expression.kind !== 'get' || expression.from.kind !== 'variable' || scope.names.has(expression.from.name))
    return undefined;
  const { module } = scope;
  if (expression.from.name === 'local') {
    const written = module.declarations.locals.get(expression.name);
    return written && { expression: written.attribute.value, scope: scopeOf(module, written.file) };
  }
  if (expression.from.name !== 'var' || !module.call) return undefined;
  const written = attributeOf(module.call.declared, expression.name);
  return written && { expression: written.attribute.value, scope: { ...module.call.scope, file: written.file } };
}

function textOf({ span }: Expression, { file }: Scope): string {
  const written = file.source.text.slice(span.start, span.end);
  return (file.language === 'json' ? written.replaceAll('\\"', '"') : written).replace(/\s+/g, ' ').trim();
}

/** A comparison with `==`, its literal on the right; `!=` is the opposite of it. */
function comparisonText(expression: Expression, scope: Scope): string | undefined {
  if (expression.kind !== 'binary' || (expression.operator !== '==' && expression.operator !== '!=')) return undefined;
  const { left, right } = expression;
  const [first, second] = left.kind === 'literal' && right.kind !== 'literal' ? [right, left] : [left, right];
  return `${textOf(first, scope)} == ${textOf(second, scope)}`;
}

/** Only a condition that mentions an iterator depends on where it stands. */
function seesNames(text: string, scope: Scope): boolean {
  return (text.match(/[\p{L}\p{N}_-]+/gu) ?? []).some((word) => scope.names.has(word));
}

/** Whether a condition holds: known, an error, or choices that end in one of these. `&&`, `||` and `!` are asked part by part. */
export function outcomeOf(test: Expression, scope: Scope, way = 0): ConfigValue {
  const { run } = scope.module;
  const value = run.evaluate(test, scope);
  if (isDecided(value)) return value;
  const behind = way < MAX_WAY ? standsFor(test, scope) : undefined;
  if (behind) return outcomeOf(behind.expression, behind.scope, way + 1);
  if (test.kind === 'paren') return outcomeOf(test.inner, scope, way);
  if (test.kind === 'unary' && test.operator === '!')
    return spread(run, [outcomeOf(test.operand, scope, way)], test.span, ([operand = value]) =>
      asBoolean(operand) === undefined ? operand : scalar(asBoolean(operand) === false, test.span),
    );
  if (test.kind === 'binary' && (test.operator === '&&' || test.operator === '||')) {
    const deciding = test.operator === '||';
    const parts = [outcomeOf(test.left, scope, way), outcomeOf(test.right, scope, way)];
    return spread(run, parts, test.span, ([left = value, right = value]) =>
      asBoolean(left) === deciding || isFailed(left) ? left : right,
    );
  }
  return spread(run, [value], test.span, ([one = value]) => (isDecided(one) ? one : undecided(test, scope)));
}

function isDecided(value: ConfigValue): boolean {
  if (value.kind === 'choice') return value.options.every((option) => isDecided(option.value));
  return asBoolean(value) !== undefined || isFailed(value);
}

function undecided(test: Expression, scope: Scope): ConfigValue {
  const { span } = test;
  const { name, negated } = conditionName(test, scope);
  const options = [
    { branch: 'true', value: scalar(!negated, span) },
    { branch: 'false', value: scalar(negated, span) },
  ];
  return { kind: 'choice', span, test: name, options, everyBranch: true };
}

/** The value of each outcome of a condition, with what that outcome says about conditions inside of it. */
export function branchesOf(
  outcome: ConfigValue,
  span: ConfigValue['span'],
  valueFor: (known: boolean) => ConfigValue,
): ConfigValue {
  if (outcome.kind === 'choice') {
    const options = outcome.options.map(({ branch, value }) => ({
      branch,
      value: assuming(branchesOf(value, span, valueFor), decideBy(new Map([[outcome.test, branch]]))),
    }));
    return choiceOf({ span, test: outcome.test, options, everyBranch: outcome.everyBranch });
  }
  const known = asBoolean(outcome);
  return known === undefined ? { ...unknownOutcome(outcome), span } : valueFor(known);
}

function unknownOutcome(outcome: ConfigValue): ConfigValue {
  return outcome.kind === 'unknown' ? outcome : unknown('it hangs on too many conditions', outcome.span);
}

const COMPARISON = /^(.*) == ("[^"]*"|-?\d[\d.]*)$/;

/** Decides conditions by what is taken for granted: an environment that is `prod` is not `dev`. */
export function decideBy(assumptions: Assumptions): Decide {
  const subjects = new Map<string, string>();
  for (const [test, branch] of assumptions) {
    const [, subject, literal] = branch === 'true' ? (COMPARISON.exec(test) ?? []) : [];
    if (subject !== undefined && literal !== undefined) subjects.set(subject, literal);
  }
  return (test) => {
    const known = assumptions.get(test);
    if (known !== undefined || subjects.size === 0) return known;
    const [, subject, literal] = COMPARISON.exec(test) ?? [];
    const other = subject === undefined ? undefined : subjects.get(subject);
    return other !== undefined && other !== literal ? 'false' : undefined;
  };
}
