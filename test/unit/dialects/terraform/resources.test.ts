// Blocks: which resources they make, what their bodies hold, and how many instances there are.
import assert from 'node:assert/strict';
import { outline, resolveText, resolveTree, type Tree } from './outline';

const FREE = '?(variable "free" has no default)';

interface Case {
  readonly name: string;
  readonly files: string | Tree;
  readonly expected: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'nested blocks are lists of objects, arguments stay what they are',
    files: 'resource "aws_a_b" "c" {\n  one { x = 1 }\n  map = { y = 2 }\n  two { z = 3 }\n  one { x = 4 }\n}',
    expected: ['aws_a_b.c {map: {y: 2}, one: [{x: 1}, {x: 4}], two: [{z: 3}]}'],
  },
  {
    name: 'meta-arguments and provisioners are left out',
    files:
      'resource "aws_a_b" "c" {\n  count = 1\n  provider = aws.x\n  depends_on = [aws_d_e.f]\n  provisioner "local-exec" { command = "x" }\n  a = 1\n}',
    expected: ['aws_a_b.c {a: 1}'],
  },
  {
    name: 'data, providers, backends and awscc',
    files:
      'data "aws_kms_alias" "a" { name = "alias/x" }\nprovider "aws" { region = "eu-west-1" }\nprovider "aws" {\n  alias = "us"\n}\nterraform {\n  backend "s3" { encrypt = true }\n}\nresource "awscc_s3_bucket" "b" { bucket_name = "x" }',
    expected: [
      'data.aws_kms_alias.a {name: "alias/x"}',
      'provider.aws {region: "eu-west-1"}',
      'provider.aws.us {alias: "us"}',
      'terraform.backend.s3 {encrypt: true}',
      'awscc_s3_bucket.b {bucket_name: "x"}',
    ],
  },
  {
    name: 'moved, import, check and removed say nothing',
    files:
      'moved {\n from = a.b\n to = a.c\n}\nimport {\n to = a.b\n id = "x"\n}\ncheck "x" {\n data "aws_a_b" "c" {}\n}\nremoved {\n from = a.b\n}\nresource "aws_a_b" "c" {}',
    expected: ['aws_a_b.c {}'],
  },
  {
    name: 'count',
    files:
      'variable "free" {}\nresource "aws_a_b" "zero" { count = 0 }\nresource "aws_a_b" "two" {\n  count = 2\n  n = "x${count.index}"\n}\nresource "aws_a_b" "free" {\n  count = var.free\n  n = count.index\n}\nresource "aws_a_b" "cond" { count = var.free ? 1 : 0 }\nresource "aws_a_b" "some" { count = var.free ? 1 : 2 }',
    expected: [
      'never aws_a_b.zero {}',
      'aws_a_b.two {n: (count:aws_a_b.two ? 0: "x0" | 1: "x1")}',
      'maybe aws_a_b.free {n: ?(the number of instances is not known)}',
      'maybe aws_a_b.cond {}',
      'aws_a_b.some {}',
    ],
  },
  {
    name: 'for_each over a map: instances go together',
    files:
      'locals {\n  all = {\n    a = { on = true, name = "x" }\n    b = { on = false, name = "x" }\n  }\n}\nresource "aws_a_b" "c" {\n  for_each = local.all\n  key = each.key\n  on = each.value.on\n  name = each.value.name\n  gone = each.value.gone\n  mode = each.value.on ? "yes" : "no"\n}',
    expected: [
      'aws_a_b.c {key: (each:aws_a_b.c ? a: "a" | b: "b"), on: (each:aws_a_b.c ? a: true | b: false), name: (each:aws_a_b.c ? a: "x" | b: "x"), gone: (each:aws_a_b.c ? a: ?(there is no "gone" here) | b: ?(there is no "gone" here)), mode: (each:aws_a_b.c ? a: "yes" | b: "no")}',
    ],
  },
  {
    name: 'for_each over a set, an empty one, an unknown one, and a single instance',
    files:
      'variable "free" {}\nresource "aws_a_b" "set" {\n  for_each = toset(["p", "q"])\n  n = each.value\n}\nresource "aws_a_b" "none" { for_each = toset([]) }\nresource "aws_a_b" "free" {\n  for_each = var.free\n  n = each.value.x\n}\nresource "aws_a_b" "one" {\n  for_each = { k = 1 }\n  n = each.value\n}',
    expected: [
      'aws_a_b.set {n: (each:aws_a_b.set ? p: "p" | q: "q")}',
      'never aws_a_b.none {}',
      `maybe aws_a_b.free {n: ${FREE}}`,
      'aws_a_b.one {n: 1}',
    ],
  },
  {
    name: 'for_each over the instances of another resource',
    files:
      'variable "free" {}\nresource "aws_a_b" "all" { for_each = var.free }\nresource "aws_c_d" "e" {\n  for_each = aws_a_b.all\n  bucket = each.value.id\n  name = each.key\n}\nresource "aws_a_b" "two" { for_each = toset(["p", "q"]) }\nresource "aws_c_d" "f" {\n  for_each = aws_a_b.two\n  bucket = each.value.id\n}',
    expected: [
      'maybe aws_a_b.all {}',
      'maybe aws_c_d.e {bucket: ->aws_a_b.all:id, name: ?(aws_a_b.all is known only after apply)}',
      'aws_a_b.two {}',
      'aws_c_d.f {bucket: ->aws_a_b.two:id}',
    ],
  },
  {
    name: 'too many instances are not looked at one by one',
    files: 'resource "aws_a_b" "c" {\n  for_each = toset([for i in range(60) : tostring(i)])\n  n = each.key\n}',
    expected: ['aws_a_b.c {n: ?(too many instances to look at)}'],
  },
  {
    name: 'dynamic blocks',
    files:
      'variable "free" {}\nresource "aws_a_b" "known" {\n  rule { n = 0 }\n  dynamic "rule" {\n    for_each = [{ n = 1 }, { n = 2 }]\n    content { n = rule.value.n }\n  }\n}\nresource "aws_a_b" "none" {\n  dynamic "rule" {\n    for_each = []\n    content { n = 1 }\n  }\n}\nresource "aws_a_b" "free" {\n  dynamic "rule" {\n    for_each = var.free\n    iterator = it\n    content {\n      n = it.value\n      on = true\n    }\n  }\n}\nresource "aws_a_b" "cond" {\n  dynamic "rule" {\n    for_each = var.free ? [1] : []\n    content { n = rule.key }\n  }\n}',
    expected: [
      'aws_a_b.known {rule: [{n: 0}, {n: 1}, {n: 2}]}',
      'aws_a_b.none {rule: []}',
      `aws_a_b.free {rule: [{n: ${FREE}, on: true}, ...]}`,
      'aws_a_b.cond {rule: (var.free ? true: [{n: 1}] | false: [])}',
    ],
  },
  {
    name: 'variables: files win over defaults, later files over earlier ones',
    files: {
      'main.tf':
        'variable "a" { default = 1 }\nvariable "b" { default = 1 }\nvariable "c" { default = 1 }\nvariable "d" {}\nresource "aws_a_b" "c" {\n  a = var.a\n  b = var.b\n  c = var.c\n  d = var.d\n}',
      'terraform.tfvars': 'a = 2\nb = 2\n',
      'a.auto.tfvars': 'b = 3\n',
      'b.auto.tfvars.json': '{ "b": 4, "d": "${x}" }',
      'prod.tfvars': 'c = 9\n',
    },
    expected: ['aws_a_b.c {a: 2, b: 4, c: 1, d: "${x}"}'],
  },
  {
    name: 'types of variables convert, and fill in optional attributes',
    files: {
      'main.tf':
        'variable "a" { type = bool }\nvariable "b" {\n  type = object({\n    on = optional(bool, true)\n    name = optional(string)\n    size = number\n  })\n}\nvariable "c" { type = map(object({ on = optional(bool, false) })) }\nresource "aws_a_b" "c" {\n  a = var.a\n  b = var.b\n  c = var.c["x"].on\n}',
      'terraform.tfvars': 'a = "true"\nb = { size = "3" }\nc = { x = {} }\n',
    },
    expected: ['aws_a_b.c {a: true, b: {on: true, name: null, size: 3}, c: false}'],
  },
  {
    name: 'override files replace arguments and whole block types',
    files: {
      'main.tf':
        'resource "aws_a_b" "c" {\n  a = 1\n  b = 1\n  rule { n = 1 }\n  rule { n = 2 }\n}\nvariable "v" { default = 1 }\nlocals { l = 1 }\nresource "aws_a_b" "d" { x = [var.v, local.l] }',
      'x_override.tf':
        'resource "aws_a_b" "c" {\n  b = 2\n  rule { n = 3 }\n}\nvariable "v" { default = 2 }\nlocals { l = 2 }',
    },
    expected: ['aws_a_b.c {a: 1, b: 2, rule: [{n: 3}]}', 'aws_a_b.d {x: [2, 2]}'],
  },
  {
    name: 'main.tofu stands for main.tf',
    files: { 'main.tf': 'resource "aws_a_b" "tf" {}', 'main.tofu': 'resource "aws_a_b" "tofu" {}' },
    expected: ['aws_a_b.tofu {}'],
  },
  {
    name: 'a name that stands twice keeps both',
    files: 'resource "aws_a_b" "c" { x = 1 }\nresource "aws_a_b" "c" { x = 2 }',
    expected: ['aws_a_b.c {x: 1}', 'aws_a_b.c#2 {x: 2}'],
  },
  {
    name: 'half-typed blocks keep what can be read',
    files: 'resource "aws_a_b" "c" {\n  x = 1\n  y = \n}\nresource "aws_a_b"\nresource "aws_a_b" "d" {\n  z = var.\n',
    expected: [
      'aws_a_b.c {x: 1, y: ?(nothing is written here yet)}',
      'aws_a_b.d {z: ?(this is not written in full yet)}',
    ],
  },
  {
    name: 'a registry module is a resource of its own, another remote one is not',
    files:
      'module "b" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n  version = "~> 4.0"\n  acl = "private"\n}\nmodule "g" { source = "git::https://x.example/y.git" }\nmodule "h" { source = "github.com/o/r" }\nmodule "i" { source = "terraform-aws-modules/iam/aws//modules/iam-role" }\nresource "aws_a_b" "c" { x = module.b.arn }',
    expected: [
      'module.b (module.terraform-aws-modules/s3-bucket/aws) {source: "terraform-aws-modules/s3-bucket/aws", version: "~> 4.0", acl: "private"}',
      'module.i (module.terraform-aws-modules/iam/aws//modules/iam-role) {source: "terraform-aws-modules/iam/aws//modules/iam-role"}',
      'aws_a_b.c {x: ?(module "b" is not in this workspace)}',
    ],
  },
];

describe('Terraform resources', () => {
  for (const { name, files, expected } of CASES) {
    it(name, () => {
      const unit = typeof files === 'string' ? resolveText(files) : resolveTree(files);
      assert.deepEqual(outline(unit), expected);
    });
  }
});
