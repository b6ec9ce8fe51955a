// The encryption inventory in VS Code: the view in the activity bar, its commands, the panel, and when it is read again.
import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import type { InventoryAnswer, InventoryGrouping } from '../server/lsp/protocol';
import { exportInventory } from './inventory-export';
import { chooseFilter, filterWords } from './inventory-filter';
import { createInventoryModel, isFiltered, type InventoryModel } from './inventory-model';
import { inventoryPanel } from './inventory-panel';
import { inventoryTree, type InventoryNode } from './inventory-tree';
import { aspectsOf } from './inventory-words';
import { documentSelector } from './options';

const VIEW = 'cipherlint.inventory';
/** Saving all files at once is one change. */
const PAUSE = 800;

/** Registers everything; nothing is read before somebody looks. */
export function registerInventory(client: BaseLanguageClient, extension: vscode.Uri): vscode.Disposable {
  const model = createInventoryModel(client);
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: inventoryTree(model), showCollapseAll: true });
  const panel = inventoryPanel(model, vscode.Uri.joinPath(extension, 'media/icon.png'));
  return vscode.Disposable.from(
    model,
    view,
    panel,
    model.onDidChange(() => {
      describe(view, model);
    }),
    watch(client, model),
    ...commands(model, panel.show),
  );
}

function commands(model: InventoryModel, show: () => Promise<void>): readonly vscode.Disposable[] {
  const register = (name: string, run: (...args: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`cipherlint.inventory.${name}`, run);
  return [
    register('show', show),
    register('refresh', () => refresh(model)),
    register('filter', async () => {
      const filter = await chooseFilter(model.filter);
      if (filter) setFilter(model, filter);
    }),
    register('clearFilter', () => {
      setFilter(model, { states: [], what: [] });
    }),
    register('export', (format, target) => exportInventory(model, format, target)),
    ...(['service', 'file', 'classification'] as const).map((by) => register(`groupBy.${by}`, () => group(model, by))),
  ];
}

/** Returns what was read, for other extensions and tests. */
async function refresh(model: InventoryModel): Promise<InventoryAnswer | undefined> {
  await vscode.window.withProgress({ location: { viewId: VIEW } }, () => model.load(true));
  return model.answer;
}

async function group(model: InventoryModel, by: InventoryGrouping): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'cipherlint.inventoryGrouping', by);
  await model.group(by);
}

function setFilter(model: InventoryModel, filter: InventoryModel['filter']): void {
  void vscode.commands.executeCommand('setContext', 'cipherlint.inventoryFiltered', isFiltered(filter));
  model.setFilter(filter);
}

/** What stands above the tree, and the number at the icon: rows that have something off. */
function describe(view: vscode.TreeView<InventoryNode>, model: InventoryModel): void {
  const rows = model.answer?.groups.flatMap((each) => each.rows) ?? [];
  const off = rows.filter((row) => aspectsOf(row).some(({ cell }) => cell.state === 'off')).length;
  const left = model.answer?.left ?? 0;
  view.badge = off > 0 ? { value: off, tooltip: vscode.l10n.t('{0} rows with something off', off) } : undefined;
  const notes = [
    ...(isFiltered(model.filter) ? [vscode.l10n.t('Filter: {0}', filterWords(model.filter))] : []),
    ...(left > 0 ? [vscode.l10n.t('{0} files were left out, since there are too many.', left)] : []),
  ];
  view.message = notes.join('\n');
}

/** Reads again after a change, once somebody has looked. */
function watch(client: BaseLanguageClient, model: InventoryModel): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    if (!model.wanted) return;
    clearTimeout(timer);
    timer = setTimeout(() => void model.load(true), PAUSE);
  };
  return vscode.Disposable.from(
    {
      dispose: () => {
        clearTimeout(timer);
      },
    },
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (vscode.languages.match(documentSelector, document) > 0) soon();
    }),
    vscode.workspace.onDidDeleteFiles(soon),
    vscode.workspace.onDidRenameFiles(soon),
    vscode.workspace.onDidChangeWorkspaceFolders(soon),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('cipherlint')) soon();
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) soon();
    }),
  );
}
