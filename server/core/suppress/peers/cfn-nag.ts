// cfn_nag: `Metadata: { cfn_nag: { rules_to_suppress: [{ id, reason }] } }`; the misspelling that it passes over in silence is found.
import type { Resource } from '../../resource';
import { child, entryAt, ofItems } from '../metadata';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

const WRONG = 'rules_to_supress';
const RIGHT = 'rules_to_suppress';

export const cfnNag: Peer = {
  tool: 'cfn_nag',
  equivalents: ['cfn_nag'],
  metadata: (resource) => [
    ...ofItems('cfn_nag', resource, child(resource.metadata, 'cfn_nag', RIGHT), { id: 'id', reason: 'reason' }),
    ...misspelt(resource),
  ],
};

function misspelt(resource: Resource): readonly Suppression[] {
  const entry = entryAt(resource.metadata, 'cfn_nag', WRONG);
  if (!entry) return [];
  return [
    {
      tool: 'cfn_nag',
      source: resource.source,
      span: entry.keySpan,
      form: 'metadata',
      ids: [],
      idSpans: [],
      scope: resource.span,
      reason: undefined,
      until: undefined,
      misspelt: { span: entry.keySpan, instead: RIGHT },
    },
  ];
}
