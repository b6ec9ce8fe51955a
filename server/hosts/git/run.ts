// Runs the `git` program to read: never a hook, a filter, a diff program or a monitor of the repository, and no program that lies in it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** A value, or in one sentence why there is none. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export interface GitCall {
  readonly cwd: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface GitOutput {
  /** What git wrote, also where it failed. */
  readonly out: Buffer;
  /** git's own words, without "fatal:". */
  readonly error: string;
  readonly code: number;
}

const MAX_OUTPUT = 512 * 1024 * 1024;
const MISSING = 'git was not found on the PATH';

/** No writing to the index, no questions, no download of objects that a partial clone left out; messages in English. */
const ENVIRONMENT = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };

let program: string | undefined;

/** Runs git. Fails only where it can't be started; what it says and its exit code are for the caller to judge. */
export function runGit(args: readonly string[], { cwd, input, environment }: GitCall): Answer<GitOutput> {
  program ??= findGit(process.env.PATH ?? process.env.Path ?? '');
  if (program === undefined) return { ok: false, reason: MISSING };
  const { error, stdout, stderr, status } = spawnSync(program, ['-c', 'core.fsmonitor=false', ...args], {
    cwd,
    env: { ...process.env, ...environment, ...ENVIRONMENT },
    maxBuffer: MAX_OUTPUT,
    windowsHide: true,
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] as const } : { input }),
  });
  if (error) return { ok: false, reason: `git can't be run: ${error.message}` };
  return { ok: true, value: { out: stdout, error: firstLine(stderr.toString('utf8')), code: status ?? -1 } };
}

/** Runs git, where anything but success is a failure. */
export function askGit(args: readonly string[], call: GitCall): Answer<Buffer> {
  const run = runGit(args, call);
  if (!run.ok) return run;
  const { out, error, code } = run.value;
  return code === 0 ? { ok: true, value: out } : { ok: false, reason: `git says: ${error}` };
}

/** Only absolute folders are searched, so that a "git" of the workspace is never started; npx puts the workspace's programs first. */
function findGit(path: string): string | undefined {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !/[\\/]node_modules[\\/]/.test(folder))
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function firstLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((candidate) => /^(fatal|error):/.test(candidate)) ?? lines[0] ?? 'nothing';
  return line.replace(/^(fatal|error): /, '');
}
