// Prints what came of trying the fixes: shares by dialect, and every failure by rule, file and reason.
import type { Dialect } from '../../server/core/resource';
import type { Proof } from './prove';

/** A failure of "fix all" in a file. */
export interface FileFailure {
  readonly name: string;
  readonly failures: readonly string[];
}

/** Prints the tables and the failures; returns how many findings or files failed. */
export function printReport(proofs: readonly Proof[], files: readonly FileFailure[], verbose: boolean): number {
  printFindings(proofs);
  printRules(proofs);
  const failed = proofs.filter(({ failures }) => failures.length > 0);
  printGroups(
    'Failures',
    failed.flatMap((proof) =>
      proof.failures.map((failure) => [proof.rule.id, `${failure}  [${proof.name} ${proof.resource}]`]),
    ),
  );
  printGroups(
    'Failures of fix all',
    files.flatMap(({ name, failures }) => failures.map((failure) => [name, failure])),
  );
  if (verbose) printUnfixed(proofs);
  return failed.length + files.length;
}

function printFindings(proofs: readonly Proof[]): void {
  console.log(`${'findings in'.padEnd(28)}     all   of fixable rules      can be fixed         proven`);
  for (const dialect of [...new Set(proofs.map(({ form }) => form))].sort())
    printRow(
      dialect,
      proofs.filter(({ form }) => form === dialect),
    );
  printRow('all', proofs);
}

function printRow(name: string, proofs: readonly Proof[]): void {
  const fixable = proofs.filter(isFixable);
  const made = fixable.filter(({ made }) => made.length > 0);
  const proven = made.filter(({ failures }) => failures.length === 0);
  const shares = [share(fixable, proofs).padEnd(21), share(made, fixable).padEnd(20), share(proven, made)];
  console.log(`${name.padEnd(28)} ${String(proofs.length).padStart(7)}   ${shares.join(' ')}`);
}

/** Rules by dialect: a rule counts as proven where a fix was made of one of its findings, and none that was made failed. */
function printRules(proofs: readonly Proof[]): void {
  console.log(`\n${'rules in'.padEnd(28)}     all   that can have a fix   with a proven fix`);
  const dialects: readonly Dialect[] = ['cloudformation', 'terraform', 'sdk', 'cdk'];
  const without: string[] = [];
  for (const dialect of dialects) {
    const found = proofs.filter((proof) => proof.dialect === dialect);
    const [all, fixable, made] = [found, found.filter(isFixable), found.filter(({ made }) => made.length > 0)].map(
      (list) => new Set(list.map(({ rule }) => rule.id)),
    ) as [Set<string>, Set<string>, Set<string>];
    const failed = new Set(found.filter(({ failures }) => failures.length > 0).map(({ rule }) => rule.id));
    const proven = [...fixable].filter((id) => made.has(id) && !failed.has(id));
    const counts = [String(all.size).padStart(7), share([...fixable], [...all]).padEnd(21), share(proven, [...fixable])];
    console.log(`${dialect.padEnd(28)} ${counts.slice(0, 1).join('')}   ${counts.slice(1).join(' ')}`);
    without.push(...[...fixable].filter((id) => !proven.includes(id)).map((id) => `${dialect} ${id}`));
  }
  console.log('The others say why they have none: `noFix` in their kind file, shown by `cipherlint explain RULE`.');
  printGroups(
    'Rules that can have a fix, but none was made',
    without.map((line) => line.split(' ')),
  );
}

function isFixable({ rule, dialect }: Proof): boolean {
  return rule.noFix[dialect] === undefined;
}

function share(part: readonly unknown[], whole: readonly unknown[]): string {
  const percent = whole.length === 0 ? '-' : ((100 * part.length) / whole.length).toFixed(1);
  return `${String(part.length)}/${String(whole.length)} ${percent}%`;
}

function printGroups(title: string, lines: readonly (readonly string[])[]): void {
  if (lines.length === 0) return;
  console.log(`\n${title} (${String(lines.length)})`);
  for (const [group = '', line = ''] of lines) console.log(`${group}: ${line}`);
}

/** Rules whose findings have no fix, by dialect, and fixes that were refused. */
function printUnfixed(proofs: readonly Proof[]): void {
  const counts = new Map<string, number>();
  for (const { rule, dialect, form, made, refused } of proofs) {
    if (made.length > 0) continue;
    const reason = refused[0] ?? rule.noFix[dialect] ?? 'not here';
    const key = `${form}  ${rule.id}: ${reason}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log('\nFindings without a fix');
  for (const [key, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(5)}  ${key}`);
}
