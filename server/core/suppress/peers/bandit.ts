// Bandit: `# nosec` silences its line, `# nosec B501, B502` only these.
import { lineAt, wordsIn, type Comment, type FileContext } from '../comments';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

const NOSEC = /#\s*(nosec\b:?)\s*((?:(?:B\d+|[a-z]+(?:_[a-z]+)+)(?:[\s,]+|$))*)/i;

export const bandit: Peer = { tool: 'bandit', equivalents: ['bandit'], comment: ofComment };

function ofComment(comment: Comment, { document }: FileContext): readonly Suppression[] {
  const match = document.language === 'python' ? NOSEC.exec(comment.text) : null;
  if (!match) return [];
  const [whole, word = '', named = ''] = match;
  const start = comment.start + match.index + whole.indexOf(word);
  const { ids, idSpans } = wordsIn(named, comment.start + match.index + whole.length - named.length);
  return [
    {
      tool: 'bandit',
      source: document.source.uri,
      span: { start, end: idSpans.at(-1)?.end ?? start + word.length },
      form: 'comment',
      ids: ids.length > 0 ? ids : ['*'],
      idSpans,
      scope: lineAt(document.source.text, comment.start),
      reach: 'place',
      reason: undefined,
      until: undefined,
    },
  ];
}
