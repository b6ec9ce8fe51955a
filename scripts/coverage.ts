// How much of AWS's encryption surface is ruled: reads the ledger of AWS's schemas and the kinds, prints per service and in all. Writes nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allKinds, kindFiles, root } from '../test/support/kinds';
import { namesIn, readRows, type Row } from './ledger';
import { bindings, count, type Control, type Triage } from './coverage/count';
import { constructCoverage, printConstructs } from './coverage/constructs';
import { contradictions, printContradictions, readDefaults, type LedgerDefaults } from './coverage/defaults';
import { printUnexplained } from './coverage/explained';
import { allowedInModels, readModels, type ApiModels } from './coverage/models';
import { servicesWithoutModel, unknownMembers, unknownPaths } from './coverage/names';
import { unknownPages } from './coverage/pages';
import { peerCoverage, printPeers, readPeerRules, readUnmapped } from './coverage/peers';
import { unknownValues } from './coverage/values';
import { allowedInSchema } from './fixes/schema';

const args = process.argv.slice(2);
const folder = resolve(option('--surface') ?? join(root, '../shared/surface'));
const models = openModels(option('--models'));

/** The files of the ledger that list properties one by one, and how a row's property is written. */
const SCHEMAS = {
  cloudformation: ({ type = '', path = '' }: Row) => `${type}.${path}`,
  terraform: ({ resource = '', path = '' }: Row) => `${resource}.${path}`,
  sdk: ({ service = '', operation = '', member_path = '' }: Row) => `${service}.${operation}.${member_path}`,
};

if (!existsSync(join(folder, 'join.tsv'))) {
  console.log(
    `Skipped: there is no ledger (join.tsv) in ${folder}. Name its folder: npm run coverage -- --surface DIR`,
  );
} else {
  count(controls(), triaged(), bindings(allKinds().kinds), {
    open: args.includes('--open'),
    names: args.includes('--names') ? schemaNames() : undefined,
  });
  printConstructs(
    constructCoverage(controls(), allKinds().kinds),
    triaged(),
    linesOf(readFileSync(join(root, 'scripts/coverage/constructs.tsv'), 'utf8')),
  );
  printContradictions(
    contradictions(allKinds().kinds, ledgerDefaults()),
    linesOf(readFileSync(join(root, 'scripts/coverage/defaults.tsv'), 'utf8')),
  );
}

printUnexplained(
  "names, values and pages that AWS's schemas and models don't know",
  [
    ...unknownToAws(),
    ...unknownPages(
      kindFiles()
        .map(({ text }) => text)
        .concat(triaged().map(({ page }) => page)),
      models,
    ),
  ],
  linesOf(readFileSync(join(root, 'scripts/coverage/explained.tsv'), 'utf8')),
  models !== undefined,
);
if (models)
  console.log(`services without a model: ${servicesWithoutModel(allKinds().kinds, models).join(', ') || 'none'}`);

const peers = join(folder, '../peers.tsv');
if (existsSync(peers)) {
  const rules = readPeerRules(readFileSync(peers, 'utf8'));
  const unmapped = readUnmapped(readFileSync(join(root, 'rules/not-mapped.tsv'), 'utf8'));
  printPeers(peerCoverage(rules, unmapped, allKinds().kinds));
} else console.log(`Peers skipped: their rules are not listed in ${peers}.`);

/** What follows an option on the command line. */
function option(name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

function openModels(where: string | undefined): ApiModels | undefined {
  if (where !== undefined && existsSync(where)) return readModels(where);
  console.log(
    "Skipped: SDK calls and API pages, without AWS's API models. Name those of a recent botocore: npm run coverage -- --models DIR/botocore/data",
  );
  return undefined;
}

function unknownToAws(): readonly string[] {
  const { kinds } = allKinds();
  if (!models) return [...unknownPaths(kinds), ...unknownValues(kinds, { cloudformation: allowedInSchema })];
  return [
    ...unknownPaths(kinds),
    ...unknownMembers(kinds, models),
    ...unknownValues(kinds, { cloudformation: allowedInSchema, sdk: allowedInModels(models) }),
  ];
}

function controls(): readonly Control[] {
  return readRows(join(folder, 'join.tsv')).map((row) => ({
    id: row.control ?? '',
    service: row.service ?? '',
    kind: row.kind ?? '',
    names: {
      cloudformation: namesIn(row.cloudformation),
      terraform: namesIn(row.terraform),
      sdk: namesIn(row.sdk),
      cdk: namesIn(row.cdk_l2),
    },
  }));
}

/** The lines of a list, without empty ones and comments. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** `rules/not-a-gap.d/*.tsv`: a control or a pattern with `*`, the reason, a page of AWS. */
function triaged(): readonly Triage[] {
  const base = join(root, 'rules/not-a-gap.d');
  const files = existsSync(base) ? readdirSync(base).filter((name) => name.endsWith('.tsv')) : [];
  return files.flatMap((name) =>
    linesOf(readFileSync(join(base, name), 'utf8'))
      .map((line) => line.split('\t'))
      .map(([control = '', reason = '', page = '']) => ({ control, reason, page })),
  );
}

function schema(dialect: keyof typeof SCHEMAS): readonly Row[] {
  return readRows(join(folder, `${dialect}.tsv`));
}

/** Every property that the ledger's schemas know for types that it lists, to find names that don't exist. */
function schemaNames(): ReadonlySet<string> {
  const { cloudformation, terraform, sdk } = SCHEMAS;
  return new Set([
    ...schema('cloudformation').map(cloudformation),
    ...schema('terraform').map(terraform),
    ...schema('sdk').map(sdk),
  ]);
}

/** What the schemas' texts say that AWS does where a property is left out. */
function ledgerDefaults(): Readonly<Record<keyof typeof SCHEMAS, LedgerDefaults>> {
  const of = (dialect: keyof typeof SCHEMAS): LedgerDefaults => readDefaults(schema(dialect), SCHEMAS[dialect]);
  return { cloudformation: of('cloudformation'), terraform: of('terraform'), sdk: of('sdk') };
}
