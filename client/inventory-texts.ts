// The texts of the workspace's files for a server without a disk, as in a browser.
import * as vscode from 'vscode';
import type { InventoryParams } from '../server/lsp/protocol';

const FILES = '**/*.{yaml,yml,json,template,tf,tofu,tfvars,py,ipynb,sh,bash,ts,tsx,js,jsx,mjs,cjs,mts,cts}';
const SKIPPED = '**/{node_modules,.git,.terraform,cdk.out,.venv,venv,__pycache__,site-packages}/**';
/** A browser's memory is small, and every text goes over to the worker. */
const MAX_FILES = 2000;
const MAX_BYTES = 1_000_000;

/** Every file that could be ours; what can't be read is left out. */
export async function workspaceTexts(): Promise<NonNullable<InventoryParams['texts']>> {
  const uris = await vscode.workspace.findFiles(FILES, SKIPPED, MAX_FILES);
  const texts = await Promise.all(uris.map(textOf));
  return texts.filter((text) => text !== undefined);
}

async function textOf(uri: vscode.Uri): Promise<{ readonly uri: string; readonly text: string } | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > MAX_BYTES || bytes.subarray(0, 8000).includes(0)) return undefined;
    return { uri: uri.toString(), text: new TextDecoder().decode(bytes) };
  } catch {
    return undefined;
  }
}
