// A policy's new statement in the shape of JSON, for every dialect that writes policies so.
import type { NewStatement, NewValue } from '../resource';

/** The statement with IAM's own names; lists of one are written plainly. */
export function statementValue(statement: NewStatement): NewValue & { readonly kind: 'object' } {
  const { sid, effect, principal, actions, resources, conditions } = statement;
  return {
    kind: 'object',
    entries: [
      ['Sid', text(sid)],
      ['Effect', text(effect)],
      ...(principal === undefined ? [] : [['Principal', principalValue(principal)] as const]),
      ['Action', oneOrMore(actions.map(text))],
      ['Resource', oneOrMore(resources)],
      ...(conditions.length === 0 ? [] : [['Condition', conditionValue(conditions)] as const]),
    ],
  };
}

/** A whole policy of these statements. */
export function policyValue(statements: readonly NewStatement[]): NewValue {
  return {
    kind: 'object',
    entries: [
      ['Version', text('2012-10-17')],
      ['Statement', { kind: 'list', items: statements.map(statementValue) }],
    ],
  };
}

function text(value: string): NewValue {
  return { kind: 'scalar', value };
}

function oneOrMore(values: readonly NewValue[]): NewValue {
  const [only] = values;
  return values.length === 1 && only ? only : { kind: 'list', items: values };
}

function principalValue(principal: Exclude<NewStatement['principal'], undefined>): NewValue {
  return principal === '*' ? text('*') : { kind: 'object', entries: [[principal.type, principal.name]] };
}

/** Conditions with the same operator share its object. */
function conditionValue(conditions: NewStatement['conditions']): NewValue {
  const byOperator = new Map<string, (readonly [string, NewValue])[]>();
  for (const { operator, key, value } of conditions)
    byOperator.set(operator, [...(byOperator.get(operator) ?? []), [key, value]]);
  return { kind: 'object', entries: [...byOperator].map(([name, entries]) => [name, { kind: 'object', entries }]) };
}
