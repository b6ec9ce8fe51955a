// Which repositories a commit review looks at, and what is said where there is none.
import * as vscode from 'vscode';
import { gitApi } from './git-api';

/** URIs of folders, one for each repository: the one whose title bar was clicked, else those with staged files, else the folders that are open. */
export async function foldersToReview(from: unknown): Promise<readonly string[] | undefined> {
  const { t } = vscode.l10n;
  if (!vscode.workspace.isTrusted) {
    await offerTrust();
    return undefined;
  }
  const clicked = rootOf(from);
  if (clicked) return [clicked.toString()];
  const repositories = (await gitApi())?.repositories ?? [];
  const staged = repositories.filter(({ state }) => state.indexChanges.length > 0);
  const roots = (staged.length > 0 ? staged : repositories).map(({ rootUri }) => rootUri);
  const folders = roots.length > 0 ? roots : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  if (folders.length > 0) return folders.map((uri) => uri.toString());
  void vscode.window.showInformationMessage(t('There is nothing to review: no folder is open.'));
  return undefined;
}

/** The button in the Source Control view hands over its repository. */
function rootOf(from: unknown): vscode.Uri | undefined {
  if (typeof from !== 'object' || from === null || !('rootUri' in from)) return undefined;
  return from.rootUri instanceof vscode.Uri ? from.rootUri : undefined;
}

/** git reads the configuration of the repository, so it is not started where that is nobody's that the user trusts. */
async function offerTrust(): Promise<void> {
  const { t } = vscode.l10n;
  const manage = t('Manage Workspace Trust');
  const answer = await vscode.window.showInformationMessage(
    t('A review asks git about this folder, which has to wait until you trust the folder.'),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
