// CloudFormation Guard: `Metadata: { guard: { SuppressedRules: [NAME] } }`, and the older `cfnguard`.
import { child, ofItems } from '../metadata';
import type { Peer } from '../peer';

export const guard: Peer = {
  tool: 'guard',
  equivalents: ['guard'],
  metadata: (resource) =>
    ['guard', 'cfnguard'].flatMap((name) =>
      ofItems('guard', resource, child(resource.metadata, name, 'SuppressedRules'), { id: 'id', reason: 'reason' }),
    ),
  same: (id, equivalent) => id === equivalent,
};
