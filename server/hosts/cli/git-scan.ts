// `scan --staged` and `scan --changed`: looks at what differs, and tells what is new from what was there before.
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { createProject } from '../../core/project';
import type { Settings } from '../../core/settings';
import { withRulesOf } from '../custom-rules';
import { toPath } from '../disk';
import type { Engine } from '../engine';
import type { ChangeSet } from '../git/change-set';
import type { Repository } from '../git/repository';
import type { Answer } from '../git/run';
import { loadGit, type Git } from '../load-git';
import { restricted } from '../report-of';
import { configurationReader, inOneGo, scanChanges, wantedChanges, type ChangeScan } from '../scan-changes';
import { findSettings, withGiven } from '../settings';
import type { Arguments } from './arguments';
import { fixFiles } from './fix-files';
import { settingsIn, type Output, type Scanned } from './scan-command';

export function asksGit(args: Arguments): boolean {
  return args.staged || args.changed !== undefined;
}

/** What a scan of the staged or changed files says, or why there can be none. Paths are relative to the top of the repository. */
export function scanGit(engine: Engine, args: Arguments, output: Output): Scanned | string {
  const misuse = contradiction(args);
  if (misuse !== undefined) return misuse;
  const name = args.staged ? '--staged' : '--changed';
  const git = loadGit();
  const repository = git.openRepository(process.cwd());
  if (!repository.ok) return `${name}: ${repository.reason}`;
  const asked = changesAsked(git, repository.value, args);
  if (!asked.ok) return `${name}: ${asked.reason}`;
  const { set, operands } = asked.value;
  const starts = operands.map((path) => ({ path, start: toPath(set.top, realPath(path)) }));
  const outside = starts.filter(({ start }) => start.startsWith('..')).map(({ path }) => path);
  if (outside.length > 0) return `${outside.join(', ')}: not in the repository ${set.top}`;
  return scanSet(
    engine,
    args,
    output,
    set,
    starts.map(({ start }) => start),
  );
}

function contradiction(args: Arguments): string | undefined {
  if (args.staged && args.changed !== undefined) return '--staged and --changed exclude each other';
  if (args.stdin) return '--stdin goes with neither --staged nor --changed';
  if (args.staged && (args.fix || args.fixDryRun))
    return '--staged only looks: run "cipherlint scan --changed --fix", then stage the result';
  return undefined;
}

interface Asked {
  readonly set: ChangeSet;
  readonly operands: readonly string[];
}

/** In `--changed infra/` the word is a path, not a commit, as it would be for git. */
function changesAsked(git: Git, repository: Repository, args: Arguments): Answer<Asked> {
  const { changed = '', operands } = args;
  const isPath = changed !== '' && repository.commit(changed) === undefined && exists(changed);
  const set = args.staged
    ? git.stagedChanges(repository)
    : git.changesSince(repository, changed === '' || isPath ? 'HEAD' : changed);
  return set.ok ? { ok: true, value: { set: set.value, operands: isPath ? [changed, ...operands] : operands } } : set;
}

function exists(path: string): boolean {
  try {
    return realpathSync(path) !== '';
  } catch {
    return false;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path); // it may be deleted by now, or only be in the index
  }
}

function scanSet(
  started: Engine,
  args: Arguments,
  output: Output,
  set: ChangeSet,
  starts: readonly string[],
): Scanned | string {
  const engine = args.searchConfig ? withRulesOf(started, set.access) : started;
  const finder = findSettings(set.top, engine.ruleIds, {
    file: args.config,
    search: args.searchConfig,
    top: settingsIn(args),
    base: {},
    read: configurationReader(set),
  });
  const settingsFor = (path: string): Settings => restricted(finder.for(path), args.rules);
  const scan: ChangeScan = { engine, set, finder, settingsFor, options: args, starts };
  const wanted = wantedChanges(scan);
  if (args.fix || args.fixDryRun) {
    const project = createProject(engine.adapters, engine.kinds, withGiven(set.access, set.top, settingsFor));
    const paths = wanted.files.map(({ path }) => path);
    output.error(fixFiles(project, set.top, paths, settingsFor, args.fixDryRun, output));
  }
  return { report: inOneGo(scanChanges(scan, wanted)), root: set.top, settingsFor, unreadable: false };
}
