// The encryption inventory as the client keeps it: asked of the server, grouped and filtered, for the tree and the panel alike.
import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import {
  INVENTORY,
  INVENTORY_TEXT,
  type InventoryAnswer,
  type InventoryFormat,
  type InventoryGrouping,
  type InventoryParams,
  type InventoryRow,
  type InventoryTextParams,
} from '../server/lsp/protocol';
import { workspaceTexts } from './inventory-texts';

/** Which rows the tree shows; an empty list shows all. */
export interface InventoryFilter {
  readonly states: readonly string[];
  readonly what: readonly InventoryRow['what'][];
}

export interface InventoryModel {
  /** Somebody has asked for the inventory: from now on it is kept up to date. */
  readonly wanted: boolean;
  /** Undefined as long as there is none. */
  readonly answer: InventoryAnswer | undefined;
  readonly grouping: InventoryGrouping;
  readonly filter: InventoryFilter;
  /** Tells that the answer, the grouping or the filter is another one: never that all is as it was, since views lose what is opened in them. */
  readonly onDidChange: vscode.Event<void>;
  /** Groups with the rows that the filter leaves. */
  groups(): InventoryAnswer['groups'];
  /** Reads the workspace again; without `fresh` only where nothing has been read yet. */
  load(fresh: boolean): Promise<void>;
  group(by: InventoryGrouping): Promise<void>;
  setFilter(filter: InventoryFilter): void;
  text(format: InventoryFormat): Promise<string>;
  dispose(): void;
}

const NO_FILTER: InventoryFilter = { states: [], what: [] };

/** A model over a client; nothing is asked before `load`. */
export function createInventoryModel(client: BaseLanguageClient): InventoryModel {
  const changed = new vscode.EventEmitter<void>();
  let answer: InventoryAnswer | undefined;
  let grouping: InventoryGrouping = 'service';
  let filter = NO_FILTER;
  let running: Promise<void> | undefined;
  let wanted = false;

  const ask = async (fresh: boolean): Promise<void> => {
    wanted = true;
    const before = JSON.stringify(answer);
    try {
      answer = await askServer(client, { group: grouping, fresh });
    } catch {
      answer = undefined; // the server is gone: the view says so and offers to restart it
    }
    await vscode.commands.executeCommand('setContext', 'cipherlint.inventoryState', stateOf(answer));
    if (JSON.stringify(answer) !== before) changed.fire();
  };

  return {
    get wanted() {
      return wanted;
    },
    get answer() {
      return answer;
    },
    get grouping() {
      return grouping;
    },
    get filter() {
      return filter;
    },
    onDidChange: changed.event,
    groups: () => (answer ? filtered(answer.groups, filter) : []),
    load: async (fresh) => {
      if (answer && !fresh) return;
      running ??= ask(true).finally(() => {
        running = undefined;
      });
      await running;
    },
    group: async (by) => {
      grouping = by;
      await ask(false);
    },
    setFilter: (wanted) => {
      filter = wanted;
      changed.fire();
    },
    text: (format) => {
      const params: InventoryTextParams = { format, group: grouping };
      return client.sendRequest<string>(INVENTORY_TEXT, params);
    },
    dispose: () => {
      changed.dispose();
    },
  };
}

/** Waits for a server that is still starting. A server without a disk is handed the texts. */
async function askServer(client: BaseLanguageClient, params: InventoryParams): Promise<InventoryAnswer> {
  if (client.state === State.Starting) await client.start();
  const answer = await client.sendRequest<InventoryAnswer>(INVENTORY, params);
  if (!answer.blind || params.fresh !== true) return answer;
  return client.sendRequest<InventoryAnswer>(INVENTORY, { ...params, texts: await workspaceTexts() });
}

/** For the conditions of the welcome views. */
function stateOf(answer: InventoryAnswer | undefined): string {
  if (!answer) return 'failed';
  return answer.groups.length === 0 ? 'empty' : 'filled';
}

function filtered(groups: InventoryAnswer['groups'], filter: InventoryFilter): InventoryAnswer['groups'] {
  if (!isFiltered(filter)) return groups;
  return groups
    .map(({ name, rows }) => ({ name, rows: rows.filter((row) => fits(row, filter)) }))
    .filter(({ rows }) => rows.length > 0);
}

/** True where some rows may be hidden. */
export function isFiltered({ states, what }: InventoryFilter): boolean {
  return states.length > 0 || what.length > 0;
}

function fits(row: InventoryRow, { states, what }: InventoryFilter): boolean {
  const own: readonly (string | undefined)[] = [row.atRest, row.inTransit, row.key, row.rotation].map(
    (cell) => cell?.state,
  );
  return (
    (what.length === 0 || what.includes(row.what)) &&
    (states.length === 0 || own.some((state) => states.includes(state ?? '')))
  );
}
