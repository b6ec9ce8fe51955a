// Reads the ledger of AWS's encryption settings: tab-separated files with a head line, and names parted by semicolons.
import { readFileSync } from 'node:fs';

export type Row = Readonly<Record<string, string>>;

/** The rows of a file, by the names of its head line. */
export function readRows(file: string): readonly Row[] {
  return rowsOf(readFileSync(file, 'utf8'));
}

/** The same for a text. */
export function rowsOf(text: string): readonly Row[] {
  const [head = '', ...lines] = text.split('\n');
  const names = head.split('\t');
  return lines
    .filter((line) => line !== '')
    .map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i] ?? '', cell])));
}

/** The names in a cell. */
export function namesIn(cell: string | undefined): readonly string[] {
  return (cell ?? '').split('; ').filter((name) => name !== '');
}
