// Saves the inventory as a file: a web page, CSV, JSON or SARIF.
import * as vscode from 'vscode';
import type { InventoryFormat } from '../server/lsp/protocol';
import type { InventoryModel } from './inventory-model';

interface Choice extends vscode.QuickPickItem {
  readonly format: InventoryFormat;
  readonly extension: string;
}

function choices(): readonly Choice[] {
  return [
    {
      format: 'html',
      extension: 'html',
      label: 'HTML',
      description: vscode.l10n.t('a page with pictures and a filter'),
    },
    { format: 'csv', extension: 'csv', label: 'CSV', description: vscode.l10n.t('for spreadsheets') },
    { format: 'json', extension: 'json', label: 'JSON', description: vscode.l10n.t('for scripts') },
    { format: 'sarif', extension: 'sarif', label: 'SARIF', description: vscode.l10n.t('for code scanning') },
  ];
}

/** Asks for a format and a place as far as they are not given, writes the file and returns where it lies. */
export async function exportInventory(
  model: InventoryModel,
  format?: unknown,
  target?: unknown,
): Promise<vscode.Uri | undefined> {
  const choice =
    choices().find((each) => each.format === format) ??
    (await vscode.window.showQuickPick(choices(), { title: vscode.l10n.t('Export Encryption Inventory') }));
  if (!choice) return undefined;
  const uri = target instanceof vscode.Uri ? target : await askForPlace(choice);
  if (!uri) return undefined;
  await model.load(false);
  const text = await model.text(choice.format);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  if (!(target instanceof vscode.Uri)) void tell(uri);
  return uri;
}

async function askForPlace({ extension, label }: Choice): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Encryption Inventory'),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `encryption-inventory.${extension}`) } : {}),
    filters: { [label]: [extension] },
  });
}

async function tell(uri: vscode.Uri): Promise<void> {
  const show = vscode.l10n.t('Open');
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const picked = await vscode.window.showInformationMessage(
    vscode.l10n.t('The inventory was written to {0}.', name),
    show,
  );
  if (picked === show) await vscode.commands.executeCommand('vscode.open', uri);
}
