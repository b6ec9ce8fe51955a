// The report as one web page: summary, inventory, findings by file. Needs nothing from outside and no script.
import { STATES, type StoreRow } from '../core/inventory';
import { THEMES } from '../core/kind';
import { escapeXml } from './junit';
import { live, type ReportedFinding, type ScanReport } from './model';
import { count, levelWords, rulePage, stateWords, transitWords } from './words';

/** The whole page. Text of files and rules is escaped; a policy in the page forbids scripts and anything from the network. */
export function html(report: ScanReport): string {
  const shown = live(report);
  const ignored = report.findings.filter(({ suppressedBy }) => suppressedBy);
  const sections = [
    summary(report, shown, ignored),
    stores(report.stores),
    byFile(shown),
    ignoredTable(ignored),
    problems(report),
  ];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Cipherlint report</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Encryption report</h1><p>${escapeXml(report.root)} · Cipherlint ${escapeXml(report.version)}</p></header>
<main>
${sections.filter((section) => section !== '').join('\n')}
</main>
</body>
</html>
`;
}

function summary(report: ScanReport, shown: readonly ReportedFinding[], ignored: readonly ReportedFinding[]): string {
  const levels = (['high', 'medium', 'low', 'hint'] as const).map((level) => [
    `${levelWords[level]}s`,
    shown.filter((finding) => finding.level === level).length,
  ]) satisfies readonly (readonly [string, number])[];
  const themes = THEMES.map((theme) => [theme, shown.filter(({ rule }) => rule.theme === theme).length] as const);
  const line = `${count(report.files, 'file')} read, ${count(shown.length, 'finding')}${ignored.length > 0 ? `, ${String(ignored.length)} ignored` : ''}.`;
  return section(
    'Summary',
    `<p>${line}</p>${numbers('Findings by severity', levels)}${numbers(
      'Findings by theme',
      themes.filter(([, number]) => number > 0),
    )}`,
  );
}

function numbers(caption: string, rows: readonly (readonly [string, number])[]): string {
  if (rows.length === 0) return '';
  return table(
    caption,
    ['', 'Findings'],
    rows.map(([name, number]) => [escapeXml(name), String(number)]),
  );
}

function stores(rows: readonly StoreRow[]): string {
  if (rows.length === 0) return '';
  const states = STATES.map((state) => [state, rows.filter(({ atRest }) => atRest.state === state)] as const);
  const bar = states
    .filter(([, list]) => list.length > 0)
    .map(([state, list]) => `<span class="${state}" style="flex:${String(list.length)}"></span>`)
    .join('');
  const words = states
    .filter(([, list]) => list.length > 0)
    .map(([state, list]) => `${String(list.length)} ${stateWords[state]}`)
    .join(', ');
  const body = states.flatMap(([state, list]) =>
    list.map(({ kind, resource, inTransit }) => [
      escapeXml(resource.address),
      escapeXml(kind.noun),
      `<span class="state ${state}">${stateWords[state]}</span>`,
      inTransit ? transitWords[inTransit.state] : '',
    ]),
  );
  return section(
    'Data stores',
    `<p>${count(rows.length, 'data store')} at rest: ${words}.</p><div class="bar" aria-hidden="true">${bar}</div>${table(
      'Data stores by state',
      ['Store', 'Kind', 'At rest', 'In transit'],
      body,
    )}`,
  );
}

function byFile(shown: readonly ReportedFinding[]): string {
  if (shown.length === 0) return section('Findings', '<p>None.</p>');
  const files = new Map<string, ReportedFinding[]>();
  for (const finding of shown) files.set(finding.path, [...(files.get(finding.path) ?? []), finding]);
  const tables = [...files].map(
    ([path, findings]) =>
      `<h3>${escapeXml(path)}</h3>${table(`Findings in ${escapeXml(path)}`, HEADS, findings.map(row))}`,
  );
  return section('Findings', tables.join('\n'));
}

const HEADS = ['Place', 'Severity', 'Finding', 'Resource', 'Rule'];

function row(finding: ReportedFinding): readonly string[] {
  const { region, rule, level } = finding;
  return [
    `${String(region.startLine + 1)}:${String(region.startColumn + 1)}`,
    `<span class="level ${level}">${levelWords[level]}</span>`,
    `${escapeXml(finding.message)}<code>${escapeXml(finding.line.trim().slice(0, 200))}</code>`,
    escapeXml(finding.address),
    `<a href="${escapeXml(rulePage(rule))}">${escapeXml(rule.id)}</a>`,
  ];
}

function ignoredTable(ignored: readonly ReportedFinding[]): string {
  if (ignored.length === 0) return '';
  const rows = ignored.map(({ path, region, rule, suppressedBy }) => [
    escapeXml(`${path}:${String(region.startLine + 1)}`),
    escapeXml(rule.id),
    escapeXml(suppressedBy?.words ?? suppressedBy?.tool ?? ''),
    escapeXml(suppressedBy?.reason ?? ''),
  ]);
  return section('Ignored', table('Ignored findings', ['Place', 'Rule', 'By', 'Reason'], rows));
}

function problems({ problems: list }: ScanReport): string {
  if (list.length === 0) return '';
  const rows = list.map(({ path, region, message }) => [
    escapeXml(`${path}:${String(region.startLine + 1)}`),
    escapeXml(message),
  ]);
  return section('Notes', table('Notes on files', ['Place', 'Note'], rows));
}

function section(title: string, body: string): string {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${body}</section>`;
}

/** Cells are HTML; the first of each row is its head. */
function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads
    .map((name) => `<th scope="col">${name === '' ? '<span class="hidden">Name</span>' : name}</th>`)
    .join('');
  const body = rows.map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption class="hidden">${caption}</caption><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}

const STYLE = `
:root{color-scheme:light dark;--text:#1b1f24;--back:#fff;--line:#c8ced6;--soft:#f3f5f7;--link:#0b57d0;--green:#1a6e3c;--blue:#1d5fa8;--red:#b3261e;--grey:#5b6470}
@media(prefers-color-scheme:dark){:root{--text:#e6e9ed;--back:#16191d;--line:#3d444d;--soft:#20252b;--link:#8ab4f8;--green:#6fcf97;--blue:#8ab4f8;--red:#f2867e;--grey:#a0a8b3}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);max-width:72rem;margin:0 auto;padding:1.5rem}
h1{margin:0}header p{color:var(--grey);margin:.2rem 0 1rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--soft)}tbody th{font-weight:600;overflow-wrap:anywhere}code{display:block;color:var(--grey);font-size:.85rem;overflow-wrap:anywhere}
a{color:var(--link)}.scroll{overflow-x:auto}.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.bar{display:flex;height:.8rem;gap:2px;margin:.5rem 0}.bar .customer-key{background:var(--green)}.bar .aws-key{background:var(--blue)}.bar .off{background:var(--red)}.bar .unknown{background:var(--grey)}
.state,.level{font-weight:600;white-space:nowrap}.state.customer-key{color:var(--green)}.state.aws-key{color:var(--blue)}.state.off,.level.high{color:var(--red)}.state.unknown{color:var(--grey)}
`;
