// Counts which properties of CDK's constructs of level 2 are read for the core controls that have one.
import type { Kind } from '../../server/core/kind';
import { readsOf } from '../../server/core/reads';
import { matchesPattern } from '../../server/core/settings';
import { CORE, plainName, type Control, type Triage } from './count';

/** A kind as this count sees it: what it reads in the other dialects, and the names on its paths into constructs. */
interface Reader {
  readonly elsewhere: ReadonlySet<string>;
  readonly inConstructs: ReadonlySet<string>;
}

/** What is there to read, and what no kind reads of it, as `CONTROL: properties`. */
export interface ConstructCoverage {
  readonly all: number;
  readonly unread: readonly string[];
}

/**
 * The core controls of which a construct has a property. One is read where a kind that reads the control in another dialect has the
 * property's name on a path into a construct: the ledger names the interface that declares it, kinds name the construct that takes it.
 */
export function constructCoverage(controls: readonly Control[], kinds: readonly Kind[]): ConstructCoverage {
  const readers = kinds.map(readerOf);
  const there = controls.filter(({ kind, names }) => CORE.has(kind) && names.cdk.length > 0);
  const unread = there.filter((control) => !isRead(control, readers));
  return { all: there.length, unread: unread.map(({ id, names }) => `${id}: ${names.cdk.join('; ')}`) };
}

/** Prints the count, and what is not read and has no reason: in `triage` no gap anywhere, in `reasons` none of constructs. */
export function printConstructs(
  { all, unread }: ConstructCoverage,
  triage: readonly Triage[],
  reasons: readonly string[],
): void {
  const explained = new Set(reasons.map((line) => line.split('\t')[0] ?? ''));
  const controlOf = (line: string): string => line.split(':')[0] ?? '';
  const isExplained = (control: string): boolean =>
    explained.has(control) || triage.some((line) => matchesPattern(line.control, control));
  const open = unread.filter((line) => !isExplained(controlOf(line)));
  for (const line of open) console.log(`no rule reads this of constructs: ${line}`);
  for (const control of explained)
    if (!unread.some((line) => controlOf(line) === control))
      console.log(`scripts/coverage/constructs.tsv explains nothing: ${control}`);
  const read = all - unread.length;
  console.log(
    `properties of constructs read: ${String(read)} of ${String(all)}, explained ${String(unread.length - open.length)}, open ${String(open.length)}`,
  );
}

function readerOf(kind: Kind): Reader {
  const reads = (dialect: 'cloudformation' | 'terraform' | 'sdk' | 'cdk'): readonly string[] =>
    kind.rules.flatMap((rule) => readsOf(kind, rule, dialect)).map(plainName);
  return {
    elsewhere: new Set([...reads('cloudformation'), ...reads('terraform'), ...reads('sdk')]),
    inConstructs: new Set(reads('cdk').flatMap((path) => path.split('.').slice(2))),
  };
}

function isRead({ names }: Control, readers: readonly Reader[]): boolean {
  const elsewhere = [...names.cloudformation, ...names.terraform, ...names.sdk].map(plainName);
  const properties = names.cdk.map((name) => plainName(name).split('.').at(-1) ?? '');
  return readers.some(
    (reader) =>
      properties.some((property) => reader.inConstructs.has(property)) &&
      elsewhere.some((name) => reads(reader.elsewhere, name)),
  );
}

/** A property without a schema of its own is read by reading into it. */
function reads(read: ReadonlySet<string>, name: string): boolean {
  return read.has(name) || [...read].some((each) => each.startsWith(`${name}.`));
}
