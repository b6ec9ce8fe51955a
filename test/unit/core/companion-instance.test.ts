// Companions of resources with `count` or `for_each`: each instance is judged by its own one.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

const RULES = new Set(['s3-bucket-encryption-left-to-aws', 's3-bucket-no-kms-key']);

const bucket = (name: string, many: string): string =>
  `resource "aws_s3_bucket" "${name}" {\n  ${many}\n  bucket_prefix = "x"\n}\n`;
const encryption = (of: string, many = '', algorithm = '"aws:kms"'): string =>
  `resource "aws_s3_bucket_server_side_encryption_configuration" "e" {\n  ${many}\n  bucket = ${of}.id\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = ${algorithm}\n    }\n  }\n}\n`;

const BUCKETS =
  'variable "buckets" {\n  default = { data = { kms = true }, logs = { kms = false }, more = { kms = true } }\n}\n';
const EACH = 'for_each = var.buckets';
const ALGORITHM = 'each.value.kms ? "aws:kms" : "AES256"';
const LEFT = (address: string): readonly string[] => [
  `${address} s3-bucket-encryption-left-to-aws`,
  `${address} s3-bucket-no-kms-key`,
];

const CASES: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly found: readonly string[];
}[] = [
  {
    name: 'the instance of which the companion says so',
    files: { 'main.tf': BUCKETS + bucket('b', EACH) + encryption('aws_s3_bucket.b[each.key]', EACH, ALGORITHM) },
    found: ['aws_s3_bucket.b["logs"] s3-bucket-no-kms-key'],
  },
  {
    name: 'the instance that has none',
    files: {
      'main.tf':
        BUCKETS +
        bucket('b', EACH) +
        encryption('aws_s3_bucket.b[each.key]', 'for_each = { for k, v in var.buckets : k => v if v.kms }'),
    },
    found: LEFT('aws_s3_bucket.b["logs"]'),
  },
  {
    name: 'the instance that is named',
    files: { 'main.tf': bucket('b', 'for_each = toset(["x", "y"])') + encryption('aws_s3_bucket.b["x"]') },
    found: LEFT('aws_s3_bucket.b["y"]'),
  },
  {
    name: 'fewer companions than buckets',
    files: { 'main.tf': bucket('b', 'count = 3') + encryption('aws_s3_bucket.b[count.index]', 'count = 2') },
    found: LEFT('aws_s3_bucket.b[2]'),
  },
  {
    name: 'as many companions as buckets',
    files: { 'main.tf': bucket('b', 'count = 3') + encryption('aws_s3_bucket.b[count.index]', 'count = 3') },
    found: [],
  },
  {
    name: 'a companion of one instance of a module',
    files: {
      'main.tf': `module "m" {\n  source = "./m"\n  for_each = toset(["x", "y"])\n}\n${encryption('module.m["x"]')}`,
      'm/main.tf': `${bucket('b', '')}output "id" {\n  value = aws_s3_bucket.b.id\n}\n`,
    },
    found: LEFT('module.m["y"].aws_s3_bucket.b'),
  },
  {
    name: 'an instance that is not known may be any',
    files: {
      'main.tf': `variable "k" {}\n${bucket('b', 'for_each = toset(["x", "y"])')}${encryption('aws_s3_bucket.b[var.k]')}`,
    },
    found: [],
  },
  {
    name: 'for each of the buckets',
    files: {
      'main.tf': bucket('b', 'for_each = toset(["x", "y"])') + encryption('each.value', 'for_each = aws_s3_bucket.b'),
    },
    found: [],
  },
  {
    name: 'in one branch of a condition',
    files: {
      'main.tf': `variable "own" {}\n${BUCKETS}${bucket('o', '')}${bucket('b', EACH)}${encryption('(var.own ? aws_s3_bucket.o : aws_s3_bucket.b[each.key])', EACH, ALGORITHM)}`,
    },
    found: ['aws_s3_bucket.b["logs"] s3-bucket-no-kms-key'],
  },
];

describe('companions of instances', () => {
  const kinds = allKinds();
  for (const { name, files, found } of CASES) {
    it(name, () => {
      const told = (memoryProject(files, kinds).judge('main.tf')?.analysis.findings ?? [])
        .filter(
          ({ rule, verdict, address }) =>
            verdict === 'fail' && RULES.has(rule.id) && !address.startsWith('aws_s3_bucket.o'),
        )
        .map(({ rule, address }) => `${address} ${rule.id}`);
      assert.deepEqual([...new Set(told)].sort(), found);
    });
  }
});
