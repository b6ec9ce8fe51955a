// Names of which not all is known: two that are put together from the same parts belong together, others stay open.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

const HTTP = 's3-bucket-allows-http';
const DENIED =
  '{Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*", Condition: {Bool: {"aws:SecureTransport": false}}}';
const OPEN = '{Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*"}';

function template(name: string, policyFor: string, statement: string): Record<string, string> {
  const parameters = 'Parameters:\n  App: {Type: String}\n  Env: {Type: String}\n';
  const bucket = `  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: ${name}\n`;
  const policy = `  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: ${policyFor}\n      PolicyDocument: {Statement: [${statement}]}\n`;
  return { 'main.yaml': `${parameters}Resources:\n${bucket}${policy}` };
}

function module(name: string, policyFor: string): Record<string, string> {
  const policy = 'jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Principal = "*", Resource = "*" }] })';
  return {
    'main.tf': `variable "app" {}\nresource "random_pet" "p" {}\nresource "aws_s3_bucket" "data" {\n  bucket = ${name}\n}\nresource "aws_s3_bucket_policy" "p" {\n  bucket = ${policyFor}\n  policy = ${policy}\n}\n`,
  };
}

const CASES: readonly {
  readonly name: string;
  readonly files: Record<string, string>;
  readonly rule: string;
  readonly found: readonly string[];
}[] = [
  {
    name: 'the same text with parameters and pseudo parameters',
    files: template(
      "!Sub '${App}-x-${AWS::AccountId}'",
      '!Join ["", [!Ref App, "-x-", !Ref "AWS::AccountId"]]',
      DENIED,
    ),
    rule: HTTP,
    found: [],
  },
  { name: 'the same parameter', files: template('!Ref App', "!Sub '${App}'", DENIED), rule: HTTP, found: [] },
  {
    name: 'a policy that refuses nothing, where the finding stands on the policy',
    files: template("!Sub '${App}-x'", "!Sub '${App}-x'", OPEN),
    rule: HTTP,
    found: [],
  },
  {
    name: 'another parameter',
    files: template('!Ref App', '!Ref Env', DENIED),
    rule: HTTP,
    found: ['unknown Data'],
  },
  {
    name: 'what another stack exports',
    files: template('!ImportValue a', '!ImportValue a', DENIED),
    rule: HTTP,
    found: ['unknown Data'],
  },
  {
    name: 'Terraform: the same text with a variable and another resource',
    files: module('"${var.app}-${random_pet.p.id}"', '"${var.app}-${random_pet.p.id}"'),
    rule: HTTP,
    found: [],
  },
  {
    name: 'Terraform: other texts',
    files: module('"${var.app}-a"', '"${var.app}-b"'),
    rule: HTTP,
    found: ['unknown aws_s3_bucket.data'],
  },
  {
    name: 'a parameter group by its name',
    files: {
      'main.tf':
        'variable "app" {}\nresource "aws_db_parameter_group" "g" {\n  name = "${var.app}-pg"\n  family = "postgres13"\n  parameter {\n    name = "rds.force_ssl"\n    value = "1"\n  }\n}\nresource "aws_db_instance" "db" {\n  engine = "postgres"\n  engine_version = "13"\n  parameter_group_name = "${var.app}-pg"\n}\n',
    },
    rule: 'rds-instance-plaintext-allowed',
    found: [],
  },
];

describe('names that are put together', () => {
  const kinds = allKinds();
  for (const { name, files, rule, found } of CASES)
    it(name, () => {
      const [file = ''] = Object.keys(files);
      const findings = memoryProject(files, kinds).judge(file)?.analysis.findings ?? [];
      assert.deepEqual(
        findings.filter((each) => each.rule.id === rule).map(({ verdict, address }) => `${verdict} ${address}`),
        found,
      );
    });
});
