// The inventory as CSV (RFC 4180) for spreadsheets: one line for each row, lines and columns counted from 1.
import type { InventoryEntry } from '../../core/inventory/workspace';
import { groupsOf, type InventoryReport } from './model';

type Column = readonly [name: string, value: (entry: InventoryEntry) => string];

const COLUMNS: readonly Column[] = [
  ['what', ({ what }) => what],
  ['service', ({ service }) => service],
  ['kind', ({ noun }) => noun],
  ['name', ({ name }) => name],
  ['type', ({ type }) => type],
  ['file', ({ at }) => at.path],
  ['line', ({ at }) => String(at.start.line + 1)],
  ['column', ({ at }) => String(at.start.column + 1)],
  ['at rest', ({ atRest }) => atRest?.state ?? ''],
  ['at rest, why', ({ atRest }) => atRest?.why ?? ''],
  ['in transit', ({ inTransit }) => inTransit?.state ?? ''],
  ['in transit, why', ({ inTransit }) => inTransit?.why ?? ''],
  ['key', ({ key }) => key?.state ?? ''],
  ['key name', ({ key }) => key?.name ?? ''],
  ['rotation', ({ rotation }) => rotation?.state ?? ''],
  ['rotation, why', ({ rotation }) => rotation?.why ?? ''],
  ['classification', ({ classes }) => classes.join(', ')],
  ['sensitive', ({ sensitive, classes }) => (classes.length === 0 ? '' : sensitive ? 'yes' : 'no')],
];

/** The whole inventory, in the order of its groups. */
export function inventoryCsv({ inventory, grouping }: InventoryReport): string {
  const entries = groupsOf(inventory.entries, grouping).flatMap((group) => group.entries);
  const lines = [COLUMNS.map(([name]) => name), ...entries.map((entry) => COLUMNS.map(([, value]) => value(entry)))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** Spreadsheets run a cell that begins like a formula: https://owasp.org/www-community/attacks/CSV_Injection */
function quoted(text: string): string {
  const harmless = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
