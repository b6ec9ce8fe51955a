// Commands that explain and narrow down what is shown.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { REWRITE_ALL } from '../server/lsp/protocol';
import { registerComplianceFilter } from './compliance';
import { registerWhyUnknown } from './why-unknown';

/** Registers "Why unknown?", the compliance filter, and rewriting other tools' suppressions. */
export function registerExplaining(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    registerWhyUnknown(client),
    registerComplianceFilter(client),
    vscode.commands.registerCommand('cipherlint.rewriteSuppressions', rewriteSuppressions),
  );
}

async function rewriteSuppressions(): Promise<void> {
  if (vscode.window.activeTextEditor === undefined) return;
  await vscode.commands.executeCommand('editor.action.codeAction', { kind: REWRITE_ALL, apply: 'first' });
}
