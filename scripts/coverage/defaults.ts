// Compares what our kinds say AWS does where nothing is written with what the texts of AWS's schemas say.
import type { Kind } from '../../server/core/kind';
import { propertiesOf } from '../../server/core/reads';
import type { Dialect } from '../../server/core/resource';
import type { Scalar } from '../../server/core/value';
import type { Row } from '../ledger';
import { plainName } from './count';

/** What the schemas say by property, written as `TYPE.path`. */
export type LedgerDefaults = ReadonlyMap<string, string>;

/** A default of ours that says the opposite of the ledger's. */
export interface Contradiction {
  readonly fact: string;
  readonly property: string;
  readonly ours: Scalar;
  readonly ledger: string;
}

const SAFE = new Set([
  'encrypted-by-default',
  'aws-managed-key',
  'aws-owned-key',
  'sse-s3',
  'tls-on',
  'on',
  'default=true',
]);
const OPEN = new Set(['not-encrypted', 'plaintext-allowed', 'off', 'default=false']);
/** A switch that is on when something is off. */
const TURNED = /plain|disable|insecure|unencrypted|skip|none|^no/i;
const LEDGERS: readonly Dialect[] = ['cloudformation', 'terraform', 'sdk'];

/** Reads one of the ledger's files; `nameOf` writes a row's property as we do. */
export function readDefaults(rows: readonly Row[], nameOf: (row: Row) => string): LedgerDefaults {
  return new Map(rows.map((row) => [plainName(nameOf(row)), row.default_when_omitted ?? '']));
}

/** Every known default of ours that the ledger contradicts, by the name of the fact. */
export function contradictions(
  kinds: readonly Kind[],
  ledger: Readonly<Partial<Record<Dialect, LedgerDefaults>>>,
): readonly Contradiction[] {
  return kinds.flatMap((kind) =>
    Object.values(kind.facts).flatMap((fact) =>
      LEDGERS.flatMap((dialect) => {
        const ours = fact.defaults[dialect];
        if (ours?.known !== true) return [];
        return propertiesOf(kind, fact.name, dialect).flatMap((property) => {
          const theirs = ledger[dialect]?.get(plainName(property)) ?? '';
          return contradicts(ours.value, theirs, property)
            ? [{ fact: `${kind.id} ${fact.name}`, property, ours: ours.value, ledger: theirs }]
            : [];
        });
      }),
    ),
  );
}

function contradicts(ours: Scalar, ledger: string, property: string): boolean {
  if (typeof ours !== 'boolean') {
    const named = /^default=(.*)$/.exec(ledger)?.[1];
    return named !== undefined && String(ours).toLowerCase() !== named.toLowerCase();
  }
  const isSafe = ours !== TURNED.test(property.split('.').at(-1) ?? '');
  return isSafe ? OPEN.has(ledger) : SAFE.has(ledger);
}

/** One line for each that has no reason yet. `reasons`: lines of a kind and its fact, why ours stands, and AWS's page. */
export function printContradictions(found: readonly Contradiction[], reasons: readonly string[]): void {
  const explained = new Set(reasons.map((line) => line.split('\t')[0]));
  const open = found.filter(({ fact }) => !explained.has(fact));
  for (const { fact, property, ours, ledger } of open)
    console.log(`default of ${fact} is ${String(ours)}, the ledger says ${ledger}: ${property}`);
  for (const fact of explained)
    if (!found.some((each) => each.fact === fact))
      console.log(`scripts/coverage/defaults.tsv explains nothing: ${String(fact)}`);
  console.log(
    `defaults that contradict the ledger's: ${String(found.length)}, explained ${String(found.length - open.length)}, open ${String(open.length)}`,
  );
}
