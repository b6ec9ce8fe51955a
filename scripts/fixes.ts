// Proves the fixes: makes each one on every example and every file of a corpus, and checks what comes of it. Writes nothing to the disk.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exampleCases, folderCases } from './fixes/cases';
import { proveAll, proveEach, type Case, type Proof, type Schema } from './fixes/prove';
import { exceptionsIn, printVerdicts } from './fixes/peer-report';
import type { FixedText } from './fixes/peers';
import { printReport, type FileFailure } from './fixes/report';
import { replacedBy, schemaComplaints } from './fixes/schema';

const EXCEPTIONS = join(__dirname, 'fixes/peer-exceptions.tsv');

const USAGE = `npm run fixes -- [options]
  --folder DIR   the files of a folder instead of the examples and ../shared/corpus
  --examples     only the examples
  --rule ID      only rules whose id contains this
  --only PART    only files whose path contains this
  --peers        also ask Checkov, Trivy and cfn-lint, where they are on the PATH, whether they are content with the fixed files
  --verbose      also list the findings without a fix`;

const args = process.argv.slice(2);
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const schema: Schema = { complaints: schemaComplaints, replaced: (plan, unit) => replacedBy(plan.changes, unit) };

function* cases(): Generator<Case> {
  const rule = option('--rule');
  const folder = option('--folder');
  if (folder === undefined && option('--only') === undefined)
    yield* exampleCases((id) => rule === undefined || id.includes(rule));
  if (args.includes('--examples')) return;
  const root = resolve(folder ?? join(__dirname, '../../shared/corpus/files'));
  if (existsSync(root)) yield* folderCases(root, option('--only'));
  else console.log(`Skipped: there is no folder ${root}. Name another one: --folder DIR`);
}

/** What other linters can judge: templates and configurations, no code. */
function fixedText({ name, rule, resource, dialect, text }: Proof): readonly FixedText[] {
  return text && (dialect === 'cloudformation' || dialect === 'terraform') ? [{ name, rule, resource, ...text }] : [];
}

async function main(): Promise<void> {
  const rule = option('--rule');
  const proofs: Proof[] = [];
  const files: FileFailure[] = [];
  let together = 0;
  for (const item of cases()) {
    const own = (await proveEach(item, schema)).filter((proof) => rule === undefined || proof.rule.id.includes(rule));
    proofs.push(...own);
    if (rule !== undefined && !item.rules) continue;
    const failures = await proveAll(item, schema);
    together += failures ? 1 : 0;
    if (failures && failures.length > 0) files.push({ name: item.name, failures });
  }
  const failed = printReport(proofs, files, args.includes('--verbose'));
  console.log(`\nFix all changed ${String(together)} files, ${String(files.length)} of them wrongly.`);
  const unexplained = args.includes('--peers') ? printVerdicts(proofs.flatMap(fixedText), exceptionsIn(EXCEPTIONS)) : 0;
  process.exitCode = failed + unexplained > 0 ? 1 : 0;
}

if (args.includes('--help')) console.log(USAGE);
else void main();
