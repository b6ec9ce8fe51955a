// Opens the git repository of a folder, or says why there is none to work with.
import { resolve } from 'node:path';
import { askGit, runGit, type Answer } from './run';

export interface Repository {
  /** The folder of the work tree. */
  readonly top: string;
  /** Runs git at the top; failures carry git's words. */
  ask(args: readonly string[], input?: string): Answer<Buffer>;
  /** The commit that a name stands for; undefined where there is none, as for HEAD before the first commit. */
  commit(name: string): string | undefined;
  /** The folder that holds the state of this work tree, such as MERGE_HEAD. */
  gitFolder(): Answer<string>;
}

/** Finds the repository that a folder lies in. What git's environment variables say (GIT_DIR, GIT_INDEX_FILE) holds. */
export function openRepository(cwd: string): Answer<Repository> {
  const run = runGit(['rev-parse', '--is-bare-repository', '--is-inside-work-tree', '--show-toplevel'], { cwd });
  if (!run.ok) return run;
  const { out, error, code } = run.value;
  const [bare, inside, ...rest] = out.toString('utf8').replace(/\n$/, '').split('\n');
  if (bare === 'true')
    return { ok: false, reason: 'this is a bare repository: it has no index and no files to look at' };
  if (code !== 0 && inside === 'false')
    return { ok: false, reason: 'this is the inside of a .git folder: run it in the work tree' };
  if (code !== 0) return { ok: false, reason: whyNot(error) };
  return repositoryAt(resolve(rest.join('\n')), cwd);
}

function whyNot(error: string): string {
  return error.startsWith('not a git repository') ? 'this is not a git repository' : `git says: ${error}`;
}

/** Relative paths in git's environment mean the folder where git was started, so they are made absolute. */
function repositoryAt(top: string, cwd: string): Answer<Repository> {
  const gitFolder = (): Answer<string> => lineOf(askGit(['rev-parse', '--absolute-git-dir'], { cwd }));
  const environment: Record<string, string> = {};
  if (process.env.GIT_DIR !== undefined && resolve(cwd) !== top) {
    const folder = gitFolder();
    if (!folder.ok) return folder;
    Object.assign(environment, { GIT_DIR: folder.value, GIT_WORK_TREE: top });
  }
  const ask = (args: readonly string[], input?: string): Answer<Buffer> =>
    askGit(args, { cwd: top, environment, ...(input === undefined ? {} : { input }) });
  const commit = (name: string): string | undefined => {
    if (name.startsWith('-')) return undefined;
    const found = lineOf(ask(['rev-parse', '--quiet', '--verify', `${name}^{commit}`]));
    return found.ok ? found.value : undefined;
  };
  return { ok: true, value: { top, ask, commit, gitFolder } };
}

/** An answer's text without the line break at its end. */
export function lineOf(answer: Answer<Buffer>): Answer<string> {
  return answer.ok ? { ok: true, value: answer.value.toString('utf8').replace(/\r?\n$/, '') } : answer;
}
