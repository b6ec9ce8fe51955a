// Statements that are broken, as while they are typed, leave all others as they are.
import assert from 'node:assert/strict';
import { readUnit } from './helper';

/** An application with `typed` in the middle of it. */
const around = (typed: string): string => `import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib';

export class Store extends Stack {
  constructor(scope: Stack, id: string) {
    super(scope, id);
    const first = new s3.Bucket(this, 'First', {
      encryption: s3.BucketEncryption.KMS,
    });
${typed}
    const last = new sqs.Queue(this, 'Last', { enforceSSL: true });
    last.addToResourcePolicy(first);
  }
}

export async function send(part: string) {
  await fetch('http://example.com/' + part);
}
`;

const FIRST = 'Bucket First: encryption';
const LAST = 'Queue Last: enforceSSL +addToResourcePolicy';
const SEND = 'fetch';

const CASES: readonly (readonly [name: string, typed: string, found: readonly string[]])[] = [
  ['nothing', '', [FIRST, LAST, SEND]],
  ['a block that is not closed', '    if (first) {', [FIRST, LAST, SEND]],
  ['a call that is not closed', '    const middle = new s3.Bucket(this,', [FIRST, LAST, SEND]],
  ['an object that is not closed', '    const props = {', [FIRST, LAST, SEND]],
  ['a text that is not closed', "    const name = 'data", [FIRST, LAST, SEND]],
  ['one brace too many', '    const props = { }}', [FIRST, LAST, SEND]],
  ['a new function', '    const make = (name: string) => {', [FIRST, LAST, SEND]],
  [
    'a comment begins in an object: more may stand there',
    "    const middle = new s3.Bucket(this, 'Middle', { /\n      enforceSSL: true,\n    });",
    [FIRST, 'Bucket Middle: …', LAST, SEND],
  ],
  [
    'a value that is not there yet: all else is understood',
    "    const middle = new s3.Bucket(this, 'Middle', {\n      encryption: ,\n      enforceSSL: true,\n    });",
    [FIRST, 'Bucket Middle: encryption enforceSSL', LAST, SEND],
  ],
  [
    'a name that the broken statement declares',
    "    const middle = new sqs.Queue(this, 'Middle', {}} );\n    middle.addToResourcePolicy(first);",
    [FIRST, 'Queue Middle: +addToResourcePolicy …', LAST, SEND],
  ],
  ['two of them', "    if (first) {\n    first.call('a;\n    first.call();", [FIRST, LAST, SEND]],
];

describe('a broken statement in a script', () => {
  for (const [name, typed, found] of CASES) {
    it(name, () => {
      const text = around(typed);
      const { resources } = readUnit(text);
      const shown = resources.map(({ type, address, body, head }) => {
        const word = text.slice(head.start, head.end);
        if (!type.startsWith('aws-')) return word;
        const keys = body.entries.map(({ key }) => key);
        return `${word} ${address}: ${[...keys, ...(body.open ? ['…'] : [])].join(' ')}`;
      });
      assert.deepEqual(shown, found);
      assert.ok(resources.every(({ exists }) => exists === 'always'));
    });
  }

  it('is read as it is where nothing else helps', () => {
    const { resources } = readUnit(around('    `'));
    assert.ok(resources.some(({ address }) => address === 'First'));
  });
});
