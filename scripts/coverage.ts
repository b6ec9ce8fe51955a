// How much of AWS's encryption surface is ruled: reads the ledger of AWS's schemas and the kinds, prints per service and in all. Writes nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allKinds, root } from '../test/support/kinds';
import { namesIn, readRows } from './ledger';
import { bindings, count, type Control, type Triage } from './coverage/count';
import { peerCoverage, printPeers, readPeerRules, readUnmapped } from './coverage/peers';

const args = process.argv.slice(2);
const at = args.indexOf('--surface');
const folder = resolve(args[at + 1] !== undefined && at >= 0 ? (args[at + 1] ?? '') : join(root, '../shared/surface'));

if (!existsSync(join(folder, 'join.tsv'))) {
  console.log(
    `Skipped: there is no ledger (join.tsv) in ${folder}. Name its folder: npm run coverage -- --surface DIR`,
  );
} else {
  count(controls(), triaged(), bindings(allKinds().kinds), {
    open: args.includes('--open'),
    names: args.includes('--names') ? schemaNames() : undefined,
  });
}

const peers = join(folder, '../peers.tsv');
if (existsSync(peers)) {
  const rules = readPeerRules(readFileSync(peers, 'utf8'));
  const unmapped = readUnmapped(readFileSync(join(root, 'rules/not-mapped.tsv'), 'utf8'));
  printPeers(peerCoverage(rules, unmapped, allKinds().kinds));
} else console.log(`Peers skipped: their rules are not listed in ${peers}.`);

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

/** `rules/not-a-gap.d/*.tsv`: a control or a pattern with `*`, the reason, a page of AWS. */
function triaged(): readonly Triage[] {
  const base = join(root, 'rules/not-a-gap.d');
  const files = existsSync(base) ? readdirSync(base).filter((name) => name.endsWith('.tsv')) : [];
  return files.flatMap((name) =>
    readFileSync(join(base, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t'))
      .map(([control = '', reason = '', page = '']) => ({ control, reason, page })),
  );
}

/** Every property that the ledger's schemas know for types that it lists, to find names that don't exist. */
function schemaNames(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const row of readRows(join(folder, 'cloudformation.tsv'))) names.add(`${row.type ?? ''}.${row.path ?? ''}`);
  for (const row of readRows(join(folder, 'terraform.tsv'))) names.add(`${row.resource ?? ''}.${row.path ?? ''}`);
  for (const row of readRows(join(folder, 'sdk.tsv')))
    names.add(`${row.service ?? ''}.${row.operation ?? ''}.${row.member_path ?? ''}`);
  return names;
}
