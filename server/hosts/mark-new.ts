// Compares a scan with scans of the states before, and marks what is new.
import { matchBaseline, toBaseline, type BaselineKey } from '../core/baseline';
import type { ReportedFinding, ScanReport } from '../report/model';

export interface ScannedBase {
  readonly report: ScanReport;
  /** New names of files that were renamed since. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** The report with every finding marked as new or not, the new ones first. A finding is known if one of the bases has it. */
export function markNew(report: ScanReport, bases: readonly ScannedBase[], against: string): ScanReport {
  const counting = report.findings.filter(counts);
  const others = report.findings.filter((finding) => !counts(finding));
  // What was ignored before and is not any more is new; what is ignored now only has to be there.
  const known = new Set([...knownOf(counting, bases, counts), ...knownOf(others, bases, () => true)]);
  const marked = report.findings.map((finding): ReportedFinding => ({ ...finding, isNew: !known.has(finding) }));
  const findings = [...marked.filter(({ isNew }) => isNew), ...marked.filter(({ isNew }) => !isNew)];
  return { ...report, against, findings };
}

function counts({ suppressedBy, verdict }: ReportedFinding): boolean {
  return suppressedBy === undefined && verdict === 'fail';
}

function knownOf(
  findings: readonly ReportedFinding[],
  bases: readonly ScannedBase[],
  filter: (finding: ReportedFinding) => boolean,
): readonly ReportedFinding[] {
  return bases.flatMap(({ report, renamed }) => {
    const before = report.findings
      .filter(filter)
      .map((finding) => keyOf(finding, renamed.get(finding.path) ?? finding.path));
    const { known } = matchBaseline(
      toBaseline(before),
      findings.map((finding) => keyOf(finding, finding.path)),
      () => true,
    );
    return findings.filter((_, i) => known[i] === true);
  });
}

function keyOf({ rule, dialect, address, fingerprint }: ReportedFinding, path: string): BaselineKey {
  return { rule: rule.id, dialect, address, fingerprint, path };
}
