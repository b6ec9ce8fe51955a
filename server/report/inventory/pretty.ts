// The inventory for people in a terminal: one table for each group, why something is unknown, and the sums.
import type { InventoryEntry } from '../../core/inventory/workspace';
import { plain, printable, type Paint } from '../pretty';
import { count, rowKindWords } from '../words';
import { ROW_KINDS } from '../../core/inventory';
import { ASPECTS, groupsOf, tallyOf, type AnyState, type Aspect, type InventoryReport } from './model';
import { aspectWords, keyWords, reasonsOf, tallyWords, wordOf } from './words';

const HEADS = ['At rest', 'In transit', 'Key', 'Rotation', 'Class'] as const;
const STYLES: Readonly<Record<AnyState, Parameters<Paint>[0]>> = {
  'customer-key': 'green',
  on: 'green',
  'aws-key': 'blue',
  aws: 'blue',
  partly: 'yellow',
  off: 'red',
  unknown: 'dim',
};

interface Text {
  readonly text: string;
  readonly style: Parameters<Paint>[0] | undefined;
}

/** The whole inventory as text. */
export function inventoryPretty({ inventory, grouping }: InventoryReport, paint: Paint = plain): string {
  const { entries, files } = inventory;
  if (entries.length === 0) return `No data stores, transport edges or keys in ${count(files, 'file')}.\n`;
  const groups = groupsOf(entries, grouping);
  const widths = widthsOf(entries);
  const heads = line(
    ['', ...HEADS].map((text) => ({ text, style: 'dim' as const })),
    widths,
    paint,
  );
  const tables = groups.map(({ name, entries: own }) => {
    const rows = own.flatMap((entry) => [line(cellsOf(entry), widths, paint), ...notes(entry, paint)]);
    return [paint('bold', printable(name)), ...rows, ''].join('\n');
  });
  return [heads, ...tables, summary(inventory.entries, files, paint)].join('\n') + '\n';
}

function cellsOf(entry: InventoryEntry): readonly Text[] {
  const aspect = (name: Aspect): Text => {
    const state = entry[name]?.state;
    return state === undefined ? { text: '-', style: 'dim' } : { text: wordOf(name, state), style: STYLES[state] };
  };
  return [
    { text: printable(entry.name), style: undefined },
    aspect('atRest'),
    aspect('inTransit'),
    { text: printable(keyWords(entry)) || '-', style: entry.key ? undefined : 'dim' },
    aspect('rotation'),
    { text: printable(entry.classes.join(', ')) || '-', style: entry.sensitive ? 'yellow' : 'dim' },
  ];
}

/** Columns as wide as their longest text, within reason. */
function widthsOf(entries: readonly InventoryEntry[]): readonly number[] {
  const rows = [['', ...HEADS], ...entries.map((entry) => cellsOf(entry).map(({ text }) => text))];
  return ['', ...HEADS].map((_head, i) => Math.min(44, Math.max(...rows.map((row) => row[i]?.length ?? 0))));
}

function line(cells: readonly Text[], widths: readonly number[], paint: Paint): string {
  const texts = cells.map(({ text, style }, i) => {
    const width = widths[i] ?? 0;
    const fitted = text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
    return style ? paint(style, fitted) : fitted;
  });
  return `  ${texts.join('  ')}`.trimEnd();
}

function notes(entry: InventoryEntry, paint: Paint): readonly string[] {
  const place = `${printable(entry.at.path)}:${String(entry.at.start.line + 1)}`;
  const why = reasonsOf(entry, ({ state }) => state === 'unknown').map((reason) => `unknown ${reason}`);
  return [`${entry.noun}, ${place}`, ...why].map((text) => `    ${paint('dim', text)}`);
}

function summary(entries: readonly InventoryEntry[], files: number, paint: Paint): string {
  const kinds = ROW_KINDS.map((what) =>
    count(entries.filter((entry) => entry.what === what).length, rowKindWords[what]),
  );
  return [
    paint('bold', 'Encryption inventory'),
    `  ${count(files, 'file')}: ${kinds.join(', ')}`,
    ...ASPECTS.map((aspect) => `  ${aspectWords[aspect].padEnd(12)}${tallyWords(aspect, tallyOf(entries, aspect))}`),
  ].join('\n');
}
