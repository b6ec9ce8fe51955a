// What CDK code adds to the policy of a construct, as statements in the words of IAM: `queue.addToResourcePolicy(new PolicyStatement({...}))`.
import { decide, type Choose } from './path';
import { entryOf, type ConfigValue, type ListValue } from './value';

/** The names of a statement's properties in CDK and in IAM. */
const NAMES: Readonly<Record<string, string>> = {
  effect: 'Effect',
  actions: 'Action',
  notActions: 'NotAction',
  resources: 'Resource',
  notResources: 'NotResource',
  principals: 'Principal',
  notPrincipals: 'NotPrincipal',
  conditions: 'Condition',
};

/** The list of a construct's statements as a list of IAM's; those that are JSON already stay as they are. */
export function asIamStatements(list: ListValue, choose: Choose): ListValue {
  return { ...list, items: list.items.map((item) => asIamStatement(decide(item, choose) ?? item, choose)) };
}

function asIamStatement(item: ConfigValue, choose: Choose): ConfigValue {
  if (item.kind !== 'object' || entryOf(item, 'Effect')) return item;
  const entries = item.entries.flatMap((entry) => {
    const key = NAMES[entry.key];
    return key === undefined ? [] : [{ ...entry, key, value: inIamWords(key, entry.value, choose) }];
  });
  if (entries.some(({ key }) => key === 'Effect')) return { ...item, entries };
  const allowed: ConfigValue = { kind: 'scalar', span: item.span, value: 'Allow' };
  return { ...item, entries: [...entries, { key: 'Effect', keySpan: item.head, value: allowed }] };
}

function inIamWords(key: string, given: ConfigValue, choose: Choose): ConfigValue {
  const value = decide(given, choose) ?? given;
  if (key === 'Effect' && value.kind === 'scalar')
    return { ...value, value: value.value === 'Effect.DENY' ? 'Deny' : 'Allow' };
  if (!key.endsWith('Principal') || value.kind !== 'list') return value;
  return { ...value, items: value.items.map((item) => principal(decide(item, choose) ?? item)) };
}

/** `new AnyPrincipal()` is everybody; who else is named is of no matter, as long as it is not taken for everybody. */
function principal(value: ConfigValue): ConfigValue {
  const { span } = value;
  const get = (key: string): ConfigValue | undefined =>
    value.kind === 'object' ? entryOf(value, key)?.value : undefined;
  const made = get('new');
  const name = made?.kind === 'scalar' ? made.value : undefined;
  if (name === 'AnyPrincipal' || name === 'StarPrincipal') return { kind: 'scalar', span, value: '*' };
  const arn = name === 'ArnPrincipal' ? get('0') : undefined;
  return arn ?? { kind: 'unknown', span, reason: 'a principal that is made in code' };
}
