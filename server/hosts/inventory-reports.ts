// What the language server needs of the inventory reports, the same in Node and in a worker.
import type { InventoryHost } from '../lsp/environment';
import { groupsOf } from '../report/inventory/model';
import { renderInventory } from './render-inventory';
import { VERSION } from './version';

/** Groups and texts of an inventory, for an environment. */
export const inventoryReports: Pick<InventoryHost, 'group' | 'render'> = {
  group: ({ entries }, by) => groupsOf(entries, by).map(({ name, entries: rows }) => ({ name, rows })),
  render: (inventory, { group, format }, root) =>
    renderInventory({ version: VERSION, root: nameOf(root), grouping: group, inventory }, format, root),
};

/** The last part of a folder's URI, as people read it. */
function nameOf(root: string): string {
  const name = root.replace(/\/+$/, '').split('/').pop() ?? root;
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a lone per cent sign
  }
}
