// A script that can't be parsed for a moment keeps what was found in it, at its new place.
import assert from 'node:assert/strict';
import type { Unit } from '../../../../server/core/resource';
import { createScriptAdapter } from '../../../../server/dialects/script';
import { parseScript } from '../../../../server/dialects/script/parser';
import { NO_FILES } from '../../../support/no-files';

const NOT_PARSED = '<<<';
/** The real parser, but for texts that have a certain mark in them. */
const adapter = createScriptAdapter((text, path) => (text.includes(NOT_PARSED) ? undefined : parseScript(text, path)));

const BEFORE = `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
await s3.send(new PutObjectCommand({ Bucket: 'a' }));
const x = 1;
await s3.send(new PutObjectCommand({ Bucket: 'b' }));
`;

/** What is read when `texts` are typed one after the other. */
function typed(texts: readonly string[]): Unit {
  const sources = texts.map((text) => ({ uri: 'file:///app.ts', path: 'app.ts', text }));
  const [first = assert.fail(), ...rest] = sources;
  const last = rest.reduce((file, source) => adapter.read(source, file), adapter.read(first));
  return adapter.resolve([last], NO_FILES);
}

/** `type at bucket` of every put, the bucket as its span says. */
function puts(texts: readonly string[]): readonly string[] {
  return typed(texts)
    .resources.filter(({ type }) => type === 's3:PutObject')
    .map(({ head, body }) => {
      const text = texts.at(-1) ?? '';
      const [bucket] = body.entries;
      const at = bucket?.value.span ?? { start: 0, end: 0 };
      return `${text.slice(head.start, head.end)} ${text.slice(at.start, at.end)}`;
    });
}

const replaced = (from: string, to: string): string => BEFORE.replace(from, to);

const CASES: readonly (readonly [name: string, texts: readonly string[], puts: readonly string[]])[] = [
  ['nothing was read before', [replaced('x = 1', NOT_PARSED)], []],
  [
    'something is typed between',
    [BEFORE, replaced('x = 1', `x = 1 ${NOT_PARSED}`)],
    ["PutObjectCommand 'a'", "PutObjectCommand 'b'"],
  ],
  [
    'more and more is typed, then something goes',
    [BEFORE, replaced('x = 1', NOT_PARSED), replaced('x = 1', `${NOT_PARSED}(((`), replaced('const x = 1', NOT_PARSED)],
    ["PutObjectCommand 'a'", "PutObjectCommand 'b'"],
  ],
  ['a call itself is changed', [BEFORE, replaced("'b'", `'b${NOT_PARSED}'`)], ["PutObjectCommand 'a'"]],
  [
    'the text can be read again',
    [BEFORE, replaced("'b'", NOT_PARSED), replaced("'b'", "'c'")],
    ["PutObjectCommand 'a'", "PutObjectCommand 'c'"],
  ],
  ['the file is emptied but for what can not be read', [BEFORE, NOT_PARSED], []],
];

describe('script adapter: a text that can not be parsed', () => {
  for (const [name, texts, expected] of CASES) {
    it(name, () => {
      assert.deepEqual(puts(texts), expected);
    });
  }

  it('the parser itself gives up on nesting without end', () => {
    const nested = `const y = ${`${'('.repeat(50)}\n`.repeat(1000)}`;
    assert.equal(parseScript(nested, 'app.ts'), undefined);
    assert.deepEqual(puts([BEFORE, BEFORE + nested]), ["PutObjectCommand 'a'", "PutObjectCommand 'b'"]);
  });
});
