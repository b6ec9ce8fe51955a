// Checkov: `checkov:skip=ID,ID:reason` inside a block, Metadata, and `"//"` in Terraform's JSON.
import { resourceAround, wordsIn, type Comment, type FileContext } from '../comments';
import { child, ofItems } from '../metadata';
import { withoutEnd } from '../own';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

const SKIP = /(?:checkov|bridgecrew|cortex):skip= *([A-Za-z_\d-]+(?:,[A-Za-z_\d-]+)*)(:[^\n]*)?/g;

export const checkov: Peer = {
  tool: 'checkov',
  equivalents: ['checkov'],
  comment: ofComment,
  metadata: (resource) =>
    ['checkov', 'bridgecrew'].flatMap((name) =>
      ofItems('checkov', resource, child(resource.metadata, name, 'skip'), { id: 'id', reason: 'comment' }),
    ),
};

/** In HCL strictly between the first and the last line of the block; in YAML anywhere in the resource. Above it a comment does nothing. */
function ofComment(comment: Comment, file: FileContext): readonly Suppression[] {
  const { language, source } = file.document;
  if (language !== 'hcl' && language !== 'yaml') return [];
  const resource = resourceAround(file, comment, language === 'hcl');
  if (!resource) return [];
  return [...comment.text.matchAll(SKIP)].map((match) => {
    const start = comment.start + match.index;
    const ids = match[1] ?? '';
    const reason = withoutEnd(match[2] ?? '');
    const offset = start + match[0].indexOf(ids, match[0].indexOf('='));
    return {
      tool: 'checkov',
      source: source.uri,
      span: { start, end: offset + ids.length + reason.length },
      form: 'comment',
      ...wordsIn(ids, offset),
      scope: resource.span,
      reason: reason.slice(1).trim() || undefined,
      until: undefined,
    };
  });
}
