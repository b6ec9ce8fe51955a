// Every fix of every example is made: its finding goes, nothing else comes, and nothing else in the file changes.
import assert from 'node:assert/strict';
import { exampleCases } from '../../../scripts/fixes/cases';
import { proveEach } from '../../../scripts/fixes/prove';
import { allKinds } from '../../support/kinds';
import { applyFix, failureOf, findingsIn, fixesOf, memoryProject } from '../../support/memory-project';

describe('fixes', function () {
  this.timeout(180_000);

  it('of all examples do what they say and nothing else', async () => {
    const failures: string[] = [];
    for (const item of exampleCases(() => true)) {
      for (const proof of await proveEach(item))
        failures.push(...proof.failures.map((failure) => `${proof.name}: ${failure}`));
    }
    assert.deepEqual(failures, []);
  });
});

interface KeyCase {
  readonly does: string;
  readonly path: string;
  readonly before: string;
  readonly rule: string;
  /** The titles of the fixes. */
  readonly titles: readonly string[];
  readonly after?: string;
}

const QUEUE = 'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n';
const LOGS = 'resource "aws_cloudwatch_log_group" "orders" {\n  name = "orders"\n}\n';
const CDK =
  "import * as sqs from 'aws-cdk-lib/aws-sqs';\nimport * as kms from 'aws-cdk-lib/aws-kms';\nconst key = new kms.Key(this, 'Key', { enableKeyRotation: true });\n";

const KEY_CASES: readonly KeyCase[] = [
  {
    does: 'makes a key where there is none, says what it costs',
    path: 'main.tf',
    before: QUEUE,
    rule: 'sqs-queue-no-customer-key',
    titles: [
      'Encrypt the queue with a new key aws_kms_key.orders (a key costs about $1 a month)',
      'Encrypt the queue with a new variable kms_key_arn (needs the ARN of a key)',
    ],
    after: `resource "aws_sqs_queue" "orders" {\n  name              = "orders"\n  kms_master_key_id = aws_kms_key.orders.arn\n}\n\nresource "aws_kms_key" "orders" {\n  description         = "Encrypts orders"\n  enable_key_rotation = true\n}\n\nresource "aws_kms_alias" "orders" {\n  name_prefix   = "alias/orders-"\n  target_key_id = aws_kms_key.orders.key_id\n}\n`,
  },
  {
    does: 'writes a key and its alias behind the resource of a template',
    path: 'template.json',
    before: '{\n  "Resources": {\n    "Orders": {\n      "Type": "AWS::SQS::Queue"\n    }\n  }\n}\n',
    rule: 'sqs-queue-no-customer-key',
    titles: [
      'Encrypt the queue with a new key OrdersKey (a key costs about $1 a month)',
      'Encrypt the queue with a new parameter KmsKeyArn (needs the ARN of a key)',
    ],
    after:
      '{\n  "Resources": {\n    "Orders": {\n      "Type": "AWS::SQS::Queue",\n      "Properties": {\n        "KmsMasterKeyId": {"Fn::GetAtt": ["OrdersKey", "Arn"]}\n      }\n    },\n' +
      '    "OrdersKey": {\n      "Type": "AWS::KMS::Key",\n      "Properties": {\n        "EnableKeyRotation": true,\n        "KeyPolicy": {\n          "Version": "2012-10-17",\n          "Statement": [\n' +
      '            {\n              "Sid": "AllowAccount",\n              "Effect": "Allow",\n              "Principal": {\n                "AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}\n              },\n              "Action": "kms:*",\n              "Resource": "*"\n            }\n          ]\n        }\n      }\n    },\n' +
      '    "OrdersKeyAlias": {\n      "Type": "AWS::KMS::Alias",\n      "Properties": {\n        "AliasName": {"Fn::Sub": "alias/${AWS::StackName}-OrdersKey"},\n        "TargetKeyId": {"Ref": "OrdersKey"}\n      }\n    }\n  }\n}\n',
  },
  {
    does: 'leaves asymmetric keys and keys that are off aside',
    path: 'main.tf',
    before: `${QUEUE}\nresource "aws_kms_key" "sign" {\n  customer_master_key_spec = "RSA_2048"\n}\n\nresource "aws_kms_key" "off" {\n  is_enabled = false\n}\n`,
    rule: 'sqs-queue-no-customer-key',
    titles: [
      'Encrypt the queue with a new key aws_kms_key.orders (a key costs about $1 a month)',
      'Encrypt the queue with a new variable kms_key_arn (needs the ARN of a key)',
    ],
  },
  {
    does: 'leaves a key aside whose policy names the resource',
    path: 'main.tf',
    before: `${QUEUE}\nresource "aws_kms_key" "main" {\n  policy = jsonencode({ Statement = [{ Resource = aws_sqs_queue.orders.arn }] })\n}\n`,
    rule: 'sqs-queue-no-customer-key',
    titles: [
      'Encrypt the queue with a new key aws_kms_key.orders (a key costs about $1 a month)',
      'Encrypt the queue with a new variable kms_key_arn (needs the ARN of a key)',
    ],
  },
  {
    does: 'offers a key that is looked up, but not one of AWS',
    path: 'main.tf',
    before: `${QUEUE}\ndata "aws_kms_alias" "own" {\n  name = "alias/shop"\n}\n\ndata "aws_kms_alias" "aws" {\n  name = "alias/aws/sqs"\n}\n`,
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with data.aws_kms_alias.own'],
    after: `resource "aws_sqs_queue" "orders" {\n  name              = "orders"\n  kms_master_key_id = data.aws_kms_alias.own.target_key_arn\n}\n\ndata "aws_kms_alias" "own" {\n  name = "alias/shop"\n}\n\ndata "aws_kms_alias" "aws" {\n  name = "alias/aws/sqs"\n}\n`,
  },
  {
    does: 'lets the service that needs it use the key in the same edit, and says so',
    path: 'main.tf',
    before: `${LOGS}\nresource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n`,
    rule: 'logs-group-no-customer-key',
    titles: ['Encrypt the logs with aws_kms_key.main (also lets logs.amazonaws.com use the key)'],
  },
  {
    does: 'offers keys and variables in the order in which they fit, and no variable with another default',
    path: 'main.tf',
    before: `variable "kms_key_arn" {\n  type = string\n}\n\nvariable "other_kms_key" {\n  default = ""\n}\n\nvariable "kms_key_alias" {}\n\nresource "aws_kms_key" "backup" {}\n\nresource "aws_kms_key" "orders" {}\n\n${QUEUE}`,
    rule: 'sqs-queue-no-customer-key',
    titles: [
      'Encrypt the queue with aws_kms_key.orders',
      'Encrypt the queue with aws_kms_key.backup',
      'Encrypt the queue with var.kms_key_arn',
    ],
  },
  {
    does: 'offers a parameter of the template that takes a key',
    path: 'template.yaml',
    before:
      'Parameters:\n  KmsKeyArn:\n    Type: String\n  KeyName:\n    Type: AWS::EC2::KeyPair::KeyName\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n',
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with parameter KmsKeyArn'],
    after:
      'Parameters:\n  KmsKeyArn:\n    Type: String\n  KeyName:\n    Type: AWS::EC2::KeyPair::KeyName\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      KmsMasterKeyId: !Ref KmsKeyArn\n',
  },
  {
    does: 'offers a key that the template imports, behind those that it has',
    path: 'template.yaml',
    before:
      'Resources:\n  News:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: !ImportValue shared-kms-key-arn\n      TopicName: !ImportValue shared-name # no key\n  Orders:\n    Type: AWS::SQS::Queue\n',
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with the import shared-kms-key-arn'],
    after:
      'Resources:\n  News:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: !ImportValue shared-kms-key-arn\n      TopicName: !ImportValue shared-name # no key\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      KmsMasterKeyId: !ImportValue shared-kms-key-arn\n',
  },
  {
    does: 'offers keys of another state and of a module that the file names',
    path: 'main.tf',
    before: `${QUEUE}\nresource "aws_sns_topic" "a" {\n  kms_master_key_id = data.terraform_remote_state.base.outputs.kms_key_arn\n}\n\nresource "aws_sns_topic" "b" {\n  kms_master_key_id = module.keys.key_arn\n  name              = module.keys.name\n}\n`,
    rule: 'sqs-queue-no-customer-key',
    titles: [
      'Encrypt the queue with data.terraform_remote_state.base.outputs.kms_key_arn',
      'Encrypt the queue with module.keys.key_arn',
    ],
    after: `resource "aws_sqs_queue" "orders" {\n  name              = "orders"\n  kms_master_key_id = data.terraform_remote_state.base.outputs.kms_key_arn\n}\n\nresource "aws_sns_topic" "a" {\n  kms_master_key_id = data.terraform_remote_state.base.outputs.kms_key_arn\n}\n\nresource "aws_sns_topic" "b" {\n  kms_master_key_id = module.keys.key_arn\n  name              = module.keys.name\n}\n`,
  },
  {
    does: 'offers an import of a JSON template',
    path: 'template.json',
    before:
      '{\n  "Resources": {\n    "News": {\n      "Type": "AWS::SNS::Topic",\n      "Properties": { "KmsMasterKeyId": { "Fn::ImportValue": "shared-kms-key-arn" } }\n    },\n    "Orders": { "Type": "AWS::SQS::Queue" }\n  }\n}\n',
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with the import shared-kms-key-arn'],
  },
  {
    does: 'does not change the policy of a key that is only looked up',
    path: 'main.tf',
    before: `${LOGS}\ndata "aws_kms_alias" "own" {\n  name = "alias/shop"\n}\n`,
    rule: 'logs-group-no-customer-key',
    titles: ["Encrypt the logs with data.aws_kms_alias.own (the key's policy must admit logs.amazonaws.com)"],
  },
  {
    does: 'names the first of keys with count, and none of those with for_each',
    path: 'main.tf',
    before: `${QUEUE}\nresource "aws_kms_key" "one" {\n  count = 1\n}\n\nresource "aws_kms_key" "each" {\n  for_each = toset(["a"])\n}\n`,
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with aws_kms_key.one'],
    after: `resource "aws_sqs_queue" "orders" {\n  name              = "orders"\n  kms_master_key_id = aws_kms_key.one[0].arn\n}\n\nresource "aws_kms_key" "one" {\n  count = 1\n}\n\nresource "aws_kms_key" "each" {\n  for_each = toset(["a"])\n}\n`,
  },
  {
    does: 'writes the names of the awscc provider',
    path: 'main.tf',
    before:
      'resource "awscc_sqs_queue" "a" {\n  queue_name = "a"\n}\n\nresource "awscc_kms_key" "k" {\n  enable_key_rotation = true\n}\n',
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with awscc_kms_key.k'],
    after:
      'resource "awscc_sqs_queue" "a" {\n  queue_name        = "a"\n  kms_master_key_id = awscc_kms_key.k.arn\n}\n\nresource "awscc_kms_key" "k" {\n  enable_key_rotation = true\n}\n',
  },
  {
    does: "writes the policy of a new key into Terraform's JSON as one expression",
    path: 'main.tf.json',
    before:
      '{\n  "data": { "aws_partition": { "p": {} }, "aws_caller_identity": { "me": {} } },\n  "resource": { "aws_cloudtrail": { "audit": { "name": "audit", "s3_bucket_name": "logs" } } }\n}\n',
    rule: 'cloudtrail-trail-no-customer-key',
    titles: ['Encrypt the log files with a new key aws_kms_key.audit (a key costs about $1 a month)'],
    after: String.raw`{
  "data": { "aws_partition": { "p": {} }, "aws_caller_identity": { "me": {} }, "aws_region": { "current": {} } },
  "resource": { "aws_cloudtrail": { "audit": { "name": "audit", "s3_bucket_name": "logs", "kms_key_id": "${'$'}{aws_kms_key.audit.arn}" } }, "aws_kms_key": { "audit": { "description": "Encrypts audit", "enable_key_rotation": true, "policy": "${'$'}{jsonencode({ Version = \"2012-10-17\", Statement = [{ Sid = \"AllowAccount\", Effect = \"Allow\", Principal = { AWS = \"arn:${'$'}{data.aws_partition.p.partition}:iam::${'$'}{data.aws_caller_identity.me.account_id}:root\" }, Action = \"kms:*\", Resource = \"*\" }, { Sid = \"AllowCloudtrail\", Effect = \"Allow\", Principal = { Service = \"cloudtrail.amazonaws.com\" }, Action = [\"kms:GenerateDataKey*\", \"kms:Decrypt\", \"kms:DescribeKey\"], Resource = \"*\", Condition = { StringLike = { \"aws:SourceArn\" = \"arn:${'$'}{data.aws_partition.p.partition}:cloudtrail:${'$'}{data.aws_region.current.name}:${'$'}{data.aws_caller_identity.me.account_id}:trail/*\" } } }] })}" } }, "aws_kms_alias": { "audit": { "name_prefix": "alias/audit-", "target_key_id": "${'$'}{aws_kms_key.audit.key_id}" } } }
}
`,
  },
  {
    does: 'gives level 1 constructs the ARN of a level 2 key',
    path: 'app.ts',
    before: `${CDK}new sqs.CfnQueue(this, 'Queue', { queueName: 'a' });\n`,
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with Key'],
    after: `${CDK}new sqs.CfnQueue(this, 'Queue', { queueName: 'a', kmsMasterKeyId: key.keyArn });\n`,
  },
  {
    does: 'offers keys that CDK code takes from elsewhere, but not one of AWS',
    path: 'app.ts',
    before:
      "import * as sqs from 'aws-cdk-lib/aws-sqs';\nimport * as kms from 'aws-cdk-lib/aws-kms';\nconst given = kms.Key.fromKeyArn(this, 'Given', props.keyArn);\nconst found = kms.Key.fromLookup(this, 'Found', { aliasName: 'alias/shop' });\nconst managed = kms.Key.fromLookup(this, 'Managed', { aliasName: 'alias/aws/sqs' });\nnew sqs.Queue(this, 'Orders', { enforceSSL: true });\n",
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with Given', 'Encrypt the queue with Found'],
    after:
      "import * as sqs from 'aws-cdk-lib/aws-sqs';\nimport * as kms from 'aws-cdk-lib/aws-kms';\nconst given = kms.Key.fromKeyArn(this, 'Given', props.keyArn);\nconst found = kms.Key.fromLookup(this, 'Found', { aliasName: 'alias/shop' });\nconst managed = kms.Key.fromLookup(this, 'Managed', { aliasName: 'alias/aws/sqs' });\nnew sqs.Queue(this, 'Orders', { enforceSSL: true, encryptionMasterKey: given });\n",
  },
  {
    does: 'says of a key from elsewhere whom its policy must admit',
    path: 'app.ts',
    before:
      "import * as logs from 'aws-cdk-lib/aws-logs';\nimport * as kms from 'aws-cdk-lib/aws-kms';\nconst given = kms.Key.fromKeyArn(this, 'Given', props.keyArn);\nnew logs.LogGroup(this, 'Orders', { logGroupName: 'orders' });\n",
    rule: 'logs-group-no-customer-key',
    titles: ["Encrypt the logs with Given (the key's policy must admit logs.amazonaws.com)"],
  },
  {
    does: 'declares a new key in front of the construct and imports its module',
    path: 'app.ts',
    before: "import * as sqs from 'aws-cdk-lib/aws-sqs';\n\nnew sqs.Queue(this, 'Orders', { enforceSSL: true });\n",
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with a new key ordersKey (a key costs about $1 a month)'],
    after:
      "import * as sqs from 'aws-cdk-lib/aws-sqs';\nimport * as kms from 'aws-cdk-lib/aws-kms';\n\nconst ordersKey = new kms.Key(this, 'OrdersKey', {\n  enableKeyRotation: true,\n  alias: `Orders-${this.node.addr}`,\n});\nnew sqs.Queue(this, 'Orders', { enforceSSL: true, encryptionMasterKey: ordersKey });\n",
  },
];

describe('keys in fixes', () => {
  for (const { does, path, before, rule, titles, after } of KEY_CASES) {
    it(does, () => {
      const project = memoryProject({ [path]: before }, allKinds());
      const finding = failureOf(project, path, rule);
      const plans = fixesOf(project, path, finding);
      assert.deepEqual(
        plans.map(({ title }) => title),
        titles,
      );
      const [plan] = plans;
      if (after !== undefined && plan) assert.equal(applyFix(project, path, plan), after);
    });
  }

  it('writes a key and its alias into the template of a nested stack by their names there', () => {
    const root =
      'Resources:\n  Shop:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./child.yaml\n';
    const child = 'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n';
    const project = memoryProject({ 'root.yaml': root, 'child.yaml': child }, allKinds());
    const found = project.judge('root.yaml')?.analysis.findings ?? [];
    const finding = found.find((each) => each.rule.id === 'sqs-queue-no-customer-key');
    const plan = finding && fixesOf(project, 'root.yaml', finding)[0];
    assert.equal(plan?.title, 'Encrypt the queue with a new key OrdersKey (a key costs about $1 a month)');
    const fixed = applyFix(project, 'root.yaml', plan, 'child.yaml');
    assert.ok(fixed.includes('      KmsMasterKeyId: !GetAtt OrdersKey.Arn\n  OrdersKey:\n'), fixed);
    assert.ok(fixed.endsWith("-OrdersKey'\n      TargetKeyId: !Ref OrdersKey\n"), fixed);
  });

  it('admits CloudWatch Logs in the policy of a new key', () => {
    const text =
      'Resources:\n  Orders:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: !Ref AWS::StackName\n';
    const project = memoryProject({ 'template.yaml': text }, allKinds());
    const finding = findingsIn(project, 'template.yaml').find((each) => each.rule.id === 'logs-group-no-customer-key');
    const plan = finding && fixesOf(project, 'template.yaml', finding)[0];
    const fixed = plan ? applyFix(project, 'template.yaml', plan) : '';
    for (const part of [
      'KmsKeyId: !GetAtt OrdersKey.Arn',
      "  OrdersKeyAlias:\n    Type: AWS::KMS::Alias\n    Properties:\n      AliasName: !Sub 'alias/${AWS::StackName}-OrdersKey'\n      TargetKeyId: !Ref OrdersKey\n",
      "Service: !Sub 'logs.${AWS::Region}.${AWS::URLSuffix}'",
      'kms:EncryptionContext:aws:logs:arn',
    ])
      assert.ok(fixed.includes(part), `${part} is in\n${fixed}`);
  });
});
