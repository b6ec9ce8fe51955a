// The extension in the Node extension host: runs the server as a process of its own.
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startClient } from './features';
import { clientId, clientName, clientOptions } from './options';

let client: LanguageClient | undefined;

/** Called by VS Code when a relevant file is there. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel(clientName, { log: true });
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  client = new LanguageClient(clientId, clientName, server, clientOptions(log));
  await startClient(context, client, log);
}

/** Called by VS Code at the end; it waits for the server to go. */
export async function deactivate(): Promise<void> {
  if (client?.needsStop()) await client.stop();
}
