// The texts of the workspace's files for a server without a disk, as in a browser.
import type { WorkspaceText } from '../server/lsp/protocol';
import { readTexts } from './workspace-texts';

const FILES = '**/*.{yaml,yml,json,template,tf,tofu,tfvars,hcl,py,ipynb,sh,bash,ts,tsx,js,jsx,mjs,cjs,mts,cts}';
/** A browser's memory is small, and every text goes over to the worker. */
const MAX_FILES = 2000;

/** Every file that could be ours; what can't be read is left out. */
export function workspaceTexts(): Promise<readonly WorkspaceText[]> {
  return readTexts(FILES, MAX_FILES);
}
