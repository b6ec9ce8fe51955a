// Secrets among environment variables, settings in YAML documents, and policies that refuse plain HTTP for the actions that carry data.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly text: string;
  /** The verdicts and the texts on which findings stand; empty: it is fine. */
  readonly found: readonly (readonly [verdict: 'fail' | 'unknown', on: string])[];
}

const lambda = (...variables: readonly string[]): string =>
  [
    'resource "aws_lambda_function" "f" {',
    '  environment {',
    '    variables = {',
    ...variables,
    '    }',
    '  }',
    '}',
    '',
  ].join('\n');
const session = (...lines: readonly string[]): string =>
  [
    'resource "aws_ssm_document" "d" {',
    '  document_type = "Session"',
    '  content = <<-DOC',
    ...lines,
    '  DOC',
    '}',
    '',
  ].join('\n');
const topic = (action: string): string =>
  [
    'resource "aws_sns_topic_policy" "p" {',
    '  arn = "arn:aws:sns:eu-west-1:111122223333:t"',
    '  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Resource = "*",',
    `    Action = ${action}, Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })`,
    '}',
    '',
  ].join('\n');

const LITERAL = 'secrets-function-environment-literal';
const LOGS = 'ssm-session-logs-unencrypted';
const HTTP = 'sns-topic-policy-allows-http';
const CASES: readonly Case[] = [
  { name: 'a secret', rule: LITERAL, text: lambda('API_KEY = "1234"'), found: [['fail', '"1234"']] },
  { name: 'one of several', rule: LITERAL, text: lambda('STAGE = "x"', 'dbPassword = "y"'), found: [['fail', '"y"']] },
  { name: 'a name that points at one', rule: LITERAL, text: lambda('PASSWORD_SECRET_NAME = "db"'), found: [] },
  { name: 'a value that points at one', rule: LITERAL, text: lambda('TOKEN = "arn:aws:ssm:::parameter/t"'), found: [] },
  { name: 'an empty value', rule: LITERAL, text: lambda('TOKEN = ""'), found: [] },
  {
    name: 'words for none',
    rule: LITERAL,
    text: lambda(
      'TOKEN = "NONE"',
      'ROTATE_SECRET = "true"',
      'API_KEY = "YOUR-KEY-HERE"',
      'DB_PASSWORD = "<password>"',
      'TOKEN_SECRET = "REPLACE-ME"',
    ),
    found: [],
  },
  { name: 'a reference', rule: LITERAL, text: lambda('TOKEN = aws_ssm_parameter.t.name'), found: [] },
  {
    name: 'YAML that is fine',
    rule: LOGS,
    text: session('inputs:', '  s3BucketName: logs', '  s3EncryptionEnabled: true # yes'),
    found: [],
  },
  { name: 'YAML without logs', rule: LOGS, text: session('inputs:', "  s3BucketName: ''"), found: [] },
  { name: 'every action', rule: HTTP, text: topic('"sns:*"'), found: [] },
  { name: 'the actions that carry data', rule: HTTP, text: topic('["sns:Subscribe", "SNS:Publish"]'), found: [] },
];

describe('literal-secrets, text-setting, denies-insecure-transport', () => {
  for (const { name, rule, text, found } of CASES) {
    it(name, () => {
      const project = memoryProject({ 'main.tf': text }, allKinds());
      const seen = findingsIn(project, 'main.tf')
        .filter((finding) => finding.rule.id === rule)
        .map(({ verdict, span }) => [verdict, text.slice(span.start, span.end)]);
      assert.deepEqual(seen, found);
    });
  }
  it('YAML that lets logs go unencrypted', () => {
    const text = session('inputs:', '  s3BucketName: "logs"', '  s3EncryptionEnabled: False');
    const [finding] = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').filter(
      ({ rule }) => rule.id === LOGS,
    );
    assert.equal(finding?.verdict, 'fail');
    assert.ok(text.slice(finding.span.start, finding.span.end).includes('s3EncryptionEnabled'));
  });
  it('one action of another kind only', () => {
    const text = topic('"sns:Subscribe"');
    const [finding] = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').filter(
      ({ rule }) => rule.id === HTTP,
    );
    assert.equal(finding?.verdict, 'fail');
    assert.match(finding.message, /it denies plaintext for some actions only/);
  });
});
