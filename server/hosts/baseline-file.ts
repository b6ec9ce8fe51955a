// A baseline on the disk: reads it, writes it, and hides what it knows from a report.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  matchBaseline,
  readBaseline,
  toBaseline,
  writeBaseline,
  type Baseline,
  type BaselineKey,
} from '../core/baseline';
import type { Rule } from '../core/kind';
import type { KindIndex } from '../core/kind-index';
import { shows, type Settings } from '../core/settings';
import { live, type ReportedFinding, type ScanReport } from '../report/model';
import { count } from '../report/words';
import { toPath } from './disk';

export const DEFAULT_BASELINE = '.cipherlint-baseline.json';

export type LoadedBaseline =
  | { readonly ok: true; readonly baseline: Baseline; readonly folder: string }
  | { readonly ok: false; readonly message: string };

/** Reads a baseline; its paths are relative to its folder. */
export function loadBaseline(file: string): LoadedBaseline {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { ok: false, message: `the baseline ${file} can't be read; "cipherlint baseline" writes one` };
  }
  const read = readBaseline(text);
  return read.ok
    ? { ok: true, baseline: read.baseline, folder: dirname(resolve(file)) }
    : { ok: false, message: `the baseline ${file} can't be used: ${read.reason}` };
}

/** Whether the settings show a rule at a path; a rule that is not known may be shown somewhere. */
export function shownBy(
  kinds: KindIndex,
  settingsFor: (path: string) => Settings,
): (rule: string, path: string) => boolean {
  let rules: ReadonlyMap<string, Rule> | undefined; // reading every rule takes a while, and only a baseline asks
  return (id, path) => {
    rules ??= new Map(kinds.kinds.flatMap((kind) => kind.rules.map((rule) => [rule.id, rule] as const)));
    const rule = rules.get(id);
    return rule === undefined || shows(rule, settingsFor(path));
  };
}

/** The report with the findings that the baseline knows as ignored, and what is gone. `wouldShow`: whether the settings show a rule at a path. */
export function withoutKnown(
  report: ScanReport,
  root: string,
  { baseline, folder }: LoadedBaseline & { readonly ok: true },
  wouldShow: (rule: string, path: string) => boolean,
): { readonly report: ScanReport; readonly known: number; readonly obsolete: number; readonly pruned: Baseline } {
  const counted = live(report);
  const scanned = new Set(report.paths.map((path) => fromFolder(folder, root, path)));
  const match = matchBaseline(
    baseline,
    counted.map((finding) => keyOf(finding, root, folder)),
    ({ rule, path }) =>
      (scanned.has(path) || !existsSync(resolve(folder, path))) && wouldShow(rule, toPath(root, resolve(folder, path))),
  );
  const known = new Set(counted.filter((_, i) => match.known[i] === true));
  const findings = report.findings.map((finding) =>
    known.has(finding)
      ? { ...finding, suppressedBy: { tool: 'baseline', reason: undefined, words: undefined, line: undefined } }
      : finding,
  );
  return { report: { ...report, findings }, known: known.size, obsolete: match.obsolete, pruned: match.pruned };
}

/** What to say of a comparison; takes what is gone out of the file where `file` is given. */
export function afterComparing(
  { known, obsolete, pruned }: Omit<ReturnType<typeof withoutKnown>, 'report'>,
  file: string | undefined,
): string {
  const summary = `the baseline knows ${count(known, 'finding')}`;
  if (obsolete === 0) return summary;
  const gone = `${count(obsolete, 'finding')} of it ${obsolete === 1 ? 'is' : 'are'} gone`;
  if (file === undefined) return `${summary}; ${gone}`;
  try {
    writeFileSync(file, writeBaseline(pruned));
    return `${summary}; ${gone} and taken out of ${file}`;
  } catch (error) {
    return `${summary}; ${gone}, but ${file} can't be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The baseline of what counts in a report, for a file in `folder`. */
export function baselineOf(report: ScanReport, root: string, folder: string): Baseline {
  return toBaseline(live(report).map((finding) => keyOf(finding, root, folder)));
}

function keyOf(
  { rule, dialect, address, fingerprint, path }: ReportedFinding,
  root: string,
  folder: string,
): BaselineKey {
  return { rule: rule.id, dialect, address, fingerprint, path: fromFolder(folder, root, path) };
}

function fromFolder(folder: string, root: string, path: string): string {
  return toPath(folder, resolve(root, path));
}
