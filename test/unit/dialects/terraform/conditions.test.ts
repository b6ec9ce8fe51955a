// Conditions that can't be decided: what asks the same takes the same branch, and what exists knows why.
import assert from 'node:assert/strict';
import { argument, outline, resolveText, resolveTree, show } from './outline';

const AROUND = `
variable "env" {}
variable "a" {}
variable "b" {}
locals {
  prod = var.env == "prod"
  both = var.a && var.b
}
`;

/** Expressions and what they are. */
const VALUES: readonly (readonly [string, string])[] = [
  ['var.a ? 1 : !var.a ? 2 : 3', '(var.a ? true: 1 | false: 2)'],
  ['var.env == "x" ? 1 : "x" != var.env ? 2 : 3', '(var.env == "x" ? true: 1 | false: 2)'],
  ['local.prod ? 1 : var.env == "prod" ? 2 : 3', '(var.env == "prod" ? true: 1 | false: 3)'],
  ['local.prod ? var.env == "dev" ? 1 : 2 : 3', '(var.env == "prod" ? true: 2 | false: 3)'],
  ['var.a && var.b ? 1 : 2', '(var.a ? true: (var.b ? true: 1 | false: 2) | false: 2)'],
  ['var.a || var.b ? 1 : var.b ? 2 : 3', '(var.a ? true: 1 | false: (var.b ? true: 1 | false: 3))'],
  ['!(var.a || var.b) ? 1 : 2', '(var.a ? true: 2 | false: (var.b ? true: 2 | false: 1))'],
  ['local.both ? 1 : 2', '(var.a ? true: (var.b ? true: 1 | false: 2) | false: 2)'],
  ['var.a ? [var.a ? 1 : 2] : [3]', '(var.a ? true: [1] | false: [3])'],
  ['var.a && false ? 1 : 2', '2'],
];

/** A meta-argument that says whether a resource exists, an argument of the resource, and what that is wherever the resource exists. */
const EXISTING: readonly (readonly [string, string, string])[] = [
  ['count = var.a ? 1 : 0', 'var.a ? 1 : 2', '1'],
  ['count = var.a ? 0 : 1', 'var.a ? 1 : 2', '2'],
  ['count = var.a && var.b ? 2 : 0', 'var.b ? 1 : 2', '1'],
  ['count = local.prod ? 1 : 0', 'var.env == "dev" ? 1 : 2', '2'],
  ['for_each = var.a ? { x = 7 } : {}', 'var.a ? each.value : 2', '7'],
  ['count = var.a ? 2 : 1', 'var.a ? 1 : 2', '(var.a ? true: 1 | false: 2)'],
  ['count = var.a', 'var.a ? 1 : 2', '(var.a ? true: 1 | false: 2)'],
];

describe('Terraform conditions', () => {
  for (const [text, expected] of VALUES) {
    it(text, () => {
      const unit = resolveText(`${AROUND}resource "aws_a_b" "c" { x = ${text} }`);
      assert.equal(show(argument(unit, 'aws_a_b.c', 'x')), expected);
    });
  }
  for (const [meta, text, expected] of EXISTING) {
    it(`${meta}: ${text}`, () => {
      const unit = resolveText(`${AROUND}resource "aws_a_b" "c" {\n  ${meta}\n  x = ${text}\n}`);
      assert.equal(show(argument(unit, 'aws_a_b.c', 'x')), expected);
    });
  }
  it('what a module call hangs on holds inside of the module', () => {
    const unit = resolveTree({
      'main.tf': 'variable "a" {}\nmodule "m" {\n  count = var.a ? 1 : 0\n  source = "./m"\n  on = !var.a\n}',
      'm/main.tf': 'variable "on" {}\nresource "aws_a_b" "c" { x = var.on ? 1 : 2 }',
    });
    assert.deepEqual(outline(unit), ['maybe module.m.aws_a_b.c {x: 2}']);
  });
});
