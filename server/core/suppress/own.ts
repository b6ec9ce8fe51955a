// Cipherlint's own suppressions: comments, and Metadata where a file type has no comments or loses them.
import type { ConfigValue } from '../value';
import { lineFor, wordsIn, type Comment, type FileContext } from './comments';
import { child, itemsOf, metadataSuppression, textOf } from './metadata';
import type { Peer } from './peer';
import type { Suppression } from './suppression';

const COMMENT = /\bcipherlint-ignore(-file)?(?![\w-])[ \t:]*([^\n]*)/;
const UNTIL = /\buntil=([^\s,]*)/;

/** Our own form, in the same shape as the other tools'. */
export const own: Peer = {
  tool: 'cipherlint',
  equivalents: [],
  comment: ofComment,
  metadata: (resource) => ofMetadata(resource.metadata, resource.source, resource.span),
  text: ({ document }) => ofMetadata(document.metadata, document.source.uri, 'file'),
};

/** `cipherlint-ignore RULE[,RULE] [until=DATE] -- reason`, for its own line or, alone on a line, for the next one. */
function ofComment(comment: Comment, file: FileContext): readonly Suppression[] {
  const { text, uri } = file.document.source;
  const match = COMMENT.exec(comment.text);
  if (!match) return [];
  const start = comment.start + match.index;
  const words = withoutEnd(match[2] ?? '');
  const offset = start + match[0].length - (match[2] ?? '').length;
  const [named = '', ...reason] = words.split(/(?:^|\s+)--(?:\s+|$)/);
  const until = UNTIL.exec(named);
  const blank = until ? named.replace(until[0], ' '.repeat(until[0].length)) : named;
  const { ids, idSpans } = wordsIn(blank, offset);
  return [
    {
      tool: 'cipherlint',
      source: uri,
      span: { start, end: offset + words.length },
      form: 'comment',
      ids: ids.length > 0 ? ids : ['*'],
      idSpans,
      scope: match[1] === undefined ? lineFor(text, comment) : 'file',
      reach: 'calls',
      reason: reason.length > 0 ? reason.join(' -- ') : undefined,
      until: until ? dateOf(until[1] ?? '') : undefined,
    },
  ];
}

/** Without the end of a block comment, a carriage return and blanks. */
export function withoutEnd(words: string): string {
  return words.replace(/\*\/[^\n]*$/, '').trimEnd();
}

/** A date that is none has passed: who wrote it wanted an end. */
function dateOf(word: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(word) ? word : '0000-00-00';
}

/**
 * `Metadata: { cipherlint: { ignore: [{ rule, reason, until }] } }`, and the same under `"//"` in Terraform JSON: of a resource for that
 * resource, at the top for the whole file.
 */
function ofMetadata(
  metadata: ConfigValue | undefined,
  source: string,
  scope: Suppression['scope'],
): readonly Suppression[] {
  return itemsOf(child(metadata, 'cipherlint', 'ignore')).flatMap((item) => {
    const rule = item.kind === 'scalar' ? item : child(item, 'rule');
    const id = textOf(rule);
    if (!rule || id === undefined) return [];
    const until = textOf(child(item, 'until'));
    const reason = textOf(child(item, 'reason'));
    return [
      {
        ...metadataSuppression('cipherlint', { source, span: scope }, id, rule.span, item.span, reason),
        until: until === undefined ? undefined : dateOf(until.slice(0, 10)),
      },
    ];
  });
}
