// The part of VS Code's Git extension that is used here: which files are staged, and staging one.
import * as vscode from 'vscode';

/** A repository that VS Code has open. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly indexChanges: readonly unknown[];
    readonly onDidChange: vscode.Event<void>;
  };
  add(paths: readonly string[]): Promise<void>;
}

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
  getRepository(uri: vscode.Uri): GitRepository | null;
  /** The text of a file at a commit; an empty name means the index. */
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The Git extension's functions; undefined where it is not there (as in a browser), switched off, or found no git. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    const git = await extension?.activate();
    return git?.enabled ? git.getAPI(1) : undefined;
  } catch {
    return undefined; // there is no git on this machine
  }
}

/** Tells of every change of a repository's state, of repositories opened later too. */
export function watchRepositories(git: GitApi, changed: (repository: GitRepository) => void): vscode.Disposable {
  const watched = new Map<GitRepository, vscode.Disposable>();
  const open = (repository: GitRepository): void => {
    watched.get(repository)?.dispose();
    watched.set(
      repository,
      repository.state.onDidChange(() => {
        changed(repository);
      }),
    );
    changed(repository);
  };
  const close = (repository: GitRepository): void => {
    watched.get(repository)?.dispose();
    watched.delete(repository);
    changed(repository);
  };
  git.repositories.forEach(open);
  return vscode.Disposable.from(git.onDidOpenRepository(open), git.onDidCloseRepository(close), {
    dispose: () => {
      for (const watch of watched.values()) watch.dispose();
    },
  });
}
