// Writes a suppression in the right form for the place: a comment, or Metadata where the file type has no comments.
import type { Finding } from '../evaluate';
import type { Language, Resource } from '../resource';
import { lineEnding, type TextEdit } from '../text';
import { entryOf, type ConfigValue, type ObjectValue } from '../value';

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

/** The scopes that can be written for a finding: JSON has no comments, so only its resources can say something. */
export function ignoreScopes(finding: Finding): readonly IgnoreScope[] {
  if (finding.resource.language !== 'json')
    return startOfLine(finding) ? ['line', 'file'] : ['line', 'resource', 'file'];
  return finding.resource.dialect === 'cloudformation' || finding.resource.dialect === 'terraform' ? ['resource'] : [];
}

/** True where the finding already stands on the line at which its resource begins. */
function startOfLine(finding: Finding): boolean {
  return finding.resource.source === finding.source && finding.span.start === finding.resource.head.start;
}

/** The edits that make Cipherlint ignore a finding. `text` is that of the finding's file. */
export function ignoreEdits(
  finding: Finding,
  scope: IgnoreScope,
  text: string,
  reason = 'reason',
): readonly TextEdit[] {
  const { language } = finding.resource;
  if (language === 'json') return inMetadata(finding.resource, finding.rule.id, text, reason);
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

function inMetadata(resource: Resource, rule: string, text: string, reason: string): readonly TextEdit[] {
  const item = `{ "rule": ${JSON.stringify(rule)}, "reason": ${JSON.stringify(reason)} }`;
  const existing = asObject(resource.metadata);
  const ours = asObject(existing && entryOf(existing, 'cipherlint')?.value);
  const list = ours && entryOf(ours, 'ignore')?.value;
  if (list?.kind === 'list') return [insertFirst(list.span.start, item, list.items.length > 0)];
  if (ours) return [insertFirst(ours.span.start, `"ignore": [${item}]`, ours.entries.length > 0)];
  const whole = `"cipherlint": { "ignore": [${item}] }`;
  if (existing) return [insertFirst(existing.span.start, whole, existing.entries.length > 0)];
  return resource.dialect === 'terraform' ? [besideBody(resource, whole, text)] : [besideType(resource, whole, text)];
}

function asObject(value: ConfigValue | undefined): ObjectValue | undefined {
  return value?.kind === 'object' ? value : undefined;
}

/** Right behind the opening bracket at `start`. */
function insertFirst(start: number, words: string, more: boolean): TextEdit {
  return { span: { start: start + 1, end: start + 1 }, newText: more ? `${words}, ` : words };
}

/** `"Metadata"` on a line of its own behind `"Type"`, or on the same line in a one-line resource. */
function besideType(resource: Resource, words: string, text: string): TextEdit {
  const end = resource.head.end;
  const line = text.lastIndexOf('\n', resource.head.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const alone = text.slice(line, resource.head.start).trim().startsWith('"Type"');
  const gap = alone ? lineEnding(text) + indent : ' ';
  return { span: { start: end, end }, newText: `,${gap}"Metadata": { ${words} }` };
}

/** Terraform's JSON keeps comments under `"//"`. */
function besideBody(resource: Resource, words: string, text: string): TextEdit {
  const start = text.indexOf('{', resource.span.start) + 1;
  const gap = /^\r?\n[ \t]*/.exec(text.slice(start))?.[0] ?? ' ';
  return {
    span: { start, end: start },
    newText: `${gap}"//": { ${words} }${resource.body.entries.length > 0 ? ',' : ''}`,
  };
}
