// The report for people in a terminal: findings by file, then the encryption summary.
import { STATES } from '../core/inventory';
import { THEMES } from '../core/kind';
import { blocking, live, type ReportedFinding, type ScanReport } from './model';
import { count, levelWords, stateWords } from './words';

/** Colours by name, or plain text. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green', text: string) => string;

export const plain: Paint = (_style, text) => text;

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
} as const;

/** ANSI colours. */
export const coloured: Paint = (style, text) =>
  `\u001b[${String(CODES[style][0])}m${text}\u001b[${String(CODES[style][1])}m`;

/** The whole report as text. */
export function pretty(report: ScanReport, paint: Paint = plain): string {
  if (report.against !== undefined && report.files === 0 && report.problems.length === 0)
    return `Nothing that Cipherlint reads differs from ${report.against}.\n`;
  const blocks =
    report.against === undefined
      ? fileBlocks(live(report), paint)
      : [
          ...group(`New against ${report.against}`, blocking(report), paint),
          ...group(
            `There already at ${report.against}, not counted`,
            live(report).filter(({ isNew }) => isNew === false),
            paint,
          ),
        ];
  const problems = report.problems.map(
    (problem) =>
      `${paint('yellow', 'note')}  ${printable(problem.path)}:${String(problem.region.startLine + 1)}  ${problem.message}`,
  );
  return [...blocks, ...(problems.length > 0 ? [...problems, ''] : []), summary(report, paint)].join('\n') + '\n';
}

function group(title: string, findings: readonly ReportedFinding[], paint: Paint): readonly string[] {
  if (findings.length === 0) return [];
  return [`${paint('bold', `${title}: ${count(findings.length, 'finding')}`)}\n`, ...fileBlocks(findings, paint)];
}

function fileBlocks(findings: readonly ReportedFinding[], paint: Paint): readonly string[] {
  const byFile = new Map<string, ReportedFinding[]>();
  for (const finding of findings) byFile.set(finding.path, [...(byFile.get(finding.path) ?? []), finding]);
  return [...byFile].map(([path, own]) =>
    [paint('bold', printable(path)), ...own.map((finding) => line(finding, paint)), ''].join('\n'),
  );
}

/** Names may hold line breaks and signs that move the cursor. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (sign) => JSON.stringify(sign).slice(1, -1));
}

function line(finding: ReportedFinding, paint: Paint): string {
  const { region, level } = finding;
  const place = `${String(region.startLine + 1)}:${String(region.startColumn + 1)}`.padEnd(8);
  const style = level === 'high' ? 'red' : level === 'medium' ? 'yellow' : 'blue';
  return `  ${paint('dim', place)}${paint(style, levelWords[level].padEnd(8))} ${finding.message}  ${paint('dim', `${finding.rule.id}  ${finding.address}`)}`;
}

function summary(report: ScanReport, paint: Paint): string {
  const shown = live(report);
  const lines = [
    paint('bold', 'Encryption summary'),
    `  ${count(report.files, 'file')} read, ${count(shown.length, 'finding')}${suppressedNote(report)}`,
  ];
  const severities = (['high', 'medium', 'low', 'hint'] as const)
    .map((level) => [level, shown.filter((finding) => finding.level === level).length] as const)
    .filter(([, number]) => number > 0);
  if (severities.length > 0)
    lines.push(`  ${severities.map(([level, number]) => count(number, levelWords[level])).join(', ')}`);
  for (const theme of THEMES) {
    const number = shown.filter((finding) => finding.rule.theme === theme).length;
    if (number > 0) lines.push(`  ${theme.padEnd(16)}${count(number, 'finding')}`);
  }
  if (report.stores.length > 0) {
    const states = STATES.map(
      (state) => [state, report.stores.filter((store) => store.atRest.state === state).length] as const,
    ).filter(([, number]) => number > 0);
    lines.push(
      `  ${count(report.stores.length, 'data store')} at rest: ${states.map(([state, number]) => `${String(number)} ${stateWords[state]}`).join(', ')}`,
    );
  }
  return lines.join('\n');
}

function suppressedNote(report: ScanReport): string {
  const number = report.findings.filter((finding) => finding.suppressedBy !== undefined).length;
  return number > 0 ? `, ${String(number)} ignored` : '';
}
