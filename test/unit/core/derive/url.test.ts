// Which addresses leave the machine in plaintext, which stay on it, and which are not known.
import assert from 'node:assert/strict';
import { localAddress, plaintextUrl } from '../../../../server/core/derive/url';
import type { DeriveInput } from '../../../../server/core/derive';
import type { Sighting } from '../../../../server/core/facts';
import type { ConfigValue } from '../../../../server/core/value';

const span = { start: 3, end: 9 };

function sightingOf(value: ConfigValue | undefined): Sighting {
  return { value, at: span, open: false, assumed: false, source: undefined } as unknown as Sighting;
}

/** `{}` in a text is a part that is not known. */
function valueOf(text: string): ConfigValue {
  const hole: ConfigValue = { kind: 'unknown', span, reason: 'later' };
  const parts = text.split('{}').flatMap((part, i) => [...(i > 0 ? [hole] : []), ...(part === '' ? [] : [part])]);
  return text.includes('{}') ? { kind: 'text', span, parts } : { kind: 'scalar', span, value: text };
}

function inputOf(value: ConfigValue | undefined, schemes: readonly string[]): DeriveInput {
  const input = { inputs: [[sightingOf(value)]], options: { schemes }, nothing: sightingOf(undefined) };
  return input as unknown as DeriveInput;
}

function answer(value: ConfigValue | undefined): unknown {
  return value?.kind === 'scalar' ? value.value : value?.kind;
}

const CASES: readonly (readonly [string, true | false | 'unknown', boolean])[] = [
  // text, plaintext over http, surely local
  ['http://api.anycompany.com/x', true, false],
  ['HTTP://api.anycompany.com', true, false],
  ['https://api.anycompany.com', false, false],
  ['http://user:pass@api.anycompany.com:8080/x?y=http://localhost', true, false],
  ['http://203.0.113.7/', true, false],
  ['http://localhost', false, true],
  ['http://LOCALHOST:4566/x', false, true],
  ['http://app.localhost:3000', false, true],
  ['http://127.0.0.1:8000', false, true],
  ['http://127.8.9.1', false, true],
  ['http://[::1]:8080/', false, true],
  ['http://0.0.0.0:8080', false, true],
  ['http://10.1.2.3', false, true],
  ['http://172.16.0.1', false, true],
  ['http://172.32.0.1', true, false],
  ['http://192.168.1.1', false, true],
  ['http://169.254.169.254/latest/meta-data', false, true],
  ['http://host.docker.internal:8000', false, true],
  ['http://minio:9000', false, true],
  ['http://orders.shop.svc.cluster.local', false, true],
  ['http://api.test', false, true],
  ['http://localhost.anycompany.com', true, false],
  ['http://{}/x', 'unknown', false],
  ['http://{}.anycompany.com/x', 'unknown', false],
  ['http://{}.s3.amazonaws.com/x', true, false],
  ['http://api.anycompany.com/{}', true, false],
  ['{}://api.anycompany.com', 'unknown', false],
  ['{}', 'unknown', false],
  ['https://{}', false, false],
  ['http://<host>/', 'unknown', false],
  ['', false, false],
  // A path on this machine: a relative address, a socket.
  ['/var/run/postgresql', false, true],
  ['orders.anycompany.com:5432', false, false],
  ['localhost:5432', false, true],
  ['db', false, true],
  ['http://', false, true],
];

describe('derive: addresses', () => {
  for (const [text, plaintext, local] of CASES) {
    it(`"${text}"`, () => {
      const value = valueOf(text);
      const [found] = plaintextUrl(inputOf(value, ['http']));
      assert.equal(answer(found?.value), plaintext);
      assert.deepEqual(found?.at, span);
      assert.equal(answer(localAddress(inputOf(value, []))[0]?.value), local);
    });
  }

  it('leaves out what is not written, and takes only the schemes it is asked for', () => {
    assert.equal(plaintextUrl(inputOf(undefined, ['http']))[0]?.value, undefined);
    assert.equal(answer(plaintextUrl(inputOf(valueOf('redis://cache.anycompany.com'), ['http']))[0]?.value), false);
    assert.equal(answer(plaintextUrl(inputOf(valueOf('redis://cache.anycompany.com'), ['redis']))[0]?.value), true);
    assert.equal(answer(localAddress(inputOf(undefined, []))[0]?.value), false);
  });

  it('keeps an unknown value unknown', () => {
    const value: ConfigValue = { kind: 'unknown', span, reason: 'a parameter' };
    assert.equal(plaintextUrl(inputOf(value, ['http']))[0]?.value, value);
  });
});
