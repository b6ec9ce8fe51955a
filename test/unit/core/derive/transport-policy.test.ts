// Policies that deny plaintext: every form that does, and what those lack that deny too little.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

interface Case {
  readonly name: string;
  readonly statements: readonly string[];
  /** What the message names; `unknown`, or undefined where the policy is fine. */
  readonly lacks: string | undefined;
}

const BOTH = 'Resource = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]';
const PLAIN = 'Condition = { Bool = { "aws:SecureTransport" = "false" } }';

function deny(resource: string, condition = PLAIN, principal = '"*"', action = '"s3:*"'): string {
  return `{ Effect = "Deny", Principal = ${principal}, Action = ${action}, ${resource}, ${condition} }`;
}

const CASES: readonly Case[] = [
  { name: 'both resources', statements: [deny(BOTH)], lacks: undefined },
  { name: 'everybody as AWS', statements: [deny(BOTH, PLAIN, '{ AWS = "*" }')], lacks: undefined },
  { name: 'everybody as a list', statements: [deny(BOTH, PLAIN, '{ AWS = ["*"] }')], lacks: undefined },
  { name: 'every action', statements: [deny(BOTH, PLAIN, '"*"', '["*"]')], lacks: undefined },
  { name: 'every resource', statements: [deny('Resource = "*"')], lacks: undefined },
  { name: 'one pattern for both', statements: [deny('Resource = "${aws_s3_bucket.data.arn}*"')], lacks: undefined },
  {
    name: 'names in place of references',
    statements: [deny('Resource = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]')],
    lacks: undefined,
  },
  {
    name: 'another partition',
    statements: [deny('Resource = ["arn:aws-us-gov:s3:::data", "arn:aws-us-gov:s3:::data/*"]')],
    lacks: undefined,
  },
  {
    name: 'two statements, one for each resource',
    statements: [deny('Resource = aws_s3_bucket.data.arn'), deny('Resource = "${aws_s3_bucket.data.arn}/*"')],
    lacks: undefined,
  },
  {
    name: 'a truth value',
    statements: [deny(BOTH, 'Condition = { Bool = { "aws:SecureTransport" = false } }')],
    lacks: undefined,
  },
  {
    name: 'a key in small letters',
    statements: [deny(BOTH, 'Condition = { Bool = { "aws:securetransport" = ["false"] } }')],
    lacks: undefined,
  },
  {
    name: 'BoolIfExists',
    statements: [deny(BOTH, 'Condition = { BoolIfExists = { "aws:SecureTransport" = "false" } }')],
    lacks: undefined,
  },
  {
    name: 'not equal to true',
    statements: [deny(BOTH, 'Condition = { StringNotEquals = { "aws:SecureTransport" = "true" } }')],
    lacks: undefined,
  },
  {
    name: 'a version of TLS',
    statements: [deny(BOTH, 'Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }')],
    lacks: undefined,
  },
  { name: 'resources left out', statements: [deny('NotResource = "arn:aws:s3:::data/public/*"')], lacks: undefined },
  {
    name: 'no denial',
    statements: ['{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }'],
    lacks: 'its policy has no statement that denies plaintext',
  },
  {
    name: 'plaintext allowed to nobody is no denial',
    statements: [deny(BOTH).replace('Deny', 'Allow')],
    lacks: 'its policy has no statement that denies plaintext',
  },
  {
    name: 'the opposite',
    statements: [deny(BOTH, PLAIN.replace('false', 'true'))],
    lacks: 'its policy has no statement that denies plaintext',
  },
  {
    name: 'the bucket alone',
    statements: [deny('Resource = aws_s3_bucket.data.arn')],
    lacks: 'it denies plaintext for the bucket itself, not for all of its objects',
  },
  {
    name: 'objects alone',
    statements: [deny('Resource = "${aws_s3_bucket.data.arn}/*"')],
    lacks: 'it denies plaintext for objects only, not for the bucket itself',
  },
  {
    name: 'some objects',
    statements: [deny('Resource = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/secret/*"]')],
    lacks: 'it denies plaintext for the bucket itself, not for all of its objects',
  },
  {
    name: 'some principals',
    statements: [deny(BOTH, PLAIN, '{ AWS = "arn:aws:iam::111122223333:root" }')],
    lacks: 'it denies plaintext to some principals only',
  },
  {
    name: 'some actions',
    statements: [deny(BOTH, PLAIN, '"*"', '["s3:GetObject"]')],
    lacks: 'it denies plaintext for some actions only',
  },
  {
    name: 'a further condition',
    statements: [
      deny(
        BOTH,
        'Condition = { Bool = { "aws:SecureTransport" = "false" }, StringEquals = { "aws:PrincipalOrgID" = "o-1" } }',
      ),
    ],
    lacks: 'it denies plaintext under a further condition only',
  },
  {
    name: 'a resource that is not known',
    statements: [deny('Resource = [aws_s3_bucket.data.arn, var.free]')],
    lacks: 'unknown',
  },
  {
    name: 'a condition against a value that is not known',
    statements: [deny(BOTH, 'Condition = { Bool = { "aws:SecureTransport" = var.free } }')],
    lacks: 'unknown',
  },
  {
    name: 'a further condition that is not known',
    statements: [deny(BOTH, 'Condition = { Bool = { "aws:SecureTransport" = "false" }, StringEquals = var.free }')],
    lacks: 'unknown',
  },
  { name: 'statements that are not known', statements: ['var.free'], lacks: 'unknown' },
];

describe('Denials of plaintext', () => {
  const kinds = allKinds();
  for (const { name, statements, lacks } of CASES) {
    it(name, () => {
      const text = `variable "free" {}
resource "aws_s3_bucket" "data" { bucket = "data" }
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements.join(', ')}] })
}
`;
      const found = findingsIn(memoryProject({ 'main.tf': text }, kinds), 'main.tf').filter(
        ({ rule }) => rule.id === 's3-bucket-policy-allows-http',
      );
      const said = found.map(({ verdict, message }) =>
        verdict === 'unknown' ? verdict : message.replace(/^.*?: |\.$/g, ''),
      );
      assert.deepEqual(said, lacks === undefined ? [] : [lacks]);
    });
  }
});
