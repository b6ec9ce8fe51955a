// Policies that let everybody in, and those that only seem to: principals, effects and conditions in every form.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

interface Case {
  readonly name: string;
  /** The parts of the statement behind its effect. */
  readonly statement: string;
  readonly verdict: 'fail' | 'unknown' | 'silent';
}

const EVERYBODY = 'Principal = "*"';

function when(operator: string, key: string, value: string): string {
  return `${EVERYBODY}, Condition = { ${operator} = { "${key}" = ${value} } }`;
}

const CASES: readonly Case[] = [
  { name: 'everybody', statement: EVERYBODY, verdict: 'fail' },
  { name: 'everybody as AWS', statement: 'Principal = { AWS = "*" }', verdict: 'fail' },
  { name: 'everybody in a list', statement: 'Principal = { AWS = ["111122223333", "*"] }', verdict: 'fail' },
  { name: 'an account', statement: 'Principal = { AWS = "111122223333" }', verdict: 'silent' },
  { name: 'a variable', statement: 'Principal = { AWS = var.who }', verdict: 'unknown' },
  { name: 'conditions that are not known', statement: `${EVERYBODY}, Condition = var.who`, verdict: 'unknown' },
  { name: 'a test that is not known', statement: `${EVERYBODY}, Condition = { Bool = var.who }`, verdict: 'unknown' },
  { name: 'over TLS', statement: when('Bool', 'aws:SecureTransport', '"true"'), verdict: 'fail' },
  { name: 'any pattern', statement: when('ArnLike', 'aws:PrincipalArn', '"*"'), verdict: 'fail' },
  {
    name: 'any pattern of several',
    statement: when('StringLike', 'aws:PrincipalOrgID', '["o-1", "*"]'),
    verdict: 'fail',
  },
  {
    name: 'a star that is no pattern',
    statement: when('StringEquals', 'aws:PrincipalOrgID', '"*"'),
    verdict: 'silent',
  },
  { name: 'not like any', statement: when('StringNotLike', 'aws:PrincipalArn', '"*"'), verdict: 'silent' },
  { name: 'an organization', statement: when('StringEquals', 'aws:PrincipalOrgID', '"o-1"'), verdict: 'silent' },
  {
    name: 'an account by its key',
    statement: when('StringEquals', 'kms:CallerAccount', '"111122223333"'),
    verdict: 'silent',
  },
];

describe('policies that let everybody in', () => {
  for (const { name, statement, verdict } of CASES) {
    it(name, () => {
      const allow = `{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*", ${statement} }`;
      const text = `variable "who" {}\n\nresource "aws_kms_key" "main" {\n  policy = jsonencode({ Statement = [${allow}] })\n}\n`;
      const project = memoryProject({ 'main.tf': text }, allKinds());
      const found = findingsIn(project, 'main.tf').find(({ rule }) => rule.id === 'kms-key-open-to-world');
      assert.equal(found?.verdict ?? 'silent', verdict);
    });
  }
});
