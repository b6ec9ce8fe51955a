// Judges the files of a corpus with every rule on, and counts what is found in real repositories.
import { performance } from 'node:perf_hooks';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allKinds } from '../../test/support/kinds';
import { adapters } from '../../test/support/memory-project';
import { candidateFiles, diskAccess, toPath } from '../../server/hosts/disk';
import { createProject, type JudgedUnit } from '../../server/core/project';

/** A finding as far as scoring needs it. */
export interface Scored {
  readonly rule: string;
  readonly resource: string;
  readonly file: string;
}

/** Every failed rule on a file or a folder of the corpus, suppressions left aside. */
export function findingsOf(corpus: string, path: string): readonly Scored[] {
  const start = join(corpus, path);
  const root = statSync(start).isDirectory() ? start : dirname(start);
  const project = createProject(adapters, allKinds(), diskAccess(root));
  const units = new Set<JudgedUnit>();
  for (const file of candidateFiles(start)) {
    const judged = project.judge(toPath(root, file));
    if (judged) units.add(judged);
  }
  const own = statSync(start).isDirectory() ? undefined : pathToFileURL(start).href;
  const failed = [...units]
    .flatMap(({ analysis }) => analysis.findings)
    .filter(({ verdict, source }) => verdict === 'fail' && (own === undefined || source === own));
  return failed.map(({ rule, resource, source }) => ({
    rule: rule.id,
    resource: resource.address.replace(/\[[^\]]*\]/g, ''),
    file: source,
  }));
}

/** Prints what is found in any folder of checkouts: by rule, unknown by reason, time and memory. */
export function realRun(root: string): void {
  const started = performance.now();
  const project = createProject(adapters, allKinds(), diskAccess(root));
  const files = candidateFiles(root);
  const units = new Set<JudgedUnit>();
  for (const file of files) {
    const judged = project.judge(toPath(root, file));
    if (judged) units.add(judged);
  }
  const findings = [...units].flatMap(({ analysis }) => analysis.findings);
  print(
    'Findings by rule',
    findings.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule.id),
  );
  print(
    'Unknown by reason',
    findings.flatMap(({ reason }) => reason ?? []),
  );
  print(
    'Rules that threw',
    [...units].flatMap(({ analysis }) => analysis.failures.map(({ rule }) => rule)),
  );
  console.log(
    `${String(files.length)} files, ${String(units.size)} units, ${(performance.now() - started).toFixed(0)} ms, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
}

function print(title: string, names: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  console.log(`\n${title} (${String(names.length)})`);
  for (const [name, number] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 60))
    console.log(`${String(number).padStart(6)}  ${name}`);
}
