// The inventory as JSON for scripts: one flat list, lines and columns counted from 1.
import type { CellEntry, InventoryEntry, Spot } from '../../core/inventory/workspace';
import { ASPECTS, groupsOf, tallyOf, type Aspect, type InventoryReport } from './model';

/** The whole inventory as indented JSON. */
export function inventoryJson({ version, inventory, grouping }: InventoryReport): string {
  const data = {
    tool: 'cipherlint',
    version,
    files: inventory.files,
    group: grouping,
    summary: Object.fromEntries(ASPECTS.map((aspect) => [aspect, counts(inventory.entries, aspect)])),
    groups: groupsOf(inventory.entries, grouping).map(({ name, entries }) => ({ name, rows: entries.map(rowData) })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function counts(entries: readonly InventoryEntry[], aspect: Aspect): unknown {
  return Object.fromEntries(tallyOf(entries, aspect).map(({ state, count }) => [state, count]));
}

function rowData(entry: InventoryEntry): unknown {
  const { what, service, noun, name, type, at, key, classes, sensitive } = entry;
  return {
    what,
    service,
    kind: noun,
    name,
    type,
    ...placeData(at),
    atRest: cellData(entry.atRest),
    inTransit: cellData(entry.inTransit),
    key: key && { ...cellData(key), name: key.name },
    rotation: cellData(entry.rotation),
    classification: classes,
    sensitive,
  };
}

function cellData(cell: CellEntry<string> | undefined): object | undefined {
  return cell && { state: cell.state, why: cell.why, at: cell.at && placeData(cell.at) };
}

function placeData({ path, start, end }: Spot): object {
  return {
    path,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
