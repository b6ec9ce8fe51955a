// A key from outside as a second offer: a parameter, a variable with validation or an environment variable, where each file keeps such things.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { applyFix, failureOf, fixesOf, memoryProject } from '../../support/memory-project';

interface InputCase {
  readonly does: string;
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file with the finding. */
  readonly path: string;
  readonly title: string;
  /** Files as the fix leaves them. */
  readonly after: Readonly<Record<string, string>>;
}

const PATTERN = '^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$';
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const VARIABLE = [
  'variable "kms_key_arn" {',
  '  type        = string',
  '  description = "ARN of the KMS key that encrypts the data"',
  '',
  '  validation {',
  `    condition     = can(regex("${PATTERN}", var.kms_key_arn))`,
  '    error_message = "The value of kms_key_arn must be the ARN of a KMS key."',
  '  }',
  '}',
];

const CASES: readonly InputCase[] = [
  {
    does: 'makes the section of parameters in front of the resources',
    rule: 'sqs-queue-no-customer-key',
    path: 'template.yaml',
    files: { 'template.yaml': lines('Resources:', '  Orders: # fast', '    Type: AWS::SQS::Queue') },
    title: 'Encrypt the queue with a new parameter KmsKeyArn (needs the ARN of a key)',
    after: {
      'template.yaml': lines(
        'Parameters:',
        '  KmsKeyArn:',
        '    Type: String',
        '    Description: ARN of the KMS key that encrypts the data',
        `    AllowedPattern: '${PATTERN}'`,
        '    ConstraintDescription: must be the ARN of a KMS key',
        '',
        'Resources:',
        '  Orders: # fast',
        '    Type: AWS::SQS::Queue',
        '    Properties:',
        '      KmsMasterKeyId: !Ref KmsKeyArn',
      ),
    },
  },
  {
    does: 'adds to the parameters of a JSON template, in its indentation',
    rule: 'sqs-queue-no-customer-key',
    path: 'template.json',
    files: {
      'template.json': lines(
        '{',
        '    "Parameters": {',
        '        "Stage": { "Type": "String" }',
        '    },',
        '    "Resources": {',
        '        "Orders": {',
        '            "Type": "AWS::SQS::Queue"',
        '        }',
        '    }',
        '}',
      ),
    },
    title: 'Encrypt the queue with a new parameter KmsKeyArn (needs the ARN of a key)',
    after: {
      'template.json': lines(
        '{',
        '    "Parameters": {',
        '        "KmsKeyArn": {',
        '            "Type": "String",',
        '            "Description": "ARN of the KMS key that encrypts the data",',
        `            "AllowedPattern": "${PATTERN}",`,
        '            "ConstraintDescription": "must be the ARN of a KMS key"',
        '        },',
        '        "Stage": { "Type": "String" }',
        '    },',
        '    "Resources": {',
        '        "Orders": {',
        '            "Type": "AWS::SQS::Queue",',
        '            "Properties": {',
        '                "KmsMasterKeyId": { "Ref": "KmsKeyArn" }',
        '            }',
        '        }',
        '    }',
        '}',
      ),
    },
  },
  {
    does: 'adds a variable with validation behind the resources of a module without variables.tf',
    rule: 'sqs-queue-no-customer-key',
    path: 'main.tf',
    files: { 'main.tf': lines('resource "aws_sqs_queue" "orders" {', '  name = "orders"', '}') },
    title: 'Encrypt the queue with a new variable kms_key_arn (needs the ARN of a key)',
    after: {
      'main.tf': lines(
        'resource "aws_sqs_queue" "orders" {',
        '  name              = "orders"',
        '  kms_master_key_id = var.kms_key_arn',
        '}',
        '',
        ...VARIABLE,
      ),
    },
  },
  {
    does: 'puts the variable into variables.tf',
    rule: 'sqs-queue-no-customer-key',
    path: 'main.tf',
    files: {
      'main.tf': lines('resource "aws_sqs_queue" "orders" {', '  name = "orders"', '}'),
      'variables.tf': lines('variable "stage" {', '  type = string', '}'),
    },
    title: 'Encrypt the queue with a new variable kms_key_arn (needs the ARN of a key)',
    after: {
      'main.tf': lines(
        'resource "aws_sqs_queue" "orders" {',
        '  name              = "orders"',
        '  kms_master_key_id = var.kms_key_arn',
        '}',
      ),
      'variables.tf': lines('variable "stage" {', '  type = string', '}', '', ...VARIABLE),
    },
  },
  {
    does: 'says that the service must be admitted by the policy of that key',
    rule: 'logs-group-no-customer-key',
    path: 'main.tf',
    files: { 'main.tf': lines('resource "aws_cloudwatch_log_group" "orders" {', '  name = "orders"', '}') },
    title:
      'Encrypt the logs with a new variable kms_key_arn (needs the ARN of a key whose policy admits logs.amazonaws.com)',
    after: {
      'main.tf': lines(
        'resource "aws_cloudwatch_log_group" "orders" {',
        '  name       = "orders"',
        '  kms_key_id = var.kms_key_arn',
        '}',
        '',
        ...VARIABLE,
      ),
    },
  },
  {
    does: 'takes the key of a Python script from the environment, and sorts the import in',
    rule: 'logs-lookup-table-no-customer-key',
    path: 'app.py',
    files: {
      'app.py': lines(
        'import json',
        'import sys',
        '',
        'import boto3',
        '',
        "boto3.client('logs').create_lookup_table(",
        "    lookupTableName='orders',",
        "    tableBody='id',",
        ')',
      ),
    },
    title:
      'Encrypt the CloudWatch Logs lookup table with the environment variable KMS_KEY_ARN (needs the ARN of a key)',
    after: {
      'app.py': lines(
        'import json',
        'import os',
        'import sys',
        '',
        'import boto3',
        '',
        "boto3.client('logs').create_lookup_table(",
        "    lookupTableName='orders',",
        "    tableBody='id',",
        "    kmsKeyId=os.environ['KMS_KEY_ARN'],",
        ')',
      ),
    },
  },
  {
    does: 'imports os in front of packages where nothing of the standard library is imported',
    rule: 'logs-lookup-table-no-customer-key',
    path: 'app.py',
    files: {
      'app.py': lines(
        'import boto3',
        '',
        'boto3.client("logs").create_lookup_table(lookupTableName="o", tableBody="i")',
      ),
    },
    title:
      'Encrypt the CloudWatch Logs lookup table with the environment variable KMS_KEY_ARN (needs the ARN of a key)',
    after: {
      'app.py': lines(
        'import os',
        '',
        'import boto3',
        '',
        'boto3.client("logs").create_lookup_table(lookupTableName="o", tableBody="i", kmsKeyId=os.environ["KMS_KEY_ARN"])',
      ),
    },
  },
  {
    does: 'takes the key of a TypeScript program from the environment',
    rule: 'logs-lookup-table-no-customer-key',
    path: 'app.ts',
    files: {
      'app.ts': lines(
        "import { CloudWatchLogsClient, CreateLookupTableCommand } from '@aws-sdk/client-cloudwatch-logs';",
        'await new CloudWatchLogsClient({}).send(',
        "  new CreateLookupTableCommand({ lookupTableName: 'orders', tableBody: 'id' }),",
        ');',
      ),
    },
    title:
      'Encrypt the CloudWatch Logs lookup table with the environment variable KMS_KEY_ARN (needs the ARN of a key)',
    after: {
      'app.ts': lines(
        "import { CloudWatchLogsClient, CreateLookupTableCommand } from '@aws-sdk/client-cloudwatch-logs';",
        'await new CloudWatchLogsClient({}).send(',
        "  new CreateLookupTableCommand({ lookupTableName: 'orders', tableBody: 'id', kmsKeyId: process.env.KMS_KEY_ARN }),",
        ');',
      ),
    },
  },
  {
    does: 'takes the key of a shell script from the environment',
    rule: 'logs-lookup-table-no-customer-key',
    path: 'deploy.sh',
    files: {
      'deploy.sh': lines('aws logs create-lookup-table \\', '  --lookup-table-name orders \\', '  --table-body id'),
    },
    title:
      'Encrypt the CloudWatch Logs lookup table with the environment variable KMS_KEY_ARN (needs the ARN of a key)',
    after: {
      'deploy.sh': lines(
        'aws logs create-lookup-table \\',
        '  --lookup-table-name orders \\',
        '  --table-body id \\',
        '  --kms-key-id "$KMS_KEY_ARN"',
      ),
    },
  },
];

describe('a key from outside', () => {
  for (const { does, rule, files, path, title, after } of CASES) {
    it(does, () => {
      const project = memoryProject(files, allKinds());
      const finding = failureOf(project, path, rule);
      const plan = fixesOf(project, path, finding).find((each) => each.title === title);
      assert.ok(
        plan,
        `among ${fixesOf(project, path, finding)
          .map((each) => each.title)
          .join('\n')}`,
      );
      assert.equal(plan.safe, false);
      for (const [file, text] of Object.entries(after)) assert.equal(applyFix(project, path, plan, file), text, file);
    });
  }

  it('is not offered in a module that others call, who would have to pass it on', () => {
    const files = {
      'main.tf': lines('module "queue" {', '  source = "./queue"', '}'),
      'queue/main.tf': lines('resource "aws_sqs_queue" "orders" {', '  name = "orders"', '}'),
    };
    const project = memoryProject(files, allKinds());
    const judged = project.judge('main.tf');
    const finding = judged?.analysis.findings.find(({ rule }) => rule.id === 'sqs-queue-no-customer-key');
    assert.ok(finding, 'there is a finding');
    assert.deepEqual(
      fixesOf(project, 'main.tf', finding).map(({ title }) => title),
      ['Encrypt the queue with a new key aws_kms_key.orders (a key costs about $1 a month)'],
    );
  });
});
