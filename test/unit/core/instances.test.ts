// Companions of resources with `count` or `for_each`: one for each instance, named as Terraform names it.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { applyFix, failureOf, findingsIn, fixesOf, memoryProject } from '../../support/memory-project';

const RULE = 's3-bucket-encryption-left-to-aws';
const HTTP = 's3-bucket-allows-http';
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const CASES: readonly { does: string; rule: string; path: string; before: string; added: string }[] = [
  {
    does: 'chains for_each, and names the instance by its value',
    rule: RULE,
    path: 'main.tf',
    before: lines('resource "aws_s3_bucket" "this" {', '  for_each = var.buckets', '  bucket   = each.key', '}'),
    added: lines(
      '',
      'resource "aws_s3_bucket_server_side_encryption_configuration" "this" {',
      '  for_each = aws_s3_bucket.this',
      '  bucket   = each.value.id',
      '',
      '  rule {',
      '    apply_server_side_encryption_by_default {',
      '      sse_algorithm = "AES256"',
      '    }',
      '  }',
      '}',
    ),
  },
  {
    does: 'counts as many, and names the instance by its index, in a written-out policy, too',
    rule: HTTP,
    path: 'main.tf',
    before: lines('resource "aws_s3_bucket" "this" {', '  count  = var.on ? 1 : 0', '  bucket = "orders"', '}'),
    added: lines(
      '',
      'resource "aws_s3_bucket_policy" "this" {',
      '  count  = length(aws_s3_bucket.this)',
      '  bucket = aws_s3_bucket.this[count.index].id',
      '  policy = jsonencode({',
      '    Version = "2012-10-17"',
      '    Statement = [{',
      '      Sid       = "DenyPlainHttp"',
      '      Effect    = "Deny"',
      '      Principal = "*"',
      '      Action    = "s3:*"',
      '      Resource  = [aws_s3_bucket.this[count.index].arn, "${aws_s3_bucket.this[count.index].arn}/*"]',
      '      Condition = { Bool = { "aws:SecureTransport" = "false" } }',
      '    }]',
      '  })',
      '}',
    ),
  },
  {
    does: 'leaves a single resource as it is',
    rule: RULE,
    path: 'main.tf',
    before: lines('resource "aws_s3_bucket" "this" {', '  bucket = "orders"', '}'),
    added: lines(
      '',
      'resource "aws_s3_bucket_server_side_encryption_configuration" "this" {',
      '  bucket = aws_s3_bucket.this.id',
      '',
      '  rule {',
      '    apply_server_side_encryption_by_default {',
      '      sse_algorithm = "AES256"',
      '    }',
      '  }',
      '}',
    ),
  },
];

describe('companions of repeated resources', () => {
  for (const { does, rule, path, before, added } of CASES) {
    it(does, () => {
      const project = memoryProject({ [path]: before }, allKinds());
      const finding = failureOf(project, path, rule);
      const [plan] = fixesOf(project, path, finding);
      assert.ok(plan, 'there is a fix');
      const fixed = applyFix(project, path, plan);
      assert.equal(fixed, before + added);
      const left = findingsIn(memoryProject({ [path]: fixed }, allKinds()), path);
      assert.deepEqual(
        left.filter((each) => each.rule.id === rule),
        [],
      );
    });
  }

  it('name the instance in JSON', () => {
    const before =
      '{\n  "resource": { "aws_s3_bucket": { "this": { "for_each": "${var.all}", "bucket": "${each.key}" } } }\n}\n';
    const project = memoryProject({ 'main.tf.json': before }, allKinds());
    const finding = findingsIn(project, 'main.tf.json').find((each) => each.rule.id === RULE);
    const plan = finding && fixesOf(project, 'main.tf.json', finding)[0];
    assert.ok(plan, 'there is a fix');
    const fixed = JSON.parse(applyFix(project, 'main.tf.json', plan)) as unknown;
    assert.deepEqual(fixed, {
      resource: {
        aws_s3_bucket: { this: { for_each: '${var.all}', bucket: '${each.key}' } },
        aws_s3_bucket_server_side_encryption_configuration: {
          this: {
            for_each: '${aws_s3_bucket.this}',
            bucket: '${each.value.id}',
            rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
          },
        },
      },
    });
  });
});
