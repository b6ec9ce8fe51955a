// The inventory in the form that was asked for, by the command line or the editor.
import { inventoryCsv } from '../report/inventory/csv';
import { inventoryHtml } from '../report/inventory/html';
import { inventoryJson } from '../report/inventory/json';
import type { InventoryReport } from '../report/inventory/model';
import { inventoryPretty } from '../report/inventory/pretty';
import { inventorySarif } from '../report/inventory/sarif';
import { plain, type Paint } from '../report/pretty';

/** The text of an inventory. `root`: the folder as a URI. `panel` is the page inside an editor. Anything unknown is text for people. */
export function renderInventory(report: InventoryReport, format: string, root: string, paint: Paint = plain): string {
  switch (format) {
    case 'html':
    case 'panel':
      return inventoryHtml(report, format);
    case 'csv':
      return inventoryCsv(report);
    case 'json':
      return inventoryJson(report);
    case 'sarif':
      return inventorySarif(report, root);
    default:
      return inventoryPretty(report, paint);
  }
}
