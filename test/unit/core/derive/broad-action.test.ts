// Which policies let everything be decrypted: what is found for each statement, where, and what stays unknown.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

interface Case {
  readonly name: string;
  readonly statement: string;
  /** The verdict and how the text begins on which the finding stands; undefined: it is fine. */
  readonly found: readonly [verdict: 'fail' | 'unknown', on: string] | undefined;
}

const RULE = 'iam-policy-decrypts-everything';
const ALLOW = 'Effect = "Allow"';
const CASES: readonly Case[] = [
  { name: 'every key', statement: `${ALLOW}, Action = "kms:Decrypt", Resource = "*"`, found: ['fail', 'Effect'] },
  {
    name: 'every key of a Region',
    statement: `${ALLOW}, Action = ["s3:Get*", "KMS:decrypt"], Resource = ["arn:aws:kms:eu-west-1:111122223333:key/*"]`,
    found: ['fail', 'Effect'],
  },
  {
    name: 'one key',
    statement: `${ALLOW}, Action = "kms:*", Resource = "arn:aws:kms:eu-west-1:111122223333:key/1"`,
    found: undefined,
  },
  { name: 'encrypting only', statement: `${ALLOW}, Action = "kms:GenerateDataKey", Resource = "*"`, found: undefined },
  { name: 'a denial', statement: 'Effect = "Deny", Action = "kms:*", Resource = "*"', found: undefined },
  {
    name: 'a condition',
    statement: `${ALLOW}, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }`,
    found: undefined,
  },
  {
    name: 'unknown resources',
    statement: `${ALLOW}, Action = "kms:Decrypt", Resource = var.keys`,
    found: ['unknown', '{ Statement'],
  },
  {
    name: 'a key of the configuration',
    statement: `${ALLOW}, Action = "kms:Decrypt", Resource = [aws_kms_key.k.arn]`,
    found: undefined,
  },
  {
    name: 'unknown resources of another action',
    statement: `${ALLOW}, Action = "s3:GetObject", Resource = var.keys`,
    found: undefined,
  },
];

function found(statement: string): readonly [string, string] | undefined {
  const text = [
    'variable "keys" {}',
    'resource "aws_iam_policy" "p" {',
    `  policy = jsonencode({ Statement = [{ ${statement} }] })`,
    '}',
    'resource "aws_kms_key" "k" {}',
    '',
  ].join('\n');
  const finding = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').find(
    ({ rule }) => rule.id === RULE,
  );
  return finding && [finding.verdict, text.slice(finding.span.start, finding.span.end)];
}

describe('policies that allow an action on everything', () => {
  for (const { name, statement, found: expected } of CASES) {
    it(name, () => {
      const seen = found(statement);
      assert.deepEqual(seen && [seen[0], seen[1].slice(0, expected?.[1].length)], expected);
    });
  }
});
