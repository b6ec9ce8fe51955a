// Cipherlint's own suppressions: comments, and Metadata where a file type has no comments or loses them.
import type { Document, Resource } from '../resource';
import type { Span } from '../text';
import { entryOf, type ConfigValue, type ObjectValue } from '../value';
import type { Suppression } from './index';

const COMMENT = /(?:#|\/\/|\/\*)[^\n]*?\bcipherlint-ignore(-file)?\b[ \t]*([^\n]*)/g;
const UNTIL = /\buntil=(\d{4}-\d{2}-\d{2})\b/;

/** Every suppression that a file holds in our own form. */
export function ownSuppressions(document: Document, resources: readonly Resource[]): readonly Suppression[] {
  const { text } = document.source;
  const comments = text.includes('cipherlint-ignore')
    ? [...text.matchAll(COMMENT)].map((match) => ofComment(match, document))
    : [];
  return [...comments, ...resources.flatMap(ofMetadata)];
}

/** `cipherlint-ignore RULE[,RULE] [until=DATE] -- reason`, for its own line or, alone on a line, for the next one. */
function ofComment(match: RegExpMatchArray, document: Document): Suppression {
  const { text, uri } = document.source;
  const start = match.index ?? 0;
  const body = (match[2] ?? '').replace(/\*\/\s*$/, '').trim();
  const [words = '', ...reason] = body.split(/\s*--\s*/);
  const ids = words
    .replace(UNTIL, '')
    .split(/[\s,]+/)
    .filter((id) => id !== '');
  return {
    tool: 'cipherlint',
    source: uri,
    span: { start, end: start + match[0].trimEnd().length },
    ids: ids.length > 0 ? ids : ['*'],
    scope: match[1] === undefined ? lineFor(text, start) : 'file',
    reason: reason.length > 0 ? reason.join(' -- ') : undefined,
    until: UNTIL.exec(words)?.[1] ?? undefined,
  };
}

/** The line a comment speaks of: its own if something stands before it, else the next that is neither blank nor a comment. */
export function lineFor(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  if (text.slice(start, at).trim() !== '') return { start, end: endOfLine(text, at) };
  let line = endOfLine(text, at) + 1;
  while (line < text.length && /^\s*(?:(?:#|\/\/|\/?\*)[^\n]*)?$/.test(text.slice(line, endOfLine(text, line))))
    line = endOfLine(text, line) + 1;
  return { start: line, end: endOfLine(text, line) };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** `Metadata: { cipherlint: { ignore: [{ rule, reason, until }] } }`, and the same under `"//"` in Terraform JSON. */
function ofMetadata(resource: Resource): readonly Suppression[] {
  const ours = child(resource.metadata, 'cipherlint');
  const ignores = child(ours, 'ignore');
  const items = ignores?.kind === 'list' ? ignores.items : ignores ? [ignores] : [];
  return items.flatMap((item) => {
    const rule = item.kind === 'scalar' ? item : child(item, 'rule');
    if (rule?.kind !== 'scalar' || typeof rule.value !== 'string') return [];
    return [
      {
        tool: 'cipherlint',
        source: resource.source,
        span: item.span,
        ids: [rule.value],
        scope: resource.span,
        reason: textOf(child(item, 'reason')),
        until: textOf(child(item, 'until')),
      },
    ];
  });
}

function child(value: ConfigValue | undefined, key: string): ConfigValue | undefined {
  return value?.kind === 'object' ? entryOf(value satisfies ObjectValue, key)?.value : undefined;
}

function textOf(value: ConfigValue | undefined): string | undefined {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}
