// The report as workflow commands of GitHub Actions: annotations at the lines, without any upload.
import type { Level } from '../core/settings';
import { live, type Region, type ScanReport } from './model';
import { count } from './words';

const COMMANDS: Readonly<Record<Level, string>> = { high: 'error', medium: 'warning', low: 'notice', hint: 'notice' };

/** One command for each finding that counts and each problem, and a line of summary. `folder`: the scanned root as seen from the repository's. */
export function github(report: ScanReport, folder = ''): string {
  const from = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  const findings = live(report).map(({ level, path, region, message, rule, address, isNew }) =>
    command(isNew === false ? 'notice' : COMMANDS[level], from(path), region, `${rule.id} (${address})`, message),
  );
  const problems = report.problems.map(({ path, region, message }) =>
    command('notice', from(path), region, 'Cipherlint', message),
  );
  const summary = `cipherlint: ${count(report.files, 'file')} read, ${count(findings.length, 'finding')}`;
  return [...findings, ...problems, summary, ''].join('\n');
}

function command(name: string, path: string, region: Region, title: string, message: string): string {
  const properties: readonly (readonly [string, string])[] = [
    ['file', path],
    ['line', String(region.startLine + 1)],
    ['endLine', String(region.endLine + 1)],
    // GitHub takes columns only where a finding stands on one line.
    ...(region.startLine === region.endLine
      ? ([
          ['col', String(region.startColumn + 1)],
          ['endColumn', String(region.endColumn + 1)],
        ] as const)
      : []),
    ['title', title],
  ];
  const list = properties.map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
  return `::${name} ${list}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
