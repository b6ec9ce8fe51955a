// Shares the files on which findings hang with a server that has no disk: at its start, and again whenever one of them changes.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SHARED_FILES, WORKSPACE_FILES, type WorkspaceFilesParams, type WorkspaceText } from '../server/lsp/protocol';
import { readTexts } from './workspace-texts';

/** For each pattern. */
const MAX_FILES = 500;
/** The server does not wait longer for a workspace that is slow to search; its files come later then. */
const PATIENCE_MS = 5000;

/** The files that are shared. */
export interface SharedWorkspaceFiles {
  readonly watching: vscode.Disposable;
  /** As they were read last. */
  files(): readonly WorkspaceText[];
  /** Fulfilled when they were read for the first time, or when that takes too long. */
  readonly found: Promise<void>;
  /** Sends them to a client that has started, if they have come late, and from now on after every change. */
  sendTo(client: BaseLanguageClient): Promise<void>;
}

/** Begins to read and watch the files of the workspace. */
export function shareWorkspaceFiles(): SharedWorkspaceFiles {
  let files: readonly WorkspaceText[] = [];
  let receiver: BaseLanguageClient | undefined;
  let reading = Promise.resolve();
  let waiting = 0;
  const read = async (): Promise<void> => {
    waiting -= 1;
    if (waiting > 0) return; // who comes after this one reads what is newer
    files = (await Promise.all(SHARED_FILES.map((pattern) => readTexts(pattern, MAX_FILES)))).flat();
    await send();
  };
  const send = async (): Promise<void> => {
    const params: WorkspaceFilesParams = { files };
    if (receiver?.isRunning()) await receiver.sendNotification(WORKSPACE_FILES, params);
  };
  const refresh = (): void => {
    waiting += 1;
    reading = reading.then(read).catch(() => undefined); // a search that fails or a server that has gone: the next change tries again
  };
  const watchers = SHARED_FILES.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
  const watching = vscode.Disposable.from(
    ...watchers,
    ...watchers.flatMap((each) => [each.onDidCreate(refresh), each.onDidChange(refresh), each.onDidDelete(refresh)]),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh),
  );
  refresh();
  return {
    watching,
    files: () => files,
    found: Promise.race([reading, new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS))]),
    sendTo: (client) => {
      receiver = client;
      return send();
    },
  };
}
