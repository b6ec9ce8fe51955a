// The encryption inventory as a page beside the editors: pictures and the matrix, made by the server, with nothing from outside.
import * as vscode from 'vscode';
import type { InventoryGrouping } from '../server/lsp/protocol';
import type { InventoryModel } from './inventory-model';

/** What the page's script sends: a place to go to, a command, or another grouping. */
interface Message {
  readonly uri?: unknown;
  readonly range?: unknown;
  readonly command?: unknown;
  readonly group?: unknown;
}

const GROUPINGS: readonly InventoryGrouping[] = ['service', 'file', 'classification'];

export interface InventoryPanel {
  readonly show: () => Promise<void>;
  dispose(): void;
}

/** Shows the panel, or brings it to the front; one for each window. */
export function inventoryPanel(model: InventoryModel, icon: vscode.Uri): InventoryPanel {
  let panel: vscode.WebviewPanel | undefined;
  const update = async (): Promise<void> => {
    if (panel && model.answer) panel.webview.html = await model.text('panel');
  };
  const watching = model.onDidChange(() => void update());
  const show = async (): Promise<void> => {
    panel ??= create(model, icon, () => {
      panel = undefined;
    });
    panel.reveal();
    await model.load(false);
    await update();
  };
  return {
    show,
    dispose: () => {
      watching.dispose();
      panel?.dispose();
    },
  };
}

function create(model: InventoryModel, icon: vscode.Uri, closed: () => void): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel(
    'cipherlint.inventory',
    vscode.l10n.t('Encryption Inventory'),
    vscode.ViewColumn.Active,
    { enableScripts: true, enableFindWidget: true, localResourceRoots: [] },
  );
  panel.iconPath = icon;
  panel.webview.onDidReceiveMessage((message: Message) => void answer(model, message));
  panel.onDidDispose(closed);
  return panel;
}

/** The page holds texts of the workspace's files, so what it sends is taken with care: only places of the inventory are opened. */
async function answer(model: InventoryModel, { uri, range, command, group }: Message): Promise<void> {
  const by = GROUPINGS.find((name) => name === group);
  if (by) await model.group(by);
  else if (command === 'refresh') await vscode.commands.executeCommand('cipherlint.inventory.refresh');
  else if (command === 'export') await vscode.commands.executeCommand('cipherlint.inventory.export');
  else if (typeof uri === 'string' && typeof range === 'string' && knows(model, uri)) await open(uri, range);
}

function knows(model: InventoryModel, uri: string): boolean {
  const rows = model.answer?.groups.flatMap((group) => group.rows) ?? [];
  return rows.some((row) =>
    [row.at, row.atRest?.at, row.inTransit?.at, row.key?.at, row.rotation?.at].some((at) => at?.uri === uri),
  );
}

/** Beside the panel where there is another column, so that both can be seen. */
async function open(uri: string, range: string): Promise<void> {
  const [startLine = 0, startColumn = 0, endLine = 0, endColumn = 0] = range.split(',').map(Number);
  const selection = new vscode.Range(startLine, startColumn, endLine, endColumn);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri), {
    selection,
    viewColumn: vscode.ViewColumn.Beside,
  });
}
