// `scan --staged` and `scan --changed`: looks at what differs, and tells what is new from what was there before.
import { realpathSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';
import { createProject, type FileAccess } from '../../core/project';
import type { Settings } from '../../core/settings';
import type { ReportedFinding, ReportedProblem, ScanReport } from '../../report/model';
import { findRepositorySuppressions } from '../../rules/repository';
import { withRulesOf } from '../custom-rules';
import { isCandidate, readText, toPath, type ReadText } from '../disk';
import type { Engine } from '../engine';
import { isExcluded } from '../exclude';
import type { ChangedFile, ChangeSet } from '../git/change-set';
import type { Repository } from '../git/repository';
import type { Answer } from '../git/run';
import { markNew, type ScannedBase } from '../mark-new';
import { toRegion } from '../scan';
import { findSettings, withBound, type SettingsFinder } from '../settings';
import type { Arguments } from './arguments';
import { fixFiles } from './fix-files';
import { loadGit, type Git } from './load-git';
import { reportOf, restricted } from './report-of';
import type { Output, Scanned } from './scan-command';

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
  return scanChanges(
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

function scanChanges(
  started: Engine,
  args: Arguments,
  output: Output,
  set: ChangeSet,
  starts: readonly string[],
): Scanned | string {
  const engine = args.searchConfig ? withRulesOf(started, set.access) : started;
  const read = configurationReader(set);
  const finder = findSettings(set.top, engine.ruleIds, {
    file: args.config,
    search: args.searchConfig,
    top: args.profile ? { profile: args.profile } : {},
    base: {},
    read,
  });
  const settingsFor = (path: string): Settings => restricted(finder.for(path), args.rules);
  const isWanted = (path: string): boolean =>
    (starts.length === 0 || starts.some((start) => isBelow(path, start))) &&
    (starts.includes(path) || (isCandidate(path) && !isExcluded(path, settingsFor(path))));
  const files = set.prepare(set.files.filter(({ path }) => isWanted(path)));
  const unreadable = [...notes(set.conflicts.filter(isWanted), CONFLICT), ...unreadableOf(set, files)];
  const scanner: Scanner = { engine, args, set, finder, settingsFor, read };
  if (args.fix || args.fixDryRun) fixChanged(scanner, files, output);
  const report = scanIn(
    scanner,
    set.access,
    files.map(({ path }) => path),
    unreadable,
  );
  const bases = report.findings.length > 0 ? basesOf(scanner, files, report.findings) : [];
  const compared = markNew(report, bases, set.against);
  return { report: compared, root: set.top, settingsFor, unreadable: false };
}

const CONFLICT = 'Not looked at: the merge conflict is not resolved.';

function isBelow(path: string, start: string): boolean {
  return start === '' || path === start || path.startsWith(`${start}/`);
}

/** Staged configuration counts as it is staged; one that git does not know as it is on the disk. */
function configurationReader(set: ChangeSet): (file: string) => ReadText {
  return (file) => (file.startsWith(set.top + sep) ? set.read(toPath(set.top, file)) : undefined) ?? readText(file);
}

function unreadableOf(set: ChangeSet, files: readonly ChangedFile[]): readonly ReportedProblem[] {
  return files.flatMap(({ path }) => {
    const text = set.read(path);
    return text && !text.ok ? notes([path], text.reason) : [];
  });
}

function notes(paths: readonly string[], message: string): readonly ReportedProblem[] {
  return paths.map((path) => ({ path, region: toRegion(undefined, { start: 0, end: 0 }), message }));
}

interface Scanner {
  readonly engine: Engine;
  readonly args: Arguments;
  readonly set: ChangeSet;
  readonly finder: SettingsFinder;
  readonly settingsFor: (path: string) => Settings;
  readonly read: (file: string) => ReadText;
}

function scanIn(
  { engine, args, set, finder, settingsFor, read }: Scanner,
  access: FileAccess,
  paths: readonly string[],
  unreadable: readonly ReportedProblem[],
): ScanReport {
  return reportOf({
    engine,
    project: createProject(engine.adapters, engine.kinds, withBound(access, settingsFor)),
    root: set.top,
    paths,
    unreadable,
    finder,
    settingsFor,
    args,
    repository: findRepositorySuppressions(access),
    read,
  });
}

/** The settings of now hold for the states before, too: a stricter profile makes no finding new. */
function basesOf(
  scanner: Scanner,
  files: readonly ChangedFile[],
  findings: readonly ReportedFinding[],
): readonly ScannedBase[] {
  const withoutFixes: Scanner = { ...scanner, args: { ...scanner.args, format: 'json' } };
  return scanner.set.bases(files).map(({ access, paths, renamed }) => {
    const useful = paths.filter(
      (path) => isCandidate(path) && mayHold(access.text(path), renamed.get(path) ?? path, findings),
    );
    return { report: scanIn(withoutFixes, access, useful, []), renamed };
  });
}

/** Saves the time for files that can't have had one of the findings: it is in this file now, or its name stands there. */
function mayHold(text: string | undefined, path: string, findings: readonly ReportedFinding[]): boolean {
  if (text === undefined) return false;
  return findings.some(
    (finding) =>
      finding.path === path ||
      (finding.dialect === 'sdk' || finding.dialect === 'cdk'
        ? extname(finding.path) === extname(path)
        : text.includes(lastName(finding.address))),
  );
}

/** `disk` in `module.m["a"].aws_ebs_volume.disk[0]`. */
function lastName(address: string): string {
  return /([\w-]+)(?:\[[^\]]*\])?$/.exec(address)?.[1] ?? '';
}

function fixChanged({ engine, args, set, settingsFor }: Scanner, files: readonly ChangedFile[], output: Output): void {
  const project = createProject(engine.adapters, engine.kinds, withBound(set.access, settingsFor));
  const paths = files.map(({ path }) => path);
  output.error(fixFiles(project, set.top, paths, settingsFor, args.fixDryRun, output));
}
