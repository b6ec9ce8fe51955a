// The commands of the palette that need nothing but the client.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FIX_ALL } from '../server/lsp/protocol';

/** Registers restart, show output, and fix all in the file. */
export function registerCommands(client: BaseLanguageClient, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('cipherlint.restartServer', () => restart(client, log)),
    vscode.commands.registerCommand('cipherlint.showOutput', () => {
      log.show(true);
    }),
    vscode.commands.registerCommand('cipherlint.fixAllInFile', fixAllInFile),
  );
}

async function restart(client: BaseLanguageClient, log: vscode.LogOutputChannel): Promise<void> {
  try {
    if (client.needsStop()) await client.stop();
    await client.start();
  } catch (error) {
    log.error(`The server did not restart: ${String(error)}`);
  }
}

/** The same code action as on save, so that both do the same. */
async function fixAllInFile(): Promise<void> {
  if (vscode.window.activeTextEditor === undefined) return;
  await vscode.commands.executeCommand('editor.action.codeAction', {
    kind: FIX_ALL,
    apply: 'first',
  });
}
