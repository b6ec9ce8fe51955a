// What all pages of the documentation share: escaping, inline code, and the frame around the content.
import { escapeXml } from '../../server/report/junit';

export { escapeXml as escape };

/** Prose with `code` in it. */
export function prose(text: string): string {
  return escapeXml(text)
    .split('`')
    .map((part, i) => (i % 2 === 1 ? `<code>${part}</code>` : part))
    .join('');
}

/** A whole page. `base`: the way to the folder of the index. A policy in the page forbids everything from the network. */
export function page(title: string, base: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:">
<title>${escapeXml(title)}</title>
<link rel="stylesheet" href="${base}style.css">
</head>
<body>
<header class="top"><a href="${base}index.html">Cipherlint rules</a></header>
<main>
${body}
</main>
</body>
</html>
`;
}

export const SEVERITY_WORDS = { high: 'error', medium: 'warning', low: 'information' } as const;

/** The level and the theme of a rule, as labels. */
export function labels(rule: {
  readonly severity: keyof typeof SEVERITY_WORDS;
  readonly theme: string;
  readonly profile: string;
}): string {
  const { severity, theme, profile } = rule;
  return `<span class="label ${severity}">${SEVERITY_WORDS[severity]}</span> <span class="label">${escapeXml(theme)}</span> <span class="label">${escapeXml(profile)}</span>`;
}
