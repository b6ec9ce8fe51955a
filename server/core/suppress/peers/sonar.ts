// Sonar: `NOSONAR` in a comment silences its line; in Python with ids only those, and a bare `noqa` does the same.
import { lineAt, wordsIn, type Comment, type FileContext } from '../comments';
import { withoutEnd } from '../own';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

export const sonar: Peer = { tool: 'sonar', equivalents: ['sonar'], comment: ofComment };

function ofComment(comment: Comment, { document }: FileContext): readonly Suppression[] {
  const found = document.language === 'python' ? inPython(comment) : anywhere(comment);
  if (!found) return [];
  return [
    {
      tool: 'sonar',
      source: document.source.uri,
      form: 'comment',
      scope: lineAt(document.source.text, comment.start),
      reach: 'place',
      until: undefined,
      ...found,
    },
  ];
}

type Found = Pick<Suppression, 'span' | 'ids' | 'idSpans' | 'reason'>;

function anywhere(comment: Comment): Found | undefined {
  const at = comment.text.indexOf('NOSONAR');
  if (at < 0) return undefined;
  const span = { start: comment.start + at, end: comment.start + at + 7 };
  return { span, ids: ['*'], idSpans: [], reason: reasonOf(comment.text.slice(at + 7)) };
}

function inPython(comment: Comment): Found | undefined {
  const match = /#\s*(NOSONAR(?:\s*\(([^)]*)\))?)(?=$|\s)(.*)$/.exec(comment.text);
  if (match) {
    const [, word = '', named, rest = ''] = match;
    const start = comment.start + match.index + match[0].indexOf(word);
    const words = wordsIn(named ?? '', start + word.length - (named ?? '').length - 1);
    const ids = named === undefined ? { ids: ['*'], idSpans: [] } : words;
    return { span: { start, end: start + word.length }, ...ids, reason: reasonOf(rest) };
  }
  const noqa = /#\s*(noqa)(?=$|[\s;])(?!\s*:)/.exec(comment.text);
  if (!noqa) return undefined;
  const start = comment.start + noqa.index + noqa[0].length - 4;
  return { span: { start, end: start + 4 }, ids: ['*'], idSpans: [], reason: undefined };
}

function reasonOf(rest: string): string | undefined {
  const words = withoutEnd(rest).replace(/^[\s:-]+/, '');
  return words === '' ? undefined : words;
}
