// The review before a commit on a disk with git: the same scan as `cipherlint scan --staged`, for the language server.
import { existsSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '../core/settings';
import type { StagedScan } from '../lsp/review';
import { live, type ScanReport } from '../report/model';
import { loadBaseline, shownBy, withoutKnown } from './baseline-file';
import { withRulesOf } from './custom-rules';
import { readText } from './disk';
import type { Engine } from './engine';
import type { ChangeSet } from './git/change-set';
import type { Answer } from './git/run';
import { loadGit } from './load-git';
import { configurationReader, scanChanges, wantedChanges, type ChangeScan } from './scan-changes';
import { findSettings } from './settings';

const OPTIONS = { suppressions: true, unknown: false, format: 'json', rules: [], stores: false } as const;

/** Scans what is staged in the repository of a folder; a text says why that can't be done. No folder: it lies on no disk. */
export function* scanStaged(
  started: Engine,
  folder: string | undefined,
  editor: Partial<Settings>,
): Generator<void, StagedScan | string> {
  if (folder === undefined) return 'This folder lies on no disk that git could look at.';
  const set = stagedIn(folder);
  if (!set.ok) return sentence(set.reason);
  yield;
  const { value } = set;
  const engine = withRulesOf(started, value.access);
  const finder = findSettings(value.top, engine.ruleIds, {
    file: undefined,
    search: true,
    top: {},
    base: editor,
    read: configurationReader(value),
  });
  const scan = {
    engine,
    set: value,
    finder,
    settingsFor: (path: string) => finder.for(path),
    options: OPTIONS,
    starts: [],
  };
  const report = known(yield* scanChanges(scan, wantedChanges(scan)), scan);
  const fileOf = spelledAs(folder);
  return {
    top: pathToFileURL(fileOf(value.top)).href,
    against: value.against,
    files: report.paths.length,
    findings: live(report),
    problems: report.problems,
    text: (path) => textIn(value, path),
    working: (path) => {
      const read = readText(join(value.top, path));
      return read.ok ? read.text : undefined;
    },
    uri: (path) => pathToFileURL(fileOf(join(value.top, path))).href,
  };
}

/** The report with what the baseline of the configuration knows as ignored. One that can't be read hides nothing. */
function known(report: ScanReport, { engine, set, settingsFor }: ChangeScan): ScanReport {
  const { baseline: file } = settingsFor('x');
  const baseline = file === undefined ? undefined : loadBaseline(file);
  return baseline?.ok ? withoutKnown(report, set.top, baseline, shownBy(engine.kinds, settingsFor)).report : report;
}

function stagedIn(folder: string): Answer<ChangeSet> {
  if (!existsSync(folder)) return { ok: false, reason: `the folder ${folder} is not there any more` };
  const git = loadGit();
  const repository = git.openRepository(folder);
  return repository.ok ? git.stagedChanges(repository.value) : repository;
}

function textIn(set: ChangeSet, path: string): string | undefined {
  const read = set.read(path);
  return read?.ok ? read.text : undefined;
}

/** git follows symbolic links to the repository; the editor knows its files as the user has opened them. */
function spelledAs(folder: string): (file: string) => string {
  const real = realpathSync(folder);
  return (file) => (file === real || file.startsWith(real + sep) ? folder + file.slice(real.length) : file);
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? '' : '.'}`;
}
