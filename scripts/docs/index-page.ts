// The index of all rules: by service, with a search that the page does by itself.
import { escape, labels, page, prose } from './html';
import type { DocumentedRule } from './rule-page';

export function indexPage(rules: readonly DocumentedRule[]): string {
  const services = new Map<string, DocumentedRule[]>();
  for (const documented of rules) {
    const service = documented.kind.id.split('.')[0] ?? '';
    services.set(service, [...(services.get(service) ?? []), documented]);
  }
  const sections = [...services].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, list]) => section(name, list));
  return page(
    'Cipherlint rules',
    '',
    `<h1>Rules</h1>
<p class="lead">${String(rules.length)} rules on encryption at rest, in transit and in use, on keys and on secrets, for ${String(services.size)} services.</p>
<div class="search"><label for="search">Search</label> <input id="search" type="search" placeholder="rds, CKV_AWS_16, hipaa, in-transit ..." autocomplete="off">
<p id="count" role="status"></p></div>
${sections.join('\n')}
<script src="search.js"></script>`,
  );
}

function section(service: string, rules: readonly DocumentedRule[]): string {
  return `<section><h2 id="${escape(service)}">${escape(service)}</h2><ul class="rules">${rules.map(item).join('\n')}</ul></section>`;
}

function item({ kind, rule }: DocumentedRule): string {
  const { id, title, theme, severity, profile, compliance, equivalents } = rule;
  const words = [
    ...[
      id,
      title,
      kind.noun,
      theme,
      severity,
      profile,
      ...Object.keys(compliance),
      ...Object.values(equivalents).flat(),
    ],
    ...[...kind.bind.cloudformation, ...kind.bind.terraform],
  ];
  return `<li data-words="${escape(words.join(' ').toLowerCase())}"><a href="rules/${escape(id)}.html">${escape(id)}</a> ${labels(rule)}<br>${prose(title)}</li>`;
}
