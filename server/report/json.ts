// The report as JSON for scripts: one flat list of findings, lines and columns counted from 1.
import type { ReportedFinding, ScanReport, SuppressedBy } from './model';
import { levelWords } from './words';

/** The whole report as indented JSON. */
export function json(report: ScanReport): string {
  const data = {
    tool: 'cipherlint',
    version: report.version,
    against: report.against,
    files: report.files,
    findings: report.findings.map(findingData),
    problems: report.problems.map(({ path, region, message }) => ({ path, line: region.startLine + 1, message })),
    stores: report.stores.map(({ kind, resource, atRest, inTransit }) => ({
      kind: kind.id,
      address: resource.address,
      type: resource.type,
      atRest: atRest.state,
      inTransit: inTransit?.state,
    })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function findingData(finding: ReportedFinding): unknown {
  const { rule, region } = finding;
  return {
    rule: rule.id,
    message: finding.message,
    level: levelWords[finding.level],
    severity: finding.level,
    theme: rule.theme,
    profile: rule.profile,
    verdict: finding.verdict,
    reason: finding.reason,
    new: finding.isNew,
    state: finding.state,
    path: finding.path,
    address: finding.address,
    line: region.startLine + 1,
    column: region.startColumn + 1,
    endLine: region.endLine + 1,
    endColumn: region.endColumn + 1,
    suppressedBy: finding.suppressedBy && suppressedData(finding.suppressedBy),
    related: finding.related.map((related) => ({
      path: related.path,
      line: related.region.startLine + 1,
      note: related.note,
    })),
    fixable: finding.fix !== undefined,
  };
}

function suppressedData({ tool, reason, words, line }: SuppressedBy): unknown {
  return { tool, reason, words, line: line === undefined ? undefined : line + 1 };
}
