// Reads files of the workspace, wherever it lies: VS Code finds and reads them.
import * as vscode from 'vscode';
import type { WorkspaceText } from '../server/lsp/protocol';

const SKIPPED = '**/{node_modules,.git,.terraform,cdk.out,.venv,venv,__pycache__,site-packages}/**';
const MAX_BYTES = 1_000_000;

/** The texts of the files that a glob pattern finds; what is large, binary or can't be read is left out. */
export async function readTexts(pattern: string, maxFiles: number): Promise<readonly WorkspaceText[]> {
  const uris = await vscode.workspace.findFiles(pattern, SKIPPED, maxFiles);
  const texts = await Promise.all(uris.map(textOf));
  return texts.filter((text) => text !== undefined);
}

async function textOf(uri: vscode.Uri): Promise<WorkspaceText | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > MAX_BYTES || bytes.subarray(0, 8000).includes(0)) return undefined;
    return { uri: uri.toString(), text: new TextDecoder().decode(bytes) };
  } catch {
    return undefined;
  }
}
