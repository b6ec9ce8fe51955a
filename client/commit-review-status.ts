// The entry in the status bar while files are staged: starts a review, and says what the last one has found.
import * as vscode from 'vscode';
import { levelsOf, type Reviewed } from './commit-review-tree';
import { gitApi, watchRepositories, type GitApi } from './git-api';

export interface StagedEntry {
  dispose(): void;
  /** Shows the result of a review; none: only that files are staged. */
  readonly review: (reviews: readonly Reviewed[]) => void;
}

/** Shows the entry whenever VS Code's Git extension says that files are staged. */
export function showStagedEntry(): StagedEntry {
  const item = vscode.window.createStatusBarItem('cipherlint.staged', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Cipherlint: Encryption Review');
  item.command = 'cipherlint.reviewCommit';
  let reviews: readonly Reviewed[] = [];
  let git: GitApi | undefined;
  const watches: { dispose(): unknown }[] = [item];
  const update = (): void => {
    const staged = (git?.repositories ?? []).reduce((sum, { state }) => sum + state.indexChanges.length, 0);
    if (staged === 0) item.hide();
    else {
      fill(item, reviews, staged);
      item.show();
    }
  };
  void gitApi().then((api) => {
    git = api;
    if (api) watches.push(watchRepositories(api, update));
    update();
  });
  return {
    review: (done) => {
      reviews = done;
      update();
    },
    dispose: () => {
      for (const watch of watches) watch.dispose();
    },
  };
}

function fill(item: vscode.StatusBarItem, reviews: readonly Reviewed[], staged: number): void {
  const { t } = vscode.l10n;
  const found = reviews.flatMap(({ findings }) => findings).filter(({ isNew }) => isNew);
  const result = reviews.length === 0 ? '' : found.length === 0 ? t('nothing new') : t('{0} new', found.length);
  item.text = `$(${found.length > 0 ? 'warning' : 'shield'}) ${result === '' ? t('Encryption') : t('Encryption: {0}', result)}`;
  item.tooltip =
    found.length > 0
      ? t('New in this commit: {0}. Click to review again.', levelsOf(found))
      : t('Review encryption before commit ({0} staged)', staged);
  item.accessibilityInformation = { label: `${t('Encryption review')}: ${item.tooltip}` };
}
