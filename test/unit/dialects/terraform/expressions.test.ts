// Expressions: what each construct of the language evaluates to.
import assert from 'node:assert/strict';
import { argument, resolveText, show } from './outline';

const AROUND = `
variable "free" {}
variable "name" { default = "prod" }
variable "flag" { default = true }
variable "objects" { default = { a = { on = true }, b = { on = false } } }
locals {
  list = ["x", "y"]
  nested = { deep = { leaf = 7 } }
  loop = local.pool
  pool = local.loop
  twice = "\${var.name}-\${var.free}"
}
resource "aws_kms_key" "one" {}
resource "aws_kms_key" "some" { count = var.free ? 1 : 0 }
resource "aws_kms_key" "two" { count = 2 }
resource "aws_kms_key" "none" { count = 0 }
resource "aws_kms_key" "vague" { count = var.free }
`;

const FREE = '?(variable "free" has no default)';

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  literals: [
    ['"a"', '"a"'],
    ['1.5', '1.5'],
    ['true', 'true'],
    ['null', 'null'],
    ['("a")', '"a"'],
    ['[1, "b", null]', '[1, "b", null]'],
    ['{ a = 1, "b" = 2, (var.name) = 3 }', '{a: 1, b: 2, prod: 3}'],
    ['{ (var.free) = 1, b = 2 }', '{b: 2, ...}'],
    ['', '?(nothing is written here yet)'],
  ],
  templates: [
    ['"x-${var.name}"', '"x-prod"'],
    ['"${var.flag}"', 'true'],
    ['"x-${var.free}/*"', `"x-<${FREE}>/*"`],
    ['"${local.twice}!"', `"prod-<${FREE}>!"`],
    ['"${aws_kms_key.one.arn}/*"', '"<->aws_kms_key.one:arn>/*"'],
    ['"n${1 + 1}"', '"n2"'],
    ['"a${null}"', '?(a part of this text is null)'],
    ['"x-${var.free ? "a" : "b"}"', '(var.free ? true: "x-a" | false: "x-b")'],
    ['"%{ if var.flag }a%{ endif }"', '"a"'],
    ['"x%{ if !var.flag }a%{ else }b%{ endif }"', '"xb"'],
    ['"x-%{ if var.free }a%{ else }b%{ endif }"', '(var.free ? true: "x-a" | false: "x-b")'],
    ['"%{ for v in local.list }${v},%{ endfor }"', '"x,y,"'],
    ['"%{ for i, v in local.list }%{ if i > 0 },%{ endif }${v}%{ endfor }"', '"x,y"'],
    ['"%{ for k, v in { b = 2 } }${k}=${v}%{ endfor }"', '"b=2"'],
    ['"%{ for v in var.free }a%{ endfor }"', `"<${FREE}>"`],
    ['"%{ if var.flag } a %{~ endif ~} b"', '" ab"'],
    ['"%{ if var.flag }a"', '?(the %{ } directives of this text do not match)'],
    ['"a%{ endif }"', '?(the %{ } directives of this text do not match)'],
    ['"%{ if var.flag }%{ else }%{ else }%{ endif }"', '?(the %{ } directives of this text do not match)'],
    ['"%{ what }a"', '?(the %{ } directives of this text do not match)'],
    ['"%{ if var.gone }a%{ endif }"', '?(variable "gone" is not declared)'],
    ['<<-EOT\n    %{ for v in local.list ~}\n    ${v}\n    %{ endfor ~}\n  EOT\n', '"x\\ny\\n"'],
    ['"$${not}"', '"${not}"'],
  ],
  references: [
    ['var.name', '"prod"'],
    ['var.free', FREE],
    ['var.gone', '?(variable "gone" is not declared)'],
    ['local.nested.deep.leaf', '7'],
    ['local.nested["deep"]["leaf"]', '7'],
    ['local.nested.other', '?(there is no "other" here)'],
    ['local.list[1]', '"y"'],
    ['local.list.0', '"x"'],
    ['local.list[5]', '?(the list has no item 5)'],
    ['local.loop', '?(recursive local "loop")'],
    ['aws_kms_key.one.arn', '->aws_kms_key.one:arn'],
    ['aws_kms_key.one', '->aws_kms_key.one'],
    ['aws_kms_key.two[1].arn', '->aws_kms_key.two:arn'],
    ['aws_kms_key.some[0].arn', '->aws_kms_key.some:arn'],
    ['aws_kms_key.any["x"].arn', '->aws_kms_key.any:arn'],
    ['aws_x_y.z.block[0].name', '->aws_x_y.z:block.name'],
    ['data.aws_kms_alias.a.target_key_arn', '->data.aws_kms_alias.a:target_key_arn'],
    ['local.nested[var.free]', '(key var.free ~ ? deep: {leaf: 7})'],
    ['terraform.workspace', '?(the workspace is known only when Terraform runs)'],
    ['path.module', '"."'],
    ['each.key', '?(each.key is not known here)'],
    ['string', '?("string" is not a value)'],
    ['var.', '?(this is not written in full yet)'],
  ],
  splats: [
    ['local.list[*]', '["x", "y"]'],
    ['var.objects[*].a.on', '[true]'],
    ['[{ a = 1 }, { a = 2 }][*].a', '[1, 2]'],
    ['null[*]', '[]'],
    ['aws_kms_key.one[*].arn', '[->aws_kms_key.one:arn]'],
    ['aws_kms_key.two[*].arn', '[->aws_kms_key.two:arn, ->aws_kms_key.two:arn]'],
    ['aws_kms_key.two.*.arn', '[->aws_kms_key.two:arn, ->aws_kms_key.two:arn]'],
    ['aws_kms_key.none[*].arn', '[]'],
    ['aws_kms_key.two.*.arn[0]', '->aws_kms_key.two:arn'],
    ['[{ a = [1, 2] }][*].a[0]', '[1]'],
    ['[{ a = [1, 2] }].*.a[0]', '[1, 2]'],
    ['aws_kms_key.vague[*].arn', '[->aws_kms_key.vague:arn, ...]'],
    ['aws_kms_key.some[*].arn', '(var.free ? true: [->aws_kms_key.some:arn] | false: [])'],
  ],
  conditionals: [
    ['var.flag ? 1 : 2', '1'],
    ['var.name == "dev" ? 1 : 2', '2'],
    ['var.free ? 1 : 2', '(var.free ? true: 1 | false: 2)'],
    ['!var.free ? 1 : 2', '(var.free ? true: 2 | false: 1)'],
    ['(  var.free   == 3 ) ? 1 : 2', '(var.free == 3 ? true: 1 | false: 2)'],
    ['var.free ? "same" : "same"', '"same"'],
    ['(var.free ? true : false) ? 1 : 2', '(var.free ? true: 1 | false: 2)'],
    ['[for x in [1, 2] : var.free ? x : 0]', '[(var.free ? true: 1 | false: 0), (var.free ? true: 2 | false: 0)]'],
    ['[for x in [var.free] : x ? 1 : 2]', '[(@main.tf#0: x ? true: 1 | false: 2)]'],
    ['var.free ? 1 : var.name == "x" ? 2 : 3', '(var.free ? true: 1 | false: 3)'],
  ],
  operators: [
    ['1 + 2 * 3', '7'],
    ['7 % 4', '3'],
    ['1 / 0', "?(/ can't be applied to these values)"],
    ['2 >= 2', 'true'],
    ['-(3)', '-3'],
    ['!false', 'true'],
    ['"1" == 1', 'false'],
    ['[1, 2] == [1, 2]', 'true'],
    ['{ a = 1 } != { a = 2 }', 'true'],
    ['var.free == null', FREE],
    ['aws_kms_key.one.arn != null', 'true'],
    ['aws_kms_key.one.arn == "x"', '?(aws_kms_key.one.arn is known only after apply)'],
    ['"abc-${var.free}" == "ab"', 'false'],
    ['var.free && false', 'false'],
    ['var.free || true', 'true'],
    ['var.free && true', FREE],
    ['(var.free ? 1 : 2) == 1', '(var.free ? true: true | false: false)'],
  ],
  loops: [
    ['[for x in local.list : upper(x)]', '["X", "Y"]'],
    ['[for i, x in local.list : i]', '[0, 1]'],
    ['[for k, v in var.objects : k if v.on]', '["a"]'],
    ['{ for x in local.list : x => 1 }', '{x: 1, y: 1}'],
    ['{ for k, v in var.objects : v.on => k... }', '{true: ["a"], false: ["b"]}'],
    ['[for x in var.free : x]', FREE],
    ['[for x in local.list : x if var.free]', '[...]'],
    ['[for x in [1, 2] : [for y in [3] : x * y]]', '[[3], [6]]'],
    ['[for k in aws_kms_key.vague : k.arn]', '[->aws_kms_key.vague:arn, ...]'],
  ],
};

/** Evaluates an expression as an argument of a resource. */
function evaluate(expression: string): string {
  const unit = resolveText(`${AROUND}\nresource "aws_x_y" "z" {\n  v = ${expression}\n}\n`);
  return show(argument(unit, 'aws_x_y.z', 'v')).replace(/@main\.tf:\d+/, '@main.tf');
}

describe('Terraform expressions', () => {
  for (const [group, cases] of Object.entries(CASES)) {
    describe(group, () => {
      for (const [expression, expected] of cases) {
        it(expression === '' ? 'nothing' : expression, () => {
          assert.equal(evaluate(expression), expected);
        });
      }
    });
  }
});
