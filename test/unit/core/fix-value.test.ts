// `$tls`: a written address over TLS, only where nothing but its scheme has to change.
import assert from 'node:assert/strict';
import { overTls } from '../../../server/core/fix-value';
import type { ConfigValue } from '../../../server/core/value';

const span = { start: 0, end: 1 };
const CASES: readonly (readonly [written: string, fixed: string | undefined])[] = [
  ['http://api.anycompany.com', 'https://api.anycompany.com'],
  ['http://api.anycompany.com/orders?id=1#top', 'https://api.anycompany.com/orders?id=1#top'],
  ['ws://api.anycompany.com/live', 'wss://api.anycompany.com/live'],
  ['ldap://directory.anycompany.com', 'ldaps://directory.anycompany.com'],
  ['redis://cache.anycompany.com:6379/0', 'rediss://cache.anycompany.com:6379/0'],
  ['http://api.anycompany.com:8080/orders', undefined],
  ['ftp://files.anycompany.com', undefined],
  ['https://api.anycompany.com', undefined],
  ['api.anycompany.com', undefined],
  ['http://', undefined],
];

describe('an address over TLS', () => {
  for (const [written, fixed] of CASES)
    it(`${written} becomes ${fixed ?? 'nothing'}`, () => {
      assert.deepEqual(overTls({ kind: 'scalar', value: written, span }), fixed && { kind: 'scalar', value: fixed });
    });

  it('is not made of what comes from elsewhere', () => {
    const trace = [{ place: { uri: 'file:///vars.tf', span }, note: 'default of variable "url"' }];
    const value: ConfigValue = { kind: 'scalar', value: 'http://api.anycompany.com', span, trace };
    assert.equal(overTls(value), undefined);
  });
});
