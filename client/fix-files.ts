// Fix all in a folder or the workspace: asks the server for one edit, and shows it as a refactoring to be confirmed.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FIX_FILES, type FixFilesParams, type FixFilesResult } from '../server/lsp/protocol';

const FILES = '**/*.{tf,tofu,json,yaml,yml,template,ts,tsx,mts,cts,js,jsx,mjs,cjs,py,sh}';
/** Code of others. Settings and files that are none of ours are the server's business. */
const OTHERS = '**/{node_modules,.terraform,cdk.out,.git}/**';

/** Registers both commands. */
export function registerFixFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('cipherlint.fixAllInFolder', (folder: unknown) =>
      folder instanceof vscode.Uri ? fixAllIn(client, new vscode.RelativePattern(folder, FILES)) : undefined,
    ),
    vscode.commands.registerCommand('cipherlint.fixAllInWorkspace', () => fixAllIn(client, FILES)),
  );
}

/** One edit, so that one undo takes it back. */
async function fixAllIn(client: BaseLanguageClient, files: vscode.GlobPattern): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Fixing encryption findings') };
  const result = await vscode.window.withProgress(progress, async () => {
    const found = await vscode.workspace.findFiles(files, OTHERS);
    const params: FixFilesParams = { uris: found.map((uri) => client.code2ProtocolConverter.asUri(uri)) };
    return client.sendRequest<FixFilesResult>(FIX_FILES, params);
  });
  if (result.files === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to fix that is safe to fix unseen.'));
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
