// Functions: results where everything is known, and what is left where something is not.
import assert from 'node:assert/strict';
import { argument, resolveTree, show } from './outline';

const AROUND = `
variable "free" {}
locals {
  map = { b = 2, a = 1 }
  part = "x\${var.free}y"
  open = [for x in ["k"] : x if var.free]
}
resource "aws_kms_key" "one" {}
resource "aws_kms_key" "some" { count = var.free ? 1 : 0 }
resource "aws_kms_key" "vague" { count = var.free }
`;

const FREE = '?(variable "free" has no default)';
const PART = `"x<${FREE}>y"`;
const LIST = '?(the list is not known in full)';
const LARGE = '?(too large to evaluate)';

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  choosing: [
    ['try(local.map.a, 5)', '1'],
    ['try(local.map.z, local.map.y, 5)', '5'],
    ['try(var.free.x, 5)', FREE],
    ['try(aws_kms_key.one.arn, null)', '->aws_kms_key.one:arn'],
    ['try(aws_kms_key.some[0].arn, null)', '(var.free ? true: ->aws_kms_key.some:arn | false: null)'],
    [
      'try(aws_kms_key.vague[0].arn, null)',
      '(instances of aws_kms_key.vague ~ ? some: ->aws_kms_key.vague:arn | none: null)',
    ],
    ['can(local.map.z)', 'false'],
    ['can(local.map.a)', 'true'],
    ['can(var.free)', FREE],
    ['coalesce(null, "", "c")', '"c"'],
    ['coalesce(var.free, "c")', FREE],
    ['coalesce(aws_kms_key.one.arn, "c")', '->aws_kms_key.one:arn'],
    ['coalesce(null)', "?(coalesce() can't take these arguments)"],
    ['coalescelist([], [1])', '[1]'],
    ['one(aws_kms_key.some[*].arn)', '(var.free ? true: ->aws_kms_key.some:arn | false: null)'],
    ['one([])', 'null'],
    ['one([1, 2])', '?(the list has more than one item)'],
    ['alltrue([true, "true"])', 'true'],
    ['alltrue([true, var.free])', LIST],
    ['anytrue([true, var.free])', 'true'],
    ['sensitive("a")', '"a"'],
    ['nonsensitive(var.free)', FREE],
  ],
  conversions: [
    ['tostring(1)', '"1"'],
    ['tonumber("1")', '1'],
    ['tonumber("a")', "?(tonumber() can't take these arguments)"],
    ['tobool("true")', 'true'],
    ['tobool(null)', 'null'],
    ['toset(["b", "b", "a"])', '["b", "a"]'],
    ['tolist(["b"])', '["b"]'],
    ['tomap({ a = 1 })', '{a: 1}'],
  ],
  maps: [
    ['lookup(local.map, "a", 0)', '1'],
    ['lookup(local.map, "z", 0)', '0'],
    ['lookup(local.map, var.free, 0)', '(key @main.tf ~ ? b: 2 | a: 1 | : 0)'],
    ['lookup({ a = 1, b = 1 }, terraform.workspace, 1)', '1'],
    ['lookup(var.free, "a", 0)', FREE],
    ['lookup(local.map, local.map.z, 0)', '?(there is no "z" here)'],
    ['map("a", 1, "b", 2)', '{a: 1, b: 2}'],
    ['map("a", 1, "b")', "?(map() can't take these arguments)"],
    ['merge({ a = 1, b = 2 }, null, { b = 3 })', '{a: 1, b: 3}'],
    ['merge(var.free, { a = 1 })', '{a: 1, ...}'],
    ['merge({ a = 1 }, var.free)', '{...}'],
    ['merge([{ a = 1 }, { b = 2 }]...)', '{a: 1, b: 2}'],
    ['merge({ a = 1 }, var.free ? { a = 2 } : {})', '(var.free ? true: {a: 2} | false: {a: 1})'],
    ['keys(local.map)', '["a", "b"]'],
    ['values(local.map)', '[1, 2]'],
    ['zipmap(["a"], [1])', '{a: 1}'],
    ['transpose({ a = ["x", "y"], b = ["x"] })', '{x: ["a", "b"], y: ["a"]}'],
  ],
  lists: [
    ['length([1, 2])', '2'],
    ['length("abc")', '3'],
    ['length(local.open)', LIST],
    ['concat([1], [2])', '[1, 2]'],
    ['concat([1], var.free)', '[1, ...]'],
    ['element(["a", "b"], 3)', '"b"'],
    ['flatten([[1, [2]], 3])', '[1, 2, 3]'],
    ['flatten([[1], var.free])', '[1, ...]'],
    ['distinct([1, 1, "1"])', '[1, "1"]'],
    ['compact(["a", "", null])', '["a"]'],
    ['compact(["a", var.free])', '["a", ...]'],
    ['range(3)', '[0, 1, 2]'],
    ['range(4, 0, -2)', '[4, 2]'],
    ['range(1000000)', LARGE],
    ['contains(["a"], "a")', 'true'],
    ['contains(["a", var.free], "b")', LIST],
    ['slice(["a", "b", "c"], 1, 2)', '["b"]'],
    ['reverse([1, 2])', '[2, 1]'],
    ['sort(["b", "a"])', '["a", "b"]'],
    ['index(["a", "b"], "b")', '1'],
    ['chunklist([1, 2, 3], 2)', '[[1, 2], [3]]'],
    ['setproduct(["a"], [1, 2])', '[["a", 1], ["a", 2]]'],
    ['setproduct(range(1000), range(1000))', LARGE],
    ['setunion(["a"], ["a", "b"])', '["a", "b"]'],
    ['setintersection(["a", "b"], ["b"])', '["b"]'],
    ['setsubtract(["a", "b"], ["b"])', '["a"]'],
    ['sum([1, 2])', '3'],
    ['list("a", var.free)', `["a", ${FREE}]`],
    ['matchkeys(["x", "y"], ["a", "b"], ["b"])', '["y"]'],
    ['matchkeys(["x"], [var.free], ["b"])', LIST],
    ['matchkeys(var.free, ["a"], ["b"])', FREE],
  ],
  texts: [
    ['upper("a")', '"A"'],
    ['lower(local.part)', PART],
    ['title("hello world")', '"Hello World"'],
    ['trimspace(" a ")', '"a"'],
    ['trim("?!a?", "!?")', '"a"'],
    ['trimprefix("ab", "a")', '"b"'],
    ['trimsuffix("ab", "b")', '"a"'],
    ['substr("hello", 1, 3)', '"ell"'],
    ['substr("hello", -3, -1)', '"llo"'],
    ['split(",", "a,b")', '["a", "b"]'],
    ['join("-", ["a", "b"])', '"a-b"'],
    ['join("", [aws_kms_key.one.arn])', '->aws_kms_key.one:arn'],
    ['join("-", ["a", var.free])', `"a-<${FREE}>"`],
    ['join("", aws_kms_key.vague[*].arn)', LIST],
    ['replace("a.b.c", ".", "-")', '"a-b-c"'],
    ['replace("a1b22", "/[0-9]+/", "#")', '"a#b#"'],
    ['replace("ab", "/(a)(b)/", "$2$1")', '"ba"'],
    ['startswith(local.part, "x")', 'true'],
    ['startswith(local.part, "q")', 'false'],
    ['startswith(local.part, "xy")', '?(variable "free" has no default)'],
    ['endswith("ab", "b")', 'true'],
    ['strcontains("abc", "b")', 'true'],
    ['format("%s/%d%%", "a", 3)', '"a/3%"'],
    ['format("%03d", 7)', '"007"'],
    ['format("arn:%s", aws_kms_key.one.id)', '"arn:<->aws_kms_key.one:id>"'],
    ['format("%5.2f-%s", 1, "a")', "?(format() can't take these arguments)"],
    ['format("%5.2f", 1)', "?(format() can't take these arguments)"],
    ['formatlist("%s-%s", "a", ["x", "y"])', '["a-x", "a-y"]'],
    ['regex("a(b)c", "xabcx")', '["b"]'],
    ['regex("[a-z]+", "12ab")', '"ab"'],
    ['regex("(?P<x>a)", "a")', '{x: "a"}'],
    ['regexall("[a-z]", "a1b")', '["a", "b"]'],
    ['regex("(?P<x>a)|(?P<y>b)", "a")', '{x: "a", y: null}'],
    ['regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")', '?(this pattern is not evaluated)'],
    ['base64encode("héé")', '"aMOpw6k="'],
    ['base64decode("aMOpw6k=")', '"héé"'],
    ['urlencode("a b")', '"a+b"'],
  ],
  numbers: [
    ['min(3, 1, 2)', '1'],
    ['max([3, 1]...)', '3'],
    ['ceil(1.2)', '2'],
    ['floor(1.8)', '1'],
    ['abs(-1)', '1'],
    ['parseint("ff", 16)', '255'],
    ['pow(10, 400)', '?(pow() fails for these arguments)'],
  ],
  encodings: [
    ['jsonencode({ a = [1] })', '{a: [1]}'],
    ['jsondecode("{\\"a\\": [true]}")', '{a: [true]}'],
    ['jsondecode("no")', '?(this is not valid JSON)'],
    ['jsondecode(jsonencode({ a = var.free })).a', FREE],
    ['yamldecode("a: [1, b]")', '{a: [1, "b"]}'],
    ['yamldecode("a: [")', '?(this is not valid YAML)'],
    ['csvdecode("a,b\\n1,\\"x,\\"\\"y\\n\\"\\n").0.b', '"x,\\"y\\n"'],
    ['csvdecode("a,b\\n1,2\\n,\\n")', '[{a: "1", b: "2"}, {a: "", b: ""}]'],
    ['csvdecode("a,b\\n1\\n")', '?(this is not valid CSV)'],
    ['csvdecode("a\\n\\"1\\n")', '?(this is not valid CSV)'],
    ['csvdecode(var.free)', FREE],
  ],
  files: [
    ['file("policy.json")', '"{\\"a\\": 1}"'],
    ['jsondecode(file("${path.module}/policy.json")).a', '1'],
    ['file("../secret")', '?("../secret" is not in this workspace)'],
    ['file("/etc/passwd")', '?("/etc/passwd" is not in this workspace)'],
    ['file("image.png")', '?("image.png" is too large or no text)'],
    ['fileexists("policy.json")', 'true'],
    ['templatefile("t.tpl", { who = "me", n = var.free })', `"I am me, <${FREE}>\\n"`],
    ['templatefile("t.tpl", var.free)', `"I am <${FREE}>, <${FREE}>\\n"`],
    ['templatestring("I am $${who}", { who = "me" })', '"I am me"'],
    ['templatestring(var.free, { who = "me" })', FREE],
    [
      'jsondecode("{\\"a\\": [${var.free}, \\"${aws_kms_key.one.arn}/*\\"]}").a',
      `[${FREE}, "<->aws_kms_key.one:arn>/*", ...]`,
    ],
    ['jsondecode("{\\"a\\": \\"${aws_kms_key.one.arn}\\"}").a', '->aws_kms_key.one:arn'],
    ['jsondecode("{\\"a\\": 1${var.free}}")', FREE],
  ],
  unknown: [
    ['uuid()', '?(what uuid() gives is known only when Terraform runs)'],
    ['provider::aws::arn_parse("x")', '?(what provider::aws::arn_parse() gives is known only when Terraform runs)'],
    ['upper(local.map.z)', '?(there is no "z" here)'],
    ['upper([])', "?(upper() can't take these arguments)"],
  ],
};

const FILES = { 'policy.json': '{"a": 1}', 'image.png': 'PNG\0\0', 't.tpl': 'I am ${who}, ${n}\n' };

function evaluate(expression: string): string {
  const unit = resolveTree({ ...FILES, 'main.tf': `${AROUND}\nresource "aws_x_y" "z" {\n  v = ${expression}\n}\n` });
  return show(argument(unit, 'aws_x_y.z', 'v'))
    .replaceAll('\n', '\\n')
    .replace(/(@main.tf):\d+#0/, '$1');
}

describe('Terraform functions', () => {
  for (const [group, cases] of Object.entries(CASES)) {
    describe(group, () => {
      for (const [expression, expected] of cases) {
        it(expression, () => {
          assert.equal(evaluate(expression), expected);
        });
      }
    });
  }
});
