// Scans what is staged or changed, and tells what is new from what was there before: for the command line and the editor's review.
import { extname, sep } from 'node:path';
import { createProject, type FileAccess, type Project } from '../core/project';
import type { Settings } from '../core/settings';
import type { ReportedFinding, ReportedProblem, ScanReport } from '../report/model';
import { findRepositorySuppressions } from '../rules/repository';
import { isCandidate, readText, toPath, type ReadText } from './disk';
import type { Engine } from './engine';
import { isExcluded } from './exclude';
import type { ChangedFile, ChangeSet } from './git/change-set';
import { markNew, type ScannedBase } from './mark-new';
import { reportOf, type ReportOptions } from './report-of';
import { toRegion } from './scan';
import { withGiven, type SettingsFinder } from './settings';

export interface ChangeScan {
  readonly engine: Engine;
  readonly set: ChangeSet;
  readonly finder: SettingsFinder;
  readonly settingsFor: (path: string) => Settings;
  readonly options: ReportOptions;
  /** Only what lies at or below these paths; none: everything. */
  readonly starts: readonly string[];
}

/** The files of a change set that are looked at, and what is to say of those that can't be. */
export interface WantedChanges {
  readonly files: readonly ChangedFile[];
  readonly unreadable: readonly ReportedProblem[];
}

const CONFLICT = 'Not looked at: the merge conflict is not resolved.';

/** Chooses the files by name and settings, and reads their texts in one go. */
export function wantedChanges({ set, settingsFor, starts }: ChangeScan): WantedChanges {
  const isWanted = (path: string): boolean =>
    (starts.length === 0 || starts.some((start) => isBelow(path, start))) &&
    (starts.includes(path) || (isCandidate(path) && !isExcluded(path, settingsFor(path))));
  const files = set.prepare(set.files.filter(({ path }) => isWanted(path)));
  return { files, unreadable: [...notes(set.conflicts.filter(isWanted), CONFLICT), ...unreadableOf(set, files)] };
}

/** The report, with every finding marked as new or not. Stops for a moment after every file: whoever runs it may do something else, or give up. */
export function* scanChanges(scan: ChangeScan, { files, unreadable }: WantedChanges): Generator<void, ScanReport> {
  const { engine, set, settingsFor } = scan;
  const paths = files.map(({ path }) => path);
  const project = createProject(engine.adapters, engine.kinds, withGiven(set.access, set.top, settingsFor));
  const report = yield* scanIn(scan, { project, access: set.access, paths, unreadable });
  const bases = report.findings.length > 0 ? yield* basesOf(scan, project, files, report.findings) : [];
  return markNew(report, bases, scan.set.against);
}

/** Runs a scan without a stop. */
export function inOneGo<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Staged configuration counts as it is staged; one that git does not know as it is on the disk. */
export function configurationReader(set: ChangeSet): (file: string) => ReadText {
  return (file) => (file.startsWith(set.top + sep) ? set.read(toPath(set.top, file)) : undefined) ?? readText(file);
}

function isBelow(path: string, start: string): boolean {
  return start === '' || path === start || path.startsWith(`${start}/`);
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

/** The files as they are in one state of the repository. */
interface State {
  readonly project: Project;
  readonly access: FileAccess;
  readonly paths: readonly string[];
  readonly unreadable: readonly ReportedProblem[];
}

/** Judges file by file; the report then finds everything judged. */
function* scanIn(
  { engine, options, set, finder, settingsFor }: ChangeScan,
  { project, access, paths, unreadable }: State,
): Generator<void, ScanReport> {
  for (const path of paths) {
    project.judge(path);
    yield;
  }
  return reportOf({
    engine,
    project,
    root: set.top,
    paths,
    unreadable,
    finder,
    settingsFor,
    args: options,
    repository: findRepositorySuppressions(access),
    read: configurationReader(set),
  });
}

/** The settings of now hold for the states before, too: a stricter profile makes no finding new. */
function* basesOf(
  scan: ChangeScan,
  now: Project,
  files: readonly ChangedFile[],
  findings: readonly ReportedFinding[],
): Generator<void, readonly ScannedBase[]> {
  const findingsOnly: ChangeScan = { ...scan, options: { ...scan.options, format: 'json', stores: false } };
  const bases: ScannedBase[] = [];
  for (const { access, paths, renamed } of scan.set.bases(files)) {
    const useful = paths.filter(
      (path) => isCandidate(path) && mayHold(access.text(path), renamed.get(path) ?? path, findings),
    );
    const project = now.over(withGiven(access, scan.set.top, scan.settingsFor));
    bases.push({ report: yield* scanIn(findingsOnly, { project, access, paths: useful, unreadable: [] }), renamed });
  }
  return bases;
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
