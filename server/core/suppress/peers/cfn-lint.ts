// cfn-lint: `Metadata: { cfn-lint: { config: { ignore_checks: [ID] } } }` on a resource; an id stands for all that begin with it.
import { child, itemsOf, ofItems, textOf } from '../metadata';
import type { Peer } from '../peer';

export const cfnLint: Peer = {
  tool: 'cfn-lint',
  equivalents: ['cfn-lint'],
  metadata: ({ metadata, ...resource }) => {
    const config = child(metadata, 'cfn-lint', 'config');
    const mandatory = itemsOf(child(config, 'mandatory_checks')).flatMap((item) => textOf(item) ?? []);
    return ofItems('cfn-lint', resource, child(config, 'ignore_checks'), { id: 'id', reason: 'reason' }).filter(
      ({ ids }) => !ids.some((id) => mandatory.includes(id)),
    );
  },
  same: (id, equivalent) => equivalent.startsWith(id),
};
