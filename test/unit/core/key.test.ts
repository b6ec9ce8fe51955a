// Whose key a reference names: a key of the unit, one that is imported, an alias, one that AWS manages, another account's. Written by hand.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

interface Case {
  readonly name: string;
  /** What stands as the key of a volume, and what stands around it. */
  readonly key: string;
  readonly around?: string;
  /** What `ebs-volume-no-customer-key` says; undefined: it is a key of the customer's. */
  readonly verdict: 'fail' | 'unknown' | undefined;
}

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const TERRAFORM: readonly Case[] = [
  { name: 'a key of the unit', key: 'aws_kms_key.k.arn', around: 'resource "aws_kms_key" "k" {}', verdict: undefined },
  {
    name: 'by its alias',
    key: 'aws_kms_alias.k.target_key_arn',
    around: 'resource "aws_kms_alias" "k" {}',
    verdict: undefined,
  },
  {
    name: 'a replica',
    key: 'aws_kms_replica_key.k.arn',
    around: 'resource "aws_kms_replica_key" "k" {}',
    verdict: undefined,
  },
  { name: 'imported by its ARN, of whatever account', key: `"${ARN}"`, verdict: undefined },
  { name: 'an alias by its name', key: '"alias/orders"', verdict: undefined },
  { name: 'the alias of an AWS-managed key', key: '"alias/aws/ebs"', verdict: 'fail' },
  { name: 'the ARN of that alias', key: '"arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs"', verdict: 'fail' },
  {
    name: 'that alias, looked up',
    key: 'data.aws_kms_alias.k.target_key_arn',
    around: 'data "aws_kms_alias" "k" {\n  name = "alias/aws/ebs"\n}',
    verdict: 'fail',
  },
  {
    name: 'an alias, looked up',
    key: 'data.aws_kms_alias.k.target_key_arn',
    around: 'data "aws_kms_alias" "k" {\n  name = "alias/orders"\n}',
    verdict: undefined,
  },
  {
    name: 'an ARN of which the account is not known',
    key: '"arn:aws:kms:eu-west-1:${var.account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
    around: 'variable "account" {}',
    verdict: undefined,
  },
  { name: 'a variable', key: 'var.key', around: 'variable "key" {}', verdict: 'unknown' },
  { name: 'what a remote state says', key: 'data.terraform_remote_state.s.outputs.key', verdict: 'unknown' },
  { name: 'nothing', key: 'null', verdict: 'fail' },
];

const TEMPLATES: readonly Case[] = [
  { name: 'a key of the unit', key: '!GetAtt Key.Arn', around: 'Key: {Type: AWS::KMS::Key}', verdict: undefined },
  { name: 'by its alias', key: '!Ref Key', around: 'Key: {Type: AWS::KMS::Alias}', verdict: undefined },
  { name: 'imported by its ARN', key: ARN, verdict: undefined },
  { name: 'imported from another stack', key: '!ImportValue Key', verdict: 'unknown' },
  { name: 'an AWS-managed key', key: 'alias/aws/ebs', verdict: 'fail' },
  {
    name: 'the same in a text',
    key: '!Sub "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/ebs"',
    verdict: 'fail',
  },
  {
    name: 'an alias in a text',
    key: '!Sub "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/orders"',
    verdict: undefined,
  },
];

function verdictIn(path: string, text: string): string | undefined {
  return findingsIn(memoryProject({ [path]: text }, allKinds()), path).find(
    ({ rule }) => rule.id === 'ebs-volume-no-customer-key',
  )?.verdict;
}

describe('whose key it is', () => {
  for (const { name, key, around = '', verdict } of TERRAFORM)
    it(`${name}, in Terraform`, () => {
      const volume = `resource "aws_ebs_volume" "v" {\n  encrypted  = true\n  kms_key_id = ${key}\n}\n`;
      assert.equal(verdictIn('main.tf', `${around}\n\n${volume}`), verdict);
    });
  for (const { name, key, around = '', verdict } of TEMPLATES)
    it(`${name}, in a template`, () => {
      const volume = `  V:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: true\n      KmsKeyId: ${key}\n`;
      assert.equal(verdictIn('t.yaml', `Resources:\n${around && `  ${around}\n`}${volume}`), verdict);
    });
});
