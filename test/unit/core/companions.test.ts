// Companions that belong to one instance of a resource with `count` or `for_each`: the others are judged without them.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { applyFix, findingsIn, fixesOf, memoryProject } from '../../support/memory-project';

const RULE = 's3-bucket-allows-http';

/** A policy that denies plaintext to everybody. */
const DENIAL = `jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })`;

interface Case {
  readonly name: string;
  /** The arguments of the bucket, and of each policy but for the policy itself. */
  readonly bucket: string;
  readonly policies: readonly string[];
  readonly more?: string;
  /** What is found: addresses of buckets that surely have no policy, `unknown`, or nothing. */
  readonly found: readonly string[];
}

const KEYS = 'for_each = toset(["a", "b"])';
const SAME = 'locals { names = { a = "x", b = "y" } }';
const ONE = 'bucket = aws_s3_bucket.b[0].id';

const CASES: readonly Case[] = [
  { name: 'one of two keys', bucket: KEYS, policies: ['bucket = aws_s3_bucket.b["a"].id'], found: ['b["b"]'] },
  { name: 'the other of two keys', bucket: KEYS, policies: ['bucket = aws_s3_bucket.b["b"].id'], found: ['b["a"]'] },
  {
    name: 'a policy for each of two keys',
    bucket: KEYS,
    policies: ['bucket = aws_s3_bucket.b["a"].id', 'bucket = aws_s3_bucket.b["b"].bucket'],
    found: [],
  },
  { name: 'one of three', bucket: 'count = 3', policies: [ONE, 'bucket = aws_s3_bucket.b[2].id'], found: ['b[1]'] },
  { name: 'the only one', bucket: 'count = 1', policies: [ONE], found: [] },
  {
    name: 'the whole resource, chained',
    bucket: KEYS,
    policies: ['for_each = aws_s3_bucket.b\n  bucket = each.value.id'],
    found: [],
  },
  {
    name: 'the same keys',
    bucket: 'for_each = local.names',
    policies: ['for_each = local.names\n  bucket = aws_s3_bucket.b[each.key].id'],
    more: SAME,
    found: [],
  },
  {
    name: 'fewer keys',
    bucket: 'for_each = local.names',
    policies: ['for_each = { for k, v in local.names : k => v if v == "y" }\n  bucket = aws_s3_bucket.b[each.key].id'],
    more: SAME,
    found: ['b["a"]'],
  },
  {
    name: 'as many',
    bucket: 'count = 2',
    policies: ['count = 2\n  bucket = aws_s3_bucket.b[count.index].id'],
    found: [],
  },
  {
    name: 'as many as there are',
    bucket: 'count = 2',
    policies: ['count = length(aws_s3_bucket.b)\n  bucket = aws_s3_bucket.b[count.index].id'],
    found: [],
  },
  {
    name: 'fewer',
    bucket: 'count = 2',
    policies: ['count = 1\n  bucket = aws_s3_bucket.b[count.index].id'],
    found: ['b[1]'],
  },
  {
    name: 'keys of a policy that are not known',
    bucket: KEYS,
    policies: ['for_each = var.free\n  bucket = aws_s3_bucket.b[each.key].id'],
    found: [],
  },
  { name: 'a key that is not known', bucket: KEYS, policies: ['bucket = aws_s3_bucket.b[var.free].id'], found: [] },
  {
    name: 'keys of the bucket that are not known',
    bucket: 'for_each = var.free',
    policies: ['bucket = aws_s3_bucket.b["a"].id'],
    found: ['unknown'],
  },
  { name: 'a number that is not known', bucket: 'count = var.free', policies: [ONE], found: ['unknown'] },
  {
    name: 'one or none',
    bucket: 'count = var.free ? 1 : 0',
    policies: [`count = var.free ? 1 : 0\n  ${ONE}`],
    found: [],
  },
  {
    name: 'one or none, as a local',
    bucket: 'count = local.on ? 1 : 0',
    policies: [ONE],
    more: 'locals { on = var.free == "x" }',
    found: [],
  },
  {
    name: 'one or none, off by default',
    bucket: 'count = var.on ? 1 : 0',
    policies: [`count = var.on ? 1 : 0\n  ${ONE}`],
    more: 'variable "on" { default = false }',
    found: [],
  },
  {
    name: 'one or none, off by default, as a text',
    bucket: 'count = var.on ? 1 : 0',
    policies: ['count = var.on ? 1 : 0\n  bucket = join("", aws_s3_bucket.b.*.id)'],
    more: 'variable "on" { default = false }',
    found: [],
  },
  {
    name: 'none by default, the same keys',
    bucket: 'for_each = var.names',
    policies: ['for_each = var.names\n  bucket = aws_s3_bucket.b[each.key].id'],
    more: 'variable "names" { default = {} }',
    found: [],
  },
  {
    name: 'none by default, chained',
    bucket: 'for_each = var.names',
    policies: ['for_each = aws_s3_bucket.b\n  bucket = each.value.id'],
    more: 'variable "names" { default = {} }',
    found: [],
  },
  {
    name: 'none by default, and no policy that could be there',
    bucket: 'count = var.on ? 1 : 0',
    policies: ['count = 0\n  bucket = aws_s3_bucket.b[0].id'],
    more: 'variable "on" { default = false }',
    found: ['b'],
  },
  {
    name: 'one or none in more cases than two',
    bucket: 'count = var.free == "x" ? 1 : var.free == "y" ? 1 : 0',
    policies: [ONE],
    found: [],
  },
  {
    name: 'one or three',
    bucket: 'count = var.free ? 3 : 1',
    policies: [ONE],
    found: ['unknown'],
  },
  { name: 'the first of a splat', bucket: 'count = 1', policies: ['bucket = aws_s3_bucket.b.*.id[0]'], found: [] },
  {
    name: 'the first of a splat, by a function',
    bucket: 'count = var.free ? 1 : 0',
    policies: ['bucket = one(aws_s3_bucket.b[*].id)', 'bucket = join("", aws_s3_bucket.b.*.id)'],
    found: [],
  },
  {
    name: 'one of several names, by its name',
    bucket: `${KEYS}\n  bucket = "data-\${each.key}"`,
    policies: ['bucket = "data-b"'],
    found: ['b["a"]'],
  },
  {
    name: 'more instances than are looked at',
    bucket: 'count = 1000000',
    policies: [ONE],
    found: ['unknown'],
  },
];

function resource(type: string, name: string, body: string): string {
  return `resource "${type}" "${name}" {\n  ${body}\n}\n`;
}

describe('companions of single instances', () => {
  for (const { name, bucket, policies, more = '', found } of CASES) {
    it(name, () => {
      const text = [
        'variable "free" {}\n',
        more,
        resource('aws_s3_bucket', 'b', bucket),
        ...policies.map((policy, i) =>
          resource('aws_s3_bucket_policy', `p${String(i)}`, `${policy}\n  policy = ${DENIAL}`),
        ),
      ].join('\n');
      const seen = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').filter(
        ({ rule }) => rule.id === RULE,
      );
      const said = seen.map(({ verdict, address }) => (verdict === 'unknown' ? verdict : address));
      assert.deepEqual(
        said,
        found.map((each) => (each === 'unknown' ? each : `aws_s3_bucket.${each}`)),
      );
      const head = text.indexOf('"b"');
      for (const { verdict, span } of seen)
        if (verdict === 'fail') assert.deepEqual(span, { start: head - 16, end: head - 1 });
    });
  }

  it('are there once for each instance of a module', () => {
    const policy = resource('aws_s3_bucket_policy', 'p', `bucket = module.m["a"].id\n  policy = ${DENIAL}`);
    const files = {
      'main.tf': `module "m" {\n  source = "./m"\n  for_each = toset(["a", "b"])\n}\n\n${policy}`,
      'm/main.tf': 'resource "aws_s3_bucket" "b" {}\n\noutput "id" { value = aws_s3_bucket.b.id }\n',
    };
    const judged = memoryProject(files, allKinds()).judge('main.tf');
    const found = judged?.analysis.findings.filter(({ rule }) => rule.id === RULE) ?? [];
    assert.deepEqual(
      found.map(({ verdict, address }) => [verdict, address]),
      [['fail', 'module.m["b"].aws_s3_bucket.b']],
    );
  });

  const ALGORITHM = 's3-bucket-no-kms-key';
  const encryption = (name: string, key: string, algorithm: string): string =>
    resource(
      'aws_s3_bucket_server_side_encryption_configuration',
      name,
      `bucket = aws_s3_bucket.b["${key}"].id\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = "${algorithm}"\n    }\n  }`,
    );

  it('are judged and repaired for the instance that they belong to', () => {
    const key = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n';
    const bucket = resource('aws_s3_bucket', 'b', KEYS);
    const text = [key, bucket, encryption('first', 'a', 'aws:kms'), encryption('second', 'b', 'AES256')].join('\n');
    const project = memoryProject({ 'main.tf': text }, allKinds());
    const found = findingsIn(project, 'main.tf').filter(({ rule }) => rule.id === ALGORITHM);
    const [finding] = found;
    assert.deepEqual(
      found.map(({ verdict, address, span }) => [verdict, address, text.slice(span.start, span.end)]),
      [['fail', 'aws_s3_bucket.b["b"]', '"AES256"']],
    );
    const plan = finding && fixesOf(project, 'main.tf', finding)[0];
    assert.ok(plan, 'there is a fix');
    const fixed = applyFix(project, 'main.tf', plan);
    assert.equal(
      fixed,
      text.replace(
        'sse_algorithm = "AES256"\n',
        'sse_algorithm     = "aws:kms"\n      kms_master_key_id = aws_kms_key.k.arn\n',
      ),
    );
  });

  it('name no instance where all fail alike', () => {
    const text = [
      resource('aws_s3_bucket', 'b', KEYS),
      encryption('e', 'a', 'AES256')
        .replace('bucket =', 'for_each = toset(["a", "b"])\n  bucket =')
        .replace('b["a"]', 'b[each.key]'),
    ].join('\n');
    const found = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').filter(
      ({ rule }) => rule.id === ALGORITHM,
    );
    assert.deepEqual(
      found.map(({ verdict, address, span }) => [verdict, address, text.slice(span.start, span.end)]),
      [['fail', 'aws_s3_bucket.b', '"AES256"']],
    );
  });

  it('are not added for all where some have one', () => {
    const policy = resource('aws_s3_bucket_policy', 'p', `bucket = aws_s3_bucket.b["a"].id\n  policy = ${DENIAL}`);
    const text = `${resource('aws_s3_bucket', 'b', KEYS)}\n${policy}`;
    const project = memoryProject({ 'main.tf': text }, allKinds());
    const finding = findingsIn(project, 'main.tf').find(({ rule }) => rule.id === RULE);
    assert.equal(finding?.address, 'aws_s3_bucket.b["b"]');
    assert.deepEqual(fixesOf(project, 'main.tf', finding), []);
  });

  it('are judged anew when the keys change', () => {
    const policy = resource('aws_s3_bucket_policy', 'p', `bucket = aws_s3_bucket.b["a"].id\n  policy = ${DENIAL}`);
    const bucket = resource('aws_s3_bucket', 'b', 'for_each = local.keys');
    const files = { 'main.tf': `${bucket}\n${policy}`, 'keys.tf': 'locals { keys = toset(["a"]) }\n' };
    const project = memoryProject(files, allKinds());
    const found = (): readonly string[] =>
      findingsIn(project, 'main.tf').flatMap(({ rule, address }) => (rule.id === RULE ? [address] : []));
    assert.deepEqual(found(), []);
    project.setText('keys.tf', 'locals { keys = toset(["a", "c"]) }\n');
    assert.deepEqual(found(), ['aws_s3_bucket.b["c"]']);
    project.setText('keys.tf', 'locals { keys = toset(["a"]) }\n');
    assert.deepEqual(found(), []);
  });
});
