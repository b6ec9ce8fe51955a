// The report as JUnit XML, which build servers show: one suite for each file, one test case for each finding.
import type { ReportedFinding, ScanReport } from './model';
import { count, levelWords, rulePage } from './words';

/** The whole report as XML. Findings that are ignored are skipped test cases; a run without findings is one passed case. */
export function junit(report: ScanReport): string {
  const shown = report.findings.filter(({ verdict }) => verdict === 'fail');
  const byFile = new Map<string, ReportedFinding[]>();
  for (const finding of shown) byFile.set(finding.path, [...(byFile.get(finding.path) ?? []), finding]);
  const suites = [...byFile].map(([path, findings]) => suite(path, findings));
  const passed = `  <testsuite name="cipherlint" tests="1" failures="0" skipped="0" errors="0" time="0">\n    <testcase classname="cipherlint" name="${escapeXml(count(report.files, 'file'))} without findings" time="0"/>\n  </testsuite>\n`;
  const failures = shown.filter((finding) => whyPassedOver(finding) === undefined).length;
  const tests = Math.max(1, shown.length);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="cipherlint ${escapeXml(report.version)}" tests="${String(tests)}" failures="${String(failures)}" errors="0" time="0">\n`,
    ...(suites.length > 0 ? suites : [passed]),
    '</testsuites>\n',
  ].join('');
}

function suite(path: string, findings: readonly ReportedFinding[]): string {
  const skipped = findings.filter((finding) => whyPassedOver(finding) !== undefined).length;
  const name = escapeXml(path);
  return [
    `  <testsuite name="${name}" tests="${String(findings.length)}" failures="${String(findings.length - skipped)}" skipped="${String(skipped)}" errors="0" time="0">\n`,
    ...findings.map((finding) => testCase(finding)),
    '  </testsuite>\n',
  ].join('');
}

function testCase(finding: ReportedFinding): string {
  const { rule, region, path } = finding;
  const passedOver = whyPassedOver(finding);
  const place = `${path}:${String(region.startLine + 1)}:${String(region.startColumn + 1)}`;
  const name = escapeXml(
    `${rule.id} ${finding.address} (${String(region.startLine + 1)}:${String(region.startColumn + 1)})`,
  );
  const open = `    <testcase classname="${escapeXml(path)}" name="${name}" file="${escapeXml(path)}" line="${String(region.startLine + 1)}" time="0">\n`;
  const body =
    passedOver !== undefined
      ? `      <skipped message="${escapeXml(passedOver)}"/>\n`
      : `      <failure type="${escapeXml(levelWords[finding.level])}" message="${escapeXml(finding.message)}">${escapeXml(`${place}\n${rule.why}\n${rulePage(rule)}`)}</failure>\n`;
  return `${open}${body}    </testcase>\n`;
}

/** Undefined for a finding that fails. */
function whyPassedOver({ suppressedBy, isNew }: ReportedFinding): string | undefined {
  if (suppressedBy)
    return `ignored by ${suppressedBy.tool}${suppressedBy.reason === undefined ? '' : `: ${suppressedBy.reason}`}`;
  return isNew === false ? 'was there before' : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML or HTML, in elements and in attributes. Signs that XML 1.0 does not have are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      '',
    )
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
