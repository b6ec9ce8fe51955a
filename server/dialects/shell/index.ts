// AWS CLI calls in shell scripts (being written).
import type { Adapter } from '../../core/resource';

export const shell: Adapter = {
  name: 'shell',
  claims: () => false,
  read: (source) => source,
  unitFolder: () => undefined,
  resolve: () => ({ documents: [], resources: [] }),
  edit: () => ({ ok: false, reason: 'not here' }),
};
