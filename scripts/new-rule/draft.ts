// Drafts a kind file from the ledger: types, facts with their names in every dialect, what a change replaces, and a rule to finish for each gap.
import { V3_NAMES } from '../../server/core/sdk-services';
import { namesIn, type Row } from '../ledger';
import { cdkPlace, firstDot, sdkPlace, unique, type Place } from './places';

/** What changing a CloudFormation property does, as AWS's schema says; undefined: the schema does not know it. */
export type ChangeOf = (type: string, path: string) => 'replaces' | 'in-place' | undefined;

interface FactDraft {
  readonly name: string;
  readonly sort: string;
  readonly note: string;
  readonly change: 'replaces' | undefined;
  readonly places: Readonly<Record<'cloudformation' | 'terraform' | 'sdk' | 'cdk', readonly Place[]>>;
}

/** The text of a kind file; undefined where the ledger has no control of that kind. `rows` are those of `join.tsv`. */
export function draftKind(service: string, kind: string, rows: readonly Row[], changeOf: ChangeOf): string | undefined {
  const prefix = `${service}.${kind}.`;
  const facts = rows
    .filter((row) => row.control?.startsWith(prefix))
    .map((row) => factOf(row, (row.control ?? '').slice(prefix.length), changeOf));
  if (facts.length === 0) return undefined;
  return [
    '# yaml-language-server: $schema=../kind.schema.json',
    `kind: ${service}.${kind}`,
    `noun: ${service} ${kind.replaceAll('-', ' ')} # TODO: as people call it in a sentence`,
    ...bindLines(facts),
    'facts:',
    ...facts.flatMap(factLines),
    ...storeLines(facts),
    'rules:',
    ...facts.flatMap((fact) => ruleLines(service, kind, fact, facts)),
    '',
  ].join('\n');
}

function factOf(row: Row, control: string, changeOf: ChangeOf): FactDraft {
  const cloudformation = namesIn(row.cloudformation).map(firstDot);
  const replaced = cloudformation.some(({ type, path }) => changeOf(type, path) === 'replaces');
  return {
    name: factName(control),
    sort: row.kind ?? '',
    note: row.default_when_omitted ?? '',
    change: replaced || row.requires_replacement === 'yes' ? 'replaces' : undefined,
    places: {
      cloudformation,
      terraform: namesIn(row.terraform).map(firstDot),
      sdk: namesIn(row.sdk).flatMap((name) => sdkPlace(name, V3_NAMES)),
      cdk: namesIn(row.cdk_l2).flatMap(cdkPlace),
    },
  };
}

/** `master-user-secret.kms-key` is `masterUserSecretKmsKey`. */
export function factName(control: string): string {
  const [first = '', ...others] = control.split(/[.\-_[\]]+/).filter((word) => word !== '');
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function bindLines(facts: readonly FactDraft[]): readonly string[] {
  const types = (dialect: keyof FactDraft['places']): readonly string[] =>
    unique(facts.flatMap(({ places }) => places[dialect].map(({ type }) => type)));
  const sdk = types('sdk');
  const updates = sdk.filter((type) => /:(Update|Modify|Set|Put|Change)/.test(type));
  const creates = sdk.filter((type) => !updates.includes(type));
  const calls = [...listEntry('create', creates), ...listEntry('update', updates)].join(', ');
  return [
    'bind:',
    ...listEntry('cloudformation', types('cloudformation')).map((line) => `  ${line}`),
    ...listEntry('terraform', types('terraform')).map((line) => `  ${line}`),
    ...(calls === '' ? [] : [`  sdk: { ${calls} }`]),
    ...listEntry('cdk', types('cdk')).map((line) => `  ${line} # TODO: the constructs that take these properties`),
  ];
}

function listEntry(name: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  return [`${name}: ${items.length === 1 ? quoted(items[0] ?? '') : `[${items.map(quoted).join(', ')}]`}`];
}

function quoted(text: string): string {
  return /^[\w.:/-]+$/.test(text) && !text.endsWith(':') ? text : JSON.stringify(text);
}

function factLines({ name, sort, note, change, places }: FactDraft): readonly string[] {
  const paths = (['cloudformation', 'terraform', 'sdk', 'cdk'] as const).flatMap((dialect) =>
    listEntry(dialect, unique(places[dialect].map(({ path }) => path))),
  );
  return [
    `  # ${sort}; where nothing is written the schemas say: ${note === '' ? 'nothing' : note}. TODO: default, from AWS's page`,
    `  ${name}: { ${[...(change ? [`change: ${change}`] : []), ...paths].join(', ')} }`,
  ];
}

function storeLines(facts: readonly FactDraft[]): readonly string[] {
  const atRest = facts.find(({ sort }) => sort === 'at-rest-switch');
  // The key of the store itself has the shortest name: those of its parts are called after the parts.
  const [key] = facts.filter(({ sort }) => sort === 'at-rest-key').sort((a, b) => a.name.length - b.name.length);
  if (!atRest && !key) return [];
  const entries = [
    ...(atRest ? [`atRest: ${atRest.name}`] : ['always: true']),
    ...(key ? [`key: ${key.name}`] : []),
  ].join(', ');
  return [`store: { ${entries} } # its row in the inventory; TODO: is always true?`];
}

interface Gap {
  readonly suffix: string;
  readonly theme: string;
  readonly severity: string;
  readonly profile: string;
  readonly require: string;
  readonly fix: string;
}

const GAPS: Readonly<Record<string, Gap>> = {
  'at-rest-switch': gap('unencrypted', 'at-rest', 'high', 'baseline', 'true', 'true'),
  'at-rest-key': gap('no-customer-key', 'at-rest', 'low', 'customer-keys', '{ is: customer-key }', '$key'),
  'in-transit-switch': gap('plaintext', 'in-transit', 'high', 'baseline', 'true', 'true'),
  'in-use': gap('not-isolated', 'in-use', 'low', 'strict', 'true', 'true'),
};

function gap(suffix: string, theme: string, severity: string, profile: string, require: string, fix: string): Gap {
  return { suffix, theme, severity, profile, require, fix };
}

function ruleLines(service: string, kind: string, fact: FactDraft, facts: readonly FactDraft[]): readonly string[] {
  const found = GAPS[fact.sort];
  if (!found) return [];
  const alike = facts.filter(({ sort }) => sort === fact.sort).length > 1;
  const part = alike ? `-${fact.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : '';
  const type = fact.places.cloudformation[0]?.type;
  return [
    `  - id: ${service}-${kind}${part}-${found.suffix}`,
    '    title: TODO says what is wrong in one plain sentence.',
    '    why: TODO says why it matters here, and what AWS does, in two or three plain sentences.',
    `    theme: ${found.theme}`,
    `    severity: ${found.severity}`,
    `    profile: ${found.profile}`,
    `    require: { ${fact.name}: ${found.require} }`,
    `    fix: { title: TODO, set: { ${fact.name}: ${found.fix} } }`,
    '    equivalents: {}',
    `    references: [${type === undefined ? 'https://docs.aws.amazon.com/TODO' : pageOf(type)}]`,
    '    examples: {} # TODO: bad, good and unknown in every dialect; UPDATE=1 writes what the fix makes into an empty good',
  ];
}

/** The page of a type in CloudFormation's reference. */
function pageOf(type: string): string {
  const [, service = '', resource = ''] = type.toLowerCase().split('::');
  return `https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-${service}-${resource}.html`;
}
