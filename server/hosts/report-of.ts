// Scans the files that were collected and adds what is to say about the files and the configuration.
import { resolve } from 'node:path';
import { indexLines } from '../core/lines';
import type { Project } from '../core/project';
import { matchesPattern, type Settings } from '../core/settings';
import type { ReportedFinding, ReportedProblem, ScanReport } from '../report/model';
import type { RepositoryFinder } from '../rules/repository';
import { toPath, type ReadText } from './disk';
import type { Engine } from './engine';
import { scan, toRegion } from './scan';
import type { SettingsFinder } from './settings';
import type { Arguments } from './cli/arguments';

/** What of the command line's options a report hangs on. */
export interface ReportOptions extends Pick<Arguments, 'suppressions' | 'unknown' | 'format' | 'rules'> {
  /** False where nobody reads the report's data stores. */
  readonly stores?: boolean;
}

export interface ToReport {
  readonly engine: Engine;
  readonly project: Project;
  readonly root: string;
  /** Relative to the root. */
  readonly paths: readonly string[];
  readonly unreadable: readonly ReportedProblem[];
  readonly finder: SettingsFinder;
  readonly settingsFor: (path: string) => Settings;
  readonly args: ReportOptions;
  readonly repository: RepositoryFinder;
  /** Reads a configuration file by its absolute path. */
  readonly read: (file: string) => ReadText;
}

/** The report on the files, as the options ask for it. */
export function reportOf({
  engine,
  project,
  root,
  paths,
  unreadable,
  finder,
  settingsFor,
  args,
  repository,
  read,
}: ToReport): ScanReport {
  const report = scan(project, {
    version: engine.version,
    root,
    paths,
    settingsFor,
    today: new Date().toISOString().slice(0, 10),
    suppressions: args.suppressions,
    ...(args.suppressions ? { repository } : {}),
    unknown: args.unknown,
    fixes: args.format === 'sarif',
    stores: args.stores ?? true,
  });
  const isAsked = (finding: ReportedFinding): boolean =>
    args.rules.length === 0 || args.rules.some((pattern) => matchesPattern(pattern, finding.rule.id));
  return {
    ...report,
    findings: report.findings.filter(isAsked),
    problems: [...unreadable, ...engine.problems, ...configurationProblems(finder, root, read), ...report.problems],
  };
}

function configurationProblems(
  finder: SettingsFinder,
  root: string,
  read: (file: string) => ReadText,
): readonly ReportedProblem[] {
  return finder.loaded().flatMap(({ file, problems }) => {
    if (problems.length === 0) return [];
    const text = read(resolve(file));
    const lines = text.ok ? indexLines(text.text) : undefined;
    return problems.map(({ span, message }): ReportedProblem => ({
      path: toPath(root, file),
      region: toRegion(lines, span),
      message,
    }));
  });
}

/** `--rule` switches every other rule off, and the named ones on whatever the profile. */
export function restricted(settings: Settings, rules: readonly string[]): Settings {
  if (rules.length === 0) return settings;
  return { ...settings, profile: 'strict' };
}
