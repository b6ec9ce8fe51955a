// Terrascan: `#ts:skip=ID reason` inside a block, and Metadata `runterrascan.io/skip` with a list in a text.
import type { Resource } from '../../resource';
import { resourceAround, type Comment, type FileContext } from '../comments';
import { child, metadataSuppression, textOf } from '../metadata';
import { withoutEnd } from '../own';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

/** No blank behind the sign. */
const SKIP = /^#ts:skip=\s*([\w.-]+)[ \t]*(.*)$/;

export const terrascan: Peer = {
  tool: 'terrascan',
  equivalents: ['terrascan'],
  comment: ofComment,
  metadata: ofMetadata,
};

function ofComment(comment: Comment, file: FileContext): readonly Suppression[] {
  const match = SKIP.exec(withoutEnd(comment.text));
  const resource = file.document.language === 'hcl' && match ? resourceAround(file, comment, false) : undefined;
  if (!match || !resource) return [];
  const id = match[1] ?? '';
  const at = comment.start + match[0].indexOf(id, match[0].indexOf('='));
  return [
    {
      tool: 'terrascan',
      source: file.document.source.uri,
      span: { start: comment.start + 1, end: comment.start + match[0].length },
      form: 'comment',
      ids: [id],
      idSpans: [{ start: at, end: at + id.length }],
      scope: resource.span,
      reason: match[2] === undefined || match[2] === '' ? undefined : match[2],
      until: undefined,
    },
  ];
}

function ofMetadata(resource: Resource): readonly Suppression[] {
  const value = child(resource.metadata, 'runterrascan.io/skip');
  const text = textOf(value);
  if (!value || text === undefined) return [];
  return listIn(text).flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const { rule, comment } = item as { rule?: unknown; comment?: unknown };
    return typeof rule === 'string'
      ? [
          {
            ...metadataSuppression(
              'terrascan',
              resource,
              rule,
              value.span,
              value.span,
              typeof comment === 'string' ? comment : undefined,
            ),
            idSpans: [],
          },
        ]
      : [];
  });
}

function listIn(text: string): readonly unknown[] {
  try {
    const data: unknown = JSON.parse(text);
    return Array.isArray(data) ? data : [];
  } catch {
    return []; // Terrascan passes over what it can't read, too
  }
}
