// Scripts while they are typed: every prefix and every lost bracket is read without a throw, with spans inside the text.
import assert from 'node:assert/strict';
import type { ConfigValue } from '../../../../server/core/value';
import { createScriptAdapter } from '../../../../server/dialects/script';
import { adapter, path, readUnit } from './helper';

const SAMPLE = `import * as s3 from 'aws-cdk-lib/aws-s3';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
const base = { Bucket: 'b', ...(enc ? { A: [1, { b: \`x\${y}\` }] } : {}) };
class A extends s3.Bucket {
  private c = new S3Client({ tls: false });
  constructor(s, id, p) {
    super(s, id, { ...p, encryption: s3.BucketEncryption.KMS });
    const b = new s3.Bucket(this, 'B', { enforceSSL: !p.x });
    b.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:*'] }));
  }
  async go({ key = 'k' }) {
    const p = base as any; p.Key = key;
    await this.c.send(new PutObjectCommand(p));
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  }
}
`;

function check(text: string): void {
  const unit = readUnit(text);
  for (const resource of unit.resources) {
    assert.ok(resource.span.start <= resource.head.start && resource.head.end <= resource.span.end, text);
    within(resource.body, text);
    const result = adapter.edit(unit, resource, {
      kind: 'set',
      path: path('A.B'),
      value: { kind: 'scalar', value: 1 },
    });
    if (result.ok) for (const edit of result.edits) assert.ok(edit.span.end <= text.length);
  }
}

function within(value: ConfigValue, text: string): void {
  assert.ok(value.span.start >= 0 && value.span.start <= value.span.end && value.span.end <= text.length, text);
  if (value.kind === 'object') for (const entry of value.entries) within(entry.value, text);
  if (value.kind === 'list') for (const item of value.items) within(item, text);
  if (value.kind === 'choice') for (const option of value.options) within(option.value, text);
}

describe('script adapter: half-typed text', () => {
  it('reads every prefix', () => {
    for (let end = 0; end <= SAMPLE.length; end += 2) check(SAMPLE.slice(0, end));
  });

  it('reads the text with any bracket, quote, comma or colon missing', () => {
    for (let i = 0; i < SAMPLE.length; i++) {
      if (/[{}()[\]'`,:]/.test(SAMPLE.charAt(i))) check(SAMPLE.slice(0, i) + SAMPLE.slice(i + 1));
    }
  });

  it('stays bounded on text that refers to itself', () => {
    const lists = Array.from(
      { length: 40 },
      (_, i) => `const l${String(i + 1)} = [l${String(i)}, l${String(i)}];`,
    ).join('\n');
    const text = `import { PutObjectCommand as P } from '@aws-sdk/client-s3';
const l0 = [l3];\n${lists}\nconst a = { ...b }, b = { ...a };\nlet x = 1;\n${'x = x + x;\n'.repeat(200)}
function f(p) { f(p); c.send(new P({ p, a: l40, b, x })); }\nf(a);\nc.send(new P(${'['.repeat(300)}${']'.repeat(300)}));`;
    const start = performance.now();
    check(text);
    assert.ok(performance.now() - start < 3000);
  });

  it('names files that are too large or minified instead of reading them', () => {
    const cases = [`import 'aws-sdk';\n${'x();\n'.repeat(250_000)}`, `import 'aws-sdk';${'x();'.repeat(10_000)}`];
    for (const text of cases) {
      const unit = readUnit(text, 'a.js');
      assert.equal(unit.resources.length, 0);
      assert.equal(unit.documents[0]?.problems.length, 1);
    }
  });

  it('is empty while the parser is not loaded', () => {
    const file = createScriptAdapter(() => undefined).read({ uri: 'a.ts', path: 'a.ts', text: SAMPLE });
    assert.deepEqual([file.resources, file.document.problems, file.isParsed], [[], [], false]);
  });
});
