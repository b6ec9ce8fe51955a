// Conditions: true or false by the parameters' defaults, else a tree of the comparisons that they are made of.
import { assuming, impliedBy, NO_ASSUMPTIONS, type Assumptions, type Decide } from '../../core/assume';
import type { Span } from '../../core/text';
import type { ChoiceValue, ConfigValue, ScalarValue } from '../../core/value';
import { MAX_DEPTH } from './limits';
import { callOf, childOf, nameOf, stringOf, type RawNode } from './raw';
import { argumentFor, type Frame, type Scope } from './scope';

/** A known outcome, or choices (`true`, `false`) that end in known outcomes. Two conditions that ask the same have the same tests. */
export type Formula = ScalarValue | ChoiceValue;

type Evaluate = (node: RawNode, frame: Frame) => ConfigValue;

const NOWHERE = { start: 0, end: 0 };
const YES = outcome(true);
const NO = outcome(false);
/** Formulas with more outcomes than this are asked as a whole, by the name of their condition. */
const MAX_OUTCOMES = 32;

function outcome(value: boolean): ScalarValue {
  return { kind: 'scalar', span: NOWHERE, value };
}

function choice(test: string, yes: ConfigValue, no: ConfigValue): ChoiceValue {
  const options = [
    { branch: 'true', value: yes },
    { branch: 'false', value: no },
  ];
  return { kind: 'choice', span: NOWHERE, test, everyBranch: true, options };
}

/** A comparison that can't be decided: its name, and which value of what it asks for. */
export interface Atom {
  readonly name: string;
  /** The condition of this name is the opposite of the comparison. */
  readonly negated: boolean;
  /** What is compared with a literal, such as `Environment`, and that literal. */
  readonly subject: string | undefined;
  readonly literal: string | undefined;
}

/** Whether a condition holds; a condition that does not exist, or asks itself, is only known by its name. */
export function formulaOf(name: string, scope: Scope, evaluate: Evaluate): Formula {
  const known = scope.formulas.get(name);
  if (known) {
    if (known === 'asked') scope.circular.add(name);
    else return known;
  }
  const condition = scope.conditions.get(name);
  const asked = choice(`${scope.stack.prefix}${name}`, YES, NO);
  if (known || !condition || scope.depth > MAX_DEPTH) return asked;
  scope.formulas.set(name, 'asked');
  scope.depth++;
  const found = formulaOfNode(condition.value, { scope, base: condition.base }, evaluate);
  scope.depth--;
  const formula = !found || scope.circular.has(name) || sizeOf(found) > MAX_OUTCOMES ? asked : found;
  scope.formulas.set(name, formula);
  return formula;
}

function sizeOf(formula: ConfigValue): number {
  return formula.kind === 'choice' ? formula.options.reduce((sum, option) => sum + sizeOf(option.value), 0) : 1;
}

/** Undefined for what is no condition yet. */
function formulaOfNode(node: RawNode, frame: Frame, evaluate: Evaluate): Formula | undefined {
  const call = node.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
  if (!call) return undefined;
  const parts = call.value.kind === 'list' ? call.value.items : [];
  const formulas = (): readonly (Formula | undefined)[] => parts.map((part) => formulaOfNode(part, frame, evaluate));
  switch (call.key) {
    case 'Condition':
      return formulaOf(stringOf(call.value) ?? '', frame.scope, evaluate);
    case 'Fn::Not':
      return negate(formulas()[0]);
    case 'Fn::And':
      return combine(formulas(), false);
    case 'Fn::Or':
      return combine(formulas(), true);
    case 'Fn::Equals':
      return comparison(parts, frame, evaluate);
    default:
      return undefined;
  }
}

function negate(formula: Formula | undefined): Formula | undefined {
  return formula && mapOutcomes(formula, (value) => (value === NO.value ? YES : NO));
}

/** Formulas end in plain outcomes only, so what is made of them is one again. */
function mapOutcomes(formula: Formula, outcomeFor: (value: ScalarValue['value']) => Formula): Formula {
  if (formula.kind === 'scalar') return outcomeFor(formula.value);
  const options = formula.options.map(({ branch, value }) => ({
    branch,
    value: isFormula(value)
      ? assuming(mapOutcomes(value, outcomeFor), (test) => (test === formula.test ? branch : undefined))
      : value,
  }));
  return { ...formula, options };
}

function isFormula(value: ConfigValue): value is Formula {
  return value.kind === 'scalar' || value.kind === 'choice';
}

/** `Fn::Or` ends with the first that is true (`deciding`), `Fn::And` with the first that is false. */
function combine(formulas: readonly (Formula | undefined)[], deciding: boolean): Formula | undefined {
  if (formulas.length === 0) return undefined;
  if (formulas.some((formula) => formula?.kind === 'scalar' && formula.value === deciding)) return outcome(deciding);
  let all: Formula = outcome(!deciding);
  for (const formula of formulas) {
    if (!formula || sizeOf(all) * sizeOf(formula) > MAX_OUTCOMES * MAX_OUTCOMES) return undefined;
    all = mapOutcomes(all, (value) => (value === deciding ? outcome(deciding) : formula));
  }
  return all;
}

function comparison(parts: readonly RawNode[], frame: Frame, evaluate: Evaluate): Formula | undefined {
  const [left, right] = parts;
  if (!left || !right) return undefined;
  const known = equal(evaluate(left, frame), evaluate(right, frame));
  if (known !== undefined) return outcome(known);
  const outside = asHandedDown(parts, frame.scope);
  if (outside) return comparison(outside.parts, outside.frame, evaluate);
  const atom = atomOf(left, right, frame.scope);
  return atom.negated ? choice(atom.name, NO, YES) : choice(atom.name, YES, NO);
}

/** The comparison as the stack around this one would write it, where parameters are compared that it hands down. */
function asHandedDown(
  parts: readonly RawNode[],
  { stack, parameters }: Scope,
): { parts: readonly RawNode[]; frame: Frame } | undefined {
  const { call } = stack;
  const handed = parts.map((part) => {
    const name = part.kind === 'map' ? stringOf(childOf(part, 'Ref')) : undefined;
    return name === undefined || !parameters.has(name) ? undefined : call && argumentFor(name, call);
  });
  if (!call || handed.every((node) => node === undefined)) return undefined;
  const written = parts.flatMap((part, i) => handed[i] ?? (part.kind === 'scalar' ? [part] : []));
  return written.length < parts.length
    ? undefined
    : { parts: written, frame: { scope: call.parent, base: call.member.base } };
}

/** Compares as CloudFormation does, as text. A choice equals a value where all its options do. */
function equal(left: ConfigValue, right: ConfigValue): boolean | undefined {
  if (right.kind === 'choice' && left.kind !== 'choice') return equal(right, left);
  if (left.kind === 'choice') {
    const verdicts = left.options.map((option) =>
      option.value.kind === 'choice' ? undefined : equal(option.value, right),
    );
    return verdicts.every((verdict) => verdict === verdicts[0]) ? verdicts[0] : undefined;
  }
  if (left.kind !== 'scalar' || right.kind !== 'scalar') return undefined;
  return String(left.value) === String(right.value);
}

function keyOf(left: RawNode, right: RawNode): string {
  return [nameOf(left), nameOf(right)].sort().join(' = ');
}

function atomOf(left: RawNode, right: RawNode, scope: Scope): Atom {
  const atoms = atomsOf(scope);
  const key = keyOf(left, right);
  const atom = atoms.get(key) ?? newAtom(`${nameOf(left)} = ${nameOf(right)}`, [left, right], scope);
  atoms.set(key, atom);
  return atom;
}

function newAtom(name: string, [left, right]: readonly RawNode[], { stack }: Scope, negated = false): Atom {
  const literal = [left, right].find((side) => side?.kind === 'scalar');
  const subject = [left, right].find((side) => side && callOf(side));
  return {
    name: `${stack.prefix}${name}`,
    negated,
    subject: subject && `${stack.prefix}${nameOf(subject)}`,
    literal: literal?.kind === 'scalar' ? String(literal.value) : undefined,
  };
}

/** Comparisons by what they compare, each named by the first condition that is nothing but that comparison, or its opposite. */
function atomsOf(scope: Scope): Map<string, Atom> {
  if (scope.atoms) return scope.atoms;
  const atoms = new Map<string, Atom>();
  for (const [name, { value }] of scope.conditions) {
    const { node, negated } = withoutNot(value);
    const call = callOf(node);
    const [left, right] = call?.key === 'Fn::Equals' && call.value.kind === 'list' ? call.value.items : [];
    if (!left || !right || atoms.has(keyOf(left, right))) continue;
    atoms.set(keyOf(left, right), newAtom(name, [left, right], scope, negated));
  }
  scope.atoms = atoms;
  return atoms;
}

function withoutNot(value: RawNode): { node: RawNode; negated: boolean } {
  let node = value;
  let negated = false;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const call = callOf(node);
    const [inner] = call?.key === 'Fn::Not' && call.value.kind === 'list' ? call.value.items : [];
    if (!inner) break;
    node = inner;
    negated = !negated;
  }
  return { node, negated };
}

/** The branches that are taken where the formula holds. */
export function impliedByFormula(formula: Formula): Assumptions {
  return formula.kind === 'scalar'
    ? NO_ASSUMPTIONS
    : impliedBy(formula, (leaf) => leaf.kind === 'scalar' && leaf.value === false);
}

/** The comparisons of a stack and of those around it, which it may ask for, too. */
function atomsAround(scope: Scope): readonly Atom[] {
  const own = [...atomsOf(scope).values()];
  return scope.stack.call ? [...own, ...atomsAround(scope.stack.call.parent)] : own;
}

/** Decides tests by what is taken for granted: an environment that is `prod` is not `dev`. */
export function decideBy(assumptions: Assumptions, scope: Scope): Decide {
  const atoms = atomsAround(scope).filter(({ subject, literal }) => subject !== undefined && literal !== undefined);
  const byName = new Map(atoms.map((atom) => [atom.name, atom]));
  const holding = atoms.filter(({ name, negated }) => assumptions.get(name) === String(!negated));
  return (test) => {
    const known = assumptions.get(test);
    const atom = known === undefined ? byName.get(test) : undefined;
    if (!atom) return known;
    const other = holding.some(({ subject, literal }) => subject === atom.subject && literal !== atom.literal);
    return other ? String(atom.negated) : undefined;
  };
}

/** The value that `Fn::If` has: in each branch of the formula with that branch taken for granted. */
export function chosenBy(
  formula: Formula,
  [yes, no]: readonly [ConfigValue, ConfigValue],
  span: Span,
  scope: Scope,
): ConfigValue {
  if (formula.kind === 'scalar') return formula.value === true ? yes : no;
  const options = formula.options.map(({ branch, value }) => {
    const inner = isFormula(value) ? chosenBy(value, [yes, no], span, scope) : value;
    return { branch, value: assuming(inner, decideBy(new Map([[formula.test, branch]]), scope)) };
  });
  return { ...formula, span, options };
}
