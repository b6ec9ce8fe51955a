// The extension in a browser's extension host, as in vscode.dev: runs the server in a web worker.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient } from './features';
import { clientId, clientName, clientOptions } from './options';
import { shareWorkspaceFiles } from './workspace-files';

/** The one thing of a browser that is needed here; its whole library would hide mistakes in the rest of the client. */
declare const Worker: new (
  url: string,
) => ConstructorParameters<typeof LanguageClient>[2] & { postMessage(text: string): void };

let client: LanguageClient | undefined;

/** Called by VS Code when a relevant file is there. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel(clientName, { log: true });
  const urlOf = (file: string): string => vscode.Uri.joinPath(context.extensionUri, file).toString(true);
  const shared = shareWorkspaceFiles();
  const options = clientOptions(log, () => ({
    typescriptUrl: urlOf('dist/typescript.js'),
    patternsUrl: urlOf('dist/patterns.js'),
    files: shared.files(),
  }));
  const worker = new Worker(urlOf('dist/worker.js'));
  const rules = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist/rules.json'));
  worker.postMessage(new TextDecoder().decode(rules)); // before the client says anything
  client = new LanguageClient(clientId, clientName, worker, options);
  context.subscriptions.push(shared.watching);
  await shared.found;
  await startClient(context, client, log);
  await shared.sendTo(client);
}

/** Called by VS Code at the end; it waits for the server to go. */
export async function deactivate(): Promise<void> {
  if (client?.needsStop()) await client.stop();
}
