// Data sources that ask nobody, and texts with JSON in them: what they give is known before Terraform runs.
import assert from 'node:assert/strict';
import { argument, resolveTree, show, type Tree } from './outline';

const FREE = '?(variable "free" has no default)';

const FILES: Tree = {
  'p/bucket.json': '{"Resource": ["${arn}", "${arn}/*"], "Who": ${who}}',
  'settings.yaml': 'on: false\n',
};

const CASES: readonly (readonly [name: string, blocks: string, expression: string, expected: string])[] = [
  [
    'a template of a file',
    'data "template_file" "t" {\n  template = file("p/bucket.json")\n  vars = {\n    arn = aws_s3_bucket.b.arn\n    who = jsonencode(["x"])\n  }\n}',
    'jsondecode(data.template_file.t.rendered)',
    '{Resource: [->aws_s3_bucket.b:arn, "<->aws_s3_bucket.b:arn>/*"], Who: ["x"]}',
  ],
  [
    'as it was written before Terraform 0.12',
    'data "template_file" "t" {\n  count = 1\n  template = "${file("${path.module}/settings.yaml")}"\n  vars {\n    unused = "1"\n  }\n}',
    '"${data.template_file.t.0.rendered}"',
    '"on: false\\n"',
  ],
  [
    'a template that is written in place, without variables',
    'data "template_file" "t" {\n  template = "plain"\n}',
    'data.template_file.t.rendered',
    '"plain"',
  ],
  [
    'a template that is not known',
    'data "template_file" "t" {\n  template = var.free\n}',
    'data.template_file.t.rendered',
    FREE,
  ],
  [
    'variables that are not known',
    'data "template_file" "t" {\n  template = "a $${x}"\n  vars = var.free\n}',
    'data.template_file.t.rendered',
    `"a <${FREE}>"`,
  ],
  [
    'a template on a condition',
    'data "template_file" "t" {\n  template = var.free ? "a" : "b"\n}',
    'data.template_file.t.rendered',
    '(var.free ? true: "a" | false: "b")',
  ],
  [
    'a template of itself',
    'data "template_file" "t" {\n  template = data.template_file.t.rendered\n}',
    'data.template_file.t.rendered',
    '?(data.template_file.t refers to itself)',
  ],
  [
    'a file of the workspace',
    'data "local_file" "f" {\n  filename = "${path.module}/settings.yaml"\n}',
    'yamldecode(data.local_file.f.content).on',
    'false',
  ],
  [
    'a file that is not there',
    'data "local_file" "f" {\n  filename = "../secret"\n}',
    'data.local_file.f.content',
    '?("../secret" can not be read here)',
  ],
  [
    'values that are handed through',
    'data "null_data_source" "n" {\n  inputs = { on = "true" }\n}\nresource "terraform_data" "t" {\n  input = { off = false }\n}',
    '[data.null_data_source.n.outputs["on"], terraform_data.t.output.off]',
    '["true", false]',
  ],
  [
    'what only Terraform knows',
    'resource "terraform_data" "t" {}\ndata "local_file" "f" {\n  filename = "x"\n}',
    '[terraform_data.t.id, data.local_file.f.content_md5]',
    '[->terraform_data.t:id, ->data.local_file.f:content_md5]',
  ],
];

describe('Terraform: attributes that are known before it runs', () => {
  for (const [name, blocks, expression, expected] of CASES) {
    it(name, () => {
      const text = `variable "free" {}\nresource "aws_s3_bucket" "b" {}\n${blocks}\nresource "aws_a_b" "c" { v = ${expression} }`;
      const value = argument(resolveTree({ ...FILES, 'main.tf': text }), 'aws_a_b.c', 'v');
      assert.equal(show(value).replaceAll('\n', '\\n'), expected);
    });
  }
});
