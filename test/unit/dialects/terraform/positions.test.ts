// Positions: every part of a body stands where a reader would point to.
import assert from 'node:assert/strict';
import { find, resolveText, resolveTree, showObject, uriOf, argument, show } from './outline';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly id: string;
  readonly path?: string;
  /** The body with the text at each scalar's, reference's and unknown's span, and at each object's head. */
  readonly expected: string;
}

const CASES: readonly Case[] = [
  {
    name: 'literals, templates, references',
    text: 'variable "v" { default = "d" }\nresource "aws_a_b" "c" {\n  a = "x"\n  b = "${var.v}"\n  c = "p-${var.v}"\n  d = aws_k_l.m[0].arn\n  e = (var.v)\n}',
    id: 'aws_a_b.c',
    expected:
      '{a: "x"«"x"», b: "d"«"${var.v}"», c: "p-d"«"p-${var.v}"», d: ->aws_k_l.m:arn«aws_k_l.m[0].arn», e: "d"«var.v»}«"aws_a_b"»',
  },
  {
    name: 'objects are headed by their key, their block or their first key',
    text: 'resource "aws_a_b" "c" {\n  m = { k = { x = 1 } }\n  l = [{ y = 2 }, {}]\n  rule {\n    z = 3\n  }\n}',
    id: 'aws_a_b.c',
    expected: '{m: {k: {x: 1«1»}«k»}«m», l: [{y: 2«2»}«y», {}«{»], rule: [{z: 3«3»}«rule»]}«"aws_a_b"»',
  },
  {
    name: 'what comes from elsewhere stands where it is used',
    text: 'locals { t = { a = { b = 1 } } }\nresource "aws_a_b" "c" {\n  whole = local.t\n  part = local.t.a.b\n  call = merge(local.t, { z = 2 })\n}',
    id: 'aws_a_b.c',
    expected:
      '{whole: {a: {b: 1«local.t»}«local.t»}«local.t», part: 1«local.t.a.b», call: {a: {b: 1«local.t»}«local.t», z: 2«2»}«call»}«"aws_a_b"»',
  },
  {
    name: 'encoded JSON keeps exact places',
    text: 'resource "aws_a_b" "c" {\n  policy = jsonencode({\n    Statement = [{ Effect = "Deny" }]\n  })\n}',
    id: 'aws_a_b.c',
    expected: '{policy: {Statement: [{Effect: "Deny"«"Deny"»}«Effect»]}«policy»}«"aws_a_b"»',
  },
  {
    name: 'dynamic blocks',
    text: 'resource "aws_a_b" "c" {\n  dynamic "rule" {\n    for_each = ["p"]\n    content {\n      n = rule.value\n    }\n  }\n}',
    id: 'aws_a_b.c',
    expected: '{rule: [{n: "p"«rule.value»}«"rule"»]}«"aws_a_b"»',
  },
  {
    name: 'branches of a condition',
    text: 'variable "f" {}\nresource "aws_a_b" "c" {\n  x = var.f ? "yes" : null\n}',
    id: 'aws_a_b.c',
    expected: '{x: (var.f ? true: "yes"«"yes"» | false: null«null»)}«"aws_a_b"»',
  },
  {
    name: 'JSON',
    path: 'main.tf.json',
    text: '{"resource": {"aws_a_b": {"c": {"x": "v", "r": "${aws_k_l.m.arn}", "t": "a-${aws_k_l.m.id}", "tags": {"k": 1}, "rule": {"z": true}}}}}',
    id: 'aws_a_b.c',
    expected:
      '{x: "v"«"v"», r: ->aws_k_l.m:arn«"${aws_k_l.m.arn}"», t: "a-<->aws_k_l.m:id>"«"a-${aws_k_l.m.id}"», tags: {k: 1«1»}«"tags"», rule: [{z: true«true»}«"rule"»]}«"c"»',
  },
];

describe('Terraform positions', () => {
  for (const { name, text, id, path = 'main.tf', expected } of CASES) {
    it(name, () => {
      assert.equal(showObject(find(resolveTree({ [path]: text }), id).body, text), expected);
    });
  }

  it('spans of a block, its head and its nested blocks', () => {
    const text = 'locals {}\nresource "aws_a_b" "c" {\n  rule { x = 1 }\n}\n';
    const resource = find(resolveText(text), 'aws_a_b.c');
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    assert.equal(at(resource.span), 'resource "aws_a_b" "c" {\n  rule { x = 1 }\n}');
    assert.equal(at(resource.head), '"aws_a_b"');
    const rule = resource.body.entries[0];
    assert.equal(rule && at(rule.value.span), 'rule');
    assert.equal(rule?.value.kind === 'list' && rule.value.items[0] && at(rule.value.items[0].span), 'rule { x = 1 }');
  });

  it('the way of a value through files', () => {
    const files = {
      'main.tf': 'variable "v" {}\nresource "aws_a_b" "c" { x = local.l }\nlocals { l = var.v }',
      'terraform.tfvars': 'v = 1',
    };
    const value = argument(resolveTree(files), 'aws_a_b.c', 'x');
    assert.equal(show(value, files['main.tf']), '1«local.l»');
    assert.deepEqual(value?.trace, [
      {
        place: { uri: uriOf('terraform.tfvars'), span: { start: 4, end: 5 } },
        note: 'variable "v" in terraform.tfvars',
      },
      { place: { uri: uriOf('main.tf'), span: { start: 68, end: 73 } }, note: 'local.l' },
    ]);
  });
});
