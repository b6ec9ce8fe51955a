// The page of one rule: what is wrong, why it matters, how it looks before and after, who else asks for it.
import { FRAMEWORKS } from '../../server/core/settings';
import type { Kind, Rule } from '../../server/core/kind';
import { mark, type Example } from '../../test/support/examples';
import { escape, labels, page, prose } from './html';

/** A rule with all that its page tells. */
export interface DocumentedRule {
  readonly kind: Kind;
  readonly rule: Rule;
  readonly examples: readonly Example[];
}

const LANGUAGES: Readonly<Record<Example['language'], string>> = {
  cloudformation: 'CloudFormation',
  terraform: 'Terraform',
  typescript: 'TypeScript',
  python: 'Python',
  shell: 'Shell',
};

export function rulePage({ kind, rule, examples }: DocumentedRule): string {
  const body = [
    `<h1>${escape(rule.id)}</h1>`,
    `<p class="lead">${prose(rule.title)}</p>`,
    `<p>${labels(rule)} <span class="label">${escape(kind.noun)}</span></p>`,
    `<p>${prose(rule.why)}</p>`,
    fixes(rule),
    ...examples.map(exampleSection),
    list(
      'Required by',
      Object.entries(rule.compliance).map(
        ([id, controls]) => `${escape(FRAMEWORKS[id] ?? id)}: ${escape(controls.join(', '))}`,
      ),
    ),
    list(
      'Other linters call it',
      Object.entries(rule.equivalents).map(
        ([tool, ids]) => `${escape(tool)}: ${ids.map((id) => `<code>${escape(id)}</code>`).join(', ')}`,
      ),
    ),
    list(
      'Read more',
      rule.references.map((url) => `<a href="${escape(url)}">${escape(url.replace(/^https:\/\//, ''))}</a>`),
    ),
    `<h2>Ignore it</h2><p>In a comment above the line or the resource: <code>cipherlint-ignore ${escape(rule.id)} -- reason</code></p>`,
  ];
  return page(`${rule.id} · Cipherlint`, '../', body.filter((part) => part !== '').join('\n'));
}

function fixes({ fixes: all }: Rule): string {
  return list(
    'Quick fixes',
    all.map(({ title }) => prose(title)),
  );
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h2>${title}</h2><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function exampleSection({ language, bad, good, unknown }: Example): string {
  const name = LANGUAGES[language];
  if (bad) {
    const after = good === undefined ? '' : figure(`${name}, as the first fix makes it`, escape(good), 'good');
    return `<h2>${name}</h2>${figure(`${name}, with the gap marked`, marked(mark(bad.text, bad.spans)), 'bad')}${after}`;
  }
  if (unknown !== undefined) return figure(`${name}: not known, so nothing is reported`, escape(unknown), 'unknown');
  return figure(`${name}: nothing to report`, escape(good ?? ''), 'good');
}

function figure(caption: string, code: string, sort: string): string {
  return `<figure class="${sort}"><figcaption>${caption}</figcaption><pre tabindex="0"><code>${code}</code></pre></figure>`;
}

function marked(text: string): string {
  return escape(text).replace(/«/g, '<mark>').replace(/»/g, '</mark>');
}
