// Which key policies let a service use the key: the verdict, where it stands, and what the message names, for every form of policy.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

type Found = readonly [verdict: 'fail' | 'unknown', on: string];

interface Case {
  readonly name: string;
  /** The arguments of the key, or of what stands around it. */
  readonly key: string;
  readonly around?: string;
  readonly found: Found | undefined;
}

const RULE = 'logs-group-key-not-admitted';
const ROOT =
  '{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }';
const ACTIONS = '["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"]';

function policy(...statements: readonly string[]): string {
  return `policy = jsonencode({ Statement = [${statements.join(', ')}] })`;
}

function logs(principal: string, rest = `Action = ${ACTIONS}, Resource = "*"`, effect = 'Allow'): string {
  return `{ Effect = "${effect}", Principal = ${principal}, ${rest} }`;
}

const CASES: readonly Case[] = [
  { name: 'no policy is the default policy', key: '', found: ['fail', '"aws_kms_key"'] },
  { name: 'the account alone', key: policy(ROOT), found: ['fail', 'policy'] },
  {
    name: 'the service of the Region',
    key: policy(ROOT, logs('{ Service = "logs.eu-west-1.amazonaws.com" }')),
    found: undefined,
  },
  {
    name: 'the service of a Region that is filled in',
    key: policy(logs('{ Service = "logs.${data.aws_region.current.name}.amazonaws.com" }')),
    found: undefined,
  },
  {
    name: 'the service in China',
    key: policy(logs('{ Service = ["logs.cn-north-1.amazonaws.com.cn"] }')),
    found: undefined,
  },
  {
    name: 'every action',
    key: policy(logs('{ Service = "logs.amazonaws.com" }', 'Action = "*", Resource = "*"')),
    found: undefined,
  },
  { name: 'everybody', key: policy(logs('"*"')), found: undefined },
  {
    name: 'actions over several statements',
    key: policy(
      logs('{ Service = "logs.amazonaws.com" }', 'Action = "kms:*crypt", Resource = "*"'),
      logs('{ Service = "logs.amazonaws.com" }', 'Action = "kms:generatedatakey*", Resource = "*"'),
    ),
    found: undefined,
  },
  {
    name: 'a familiar condition',
    key: policy(
      logs(
        '{ Service = "logs.eu-west-1.amazonaws.com" }',
        `Action = ${ACTIONS}, Resource = "*", Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:*" } }`,
      ),
    ),
    found: undefined,
  },
  {
    name: 'a condition of another sort',
    key: policy(
      logs(
        '{ Service = "logs.eu-west-1.amazonaws.com" }',
        `Action = ${ACTIONS}, Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } }`,
      ),
    ),
    found: ['unknown', 'aws_kms_key.main.arn'],
  },
  {
    name: 'another service',
    key: policy(ROOT, logs('{ Service = "sns.amazonaws.com" }')),
    found: ['fail', 'policy'],
  },
  {
    name: 'a role that is not known is no service',
    key: policy(ROOT, logs('{ AWS = var.unknown }')),
    found: ['fail', 'policy'],
  },
  {
    name: 'a service that is not known',
    key: policy(ROOT, logs('{ Service = var.unknown }')),
    found: ['unknown', 'aws_kms_key.main.arn'],
  },
  {
    name: 'a principal that is not known',
    key: policy(logs('var.unknown')),
    found: ['unknown', 'aws_kms_key.main.arn'],
  },
  {
    name: 'a denial is no grant',
    key: policy(ROOT, logs('{ Service = "logs.amazonaws.com" }', `Action = ${ACTIONS}, Resource = "*"`, 'Deny')),
    found: ['fail', 'policy'],
  },
  {
    name: 'actions that are not known',
    key: policy(logs('{ Service = "logs.amazonaws.com" }', 'Action = var.unknown, Resource = "*"')),
    found: ['unknown', 'aws_kms_key.main.arn'],
  },
  { name: 'a policy that is not known', key: 'policy = var.unknown', found: ['unknown', 'aws_kms_key.main.arn'] },
  { name: 'a policy that is still to be written', key: policy(), found: ['unknown', 'aws_kms_key.main.arn'] },
  {
    name: 'a policy in a resource of its own',
    key: '',
    around: `resource "aws_kms_key_policy" "p" {\n  key_id = aws_kms_key.main.id\n  ${policy(ROOT)}\n}`,
    found: ['fail', 'policy'],
  },
  {
    name: 'a policy of its own takes the place of the inline one',
    key: policy(ROOT),
    around: `resource "aws_kms_key_policy" "p" {\n  key_id = aws_kms_key.main.id\n  ${policy(logs('"*"'))}\n}`,
    found: undefined,
  },
  {
    name: 'a policy of its own for a key that is not known',
    key: '',
    around: `resource "aws_kms_key_policy" "p" {\n  key_id = var.unknown\n  ${policy(ROOT)}\n}`,
    found: ['unknown', 'aws_kms_key.main.arn'],
  },
];

function judge(text: string): readonly [Found, string] | undefined {
  const finding = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').find(
    ({ rule }) => rule.id === RULE,
  );
  return finding && [[finding.verdict, text.slice(finding.span.start, finding.span.end)], finding.message];
}

function unitOf({ key, around = '' }: Pick<Case, 'key' | 'around'>): string {
  return `variable "unknown" {}
data "aws_region" "current" {}
resource "aws_kms_key" "main" {
  ${key}
}
${around}
resource "aws_cloudwatch_log_group" "orders" {
  kms_key_id = aws_kms_key.main.arn
}
`;
}

describe('keys that admit a service', () => {
  for (const one of CASES) {
    it(one.name, () => {
      assert.deepEqual(judge(unitOf(one))?.[0], one.found);
    });
  }

  it('names the principal and the actions that are missing, and who needs them', () => {
    const key = policy(logs('{ Service = "logs.amazonaws.com" }', 'Action = "kms:Decrypt", Resource = "*"'));
    assert.equal(
      judge(unitOf({ key }))?.[1],
      'The key of the log group does not admit CloudWatch Logs: the policy of aws_kms_key.main does not allow ' +
        'logs.{region}.amazonaws.com kms:Encrypt, kms:GenerateDataKey*, which aws_cloudwatch_log_group.orders needs.',
    );
  });

  it('is silent without a key and about a key outside', () => {
    assert.equal(judge('resource "aws_cloudwatch_log_group" "orders" {\n}\n'), undefined);
    const outside =
      'resource "aws_cloudwatch_log_group" "orders" {\n  kms_key_id = "arn:aws:kms:eu-west-1:1:key/a"\n}\n';
    assert.deepEqual(judge(outside)?.[0], ['unknown', '"arn:aws:kms:eu-west-1:1:key/a"']);
  });

  it('follows an alias of the unit to its key', () => {
    const text = unitOf({
      key: policy(ROOT),
      around: 'resource "aws_kms_alias" "a" {\n  target_key_id = aws_kms_key.main.id\n}',
    });
    assert.deepEqual(judge(text.replace('= aws_kms_key.main.arn', '= aws_kms_alias.a.arn'))?.[0], ['fail', 'policy']);
  });
});
