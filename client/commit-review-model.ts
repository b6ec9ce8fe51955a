// Holds the reviews that are shown: asks the server, throws away what comes too late, forgets what is committed.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { REVIEW, type Review, type ReviewParams } from '../server/lsp/protocol';

export interface Reviewer {
  /** Reviews these folders in place of those before. */
  readonly start: (folders: readonly string[], token: vscode.CancellationToken) => Promise<void>;
  /** Asks again about the folders that are shown; `places`: only the working files have changed. */
  readonly refresh: (places: boolean) => Promise<void>;
  /** Takes off what is shown until the server can be asked again. */
  readonly withhold: () => void;
  readonly clear: () => void;
  /** Whether a file has findings in a review that is shown. */
  readonly names: (uri: vscode.Uri) => boolean;
}

/** `show` is handed the reviews, one for each folder, whenever they change; none: nothing is to be shown. */
export function createReviewer(
  client: BaseLanguageClient,
  log: vscode.LogOutputChannel,
  show: (reviews: readonly Review[]) => void,
): Reviewer {
  let reviews = new Map<string, Review>();
  let round = 0;
  /** What is staged was asked for, and no answer has been taken over yet. */
  let owed = false;
  const put = (next: Map<string, Review>): void => {
    round++;
    reviews = next;
    show([...next.values()]);
  };
  /** Undefined where another question has been asked meanwhile. */
  const ask = async (
    folders: readonly string[],
    places: boolean,
    token?: vscode.CancellationToken,
  ): Promise<Map<string, Review> | undefined> => {
    const mine = ++round;
    owed ||= !places;
    const params = { places: !owed };
    const answers = await Promise.all(
      folders.map(async (folder) => [folder, await askServer(client, { folder, ...params }, log, token)] as const),
    );
    if (token?.isCancellationRequested === true) return new Map<string, Review>();
    if (mine !== round) return undefined;
    owed = false;
    return new Map(answers);
  };
  return {
    start: async (folders, token) => {
      const answers = await ask(folders, false, token);
      if (answers) put(answers);
    },
    refresh: async (places) => {
      if (reviews.size === 0) return;
      const answers = await ask([...reviews.keys()], places);
      if (answers) put([...answers.values()].every(isOver) ? new Map<string, Review>() : answers);
    },
    withhold: () => {
      round++;
      const reason = vscode.l10n.t('Cipherlint is not running.');
      show([...reviews.values()].map(() => ({ ok: false, reason })));
    },
    clear: () => {
      put(new Map());
    },
    names: (uri) =>
      [...reviews.values()].some(
        (review) => review.ok && review.files.some((file) => vscode.Uri.parse(file.uri).fsPath === uri.fsPath),
      ),
  };
}

/** Nothing is staged any more: it is committed, or taken back. */
function isOver(review: Review): boolean {
  return review.ok && review.count === 0 && review.problems.length === 0;
}

async function askServer(
  client: BaseLanguageClient,
  params: ReviewParams,
  log: vscode.LogOutputChannel,
  token?: vscode.CancellationToken,
): Promise<Review> {
  try {
    // A token that is not there would be sent as one more parameter.
    return await (token
      ? client.sendRequest<Review>(REVIEW, params, token)
      : client.sendRequest<Review>(REVIEW, params));
  } catch (error) {
    if (token?.isCancellationRequested !== true) log.error(`The review did not end: ${String(error)}`);
    return { ok: false, reason: vscode.l10n.t('The review did not end. The log says why.') };
  }
}
