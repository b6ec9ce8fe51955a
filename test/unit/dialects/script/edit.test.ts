// Changes to scripts: what is written, and how it looks.
import assert from 'node:assert/strict';
import type { NewValue } from '../../../../server/core/resource';
import { adapter, changed, path, readUnit } from './helper';
import { applyEdits } from '../../../../server/core/text';

const on: NewValue = { kind: 'scalar', value: true };
const text = (value: string): NewValue => ({ kind: 'scalar', value });
const raw = (value: string): NewValue => ({ kind: 'raw', text: value });

const S3 = "import * as s3 from 'aws-cdk-lib/aws-s3';\n";
const PUT = "import { PutObjectCommand } from '@aws-sdk/client-s3';\n";

interface Case {
  readonly name: string;
  readonly type: string;
  readonly before: string;
  readonly after: string;
  readonly set: string;
  readonly value?: NewValue;
}

const CALL = "import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';\n";

const SETS: readonly Case[] = [
  {
    name: 'the parameters of a call that a construct makes',
    type: 'logs:CreateLogGroup',
    before: `${CALL}new CallAwsService(this, 'C', { service: 'cloudwatchlogs', action: 'createLogGroup', parameters: { LogGroupName: 'a' } });`,
    set: 'kmsKeyId',
    value: text('k'),
    after: `${CALL}new CallAwsService(this, 'C', { service: 'cloudwatchlogs', action: 'createLogGroup', parameters: { LogGroupName: 'a', KmsKeyId: 'k' } });`,
  },
  {
    name: 'one line stays one line',
    type: 'aws-s3.Bucket',
    before: `${S3}new s3.Bucket(this, 'B', { versioned: true });`,
    set: 'enforceSSL',
    value: on,
    after: `${S3}new s3.Bucket(this, 'B', { versioned: true, enforceSSL: true });`,
  },
  {
    name: 'many lines with trailing comma and comment',
    type: 'aws-s3.Bucket',
    before: `${S3}new s3.Bucket(this, 'B', {\n    versioned: true, // keep\n});`,
    set: 'enforceSSL',
    value: on,
    after: `${S3}new s3.Bucket(this, 'B', {\n    versioned: true, // keep\n    enforceSSL: true,\n});`,
  },
  {
    name: 'many lines without trailing comma, with comment, CRLF',
    type: 'aws-s3.Bucket',
    before: `${S3}new s3.Bucket(this, 'B', {\n\tversioned: true // keep\n});`.replace(/\n/g, '\r\n'),
    set: 'enforceSSL',
    value: on,
    after: `${S3}new s3.Bucket(this, 'B', {\n\tversioned: true, // keep\n\tenforceSSL: true\n});`.replace(
      /\n/g,
      '\r\n',
    ),
  },
  {
    name: 'missing props, enum through the namespace',
    type: 'aws-s3.Bucket',
    before: `${S3}new s3.Bucket(this, 'B');`,
    set: 'encryption',
    value: raw('BucketEncryption.KMS'),
    after: `${S3}new s3.Bucket(this, 'B', { encryption: s3.BucketEncryption.KMS });`,
  },
  {
    name: 'enum given as a plain value, named import gets it',
    type: 'aws-s3.Bucket',
    before: `import { Bucket } from 'aws-cdk-lib/aws-s3';\nnew Bucket(this, 'B', {});`,
    set: 'encryption',
    value: text('BucketEncryption.KMS'),
    after: `import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';\nnew Bucket(this, 'B', { encryption: BucketEncryption.KMS });`,
  },
  {
    name: 'replace a value',
    type: 'aws-s3.Bucket',
    before: `${S3}new s3.Bucket(this, 'B', { encryption: s3.BucketEncryption.UNENCRYPTED });`,
    set: 'encryption',
    value: raw('BucketEncryption.S3_MANAGED'),
    after: `${S3}new s3.Bucket(this, 'B', { encryption: s3.BucketEncryption.S3_MANAGED });`,
  },
  {
    name: 'nested, made on the way, double quotes',
    type: 's3:PutObject',
    before: `import { PutObjectCommand } from "@aws-sdk/client-s3";\nc.send(new PutObjectCommand({\n  Bucket: "b",\n}));`,
    set: 'A.B[].C',
    value: text('x'),
    after: `import { PutObjectCommand } from "@aws-sdk/client-s3";\nc.send(new PutObjectCommand({\n  Bucket: "b",\n  A: {\n    B: [\n      {\n        C: "x",\n      },\n    ],\n  },\n}));`,
  },
  {
    name: 'every item of a list',
    type: 's3:PutObject',
    before: `${PUT}c.send(new PutObjectCommand({ A: [{ B: 1 }, { C: 2 }] }));`,
    set: 'A[].B',
    value: on,
    after: `${PUT}c.send(new PutObjectCommand({ A: [{ B: true }, { C: 2, B: true }] }));`,
  },
  {
    name: 'input in a constant',
    type: 's3:PutObject',
    before: `${PUT}const p = {\n  Bucket: 'b',\n};\nc.send(new PutObjectCommand(p));`,
    set: 'ServerSideEncryption',
    value: text('aws:kms'),
    after: `${PUT}const p = {\n  Bucket: 'b',\n  ServerSideEncryption: 'aws:kms',\n};\nc.send(new PutObjectCommand(p));`,
  },
  {
    name: 'value set in a statement of its own',
    type: 's3:PutObject',
    before: `${PUT}const p = { Bucket: 'b' };\np.SSE = 'none';\nc.send(new PutObjectCommand(p));`,
    set: 'SSE',
    value: text('aws:kms'),
    after: `${PUT}const p = { Bucket: 'b' };\np.SSE = 'aws:kms';\nc.send(new PutObjectCommand(p));`,
  },
  {
    name: 'input in a parameter',
    type: 's3:PutObject',
    before: `${PUT}export const f = (p) => c.send(new PutObjectCommand(p));`,
    set: 'SSE',
    value: on,
    after: 'not possible: "p" is not an object that is written out in this file',
  },
  {
    name: 'level 1 in its own case',
    type: 'aws-s3.CfnBucket',
    before: `${S3}new s3.CfnBucket(this, 'B', { bucketName: 'b' });`,
    set: 'BucketEncryption.KMSMasterKeyID',
    value: text('k'),
    after: `${S3}new s3.CfnBucket(this, 'B', { bucketName: 'b', bucketEncryption: { kmsMasterKeyId: 'k' } });`,
  },
  {
    name: 'CDK for Terraform in its own case',
    type: 'aws_db_instance',
    before: `import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';\nnew DbInstance(this, 'd', {});`,
    set: 'storage_encrypted',
    value: on,
    after: `import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';\nnew DbInstance(this, 'd', { storageEncrypted: true });`,
  },
  {
    name: 'argument of a library',
    type: 'node:https.Agent',
    before: `import https from 'https';\nnew https.Agent({ rejectUnauthorized: false });`,
    set: '0.rejectUnauthorized',
    value: on,
    after: `import https from 'https';\nnew https.Agent({ rejectUnauthorized: true });`,
  },
  {
    name: 'shorthand',
    type: 's3:PutObject',
    before: `${PUT}c.send(new PutObjectCommand({ Bucket, SSE }));`,
    set: 'SSE',
    value: text('x'),
    after: `${PUT}c.send(new PutObjectCommand({ Bucket, SSE: 'x' }));`,
  },
];

const REMOVES: readonly Omit<Case, 'value'>[] = [
  {
    name: 'a line of its own',
    type: 's3:PutObject',
    before: `${PUT}c.send(new PutObjectCommand({\n  A: 1,\n  B: 2, // gone\n  C: 3,\n}));`,
    set: 'B',
    after: `${PUT}c.send(new PutObjectCommand({\n  A: 1,\n  C: 3,\n}));`,
  },
  {
    name: 'the last in a line',
    type: 's3:PutObject',
    before: `${PUT}c.send(new PutObjectCommand({ A: 1, B: 2 }));`,
    set: 'B',
    after: `${PUT}c.send(new PutObjectCommand({ A: 1 }));`,
  },
  {
    name: 'the only one',
    type: 's3:PutObject',
    before: `${PUT}c.send(new PutObjectCommand({ A: 1 }));`,
    set: 'A',
    after: `${PUT}c.send(new PutObjectCommand({}));`,
  },
  {
    name: 'an assignment to the environment',
    type: 'node:process.env',
    before: `a();\nprocess.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\nb();`,
    set: 'NODE_TLS_REJECT_UNAUTHORIZED',
    after: `a();\nb();`,
  },
];

describe('script adapter: edits', () => {
  for (const c of SETS) {
    it(`set: ${c.name}`, () => {
      assert.equal(changed(c.before, c.type, { kind: 'set', path: path(c.set), value: c.value ?? on }), c.after);
    });
  }
  for (const c of REMOVES) {
    it(`remove: ${c.name}`, () => {
      assert.equal(changed(c.before, c.type, { kind: 'remove', path: path(c.set) }), c.after);
    });
  }

  it('adds a construct in front and refers to constructs by their variable', () => {
    const head = `${S3}import * as kms from 'aws-cdk-lib/aws-kms';\n`;
    const before = `${head}class A {\n  f() {\n    const k = new kms.Key(this, 'K');\n    new s3.Bucket(this, 'B', {});\n  }\n}`;
    const body = [{ path: path('enableKeyRotation'), value: on }];
    const added = changed(before, 'aws-s3.Bucket', {
      kind: 'add-resource',
      type: 'aws-kms.Key',
      name: 'dataKey',
      body,
    });
    const made = "    const dataKey = new kms.Key(this, 'DataKey', {\n      enableKeyRotation: true,\n    });\n";
    assert.equal(added, before.replace('    new s3', `${made}    new s3`));
    const unit = readUnit(before);
    const [key, bucket] = unit.resources;
    assert.ok(key && bucket);
    const value: NewValue = { kind: 'ref', target: key.id, attribute: 'keyArn' };
    const result = adapter.edit(unit, bucket, { kind: 'set', path: path('encryptionKey'), value });
    assert.ok(result.ok);
    assert.equal(applyEdits(before, result.edits), before.replace('{});', '{ encryptionKey: k.keyArn });'));
  });

  it('starts within an item of a list', () => {
    const before = `${PUT}c.send(new PutObjectCommand({ A: [{ B: 1 }, { B: 2 }] }));`;
    const unit = readUnit(before);
    const [put] = unit.resources;
    const list = put?.body.entries[0]?.value;
    const item = list?.kind === 'list' ? list.items[1] : undefined;
    assert.ok(put && item?.kind === 'object');
    const result = adapter.edit(unit, put, { kind: 'set', path: path('B'), value: text('x'), within: item });
    assert.ok(result.ok);
    assert.equal(applyEdits(before, result.edits), before.replace('B: 2', "B: 'x'"));
  });
});
