// Writes a suppression in the right form for the place: a comment, or data where the file type has no comments.
import type { Finding } from '../evaluate';
import type { Document, Language } from '../resource';
import { lineEnding, type TextEdit } from '../text';
import { ignoreInJson, jsonScopes } from './write-json';

export type IgnoreScope = 'line' | 'resource' | 'file';

const COMMENT: Readonly<Record<Exclude<Language, 'json'>, string>> = {
  yaml: '#',
  hcl: '#',
  python: '#',
  shell: '#',
  typescript: '//',
  javascript: '//',
};

/** What begins a comment to the end of the line. */
export function commentSign(language: Exclude<Language, 'json'>): string {
  return COMMENT[language];
}

/** The scopes that can be written for a finding in the file where it stands. JSON has no comments, so nothing can be said of one line. */
export function ignoreScopes(finding: Finding, document: Document): readonly IgnoreScope[] {
  if (finding.resource.language === 'json') return jsonScopes(finding.resource, document);
  return startOfLine(finding) ? ['line', 'file'] : ['line', 'resource', 'file'];
}

/** True where the finding already stands on the line at which its resource begins. */
function startOfLine(finding: Finding): boolean {
  return finding.resource.source === finding.source && finding.span.start === finding.resource.head.start;
}

/** The edits that make Cipherlint ignore a finding of a document, at a scope that `ignoreScopes` names. */
export function ignoreEdits(
  finding: Finding,
  scope: IgnoreScope,
  document: Document,
  reason = 'reason',
): readonly TextEdit[] {
  const { language } = finding.resource;
  const { text } = document.source;
  if (language === 'json') {
    const holder = scope === 'file' ? undefined : finding.resource;
    return [ignoreInJson(holder, document, { rule: finding.rule.id, reason })];
  }
  const words = `${COMMENT[language]} cipherlint-ignore${scope === 'file' ? '-file' : ''} ${finding.rule.id} -- ${reason}`;
  if (scope === 'file') return [{ span: atStart(text), newText: words + lineEnding(text) }];
  return [above(text, scope === 'resource' ? finding.resource.span.start : finding.span.start, words)];
}

/** Behind a byte order mark, a shebang or an encoding line. */
function atStart(text: string): TextEdit['span'] {
  const head = /^\uFEFF?(?:#!.*\r?\n)?/.exec(text)?.[0].length ?? 0;
  return { start: head, end: head };
}

function above(text: string, offset: number, words: string): TextEdit {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
  return { span: { start, end: start }, newText: indent + words + lineEnding(text) };
}
