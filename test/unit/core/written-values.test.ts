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
