// Rewrites other tools' suppressions into ours. A rewrite is tried on the text and taken only if exactly the same findings stay silenced.
import type { Finding } from '../evaluate';
import type { Document, Resource } from '../resource';
import { applyEdits, lineEnding, type TextEdit } from '../text';
import { applySuppressions, type SuppressionResult } from './index';
import { removal } from './remove';
import type { Suppression } from './suppression';
import { commentSign, ignoreEdits } from './write';

/** A unit judged, with its suppressions applied. */
export interface Judged {
  readonly document: Document;
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
  readonly result: SuppressionResult;
  /** Complaints about our own words: there must not be more of them. */
  readonly complaints: number;
}

/** Judges the unit with another text of the document; undefined where it can't be read. */
export type Judge = (text: string) => Judged | undefined;

/** True for another tool's words that silence something here and name only what we know, so that nothing is lost over there. */
export function canRewrite(suppression: Suppression, { used }: SuppressionResult): boolean {
  const ids = used.get(suppression);
  return (
    suppression.tool !== 'cipherlint' &&
    (suppression.form === 'comment' || suppression.form === 'metadata') &&
    suppression.except === undefined &&
    ids !== undefined &&
    suppression.ids.every((id) => id !== '*' && ids.has(id))
  );
}

/** The text with one suppression in our words; undefined where no way of writing it silences the same. */
export function rewritten(suppression: Suppression, judged: Judged, judge: Judge): string | undefined {
  const { text } = judged.document.source;
  const wanted = outcome(judged);
  for (const edits of ways(suppression, judged)) {
    const after = applyEdits(text, edits);
    const now = judge(after);
    if (now && now.complaints <= judged.complaints && outcome(now) === wanted) return after;
  }
  return undefined;
}

const MAX_REWRITES = 500;

/** The text with every suppression in our words for which that can be done. */
export function allRewritten(judged: Judged, judge: Judge): { readonly text: string; readonly count: number } {
  let now = judged;
  let [count, passed] = [0, 0];
  while (count + passed < MAX_REWRITES) {
    const uri = now.document.source.uri;
    const next = now.suppressions.filter((each) => each.source === uri && canRewrite(each, now.result))[passed];
    if (!next) break;
    const text = rewritten(next, now, judge);
    const judgedAfter = text === undefined ? undefined : judge(text);
    if (judgedAfter) [now, count] = [judgedAfter, count + 1];
    else passed++;
  }
  return { text: now.document.source.text, count };
}

/** Which findings are there, and which of them are silenced; places may move. */
function outcome({ result }: Judged): string {
  return result.findings
    .map(({ finding, by }) => `${finding.rule.id} ${finding.address} ${finding.verdict} ${by ? 'silenced' : 'shown'}`)
    .sort()
    .join('\n');
}

/** The ways to write it, best first: where it stands, above the resource, at the top of the file. */
function ways(suppression: Suppression, { document, findings }: Judged): readonly (readonly TextEdit[])[] {
  const silenced = findings.filter((finding) => applySuppressions([finding], [suppression], '').used.size > 0);
  const rules = [...new Set(silenced.map(({ rule }) => rule.id))].sort();
  const [first] = silenced;
  const { language } = document;
  const { text } = document.source;
  const gone = removal(suppression, text, language);
  if (!first || !gone) return [];
  if (language === 'json')
    return suppression.until === undefined ? [inMetadata(suppression, silenced, gone, document)] : [];
  const words = (name: string): string => wordsFor(name, rules, suppression);
  const comment = (name: string): string => `${commentSign(language)} ${words(name)}${lineEnding(text)}`;
  const top = /^\uFEFF?(?:#!.*\r?\n)?/.exec(text)?.[0].length ?? 0;
  return [
    ...(suppression.form === 'comment' ? [[{ span: suppression.span, newText: words('cipherlint-ignore') }]] : []),
    [gone, above(first.resource, text, comment('cipherlint-ignore'))],
    [gone, { span: { start: top, end: top }, newText: comment('cipherlint-ignore-file') }],
  ].filter((edits) => !overlap(edits));
}

function wordsFor(name: string, rules: readonly string[], { until, reason }: Suppression): string {
  const end = until === undefined ? '' : ` until=${until}`;
  const why = reason?.replace(/\s+/g, ' ').trim();
  return `${name} ${rules.join(', ')}${end}${why === undefined || why === '' ? '' : ` -- ${why}`}`;
}

function above(resource: Resource, text: string, comment: string): TextEdit {
  const start = text.lastIndexOf('\n', resource.span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start, resource.span.start))?.[0] ?? '';
  return { span: { start, end: start }, newText: indent + comment };
}

/** One entry for each rule, in the Metadata of its resource. */
function inMetadata(
  { reason = 'reason' }: Suppression,
  silenced: readonly Finding[],
  gone: TextEdit,
  document: Document,
): readonly TextEdit[] {
  const perRule = new Map(silenced.map((finding) => [`${finding.rule.id} ${finding.resource.id}`, finding]));
  return [gone, ...[...perRule.values()].flatMap((finding) => ignoreEdits(finding, 'resource', document, reason))];
}

function overlap(edits: readonly TextEdit[]): boolean {
  return edits.some((edit, i) =>
    edits.some((other, j) => i < j && edit.span.start < other.span.end && other.span.start < edit.span.end),
  );
}
