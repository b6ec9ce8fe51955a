// `cipherlint scan`: finds the files, scans them, prints the report and decides the exit code.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createProject } from '../../core/project';
import { SEVERITIES } from '../../core/kind';
import type { Settings } from '../../core/settings';
import { blocking, type ReportedProblem, type ScanReport } from '../../report/model';
import { withRulesAbove } from '../custom-rules';
import { candidateFiles, diskAccess, readText, toPath } from '../disk';
import { isExcluded } from '../exclude';
import { repositoryFor } from '../repository';
import { findSettings, withGiven } from '../settings';
import { toRegion } from '../scan';
import type { Engine } from '../engine';
import type { Arguments } from './arguments';
import { afterComparing, loadBaseline, shownBy, withoutKnown } from '../baseline-file';
import { fixFiles } from './fix-files';
import { asksGit, scanGit } from './git-scan';
import { render } from './render';
import { reportOf, restricted } from '../report-of';

/** Where the command line writes to. */
export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/** Runs `scan`. Returns the exit code: 0 nothing at or over `--fail-on`, 1 findings, 2 wrong use or unreadable input. */
export function scanCommand(engine: Engine, args: Arguments, output: Output): number {
  const scanned = asksGit(args) ? scanGit(engine, args, output) : scanPaths(engine, args, output);
  if (typeof scanned === 'string') return complain(output, scanned);
  const { root, unreadable, settingsFor } = scanned;
  const file = args.baseline ?? settingsFor('x').baseline;
  const baseline = file === undefined ? undefined : loadBaseline(file);
  if (baseline && !baseline.ok) return complain(output, baseline.message);
  const wouldShow = shownBy(engine.kinds, settingsFor);
  const compared = baseline?.ok ? withoutKnown(scanned.report, root, baseline, wouldShow) : undefined;
  const report = compared?.report ?? scanned.report;
  if (!args.fixDryRun) write(render(report, root, args), args, output);
  if (compared)
    output.error(`cipherlint: ${afterComparing(compared, seesAll(args) && prunes(args) ? file : undefined)}\n`);
  return exitCode(report, unreadable, args);
}

/** True where what is not found is surely gone: nothing was left out by an option, nothing is only staged. */
function seesAll(args: Arguments): boolean {
  return !asksGit(args) && !args.stdin && !args.fixDryRun && args.rules.length === 0 && args.suppressions;
}

/** In CI the file that is checked out is nobody's to change: what would be written there is lost. */
function prunes(args: Arguments): boolean {
  const { CI = '' } = process.env;
  return args.prunes ?? ['', '0', 'false'].includes(CI.toLowerCase());
}

/** What a scan of the named paths says, or a complaint about the paths. */
export function scanPaths(started: Engine, args: Arguments, output: Output): Scanned | string {
  const starts = args.operands.length > 0 ? args.operands : args.stdin ? [] : ['.'];
  const missing = [...starts, ...args.varFiles].filter((path) => !existsSync(path));
  if (missing.length > 0) return `${missing.join(', ')}: no such file or folder`;
  const root = rootOf(starts);
  const engine = args.searchConfig ? withRulesAbove(started, root) : started;
  const finder = findSettings(root, engine.ruleIds, {
    file: args.config,
    search: args.searchConfig,
    top: settingsIn(args),
    base: {},
  });
  const settingsFor = (path: string): Settings => restricted(finder.for(path), args.rules);
  const files = collect(starts, root, args, settingsFor);
  const project = createProject(engine.adapters, engine.kinds, withGiven(diskAccess(root), root, settingsFor));
  if (args.stdin) project.setText(stdinPath(args, root), readFileSync(0, 'utf8'));
  if (args.fix || args.fixDryRun)
    output.error(fixFiles(project, root, files.paths, settingsFor, args.fixDryRun, output));
  const report = reportOf({
    engine,
    project,
    root,
    ...files,
    finder,
    settingsFor,
    args,
    repository: repositoryFor(root),
    read: readText,
  });
  return { report, root, settingsFor, unreadable: files.unreadable.length > 0 };
}

/** What the options say beats every configuration. */
export function settingsIn({ profile, varFiles }: Arguments): Partial<Settings> {
  return {
    ...(profile ? { profile } : {}),
    ...(varFiles.length > 0 ? { varFiles: varFiles.map((file) => resolve(file)) } : {}),
  };
}

export interface Scanned {
  readonly report: ScanReport;
  readonly root: string;
  readonly settingsFor: (path: string) => Settings;
  /** A file could not be read; the report says which. */
  readonly unreadable: boolean;
}

export function complain(output: Output, message: string): number {
  output.error(`cipherlint: ${message}\n`);
  return 2;
}

/** The folder to which the report's paths are relative: the one folder named, else where the command runs. */
export function rootOf(starts: readonly string[]): string {
  const [only] = starts;
  if (starts.length !== 1 || only === undefined) return process.cwd();
  const file = resolve(only);
  if (statSync(file).isDirectory()) return file;
  return toPath(process.cwd(), file).startsWith('..') ? dirname(file) : process.cwd();
}

function stdinPath(args: Arguments, root: string): string {
  return toPath(root, resolve(args.stdinPath ?? 'stdin.yaml'));
}

interface Collected {
  readonly paths: readonly string[];
  readonly unreadable: readonly ReportedProblem[];
}

/** The files that the paths name or hold, and those of them that can't be read. */
export function collect(
  starts: readonly string[],
  root: string,
  args: Arguments,
  settingsFor: (path: string) => Settings,
): Collected {
  const named = new Set(starts.map((start) => resolve(start)));
  const excluded = settingsFor('.').exclude;
  const files = starts.flatMap((start) => candidateFiles(resolve(start), excluded));
  const paths = [...new Set(files)]
    .map((file) => ({ file, path: toPath(root, file) }))
    .filter(({ file, path }) => named.has(file) || !isExcluded(path, settingsFor(path)));
  const unreadable = paths.flatMap(({ file, path }): readonly ReportedProblem[] => {
    const read = readText(file);
    return read.ok ? [] : [{ path, region: toRegion(undefined, { start: 0, end: 0 }), message: read.reason }];
  });
  return { paths: [...paths.map(({ path }) => path), ...(args.stdin ? [stdinPath(args, root)] : [])], unreadable };
}

/** Prints a report, or writes it to the file that `--output` names. */
export function write(text: string, args: Arguments, output: Output): void {
  if (args.output === undefined) {
    output.out(text);
    return;
  }
  writeFileSync(args.output, text);
  output.error(`cipherlint: ${args.output} written\n`);
}

function exitCode(report: ScanReport, unreadable: boolean, args: Arguments): number {
  if (unreadable) return 2;
  if (args.failOn === 'never') return 0;
  const bound = SEVERITIES.indexOf(args.failOn);
  return blocking(report).some((finding) => finding.level !== 'hint' && SEVERITIES.indexOf(finding.level) >= bound)
    ? 1
    : 0;
}
