// Prints what came of trying the fixes: shares by dialect, and every failure by rule, file and reason.
import type { Proof } from './prove';

/** A failure of "fix all" in a file. */
export interface FileFailure {
  readonly name: string;
  readonly failures: readonly string[];
}

/** Prints the table and the failures; returns how many findings or files failed. */
export function printReport(proofs: readonly Proof[], files: readonly FileFailure[], verbose: boolean): number {
  console.log(`${'dialect'.padEnd(28)} findings   of rules with a fix   can be fixed         proven`);
  const dialects = [...new Set(proofs.map(({ dialect }) => dialect))].sort();
  for (const dialect of [...dialects, 'all'])
    printRow(dialect, dialect === 'all' ? proofs : proofs.filter((proof) => proof.dialect === dialect));
  const failed = proofs.filter(({ failures }) => failures.length > 0);
  printGroups(
    'Failures',
    failed.flatMap((proof) =>
      proof.failures.map((failure) => [proof.rule, `${failure}  [${proof.name} ${proof.resource}]`]),
    ),
  );
  printGroups(
    'Failures of fix all',
    files.flatMap(({ name, failures }) => failures.map((failure) => [name, failure])),
  );
  if (verbose) printUnfixed(proofs);
  return failed.length + files.length;
}

function printRow(name: string, proofs: readonly Proof[]): void {
  const fixable = proofs.filter(({ fixable }) => fixable);
  const made = proofs.filter(({ made }) => made.length > 0);
  const proven = made.filter(({ failures }) => failures.length === 0);
  console.log(
    `${name.padEnd(28)} ${String(proofs.length).padStart(8)}   ${share(fixable.length, proofs.length).padEnd(20)} ${share(made.length, proofs.length).padEnd(20)} ${share(proven.length, made.length)}`,
  );
}

function share(part: number, whole: number): string {
  return `${String(part)}/${String(whole)} ${whole === 0 ? '-' : ((100 * part) / whole).toFixed(1)}%`;
}

function printGroups(title: string, lines: readonly (readonly string[])[]): void {
  if (lines.length === 0) return;
  console.log(`\n${title} (${String(lines.length)})`);
  for (const [group = '', line = ''] of lines) console.log(`${group}: ${line}`);
}

/** Rules whose findings have no fix, by dialect, and fixes that were refused. */
function printUnfixed(proofs: readonly Proof[]): void {
  const counts = new Map<string, number>();
  for (const { rule, dialect, made, refused, fixable } of proofs) {
    if (made.length > 0) continue;
    const reason = refused[0] ?? (fixable ? 'not here' : 'the rule has no fix');
    const key = `${dialect}  ${rule}: ${reason}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log('\nFindings without a fix');
  for (const [key, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(5)}  ${key}`);
}
