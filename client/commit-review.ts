// "Review encryption before commit": asks the server about what is staged, shows it, and keeps what is shown true.
import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import type { Review } from '../server/lsp/protocol';
import { registerReviewActions } from './commit-review-actions';
import { showProblems } from './commit-review-problems';
import { showStagedEntry } from './commit-review-status';
import { foldersToReview } from './commit-review-folders';
import { createReviewer } from './commit-review-model';
import { createReviewView } from './commit-review-view';
import { gitApi, watchRepositories } from './git-api';

/** Milliseconds of quiet before what is shown is brought up to date. */
const QUIET = 300;
/** Milliseconds after which a review shows that it is under way, with a way to stop it. */
const PATIENCE = 1000;

/** Registers the command, the summary, the problems, and the entry in the status bar. */
export function registerCommitReview(client: BaseLanguageClient, log: vscode.LogOutputChannel): vscode.Disposable {
  const display = createDisplay();
  const reviewer = createReviewer(client, log, display.show);
  const refresh = debounced((places: boolean) => {
    if (client.isRunning()) void reviewer.refresh(places);
  });
  const review = async (from: unknown): Promise<void> => {
    const folders = await foldersToReview(from);
    if (folders === undefined || !(await isRunning(client))) return;
    await withPatience((token) => reviewer.start(folders, token));
    await display.reveal();
  };
  return vscode.Disposable.from(
    display,
    registerReviewActions(client),
    vscode.commands.registerCommand('cipherlint.reviewCommit', review),
    vscode.commands.registerCommand('cipherlint.review.clear', reviewer.clear),
    keepCurrent(reviewer.names, refresh),
    client.onDidChangeState(({ newState }) => {
      // Nothing of a server that is gone stays; the next one is asked anew.
      if (newState === State.Running) refresh(false);
      else reviewer.withhold();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(reviewer.clear),
  );
}

interface Display {
  readonly show: (reviews: readonly Review[]) => void;
  readonly reveal: () => Promise<void>;
  readonly dispose: () => void;
}

/** Everywhere a review is shown. */
function createDisplay(): Display {
  const problems = vscode.languages.createDiagnosticCollection('cipherlint-review');
  const view = createReviewView();
  const entry = showStagedEntry();
  const all = vscode.Disposable.from(problems, view, entry);
  return {
    show: (reviews) => {
      const done = reviews.filter((review) => review.ok);
      showProblems(problems, done);
      view.show(reviews);
      entry.review(done);
    },
    reveal: view.reveal,
    dispose: () => void all.dispose(),
  };
}

async function isRunning(client: BaseLanguageClient): Promise<boolean> {
  if (client.isRunning()) return true;
  const { t } = vscode.l10n;
  const restart = t('Restart Server');
  const answer = await vscode.window.showWarningMessage(
    t('Cipherlint is not running, so nothing can be reviewed.'),
    restart,
  );
  if (answer !== restart) return false;
  await vscode.commands.executeCommand('cipherlint.restartServer');
  return client.isRunning();
}

/** Runs a task; shows a notification with a button to cancel only if it takes long. */
async function withPatience(task: (token: vscode.CancellationToken) => Promise<void>): Promise<void> {
  const source = new vscode.CancellationTokenSource();
  const running = task(source.token);
  const slow = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE, true));
  if ((await Promise.race([running, slow])) !== true) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Reviewing what is staged'),
    cancellable: true,
  };
  await vscode.window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => {
      source.cancel();
    });
    return running;
  });
}

/** Brings a review up to date when something else is staged, or a file that it names is edited. */
function keepCurrent(names: (uri: vscode.Uri) => boolean, refresh: (places: boolean) => void): { dispose(): void } {
  const edited = (document: vscode.TextDocument): void => {
    if (names(document.uri)) refresh(true);
  };
  const watches = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      edited(document);
    }),
    vscode.workspace.onDidCloseTextDocument(edited),
  ];
  void gitApi().then((git) => {
    const staged = (): void => {
      refresh(false);
    };
    if (git) watches.push(watchRepositories(git, staged));
  });
  return {
    dispose: () => {
      for (const watch of watches) watch.dispose();
    },
  };
}

/** Waits for quiet; if one of the calls wants everything anew, everything it is. */
function debounced(run: (places: boolean) => void): (places: boolean) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onlyPlaces = true;
  return (places) => {
    onlyPlaces &&= places;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const wanted = onlyPlaces;
      onlyPlaces = true;
      run(wanted);
    }, QUIET);
  };
}
