// CDK constructs: which resources they give, how they refer to each other, what method calls add.
import assert from 'node:assert/strict';
import { plain, readUnit } from './helper';

const HEAD = [
  "import * as cdk from 'aws-cdk-lib';",
  "import * as s3 from 'aws-cdk-lib/aws-s3';",
  "import { aws_kms as kms } from 'aws-cdk-lib';",
  "import { Queue, QueueEncryption } from '@aws-cdk/aws-sqs';",
  "import { Instance, BlockDeviceVolume } from 'aws-cdk-lib/aws-ec2';",
  '',
].join('\n');

const CASES: readonly { name: string; text: string; found: readonly string[]; body: unknown }[] = [
  {
    name: 'props with enums, factories and numbers',
    text: "new s3.Bucket(this, 'B', { encryption: s3.BucketEncryption.KMS, enforceSSL: true, x: cdk.Duration.days(7) });",
    found: ['cdk aws-s3.Bucket B'],
    body: { encryption: 'BucketEncryption.KMS', enforceSSL: true, x: 'Duration.days(7)' },
  },
  {
    name: 'no props, named import of version 1',
    text: "new Queue(this, 'Q');",
    found: ['cdk aws-sqs.Queue Q'],
    body: {},
  },
  {
    name: 'references to constants and fields',
    text: "const k = new kms.Key(this, 'K');\nclass A { key = new kms.Key(this, 'F'); f() { new Queue(this, 'Q', { a: k, b: k.keyArn, c: this.key, d: kms.Alias.fromAliasName(this, 'x', 'alias/aws/sqs') }); } }",
    found: ['cdk aws-kms.Key K', 'cdk aws-kms.Key F', 'cdk aws-sqs.Queue Q', 'cdk aws-kms.Alias.fromAliasName x'],
    body: { '0': '??the scope', '1': 'x', '2': 'alias/aws/sqs' },
  },
  {
    name: 'level 1 in CloudFormation names',
    text: "const b = new s3.CfnBucket(this, 'B', { bucketEncryption: { a: 1 } });\nb.addPropertyOverride('VersioningConfiguration.Status', 'Enabled');\nb.tags = [];",
    found: ['cloudformation aws-s3.CfnBucket B'],
    body: { bucketEncryption: { a: 1 }, VersioningConfiguration: { Status: 'Enabled' }, tags: [] },
  },
  {
    name: 'escape hatch opens the body',
    text: "const b = new s3.Bucket(this, 'B', {});\n(b.node.defaultChild as s3.CfnBucket).addPropertyOverride('BucketEncryption.X', 1);",
    found: ['cdk aws-s3.Bucket B'],
    body: { '+addPropertyOverride': [{ 'BucketEncryption.X': 1 }], '…': true },
  },
  {
    name: 'method calls and tags',
    text: "const q = new Queue(this, 'Q', { encryption: QueueEncryption.KMS });\nq.addToResourcePolicy(p);\nq.addToResourcePolicy(new cdk.Thing({ a: 1 }));\ncdk.Tags.of(q).add('DataClassification', 'phi');",
    found: ['cdk aws-sqs.Queue Q'],
    body: {
      encryption: 'QueueEncryption.KMS',
      '+addToResourcePolicy': ['??"p" is not defined in this file', { new: 'Thing', a: 1 }],
      '+tags': [{ DataClassification: 'phi' }],
    },
  },
  {
    name: 'factories with options are objects',
    text: "new Instance(this, 'I', { blockDevices: [{ volume: BlockDeviceVolume.ebs(50, { encrypted: false }) }] });",
    found: ['cdk aws-ec2.Instance I'],
    body: { blockDevices: [{ volume: { new: 'BlockDeviceVolume.ebs', '0': 50, encrypted: false } }] },
  },
  {
    name: 'subclass of a construct, open by its props',
    text: 'class B extends s3.Bucket { constructor(s, id, props) { super(s, id, { ...props, enforceSSL: true }); } }',
    found: ['cdk aws-s3.Bucket id'],
    body: { enforceSSL: true, '…': true },
  },
  {
    name: 'CfnResource',
    text: "new cdk.CfnResource(this, 'T', { type: 'AWS::SNS::Topic', properties: { KmsMasterKeyId: 'k' } });",
    found: ['cloudformation AWS::SNS::Topic T'],
    body: { KmsMasterKeyId: 'k' },
  },
  {
    name: 'CDK for Terraform',
    text: "import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';\nnew S3BucketVersioningA(this, 'v', { versioningConfiguration: { status: 'x' } });",
    found: ['terraform aws_s3_bucket_versioning v'],
    body: { versioningConfiguration: { status: 'x' } },
  },
  {
    name: 'a child of a construct that is found by its id, and changed',
    text: "const q = new Queue(this, 'Q', {});\nconst cfn = q.node.findChild('Resource');\ncfn.kmsMasterKeyId = 'k';",
    found: ['cdk aws-sqs.Queue Q'],
    body: { '…': true },
  },
  {
    name: 'a state that calls any service',
    text: "import { CallAwsService as Call } from 'aws-cdk-lib/aws-stepfunctions-tasks';\nimport { JsonPath } from 'aws-cdk-lib/aws-stepfunctions';\nnew Call(this, 'Put', { service: 'cloudwatchlogs', action: 'createLogGroup', parameters: { LogGroupName: '/a', KmsKeyId: JsonPath.stringAt('$.key') }, iamResources: ['*'] });",
    found: ['cdk aws-stepfunctions-tasks.CallAwsService Put', 'sdk logs:CreateLogGroup logs:CreateLogGroup (call)'],
    body: { LogGroupName: '/a', KmsKeyId: '??taken from the state’s input' },
  },
  {
    name: 'a state that calls what only its caller knows',
    text: "import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';\nexport const call = (action: string) => new CallAwsService(this, 'Put', { service: 's3', action });",
    found: ['cdk aws-stepfunctions-tasks.CallAwsService Put'],
    body: { service: 's3', action: '??parameter "action" of a function is decided by its callers' },
  },
  {
    name: 'half typed',
    text: "new s3.Bucket(this, 'B', { encryption: s3.BucketEncryption., enforceSSL",
    found: ['cdk aws-s3.Bucket B'],
    body: { encryption: '??a computed property', enforceSSL: '??"enforceSSL" is not defined in this file' },
  },
];

describe('script adapter: CDK', () => {
  for (const { name, text, found, body } of CASES) {
    it(name, () => {
      const { resources } = readUnit(HEAD + text);
      assert.deepEqual(
        resources.map((r) => `${r.dialect} ${r.type} ${r.address}`),
        found,
      );
      const last = resources[resources.length - 1];
      assert.ok(last);
      assert.deepEqual(plain(last.body), body);
    });
  }

  it('targets references by id, with the span of the use', () => {
    const text = `${HEAD}const k = new kms.Key(this, 'K');\nnew Queue(this, 'Q', { encryptionMasterKey: k });`;
    const [key, queue] = readUnit(text).resources;
    const value = queue?.body.entries[0]?.value;
    assert.ok(key && value?.kind === 'ref');
    assert.equal(value.target, key.id);
    assert.deepEqual(value.span, { start: text.lastIndexOf('k }'), end: text.lastIndexOf('k }') + 1 });
    assert.equal(text.slice(key.head.start, key.head.end), 'Key');
  });
});
