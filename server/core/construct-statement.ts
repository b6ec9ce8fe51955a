// A statement as the properties of CDK's `PolicyStatement`, for code that adds it to the policy of a construct.
import type { NewStatement, NewValue } from './resource';

/** How a language makes an object of a class of `aws-iam`, and names a member of one of its enums. */
export interface IamWords {
  readonly make: (name: string, argument: NewValue | undefined) => NewValue;
  readonly member: (name: string) => NewValue;
}

type Properties = readonly (readonly [name: string, value: NewValue])[];

/** The properties with their values, in the order in which people write them. */
export function statementProperties(
  { sid, effect, principal, actions, resources, conditions }: NewStatement,
  words: IamWords,
): Properties {
  const properties: (readonly [string, NewValue])[] = [['sid', text(sid)]];
  if (effect === 'Deny') properties.push(['effect', words.member('Effect.DENY')]);
  if (principal) properties.push(['principals', list([principalOf(principal, words)])]);
  properties.push(['actions', list(actions.map(text))], ['resources', list(resources)]);
  if (conditions.length > 0) properties.push(['conditions', conditionsOf(conditions)]);
  return properties;
}

function text(value: string): NewValue {
  return { kind: 'scalar', value };
}

function list(items: readonly NewValue[]): NewValue {
  return { kind: 'list', items };
}

function principalOf(principal: NonNullable<NewStatement['principal']>, { make }: IamWords): NewValue {
  if (principal === '*') return make('AnyPrincipal', undefined);
  return make(principal.type === 'Service' ? 'ServicePrincipal' : 'ArnPrincipal', principal.name);
}

function conditionsOf(conditions: NewStatement['conditions']): NewValue {
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  const keysOf = (operator: string): NewValue => ({
    kind: 'object',
    entries: conditions
      .filter((each) => each.operator === operator)
      .map(({ key, value }): readonly [string, NewValue] => [key, value]),
  });
  return {
    kind: 'object',
    entries: operators.map((operator): readonly [string, NewValue] => [operator, keysOf(operator)]),
  };
}

/** The value with a word of its raw texts filled in. */
export function withWord(value: NewValue, word: string, by: string): NewValue {
  switch (value.kind) {
    case 'raw':
      return { kind: 'raw', text: value.text.replaceAll(word, () => by) };
    case 'object':
      return { kind: 'object', entries: value.entries.map(([key, item]) => [key, withWord(item, word, by)] as const) };
    case 'list':
      return list(value.items.map((item) => withWord(item, word, by)));
    default:
      return value;
  }
}
