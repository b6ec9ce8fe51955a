// AWS SDK calls in TypeScript and JavaScript: which resources they give, with which bodies and spans.
import assert from 'node:assert/strict';
import { adapter, plain, readUnit } from './helper';

const S3 = "import { S3Client, S3, PutObjectCommand, ServerSideEncryption } from '@aws-sdk/client-s3';\n";

interface Case {
  readonly name: string;
  readonly text: string;
  /** `type head-text` of every resource, in order. */
  readonly found: readonly string[];
  /** The body of the last resource. */
  readonly body: unknown;
}

const CASES: readonly Case[] = [
  {
    name: 'storage that is not Amazon’s',
    text: `${S3}const r2 = new S3Client({ endpoint: 'https://x.r2.cloudflarestorage.com' });\nr2.send(new PutObjectCommand({ Key: 'k' }));`,
    found: ['sdk:Client S3Client'],
    body: { service: 's3', endpoint: 'https://x.r2.cloudflarestorage.com' },
  },
  {
    name: 'storage that may be Amazon’s',
    text: `${S3}const s3 = new S3Client({ endpoint: local ? 'http://localhost:4566' : undefined });\ns3.send(new PutObjectCommand({ Key: 'k' }));`,
    found: ['sdk:Client S3Client', 's3:PutObject PutObjectCommand'],
    body: { Key: 'k' },
  },
  {
    name: 'a method that is bound',
    text: `${S3}const s3 = new S3({});\nconst put = s3.putObject.bind(s3);\nawait put({ Bucket: 'b' });`,
    found: ['sdk:Client S3', 's3:PutObject put'],
    body: { Bucket: 'b' },
  },
  {
    name: 'a method that is promisified',
    text: `import * as AWS from 'aws-sdk';\nimport { promisify } from 'node:util';\nconst s3 = new AWS.S3();\nconst put = promisify(s3.putObject).bind(s3);\nput({ Bucket: 'b' });`,
    found: ['sdk:Client S3', 's3:PutObject put'],
    body: { Bucket: 'b' },
  },
  {
    name: 'a method kept in a field',
    text: `${S3}const s3 = new S3({});\nclass Store { private put = s3.putObject.bind(s3); run() { return this.put({ Bucket: 'b' }); } }`,
    found: ['sdk:Client S3', 's3:PutObject put'],
    body: { Bucket: 'b' },
  },
  {
    name: 'a method behind an arrow of one’s own',
    text: `${S3}const s3 = new S3({});\nconst put = (more: object) => s3.putObject({ Bucket: 'b', ...more });\nput({ Key: 'k' });`,
    found: ['sdk:Client S3', 's3:PutObject putObject'],
    body: { Bucket: 'b', Key: 'k' },
  },
  {
    name: 'a method that may be another one, one bound to arguments, one that hangs on itself',
    text: `${S3}const s3 = new S3({});\nlet put = s3.putObject.bind(s3);\nif (x) put = other;\nput({ Bucket: 'b' });\nconst set = s3.putObject.bind(s3, a);\nset({});\nconst me = me.bind(me);\nme({});`,
    found: ['sdk:Client S3'],
    body: { service: 's3' },
  },
  {
    name: 'command with literal input',
    text: `${S3}client.send(new PutObjectCommand({ Bucket: 'b', Tags: ['x', 1, true, null] }));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: 'b', Tags: ['x', 1, true, null] },
  },
  {
    name: 'a value that goes in a circle',
    text: `${S3}function put(name) { put(name); client.send(new PutObjectCommand({ Bucket: name, Key: 'k' })); }`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: '??it hangs on itself', Key: 'k' },
  },
  {
    name: 'what a function gives to this call, not to the others',
    text: `${S3}const of = (extra = {}) => ({ Bucket: 'b', ...extra });\nof();\nclient.send(new PutObjectCommand({ Key: 'k', ...of({ Bucket: 'c', Tagging: 't' }) }));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Key: 'k', Bucket: 'c', Tagging: 't' },
  },
  {
    name: 'what an exported function gives to a call here',
    text: `${S3}export function of(bucket = 'b') { return { Bucket: bucket }; }\nclient.send(new PutObjectCommand(of('c')));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: 'c' },
  },
  {
    name: 'a branch that this call takes',
    text: `${S3}const of = (b: string, k?: string) => ({ Bucket: b, Tagging: k ? 'yes' : 'no' });\nof('a');\nclient.send(new PutObjectCommand(of('c', 'd')));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: 'c', Tagging: 'yes' },
  },
  {
    name: 'a branch that only the environment decides',
    text: `${S3}const of = (k?: string) => ({ Tagging: k ? 'yes' : 'no' });\nclient.send(new PutObjectCommand(of(process.env.K)));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Tagging: { '?k': { true: 'yes', false: 'no' } } },
  },
  {
    name: 'a default of nothing says that callers may give anything',
    text: `${S3}export const put = (more = {}) => client.send(new PutObjectCommand({ Bucket: 'b', ...more }));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: 'b', '…': true },
  },
  {
    name: 'a default counts only where some call leaves the argument out',
    text: `${S3}function put(b = 'z') { client.send(new PutObjectCommand({ Bucket: b })); }\nput('1'); put('2'); put('3'); put('4'); put('5');`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: '??parameter "b" of "put" is decided by its callers' },
  },
  {
    name: 'namespace import, service with another API name',
    text: "import * as logs from '@aws-sdk/client-cloudwatch-logs';\nc.send(new logs.CreateLogGroupCommand({ logGroupName: 'a' }));",
    found: ['logs:CreateLogGroup CreateLogGroupCommand'],
    body: { logGroupName: 'a' },
  },
  {
    name: 'require with destructuring and another name',
    text: "const { CreateLoadBalancerCommand: Make } = require('@aws-sdk/client-elastic-load-balancing-v2');\nc.send(new Make({}));",
    found: ['elbv2:CreateLoadBalancer Make'],
    body: {},
  },
  {
    name: 'aggregated client by its type annotation',
    text: `${S3}export class A { constructor(private readonly s3: S3) {} go() { this.s3.putObject({ Bucket: 'b' }); } }`,
    found: ['s3:PutObject putObject'],
    body: { Bucket: 'b' },
  },
  {
    name: 'Upload of lib-storage puts its params',
    text: "import { Upload } from '@aws-sdk/lib-storage';\nnew Upload({ client, params: { Bucket: 'b' } });",
    found: ['s3:PutObject Upload'],
    body: { Bucket: 'b' },
  },
  {
    name: 'document client',
    text: "import { PutCommand } from '@aws-sdk/lib-dynamodb';\nc.send(new PutCommand({ TableName: 't' }));",
    found: ['dynamodb:PutItem PutCommand'],
    body: { TableName: 't' },
  },
  {
    name: 'version 2 with promise',
    text: "import AWS from 'aws-sdk';\nnew AWS.S3({ sslEnabled: false }).putObject({ Bucket: 'b' }).promise();",
    found: ['s3:PutObject putObject', 'sdk:Client S3'],
    body: { service: 's3', sslEnabled: false },
  },
  {
    name: 'version 2 service module, callback, variable',
    text: "import SageMaker from 'aws-sdk/clients/sagemaker';\nconst sm = new SageMaker();\nsm.createTrainingJob({ A: 1 }, function (e) {});",
    found: ['sdk:Client SageMaker', 'sagemaker:CreateTrainingJob createTrainingJob'],
    body: { A: 1 },
  },
  {
    name: 'client options with nested agents',
    text: `${S3}import { Agent } from 'node:https';\nnew S3Client({ requestHandler: new H({ httpsAgent: new Agent({ rejectUnauthorized: false }) }) });`,
    found: ['sdk:Client S3Client', 'node:https.Agent Agent'],
    body: { '0': { rejectUnauthorized: false } },
  },
  {
    name: 'constants, spreads, conditions',
    text: `${S3}const base = { Bucket: 'b', Key: 'k' };\nc.send(new PutObjectCommand({ ...base, ...(enc && { SSE: 'aws:kms' }), Key: kms ? 'x' : 'y' }));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: {
      Bucket: 'b',
      SSE: { '?enc': { true: 'aws:kms', false: null } },
      Key: { '?kms': { true: 'x', false: 'y' } },
    },
  },
  {
    name: 'object built in steps, on one branch only',
    text: `${S3}function f(k) {\n  const p = { Bucket: 'b' };\n  p.Key = 'k';\n  if (k) { p.SSEKMSKeyId = 'id'; }\n  c.send(new PutObjectCommand(p));\n  p.Late = 1;\n}`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: 'b', Key: 'k', SSEKMSKeyId: { '?k': { true: 'id', false: null } } },
  },
  {
    name: 'let on both branches',
    text: `${S3}let sse;\nif (x) sse = 'AES256'; else sse = 'aws:kms';\nc.send(new PutObjectCommand({ ServerSideEncryption: sse }));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { ServerSideEncryption: { '?x': { false: 'aws:kms', true: 'AES256' } } },
  },
  {
    name: 'enum, template, environment, defaults',
    text: `${S3}c.send(new PutObjectCommand({ ServerSideEncryption: ServerSideEncryption.aws_kms, Key: \`a/\${process.env.P}\`, SSEKMSKeyId: process.env.K ?? 'd', X: undefined as any }));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { ServerSideEncryption: 'aws:kms', Key: 'a/{}', SSEKMSKeyId: '??environment variable K', X: null },
  },
  {
    name: 'parameter with one local call',
    text: `${S3}const put = async (key, opts = { SSE: 1 }) => c.send(new PutObjectCommand({ Key: key, ...opts }));\nput('a');`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Key: 'a', SSE: 1 },
  },
  {
    name: 'parameter of an exported function is open',
    text: `${S3}export async function put(p) { await c.send(new PutObjectCommand(p)); }`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { '…': true },
  },
  {
    name: 'function that returns the input, and code that may change it',
    text: `${S3}const make = (b) => ({ Bucket: b });\nconst p = make('b');\naddDefaults(p);\nc.send(new PutObjectCommand(p));`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: 'b', '…': true },
  },
  {
    name: 'policy as text of an object',
    text: `${S3}import { PutBucketPolicyCommand as P } from '@aws-sdk/client-s3';\nc.send(new P({ Policy: JSON.stringify({ Statement: [{ Effect: 'Deny' }] }) }));`,
    found: ['s3:PutBucketPolicy P'],
    body: { Policy: { Statement: [{ Effect: 'Deny' }] } },
  },
  {
    name: 'values that are not there yet',
    text: `${S3}c.send(new PutObjectCommand({ Bucket: , ServerSideEncryption`,
    found: ['s3:PutObject PutObjectCommand'],
    body: { Bucket: null, ServerSideEncryption: '??"ServerSideEncryption" comes from "@aws-sdk/client-s3"' },
  },
];

describe('script adapter: AWS SDK', () => {
  for (const { name, text, found, body } of CASES) {
    it(name, () => {
      const { resources } = readUnit(text);
      const heads = resources.map((r) => `${r.type} ${text.slice(r.head.start, r.head.end)}`);
      assert.deepEqual(heads, found);
      const last = resources[resources.length - 1];
      assert.ok(last);
      assert.deepEqual(plain(last.body), body);
    });
  }

  it('has exact spans for values, keys and objects', () => {
    const text = `${S3}c.send(new PutObjectCommand({ Bucket: 'b', Grants: { Read: [{ Id: 1 }] } }));`;
    const [put] = readUnit(text).resources;
    assert.ok(put);
    const at = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
    assert.equal(at(put.span), "new PutObjectCommand({ Bucket: 'b', Grants: { Read: [{ Id: 1 }] } })");
    assert.equal(put.body.head, put.head);
    const [bucket, grants] = put.body.entries;
    assert.deepEqual([bucket && at(bucket.keySpan), bucket && at(bucket.value.span)], ['Bucket', "'b'"]);
    assert.ok(grants?.value.kind === 'object');
    assert.equal(at(grants.value.head), 'Grants');
    const read = grants.value.entries[0]?.value;
    assert.ok(read?.kind === 'list' && read.items[0]?.kind === 'object');
    assert.equal(at(read.items[0].head), 'Id');
  });

  it('moves values from elsewhere to their use and says where they come from', () => {
    const text = `${S3}const id = 'alias/aws/s3';\nc.send(new PutObjectCommand({ SSEKMSKeyId: id }));`;
    const value = readUnit(text).resources[0]?.body.entries[0]?.value;
    assert.ok(value?.kind === 'scalar');
    assert.equal(value.value, 'alias/aws/s3');
    assert.equal(value.span.start, text.lastIndexOf('id }'));
    const step = value.trace?.[0];
    assert.ok(step);
    assert.equal(step.note, 'value of "id"');
    assert.equal(text.slice(step.place.span.start, step.place.span.end), "'alias/aws/s3'");
  });

  it('claims scripts that mention what rules look at', () => {
    const claims: readonly (readonly [string, string, boolean])[] = [
      ['src/a.ts', "import '@aws-sdk/client-s3'", true],
      ['src/a.mjs', 'rejectUnauthorized: false', true],
      ['src/a.ts', 'export const a = 1;', false],
      ['src/a.d.ts', 'aws-sdk', false],
      ['node_modules/x/a.js', 'aws-sdk', false],
      ['dist/a.min.js', 'aws-sdk', false],
      ['a.py', 'aws-sdk', false],
    ];
    for (const [path, text, expected] of claims) assert.equal(adapter.claims(path, text), expected, path);
  });
});
