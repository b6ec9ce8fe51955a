// A temporary folder with a real git repository, and the published command line run in it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli, ensureBuilt } from './built';

export interface Run {
  readonly out: string;
  readonly error: string;
  readonly code: number | null;
}

export interface JsonFinding {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly address: string;
  readonly new: boolean;
}

export interface JsonReport {
  readonly against: string;
  readonly findings: readonly JsonFinding[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface GitFolder {
  readonly folder: string;
  write(files: Readonly<Record<string, string | Buffer>>): void;
  /** Runs git, which must succeed. */
  git(...args: readonly string[]): string;
  /** Runs git, whatever becomes of it. */
  tryGit(args: readonly string[], environment?: Readonly<Record<string, string>>): Run;
  commit(files: Readonly<Record<string, string | Buffer>>): void;
  run(args: readonly string[], options?: RunOptions): Run;
  /** As `run`, with another copy of the command line. */
  runFrom(program: string, args: readonly string[]): Run;
  remove(): void;
}

export interface RunOptions {
  /** Below the folder. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export const hasGit = spawnSync('git', ['--version']).status === 0;

/** Mocha hook: skips where there is no git, and says so. */
export function needsGit(this: Mocha.Context): void {
  if (hasGit) return;
  console.log('      skipped: git is not installed');
  this.skip();
}

/** The settings of whoever runs the tests must not count, nor the variables of a hook that runs them. */
export function cleanEnvironment(home: string): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('GIT_'),
  );
  return { ...Object.fromEntries(own), HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_NOSYSTEM: '1', NO_COLOR: '1' };
}

/** A new repository on the branch `main`, without a commit. `init`: false for a folder without one. */
export function gitFolder(init: readonly string[] | false = []): GitFolder {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'cipherlint-git-')));
  const [folder, home] = [join(base, 'work'), join(base, 'home')];
  mkdirSync(folder);
  mkdirSync(home);
  const start = (program: string, args: readonly string[], { cwd = '', environment = {} }: RunOptions): Run => {
    const { stdout, stderr, status } = spawnSync(program, args, {
      cwd: join(folder, cwd),
      env: { ...cleanEnvironment(home), ...environment },
      encoding: 'utf8',
    });
    return { out: stdout, error: stderr, code: status };
  };
  const tryGit: GitFolder['tryGit'] = (args, environment = {}) =>
    start('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { environment });
  const git: GitFolder['git'] = (...args) => {
    const { out, error, code } = tryGit(args);
    assert.equal(code, 0, `git ${args.join(' ')}: ${error}`);
    return out;
  };
  const write: GitFolder['write'] = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  if (init) git('init', '--quiet', '-b', 'main', ...init);
  return {
    folder,
    write,
    git,
    tryGit,
    commit: (files) => {
      write(files);
      git('add', '--all');
      git('commit', '--quiet', '--no-verify', '-m', 'x');
    },
    run: (args, options = {}) => start(process.execPath, [cli, ...args], options),
    runFrom: (program, args) => start(process.execPath, [program, ...args], {}),
    remove: () => {
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** A repository that is new in every test of the suite, and one more on demand within a test. */
export interface TestRepository extends GitFolder {
  /** Goes on with another new repository. */
  renew(): void;
}

/** To be called in a `describe`: sets everything up for tests that run the published command line in a repository. */
export function repositoryForEachTest(): TestRepository {
  let current: GitFolder | undefined;
  const now = (): GitFolder => {
    assert.ok(current, 'within a test');
    return current;
  };
  const renew = (): void => {
    current?.remove();
    current = gitFolder();
  };
  before(needsGit);
  before(ensureBuilt);
  beforeEach(renew);
  afterEach(() => {
    current?.remove();
  });
  return {
    get folder() {
      return now().folder;
    },
    write: (files) => {
      now().write(files);
    },
    git: (...args) => now().git(...args),
    tryGit: (args, environment) => now().tryGit(args, environment),
    commit: (files) => {
      now().commit(files);
    },
    run: (args, options) => now().run(args, options),
    runFrom: (program, args) => now().runFrom(program, args),
    remove: () => {
      now().remove();
    },
    renew,
  };
}

/** The report of `scan` as data. */
export function scanJson(repository: GitFolder, args: readonly string[], options?: RunOptions): JsonReport {
  const { out, error } = repository.run(['scan', '--format', 'json', '--profile', 'baseline', ...args], options);
  assert.notEqual(out, '', error);
  return JSON.parse(out) as JsonReport;
}
