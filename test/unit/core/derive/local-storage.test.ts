// Which instance types come with local storage, for which SageMaker AI takes no key: told by the family, unknown where it can't be seen.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

const REFUSED = 'sagemaker-endpoint-volume-key-refused';

const endpoint = (type: string): string =>
  [
    'variable "x" {}',
    'resource "aws_sagemaker_endpoint_configuration" "e" {',
    '  kms_key_arn = "alias/models"',
    '  production_variants {',
    `    instance_type = ${type}`,
    '  }',
    '}',
    '',
  ].join('\n');

const LOCAL = [
  'ml.g4dn.xlarge',
  'ml.g5.2xlarge',
  'ml.g6e.xlarge',
  'ml.p3dn.24xlarge',
  'ml.p4d.24xlarge',
  'ml.p4de.24xlarge',
  'ml.p5.48xlarge',
  'ml.p6-b200.48xlarge',
  'ml.trn1.2xlarge',
  'ml.m5d.large',
  'ml.m6gd.large',
  'ml.c6id.large',
  'ml.r5d.large',
  'g5.xlarge',
];
const EBS = [
  'ml.m5.large',
  'ml.c5n.large',
  'ml.p2.xlarge',
  'ml.p3.8xlarge',
  'ml.inf1.xlarge',
  'ml.inf2.xlarge',
  'ml.r5.large',
  'ml.t3.medium',
];

function verdictOn(type: string): string | undefined {
  const project = memoryProject({ 'main.tf': endpoint(type) }, allKinds());
  return findingsIn(project, 'main.tf').find((finding) => finding.rule.id === REFUSED)?.verdict;
}

describe('local-storage', () => {
  for (const type of LOCAL)
    it(`${type} has local storage`, () => {
      assert.equal(verdictOn(`"${type}"`), 'fail');
    });
  for (const type of EBS)
    it(`${type} has none`, () => {
      assert.equal(verdictOn(`"${type}"`), undefined);
    });
  it('is unknown where the type is', () => {
    assert.equal(verdictOn('var.x'), 'unknown');
  });
  it('is unknown where the family is', () => {
    assert.equal(verdictOn('"ml.${var.x}.large"'), 'unknown');
  });
  it('needs the family only', () => {
    assert.equal(verdictOn('"ml.g5.${var.x}"'), 'fail');
  });
});
