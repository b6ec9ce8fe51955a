// `npm run new-rule -- SERVICE KIND`: drafts rules/SERVICE/KIND.yaml from the ledger and AWS's schemas, for a person to finish.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as prettier from 'prettier';
import { changeInSchema } from './fixes/schema';
import { readRows, type Row } from './ledger';
import { draftKind } from './new-rule/draft';

const USAGE = `npm run new-rule -- SERVICE KIND [options]
  --surface DIR  the folder of the ledger (join.tsv) instead of ../shared/surface
  --print        prints the draft instead of writing rules/SERVICE/KIND.yaml`;

const root = resolve(__dirname, '..');

async function main(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--surface');
  const folder = resolve((at >= 0 ? args[at + 1] : undefined) ?? join(root, '../shared/surface'));
  const [service, kind] = args.filter((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1));
  if (service === undefined || kind === undefined) return complain(USAGE);
  const ledger = join(folder, 'join.tsv');
  if (!existsSync(ledger))
    return complain(`There is no ledger (join.tsv) in ${folder}. Name its folder: --surface DIR`);
  const rows = readRows(ledger);
  const draft = draftKind(service, kind, rows, changeInSchema);
  if (draft === undefined) return complain(`The ledger has no ${service}.${kind}. ${known(service, rows)}`);
  const text = await prettier.format(draft, {
    ...(await prettier.resolveConfig(join(root, 'rules/draft.yaml'))),
    parser: 'yaml',
  });
  if (args.includes('--print')) {
    console.log(text);
    return 0;
  }
  const file = join(root, 'rules', service, `${kind}.yaml`);
  if (existsSync(file)) return complain(`${file} is there already; --print shows the draft.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`${file}\nFill in every TODO from AWS's pages, then: npm test -- -g ${service}.${kind}`);
  return 0;
}

function complain(message: string): number {
  console.error(message);
  return 2;
}

/** What the ledger has of a service, and which kinds there are already. */
function known(service: string, rows: readonly Row[]): string {
  const kinds = new Set(
    rows.filter((row) => row.service === service).map((row) => (row.control ?? '').split('.')[1] ?? ''),
  );
  if (kinds.size === 0) return `It knows ${[...new Set(rows.map((row) => row.service))].sort().join(', ')}.`;
  const folder = join(root, 'rules', service);
  const written = existsSync(folder) ? readdirSync(folder).map((name) => name.replace(/\.yaml$/, '')) : [];
  return `Of ${service} it has ${[...kinds].sort().join(', ')}; ruled are ${written.join(', ') || 'none'}.`;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
