// "Scan Whole Workspace": has files checked that are not open, until the window is closed.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SCAN_WORKSPACE } from '../server/lsp/protocol';

/** Registers the command; the setting `workspaceScan` needs nothing here. */
export function registerWorkspaceScan(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('cipherlint.scanWorkspace', async () => {
    const { t } = vscode.l10n;
    if (!client.isRunning()) {
      void vscode.window.showWarningMessage(t('Cipherlint is not running, so nothing can be scanned.'));
      return;
    }
    if (!(await client.sendRequest<boolean>(SCAN_WORKSPACE)))
      void vscode.window.showInformationMessage(
        t('This window has no disk to scan: files are checked when they are opened.'),
      );
  });
}
