// Keys that are in use: which settings count as encrypting with a key, and what the finding tells about them.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

const KEY = 'resource "aws_kms_key" "k" {\n  customer_master_key_spec = "RSA_2048"\n}\n';
const RULE = 'kms-key-in-use-asymmetric';

interface Case {
  readonly name: string;
  readonly rest: string;
  /** The resources that the finding names, as they are told; undefined: no finding. */
  readonly users: readonly string[] | undefined;
}

const CASES: readonly Case[] = [
  { name: 'nobody', rest: '', users: undefined },
  {
    name: 'a store',
    rest: 'resource "aws_sqs_queue" "q" {\n  kms_master_key_id = aws_kms_key.k.arn\n}\n',
    users: ['q'],
  },
  {
    name: 'through an alias',
    rest: 'resource "aws_kms_alias" "a" {\n  target_key_id = aws_kms_key.k.id\n}\nresource "aws_sqs_queue" "q" {\n  kms_master_key_id = aws_kms_alias.a.arn\n}\n',
    users: ['q'],
  },
  {
    name: 'two stores, one of them on a branch',
    rest: 'variable "x" {}\nresource "aws_sqs_queue" "q" {\n  kms_master_key_id = var.x ? aws_kms_key.k.arn : null\n}\nresource "aws_ebs_volume" "v" {\n  encrypted  = true\n  kms_key_id = aws_kms_key.k.arn\n}\n',
    users: ['q', 'v'],
  },
  {
    name: 'in a nested block',
    rest: 'resource "aws_ecr_repository" "r" {\n  encryption_configuration {\n    encryption_type = "KMS"\n    kms_key         = aws_kms_key.k.arn\n  }\n}\n',
    users: ['r'],
  },
  {
    name: 'an environment variable',
    rest: 'resource "aws_lambda_function" "f" {\n  environment {\n    variables = {\n      KMS_KEY_ID = aws_kms_key.k.id\n    }\n  }\n}\n',
    users: undefined,
  },
  {
    name: 'a policy and a grant',
    rest: 'resource "aws_kms_grant" "g" {\n  key_id = aws_kms_key.k.key_id\n}\nresource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Sign", Resource = aws_kms_key.k.arn }] })\n}\n',
    users: undefined,
  },
  {
    name: 'the key that signs a zone',
    rest: 'resource "aws_route53_key_signing_key" "z" {\n  key_management_service_arn = aws_kms_key.k.arn\n}\n',
    users: undefined,
  },
  {
    name: 'a store that is not made',
    rest: 'resource "aws_sqs_queue" "q" {\n  count             = 0\n  kms_master_key_id = aws_kms_key.k.arn\n}\n',
    users: undefined,
  },
];

describe('keys in use', () => {
  for (const { name, rest, users } of CASES) {
    it(name, () => {
      const text = KEY + rest;
      const project = memoryProject({ 'main.tf': text }, allKinds());
      const found = findingsIn(project, 'main.tf').filter(({ rule }) => rule.id === RULE);
      assert.deepEqual(
        found.map(({ span, related }) => [
          text.slice(span.start, span.end),
          related.map(({ place }) =>
            text.slice(place.span.start, place.span.end).replaceAll('"', '').split(/\s/).at(-1),
          ),
        ]),
        users ? [['"RSA_2048"', users.map((user) => typeOf(user, text))]] : [],
      );
      if (users) assert.match(found[0]?.message ?? '', new RegExp(`: \\S+\\.${users[0] ?? ''} names it\\.$`));
    });
  }
});

/** A resource is told by its type, as findings are. */
function typeOf(name: string, text: string): string | undefined {
  return new RegExp(`resource "(\\w+)" "${name}"`).exec(text)?.[1];
}
