// Semgrep: ` nosemgrep: id, id` on the first line of a match, or alone on the line above it.
import { lineAfter, lineAt, wordsIn, type Comment, type FileContext } from '../comments';
import { withoutEnd } from '../own';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

const INLINE = /(?<= )nosem(?:grep)?(?![\w-])(?:[:=]\s?(.*))?/i;
const ALONE = /^[^a-zA-Z0-9]*nosem(?:grep)?(?![\w-])(?:[:=]\s?(.*))?/i;

export const semgrep: Peer = { tool: 'semgrep', equivalents: ['semgrep'], comment: ofComment, same: endsWithId };

/** An id stands for every rule whose dotted name ends in it. */
function endsWithId(id: string, equivalent: string): boolean {
  return equivalent === id || equivalent.endsWith(`.${id}`);
}

function ofComment(comment: Comment, { document }: FileContext): readonly Suppression[] {
  const { text, uri } = document.source;
  const words = withoutEnd(comment.text);
  const match = (comment.alone ? ALONE : INLINE).exec(words);
  if (!match) return [];
  const start = comment.start + match.index + match[0].search(/nosem/i);
  const named = match[1] ?? '';
  const offset = comment.start + match.index + match[0].length - named.length;
  const { ids, idSpans } = firstWords(named, offset);
  const own = lineAt(text, comment.start);
  const last = idSpans.at(-1)?.end ?? start + match[0].trim().length;
  return [
    {
      tool: 'semgrep',
      source: uri,
      span: { start, end: Math.max(last, start + 5) },
      form: 'comment',
      ids: ids.length > 0 ? ids : ['*'],
      idSpans,
      scope: comment.alone ? lineAfter(text, own) : own,
      reason: undefined,
      until: undefined,
    },
  ];
}

/** Of each part between commas the first word; what follows is a remark. */
function firstWords(named: string, offset: number): Pick<Suppression, 'ids' | 'idSpans'> {
  const parts = named.split(',');
  let at = offset;
  const found = parts.map((part) => {
    const words = wordsIn(part.replaceAll('"', ' '), at);
    at += part.length + 1;
    return words;
  });
  return {
    ids: found.flatMap(({ ids }) => ids.slice(0, 1)),
    idSpans: found.flatMap(({ idSpans }) => idSpans.slice(0, 1)),
  };
}
