// A real git repository below the opened folder, known to VS Code's Git extension. Node extension host only.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { until } from './findings';

interface GitApi {
  readonly repositories: readonly { readonly rootUri: vscode.Uri }[];
  openRepository(root: vscode.Uri): Promise<unknown>;
}

export interface Repository {
  uri(name: string): vscode.Uri;
  write(files: Readonly<Record<string, string>>): void;
  git(...args: readonly string[]): string;
  remove(): void;
}

/** Creates a repository with a first commit in a folder of that name, and waits until VS Code shows it. */
export async function createRepository(name: string): Promise<Repository> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const root = path.join(folder.uri.fsPath, name);
  fs.mkdirSync(root);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  git('init', '--quiet', '-b', 'main');
  git('commit', '--quiet', '--allow-empty', '-m', 'first');
  await waitForGit(root);
  return {
    uri: (file) => vscode.Uri.file(path.join(root, file)),
    write: (files) => {
      for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(root, file), text);
    },
    git,
    remove: () => {
      fs.rmSync(root, { recursive: true, force: true });
    },
  };
}

async function waitForGit(root: string): Promise<void> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  assert.ok(extension, 'the Git extension is there');
  const api = (await extension.activate()).getAPI(1);
  await api.openRepository(vscode.Uri.file(root));
  await until('the repository', () => api.repositories.some(({ rootUri }) => rootUri.fsPath === root));
}
