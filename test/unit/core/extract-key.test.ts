// "Move the key to a parameter": what is written, and where.
import assert from 'node:assert/strict';
import { extractKey } from '../../../server/core/extract-key';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b';

/** The texts after the extraction at the first place where the ARN stands; undefined where there is none. */
function extracted(
  files: Readonly<Record<string, string>>,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const judged = memoryProject(files, allKinds()).judge(path);
  assert.ok(judged);
  const start = (files[path] ?? '').indexOf(ARN);
  const found = extractKey(judged.unit, `file:///${path}`, { start, end: start });
  return found && Object.fromEntries([...found.texts].map(([uri, text]) => [uri.replace('file:///', ''), text]));
}

const QUEUE = `resource "aws_sqs_queue" "a" {\n  kms_master_key_id = "${ARN}" # ours\n}\n`;
const VARIABLE = `variable "kms_key_arn" {\n  type        = string\n  description = "ARN of the KMS key that encrypts the data"\n  default     = "${ARN}"\n}\n`;

describe('moving a key to a parameter', () => {
  it('makes a variable at the end of the file', () => {
    assert.deepEqual(extracted({ 'main.tf': QUEUE }, 'main.tf'), {
      'main.tf': `${QUEUE.replace(`"${ARN}"`, 'var.kms_key_arn')}\n${VARIABLE}`,
    });
  });

  it('makes it in variables.tf, under another name where that one is taken', () => {
    const variables = 'variable "kms_key_arn" {}\n';
    assert.deepEqual(extracted({ 'main.tf': QUEUE, 'variables.tf': variables }, 'main.tf'), {
      'main.tf': QUEUE.replace(`"${ARN}"`, 'var.kms_key_arn2'),
      'variables.tf': `${variables}\n${VARIABLE.replace('kms_key_arn', 'kms_key_arn2')}`,
    });
  });

  it('makes a parameter for every resource of a template that names the key', () => {
    const resources = (key: string): string =>
      `Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      KmsMasterKeyId: ${key}\n  B:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: ${key}\n`;
    assert.deepEqual(extracted({ 't.yaml': resources(ARN) }, 't.yaml'), {
      't.yaml': `Parameters:\n  KmsKeyArn:\n    Type: String\n    Description: ARN of the KMS key that encrypts the data\n    Default: ${ARN}\n\n${resources('!Ref KmsKeyArn')}`,
    });
  });

  it('puts it first where a JSON template has parameters', () => {
    const json = (parameter: string, key: string): string =>
      `{\n  "Parameters": {\n${parameter}    "Stage": { "Type": "String" }\n  },\n  "Resources": {\n    "A": {\n      "Type": "AWS::SQS::Queue",\n      "Properties": { "KmsMasterKeyId": ${key} }\n    }\n  }\n}\n`;
    assert.deepEqual(extracted({ 't.json': json('', `"${ARN}"`) }, 't.json'), {
      't.json': json(
        `    "KmsKeyArn": {\n      "Type": "String",\n      "Description": "ARN of the KMS key that encrypts the data",\n      "Default": "${ARN}"\n    },\n`,
        '{ "Ref": "KmsKeyArn" }',
      ),
    });
  });

  it('offers nothing where the key comes from elsewhere already', () => {
    const text = `locals {\n  key = "${ARN}"\n}\n\nresource "aws_sqs_queue" "a" {\n  kms_master_key_id = local.key\n}\n`;
    assert.equal(extracted({ 'main.tf': text }, 'main.tf'), undefined);
  });
});
