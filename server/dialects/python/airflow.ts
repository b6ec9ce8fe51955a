// Airflow's operators for Amazon's services: each makes a call of the API when it runs, with parameters from its arguments.
import type { Segment } from '../../core/resource';
import { entryOf, type ConfigValue, type Entry, type ObjectValue } from '../../core/value';
import { OPERATORS, type Operator } from './airflow-operators';
import { argumentsValue } from './literals';
import type { Kind, Module } from './module';
import type { Node } from './syntax';
import { merge } from './values';

type OperatorKind = Extract<Kind, { family: 'operator' }>;

/** The kind of an operator's constructor, by its import path; undefined for other paths. */
export function classifyAirflow(path: string): OperatorKind | undefined {
  const [, name = ''] = /^airflow\.providers\.amazon\.aws\.operators\.\w+\.(\w+)$/.exec(path) ?? [];
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  return operator && { family: 'operator', type: operator.call, operator };
}

/** The parameters of the call, headed by the operator's name; open where some are not written as a dict. */
export function operatorBody(module: Module, call: Node, { operator }: OperatorKind): ObjectValue {
  const given = argumentsValue(module, call);
  const own: ObjectValue = { ...given, entries: given.entries.flatMap((entry) => parameterOf(entry, operator)) };
  const body = operator.holds === undefined ? own : merge(own, heldBy(given, operator, operator.holds));
  return { ...body, span: given.span, head: given.head, open: body.open || operator.open === true };
}

/** An argument as a parameter of the call, where it is one. */
function parameterOf(entry: Entry, { names, onlyTrue }: Operator): readonly Entry[] {
  const key = names?.[entry.key];
  const isOff = onlyTrue?.includes(entry.key) === true && entry.value.kind === 'scalar' && !entry.value.value;
  return key === undefined || isOff ? [] : [{ ...entry, key }];
}

function heldBy(given: ObjectValue, operator: Operator, holds: string): ObjectValue {
  const outer = entryOf(given, holds)?.value;
  const [name] = insideOf(outer, operator);
  const value = name !== undefined && outer?.kind === 'object' ? entryOf(outer, name)?.value : outer;
  return value?.kind === 'object' ? value : { ...given, entries: [], open: true };
}

/** Where in what holds the parameters the call's own stand. */
function insideOf(outer: ConfigValue | undefined, { inside }: Operator): readonly string[] {
  if (!inside) return [];
  const isThere = outer?.kind === 'object' && entryOf(outer, inside.key) !== undefined;
  return isThere || !inside.shared ? [inside.key] : [];
}

/** The path of a parameter from the operator's own arguments; undefined where it has no place there. */
export function pathInOperator(
  module: Module,
  call: Node,
  { operator }: OperatorKind,
  path: readonly Segment[],
): readonly Segment[] | undefined {
  const [first, ...rest] = path;
  const argument = Object.entries(operator.names ?? {}).find(([, name]) => name === first?.name)?.[0];
  if (first && argument !== undefined) return [{ ...first, name: argument }, ...rest];
  if (operator.holds === undefined) return undefined;
  const outer = entryOf(argumentsValue(module, call), operator.holds)?.value;
  return [operator.holds, ...insideOf(outer, operator)].map((name): Segment => ({ name, list: false })).concat(path);
}
