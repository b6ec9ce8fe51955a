// `aws_iam_policy_document`: the policy that its statements make, in the shape of the JSON it stands for.
import type { Span } from '../../core/text';
import type { ConfigValue, Entry, ListValue, ObjectValue } from '../../core/value';
import { entryOf, isAbsent } from '../../core/value';
import { asObject } from '../../core/path';
import { declaredBody } from './body';
import { headOf, type Declared } from './declarations';
import { instancesOf } from './instances';
import { addressIn, type Located, type Module } from './scope';
import { asString, list, object, scalar, spread, unknown } from './values';

/** The policy of a document, worked out once; its values stand in the file of the data block. */
export function policyDocument(declared: Declared, module: Module, key: string): Located {
  const memoKey = `policy ${key}`;
  const known = module.memo.get(memoKey);
  if (known) return known;
  const head = headOf(declared);
  module.memo.set(memoKey, { value: unknown(`${key} refers to itself`, head) });
  const { scope } = instancesOf(declared, module, addressIn(module, key));
  const body = declaredBody(declared, scope, head);
  const parts = [
    'statement',
    'source_policy_documents',
    'override_policy_documents',
    'source_json',
    'override_json',
  ].map((name) => listOf(body, name));
  const value = spread(module.run, parts, head, (lists) => policyOf(body, lists, head));
  const located = { value, origin: { uri: declared.file.source.uri, note: key } };
  module.memo.set(memoKey, located);
  return located;
}

/** An entry as a list: absent is empty, a single value is one item. */
function listOf(body: ObjectValue, name: string): ConfigValue {
  const value = entryOf(body, name)?.value;
  if (!value || isAbsent(value)) return list([], body.head);
  return value.kind === 'list' || value.kind === 'choice' ? value : list([value], value.span, value.kind === 'unknown');
}

function policyOf(body: ObjectValue, lists: readonly ConfigValue[], head: Span): ObjectValue {
  const [own, sources, overrides, sourceJson, overrideJson] = lists.map((part) =>
    part.kind === 'list' ? part : list([], head, true),
  );
  const before = statementsIn([sources, sourceJson]);
  const after = statementsIn([overrides, overrideJson]);
  const written = (own?.items ?? []).map((item) => statementOf(item));
  const replaced = new Set(after.items.map(sidOf).filter((sid) => sid !== undefined && sid !== ''));
  const kept = [...before.items, ...written].filter((item) => !replaced.has(sidOf(item)));
  const statement = list([...kept, ...after.items], head, (own?.open ?? true) || before.open || after.open);
  return object(
    [
      { key: 'Version', keySpan: head, value: entryOf(body, 'version')?.value ?? scalar('2012-10-17', head) },
      ...renamed(body, [['policy_id', 'Id']]),
      { key: 'Statement', keySpan: head, value: statement },
    ],
    head,
  );
}

/** The statements of whole documents. */
function statementsIn(documents: readonly (ListValue | undefined)[]): { items: readonly ConfigValue[]; open: boolean } {
  const items: ConfigValue[] = [];
  let open = false;
  for (const documentList of documents) {
    open ||= documentList?.open ?? false;
    for (const document of documentList?.items ?? []) {
      const policy = asObject(document);
      const statement = policy && entryOf(policy, 'Statement')?.value;
      if (statement?.kind === 'list') items.push(...statement.items);
      else if (statement?.kind === 'object') items.push(statement);
      else open ||= !isAbsent(document) && asString(document) !== '';
      open ||= (policy?.open ?? false) || (statement?.kind === 'list' && statement.open);
    }
  }
  return { items, open };
}

function sidOf(statement: ConfigValue): string | undefined {
  return statement.kind === 'object' ? asString(entryOf(statement, 'Sid')?.value) : undefined;
}

const NAMES: readonly (readonly [string, string])[] = [
  ['sid', 'Sid'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
];

function statementOf(item: ConfigValue): ConfigValue {
  if (item.kind !== 'object') return item;
  const effect = entryOf(item, 'effect');
  const entries: Entry[] = [
    {
      key: 'Effect',
      keySpan: effect?.keySpan ?? item.head,
      value: effect && !isAbsent(effect.value) ? effect.value : scalar('Allow', item.head),
    },
    ...renamed(item, NAMES),
    ...principals(item, 'principals', 'Principal'),
    ...principals(item, 'not_principals', 'NotPrincipal'),
    ...conditions(item),
  ];
  return { ...item, entries };
}

function renamed(from: ObjectValue, names: readonly (readonly [string, string])[]): readonly Entry[] {
  return names.flatMap(([name, key]) => {
    const found = entryOf(from, name);
    return found && !isAbsent(found.value) ? [{ ...found, key, value: flat(found.value) }] : [];
  });
}

/** Before Terraform 0.12 a list in a list, as in `["${var.arns}"]`, stood for its items. */
function flat(value: ConfigValue): ConfigValue {
  if (value.kind !== 'list' || !value.items.some((item) => item.kind === 'list')) return value;
  const open = value.open || value.items.some((item) => item.kind === 'list' && item.open);
  return { ...value, open, items: value.items.flatMap((item) => (item.kind === 'list' ? item.items : [item])) };
}

function principals(statement: ObjectValue, name: string, key: string): readonly Entry[] {
  const found = entryOf(statement, name);
  if (!found) return [];
  const grouped = groups(found.value, 'type', (item) => {
    const identifiers = entryOf(item, 'identifiers');
    return identifiers && { ...identifiers, value: flat(identifiers.value) };
  });
  const everyone = grouped.entries.find((entry) => entry.key === '*');
  return [{ key, keySpan: found.keySpan, value: everyone ? scalar('*', everyone.value.span) : grouped }];
}

function conditions(statement: ObjectValue): readonly Entry[] {
  const found = entryOf(statement, 'condition');
  if (!found) return [];
  const value = groups(found.value, 'test', (item) => {
    const variable = entryOf(item, 'variable');
    const name = asString(variable?.value);
    const values = entryOf(item, 'values');
    return name !== undefined && values
      ? { key: 'test', keySpan: values.keySpan, value: object([{ ...values, key: name }], item.span, false, item.head) }
      : undefined;
  });
  return [{ key: 'Condition', keySpan: found.keySpan, value }];
}

/** Gathers blocks by the name that one of their arguments gives; what can't be named leaves the object open. */
function groups(blocks: ConfigValue, by: string, take: (item: ObjectValue) => Entry | undefined): ObjectValue {
  const entries = new Map<string, Entry>();
  let open = blocks.kind !== 'list' || blocks.open;
  for (const item of blocks.kind === 'list' ? blocks.items : []) {
    const name = item.kind === 'object' ? asString(entryOf(item, by)?.value) : undefined;
    const taken = item.kind === 'object' ? take(item) : undefined;
    if (name === undefined || !taken) open = true;
    else entries.set(name, { ...taken, key: name, value: both(entries.get(name)?.value, taken.value) });
  }
  return object([...entries.values()], blocks.span, open);
}

function both(first: ConfigValue | undefined, second: ConfigValue): ConfigValue {
  if (first?.kind === 'list' && second.kind === 'list')
    return { ...first, items: [...first.items, ...second.items], open: first.open || second.open };
  if (first?.kind === 'object' && second.kind === 'object')
    return { ...first, entries: [...first.entries, ...second.entries] };
  return second;
}
