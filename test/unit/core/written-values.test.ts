// Values that are written in another form than the rules name them: switches as numbers, texts that are filled in at deployment, names that are not known.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

type Verdict = 'fail' | 'unknown' | 'silent';

function verdictOf(path: string, text: string, rule: string): Verdict {
  const found = findingsIn(memoryProject({ [path]: text }, allKinds()), path).find((each) => each.rule.id === rule);
  return found?.verdict ?? 'silent';
}

describe('switches that are written as numbers', () => {
  const cases: readonly (readonly [written: string, verdict: Verdict])[] = [
    ['"1"', 'silent'],
    ['1', 'silent'],
    ['"0"', 'fail'],
    ['0', 'fail'],
    ['"2"', 'fail'],
  ];
  for (const [written, verdict] of cases) {
    it(`encrypted = ${written} is ${verdict}`, () => {
      const text = `resource "aws_ebs_volume" "data" {\n  encrypted = ${written}\n}\n`;
      assert.equal(verdictOf('main.tf', text, 'ebs-volume-unencrypted'), verdict);
    });
  }
});

describe('dynamic references of CloudFormation', () => {
  const cases: readonly (readonly [type: string, property: string, rule: string, verdict: Verdict])[] = [
    ['AWS::RDS::DBInstance', 'StorageEncrypted', 'rds-instance-unencrypted', 'unknown'],
    ['AWS::Logs::LogGroup', 'KmsKeyId', 'logs-group-no-customer-key', 'unknown'],
    ['AWS::RDS::DBInstance', 'MasterUserPassword', 'secrets-password-literal', 'silent'],
  ];
  for (const [type, property, rule, verdict] of cases) {
    it(`${property} of ${type} is ${verdict}`, () => {
      const properties = `{ ${property}: "{{resolve:ssm:/app/value}}" }`;
      const text = `Resources: { Main: { Type: ${type}, Properties: ${properties} } }\n`;
      assert.equal(verdictOf('template.yaml', text, rule), verdict);
    });
  }

  it('says why it is unknown', () => {
    const text =
      'Resources: { Main: { Type: AWS::KMS::Key, Properties: { EnableKeyRotation: "{{resolve:ssm:/app/rotate}}" } } }\n';
    const project = memoryProject({ 'template.yaml': text }, allKinds());
    const found = findingsIn(project, 'template.yaml').find(({ rule }) => rule.id === 'kms-key-no-rotation');
    assert.equal(found?.reason, 'it is read at deployment from Parameter Store or Secrets Manager');
  });
});

describe('items of a list that are told apart by a name', () => {
  const cases: readonly (readonly [name: string, verdict: Verdict])[] = [
    ['"require_ssl"', 'silent'],
    ['"REQUIRE_SSL"', 'silent'],
    ['"wlm_json_configuration"', 'fail'],
    ['var.name', 'unknown'],
    ['"${var.name}_ssl"', 'unknown'],
    ['null', 'fail'],
  ];
  for (const [name, verdict] of cases) {
    it(`${name} is ${verdict}`, () => {
      const parameter = `  parameter {\n    name  = ${name}\n    value = "true"\n  }\n`;
      const group = `resource "aws_redshift_parameter_group" "sales" {\n  family = "redshift-1.0"\n${parameter}}\n`;
      const rule = 'redshift-parameter-group-plaintext-allowed';
      assert.equal(verdictOf('main.tf', `variable "name" {}\n\n${group}`, rule), verdict);
    });
  }
});

describe('companions whose target is told elsewhere', () => {
  const cases: readonly (readonly [bucket: string, verdict: Verdict])[] = [
    ['aws_s3_bucket.main.id', 'silent'],
    ['aws_s3_bucket.other.id', 'fail'],
    ['data.aws_s3_bucket.old.id', 'fail'],
    ['data.aws_ssm_parameter.bucket.value', 'unknown'],
    ['data.terraform_remote_state.base.outputs.bucket', 'unknown'],
    ['data.external.bucket.result.name', 'unknown'],
    ['var.bucket', 'unknown'],
  ];
  for (const [bucket, verdict] of cases) {
    it(`${bucket} is ${verdict}`, () => {
      const policy = `resource "aws_s3_bucket_policy" "main" {
  bucket = ${bucket}
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
`;
      const buckets = 'resource "aws_s3_bucket" "main" {}\n\nresource "aws_s3_bucket" "other" {}\n\n';
      const text = `variable "bucket" {}\n\n${buckets}${policy}`;
      const found = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').find(
        ({ rule, address }) => rule.id === 's3-bucket-allows-http' && address === 'aws_s3_bucket.main',
      );
      assert.equal(found?.verdict ?? 'silent', verdict);
    });
  }

  it('a dynamic reference of CloudFormation may name the bucket', () => {
    const policy = `Policy: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: "{{resolve:ssm:/app/bucket}}", PolicyDocument: { Statement: [] } } }`;
    const text = `Resources:\n  Main: { Type: AWS::S3::Bucket }\n  ${policy}\n`;
    assert.equal(verdictOf('template.yaml', text, 's3-bucket-allows-http'), 'unknown');
  });
});
