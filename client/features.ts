// Starts a language client and everything that shows it, the same in Node and in a browser.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerCommands } from './commands';
import { registerCommitReview } from './commit-review';
import { registerExplaining } from './explaining';
import { registerFixFiles } from './fix-files';
import { registerInventory } from './inventory';
import { registerRulePages } from './rule-page';
import { showStatus } from './status';
import { registerWorkspaceScan } from './workspace-scan';

/** Registers all features for the client and starts it. Resolves also when the server does not start: the status item says so then. */
export async function startClient(
  context: vscode.ExtensionContext,
  client: BaseLanguageClient,
  log: vscode.LogOutputChannel,
): Promise<void> {
  context.subscriptions.push(
    log,
    showStatus(client),
    registerCommands(client, log),
    registerRulePages(client),
    registerExplaining(client),
    registerFixFiles(client),
    registerInventory(client, context.extensionUri),
    registerCommitReview(client, log),
    registerWorkspaceScan(client),
  );
  try {
    await client.start();
  } catch (error) {
    log.error(String(error));
  }
}
