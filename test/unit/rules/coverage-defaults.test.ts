// The coverage command finds defaults of ours that the ledger's texts contradict.
import assert from 'node:assert/strict';
import { contradictions, readDefaults } from '../../../scripts/coverage/defaults';
import { allKinds } from '../../support/kinds';

const CASES: readonly { readonly says: string; readonly found: readonly string[] }[] = [
  { says: 'encrypted-by-default', found: ['rds.db-instance encrypted: false'] },
  { says: 'not-encrypted', found: [] },
  { says: 'unknown', found: [] },
  { says: '', found: [] },
];

describe('defaults against the ledger', () => {
  for (const { says, found } of CASES) {
    it(`an instance that is unencrypted by default, where the ledger says "${says}"`, () => {
      const row = { resource: 'aws_db_instance', path: 'storage_encrypted', default_when_omitted: says };
      const terraform = readDefaults([row], ({ resource = '', path = '' }) => `${resource}.${path}`);
      assert.deepEqual(
        contradictions(allKinds().kinds, { terraform }).map(({ fact, ours }) => `${fact}: ${String(ours)}`),
        found,
      );
    });
  }
});
