// The progress of a workspace scan as the editor shows it, with a way to stop it.
import type { Connection } from 'vscode-languageserver';
import type { Say } from './words';

export interface ScanProgress {
  report(done: number, all: number): void;
  isCancelled(): boolean;
  done(): void;
}

/** Shows nothing. */
export const noProgress: ScanProgress = { report: () => undefined, isCancelled: () => false, done: () => undefined };

/** Starts to show progress; the client must be able to. */
export async function showProgress(connection: Connection, say: Say): Promise<ScanProgress> {
  const progress = await connection.window.createWorkDoneProgress();
  let shown = -1;
  progress.begin(say('Cipherlint: scanning the workspace'), 0, '', true);
  return {
    report: (done, all) => {
      const percentage = Math.floor((done / all) * 100);
      if (percentage > shown) progress.report(percentage, say('{0} of {1} files', done, all));
      shown = percentage;
    },
    isCancelled: () => progress.token.isCancellationRequested,
    done: () => {
      progress.done();
    },
  };
}
