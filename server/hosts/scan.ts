// Scans files: reads them into a project, judges every unit once, and reports what the settings let through.
import { applyPlan } from '../core/apply-plan';
import type { Finding } from '../core/evaluate';
import { inventoryOf, isStore, stateAtRest, type State, type StoreRow } from '../core/inventory';
import { indexLines, type Lines } from '../core/lines';
import { planFixes } from '../core/fix';
import { firstBranch } from '../core/path';
import type { JudgedUnit, Project } from '../core/project';
import { levelOf, type Settings } from '../core/settings';
import { fingerprintOf } from '../core/baseline';
import { applySuppressions, suppressionsIn, type Suppression } from '../core/suppress';
import { complaintsAbout, type SuppressionComplaint } from '../core/suppress/complaints';
import type { Span, TextEdit } from '../core/text';
import { ownUnits } from '../core/units';
import { diffEdits } from '../core/diff-edits';
import type { Region, ReportedFinding, ReportedProblem, ScanReport } from '../report/model';
import type { RepositoryFinder } from '../rules/repository';
import { agreedComplaints, tally, type ComplaintTally } from './scan-complaints';

export interface ScanOptions {
  readonly version: string;
  readonly root: string;
  /** Paths relative to the root. */
  readonly paths: readonly string[];
  /** The settings for a path. */
  readonly settingsFor: (path: string) => Settings;
  /** `YYYY-MM-DD`, for suppressions that expire. */
  readonly today: string;
  readonly suppressions: boolean;
  /** What other tools' files for the whole repository say. */
  readonly repository?: RepositoryFinder;
  /** Also report what could not be decided. */
  readonly unknown: boolean;
  /** Work out the edits of safe fixes. */
  readonly fixes: boolean;
  /** List the data stores. */
  readonly stores: boolean;
}

/** Scans the given paths. Files that no adapter claims are passed over. */
export function scan(project: Project, options: ScanOptions): ScanReport {
  const wanted = new Set(options.paths);
  const findings: ReportedFinding[] = [];
  const problems: ReportedProblem[] = [];
  const stores: StoreRow[] = [];
  const files = new Set<string>();
  const units = options.paths.map((path) => project.judge(path)).filter((judged) => judged !== undefined);
  const complaints = new Map<string, ComplaintTally>();
  for (const judged of ownUnits(units)) {
    for (const document of judged.unit.documents) files.add(document.source.path);
    const reporter = reporterFor(project, judged, options);
    findings.push(...reporter.findings().filter((finding) => wanted.has(finding.path)));
    problems.push(...reporter.problems().filter((problem) => wanted.has(problem.path)));
    tally(
      complaints,
      reporter.complaints(),
      judged.unit.documents.map(({ source }) => source.path),
    );
    if (!options.stores) continue;
    stores.push(
      ...inventoryOf(judged.analysis.index, project.kinds)
        .filter(isStore)
        .filter((row) => isWanted(judged, row.resource.source, wanted)),
    );
  }
  return {
    version: options.version,
    root: options.root,
    files: [...files].filter((path) => wanted.has(path)).length,
    paths: [...files].filter((path) => wanted.has(path)),
    findings: unique(findings),
    problems: [...problems, ...agreedComplaints(complaints).filter((problem) => wanted.has(problem.path))],
    stores,
  };
}

function isWanted(judged: JudgedUnit, uri: string, wanted: ReadonlySet<string>): boolean {
  return judged.unit.documents.some((document) => document.source.uri === uri && wanted.has(document.source.path));
}

function unique(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const seen = new Map<string, ReportedFinding>();
  for (const finding of findings)
    seen.set(
      `${finding.path}:${String(finding.region.startLine)}:${String(finding.region.startColumn)}:${finding.rule.id}:${finding.verdict}`,
      finding,
    );
  return [...seen.values()].sort(byPlace);
}

function byPlace(a: ReportedFinding, b: ReportedFinding): number {
  return a.path === b.path ? 0 : a.path < b.path ? -1 : 1; // within a file they are in order already
}

function reporterFor(
  project: Project,
  judged: JudgedUnit,
  options: ScanOptions,
): {
  findings(): readonly ReportedFinding[];
  problems(): readonly ReportedProblem[];
  complaints(): readonly ReportedProblem[];
} {
  const { unit, analysis } = judged;
  const sources = new Map(unit.documents.map(({ source }) => [source.uri, { source, lines: indexLines(source.text) }]));
  const regionOf = (uri: string, span: Span): Region => toRegion(sources.get(uri)?.lines, span);
  const pathOf = (uri: string): string => sources.get(uri)?.source.path ?? uri;

  const report = (finding: Finding, by: ReportedFinding['suppressedBy']): readonly ReportedFinding[] => {
    const path = pathOf(finding.source);
    const level = levelOf(finding, options.settingsFor(path));
    if (level === undefined) return [];
    const region = regionOf(finding.source, finding.span);
    const text = sources.get(finding.source)?.source.text ?? '';
    return [
      {
        rule: finding.rule,
        level,
        verdict: finding.verdict,
        path,
        region,
        message: finding.message,
        reason: finding.reason,
        address: finding.address,
        state: stateOf(finding, judged),
        related: finding.related
          .filter(({ place }) => sources.has(place.uri))
          .map(({ place, note }) => ({ path: pathOf(place.uri), region: regionOf(place.uri, place.span), note })),
        suppressedBy: by,
        dialect: finding.resource.dialect,
        fingerprint: fingerprintOf(finding),
        fix:
          options.fixes && !by && finding.verdict === 'fail'
            ? safeFix(project, judged, finding, path, text)
            : undefined,
        line: lineText(text, finding.span.start),
      },
    ];
  };

  const suppressions = options.suppressions
    ? suppressionsIn(unit, options.repository?.(unit.documents.map(({ source }) => source.path)))
    : [];
  const applied = applySuppressions(analysis.findings, suppressions, options.today);
  const byOf = (by: Suppression): NonNullable<ReportedFinding['suppressedBy']> => ({
    tool: by.tool,
    reason: by.reason,
    words: by.form === 'file' ? undefined : sources.get(by.source)?.source.text.slice(by.span.start, by.span.end),
    line: by.form === 'file' ? undefined : regionOf(by.source, by.span).startLine,
  });
  const complaint = ({ source, span, message }: SuppressionComplaint): ReportedProblem => ({
    path: pathOf(source),
    region: regionOf(source, span),
    message,
  });

  return {
    findings: () =>
      applied.findings
        .filter(({ finding }) => finding.verdict === 'fail' || options.unknown)
        .flatMap(({ finding, by }) => report(finding, by && byOf(by))),
    complaints: () => complaintsAbout(unit, suppressions, applied.used, project.kinds, options.today).map(complaint),
    problems: () =>
      unit.documents.flatMap(({ source, problems }) =>
        problems.map((problem) => ({
          path: source.path,
          region: regionOf(source.uri, problem.span),
          message: problem.message,
        })),
      ),
  };
}

function stateOf(finding: Finding, { analysis }: JudgedUnit): State | undefined {
  if (!finding.kind.store) return undefined;
  return stateAtRest({
    kind: finding.kind,
    resource: finding.resource,
    index: analysis.index,
    partial: false,
    choose: firstBranch,
    part: undefined,
  });
}

/** The edits of the preferred fix, where it does nothing but what its title says. */
function safeFix(
  project: Project,
  judged: JudgedUnit,
  finding: Finding,
  path: string,
  text: string,
): ReportedFinding['fix'] {
  const plan = planFixes(finding, judged.analysis.index)[0];
  if (!plan?.safe) return undefined;
  const pathsOf = (texts: ReadonlyMap<string, string>): Map<string, string> =>
    new Map(
      [...texts].flatMap(([uri, changed]) =>
        judged.unit.documents
          .filter(({ source }) => source.uri === uri)
          .map(({ source }) => [source.path, changed] as const),
      ),
    );
  const applied = applyPlan(plan, judged.unit, judged.adapter, (texts) => project.resolveWith(path, pathsOf(texts)));
  const changed = applied.ok && applied.texts.size === 1 ? applied.texts.get(finding.source) : undefined;
  if (changed === undefined) return undefined;
  const lines = indexLines(text);
  return {
    title: plan.title,
    edits: diffEdits(text, changed).map((edit: TextEdit) => ({
      region: toRegion(lines, edit.span),
      newText: edit.newText,
    })),
  };
}

export function toRegion(lines: Lines | undefined, span: Span): Region {
  const start = lines?.at(span.start) ?? { line: 0, column: 0 };
  const end = lines?.at(span.end) ?? { line: 0, column: 0 };
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function lineText(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? text.length : end);
}
