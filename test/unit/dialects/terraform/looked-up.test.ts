// Data sources that look up by name, or by reference, what the same module declares: they mean that resource.
import assert from 'node:assert/strict';
import { argument, resolveTree, show } from './outline';

const BUCKET = 'resource "aws_s3_bucket" "logs" {\n  bucket = "the-logs"\n}\n';

function data(body: string, type = 'aws_s3_bucket'): string {
  return `data "${type}" "found" {\n  ${body}\n}\n`;
}

const ARN = 'data.aws_s3_bucket.found.arn';

const CASES: readonly (readonly [name: string, blocks: string, expression: string, expected: string])[] = [
  ['by its name', BUCKET + data('bucket = "the-logs"'), ARN, '->aws_s3_bucket.logs:arn'],
  [
    'by a local',
    `locals {\n  n = "the-logs"\n}\n${BUCKET}${data('bucket = local.n')}`,
    ARN,
    '->aws_s3_bucket.logs:arn',
  ],
  ['by reference', BUCKET + data('bucket = aws_s3_bucket.logs.id'), ARN, '->aws_s3_bucket.logs:arn'],
  ['another name', BUCKET + data('bucket = "others"'), ARN, '->data.aws_s3_bucket.found:arn'],
  ['a name that is not known', BUCKET + data('bucket = var.free'), ARN, '->data.aws_s3_bucket.found:arn'],
  [
    'with another provider',
    BUCKET + data('bucket = "the-logs"\n  provider = aws.far'),
    ARN,
    '->data.aws_s3_bucket.found:arn',
  ],
  [
    'several',
    BUCKET + data('bucket = "the-logs"\n  count = 2'),
    'data.aws_s3_bucket.found[0].arn',
    '->data.aws_s3_bucket.found:arn',
  ],
  [
    'two of that name',
    BUCKET + BUCKET.replace('"logs"', '"more"') + data('bucket = "the-logs"'),
    ARN,
    '->data.aws_s3_bucket.found:arn',
  ],
  [
    'a reference to something else',
    BUCKET + data('bucket = aws_sqs_queue.q.name'),
    ARN,
    '->data.aws_s3_bucket.found:arn',
  ],
  ['by itself', data(`bucket = ${ARN}`), ARN, '->data.aws_s3_bucket.found:arn'],
  [
    'a database by another argument',
    'resource "aws_db_instance" "main" {\n  identifier = "orders"\n}\n' +
      data('db_instance_identifier = "orders"', 'aws_db_instance'),
    'data.aws_db_instance.found.storage_encrypted',
    '->aws_db_instance.main:storage_encrypted',
  ],
  [
    'a type that is not looked up so',
    data('zone = "x"', 'aws_route53_zone'),
    'data.aws_route53_zone.found.id',
    '->data.aws_route53_zone.found:id',
  ],
];

describe('Terraform: data sources of what is declared here', () => {
  for (const [name, blocks, expression, expected] of CASES) {
    it(name, () => {
      const main = `variable "free" {}\n${blocks}resource "x_y" "z" {\n  v = ${expression}\n}\n`;
      assert.equal(show(argument(resolveTree({ 'main.tf': main }), 'x_y.z', 'v')), expected);
    });
  }

  it('within a module', () => {
    const tree = {
      'main.tf': 'module "m" {\n  source = "./m"\n}\n',
      'm/main.tf': `${BUCKET}${data('bucket = "the-logs"')}resource "x_y" "z" {\n  v = ${ARN}\n}\n`,
    };
    assert.equal(show(argument(resolveTree(tree), 'module.m.x_y.z', 'v')), '->module.m.aws_s3_bucket.logs:arn');
  });
});
