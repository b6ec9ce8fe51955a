// Bad input: nothing throws, hangs or grows without end, whatever stands in the files.
import assert from 'node:assert/strict';
import { argument, outline, resolveText, resolveTree, show, type Tree } from './outline';

const LARGE = '?(too large to evaluate)';

/** Each local holds the one before twice: 2^40 values if they were all written out. */
function doubling(make: (previous: string) => string): string {
  const locals = Array.from({ length: 40 }, (_, i) => `l${String(i + 1)} = ${make(`local.l${String(i)}`)}`);
  return `locals {\n  l0 = "0123456789"\n  ${locals.join('\n  ')}\n}\n`;
}

interface Bomb {
  readonly name: string;
  readonly files: Tree;
  /** What the value of the resource's `x` has to contain. */
  readonly contains: string;
}

const user = (expression: string) => `resource "aws_a_b" "c" { x = ${expression} }\n`;
const onlyMain = (text: string): Tree => ({ 'main.tf': text });

const BOMBS: readonly Bomb[] = [
  {
    name: 'lists of lists',
    files: onlyMain(doubling((p) => `[${p}, ${p}]`) + user('local.l40')),
    contains: 'too large to evaluate',
  },
  {
    name: 'objects of objects',
    files: onlyMain(doubling((p) => `{ a = ${p}, b = ${p} }`) + user('local.l40')),
    contains: 'too large to evaluate',
  },
  {
    name: 'concat',
    files: onlyMain(doubling((p) => `concat(flatten([${p}]), flatten([${p}]))`) + user('local.l40')),
    contains: 'too large to evaluate',
  },
  {
    name: 'texts of texts',
    files: onlyMain(doubling((p) => `"\${${p}}\${${p}}"`) + user('local.l40')),
    contains: 'too large to evaluate',
  },
  {
    name: 'replace',
    files: onlyMain(doubling((p) => `replace(${p}, "0", ${p})`) + user('local.l40')),
    contains: 'too large to evaluate',
  },
  {
    name: 'join',
    files: onlyMain(doubling((p) => `join(${p}, [${p}, ${p}])`) + user('local.l40')),
    contains: 'too large to evaluate',
  },
  {
    name: 'format',
    files: onlyMain(doubling((p) => `format("%s%s", ${p}, ${p})`) + user('local.l40')),
    contains: 'too large to evaluate',
  },
  { name: 'a for over a million', files: onlyMain(user('[for i in range(1000000) : i]')), contains: LARGE },
  {
    name: 'nested loops',
    files: onlyMain(user('[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]')),
    contains: 'too large to evaluate',
  },
  {
    name: 'for_each over a million',
    files: onlyMain('resource "aws_a_b" "c" {\n  for_each = range(1000000)\n  x = each.key\n}'),
    contains: LARGE,
  },
  {
    name: 'a long chain of locals',
    files: onlyMain(
      `locals {\n${Array.from({ length: 5000 }, (_, i) => `  c${String(i)} = local.c${String(i + 1)}`).join('\n')}\n  c5000 = 1\n}\n${user('local.c0')}`,
    ),
    contains: 'nested too deeply',
  },
  {
    name: 'a circle of locals',
    files: onlyMain(`locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\n${user('local.a')}`),
    contains: 'recursive local "a"',
  },
  {
    name: 'a variable with itself as default',
    files: onlyMain(`variable "v" { default = var.v }\n${user('var.v')}`),
    contains: 'recursive variable "v"',
  },
  {
    name: 'many conditions in one text',
    files: onlyMain(
      `${Array.from({ length: 20 }, (_, i) => `variable "v${String(i)}" {}`).join('\n')}\n${user(`"${Array.from({ length: 20 }, (_, i) => `\${var.v${String(i)} ? "a" : "b"}`).join('')}"`)}`,
    ),
    contains: 'it hangs on too many conditions',
  },
  {
    name: 'a binary template',
    files: { ...onlyMain(user('templatefile("t", {})')), t: 'a\0b' },
    contains: 'is too large or no text',
  },
  {
    name: 'a huge file',
    files: { ...onlyMain(user('file("t")')), t: 'x'.repeat(600_000) },
    contains: 'is too large or no text',
  },
  {
    name: 'a huge template many times',
    files: { ...onlyMain(user('[for i in range(1000) : templatefile("t", {})]')), t: 'x ${1}\n'.repeat(14_000) },
    contains: 'too large to evaluate',
  },
  { name: 'deep YAML', files: onlyMain(user(`yamldecode("${'['.repeat(3000)}")`)), contains: LARGE },
  {
    name: 'YAML aliases',
    files: onlyMain(
      user(
        `yamldecode("a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]")`,
      ),
    ),
    contains: 'this is not valid YAML',
  },
  {
    name: 'deep JSON',
    files: onlyMain(user(`jsondecode("${'['.repeat(3000)}${']'.repeat(3000)}")`)),
    contains: 'nested too deeply',
  },
  {
    name: 'repeated groups in a pattern',
    files: onlyMain(user(`regex("(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)$", "${'a'.repeat(100)}!")`)),
    contains: 'this pattern is not evaluated',
  },
];

describe('Terraform with bad input', () => {
  for (const { name, files, contains } of BOMBS) {
    it(name, () => {
      const text = show(argument(resolveTree(files), 'aws_a_b.c', 'x'));
      assert.ok(text.includes(contains), text.slice(0, 300));
    });
  }

  it('a tree of modules that would never end', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 12; i++) {
      const calls = Array.from(
        { length: 4 },
        (_, n) => `module "m${String(n)}" {\n  source = "../m${String(i + 1)}"\n  v = var.v\n}`,
      );
      files[`m${String(i)}/main.tf`] =
        `variable "v" { default = 1 }\n${calls.join('\n')}\nresource "aws_a_b" "c" { x = var.v }`;
    }
    files['m12/main.tf'] = 'variable "v" {}\nresource "aws_a_b" "c" { x = var.v }';
    assert.ok(resolveTree(files, 'm0').resources.length <= 401);
  });

  it('deep JSON files', () => {
    const deep = '{"resource":'.repeat(5000);
    assert.deepEqual(outline(resolveTree({ 'x.tf.json': deep })), []);
    assert.deepEqual(
      outline(resolveTree({ 'plan.json': `{"terraform_version": "1", "planned_values": ${'['.repeat(5000)}` })),
      [],
    );
  });

  it('manifests of installed modules that are no manifests', () => {
    for (const text of [
      '',
      '[',
      'null',
      '{"Modules": 1}',
      '{"Modules": [null, 1, {"Key": 1}]}',
      '{"Modules": [{"Key": "m", "Dir": "../../.."}]}',
    ]) {
      const files = { 'main.tf': 'module "m" { source = "o/m/aws" }', '.terraform/modules/modules.json': text };
      assert.deepEqual(outline(resolveTree(files)), ['module.m (module.o/m/aws) {source: "o/m/aws"}'], text);
    }
  });

  it('names that objects are born with', () => {
    const text =
      'resource "constructor" "toString" { __proto__ = "x" }\nresource "aws_a_b" "c" {\n  x = var.constructor\n  y = toString(1)\n  z = { __proto__ = 1, constructor = 2 }\n}';
    assert.deepEqual(outline(resolveText(text)), [
      'constructor.toString {__proto__: "x"}',
      'aws_a_b.c {x: ?(variable "constructor" is not declared), y: ?(what toString() gives is known only when Terraform runs), z: {__proto__: 1, constructor: 2}}',
    ]);
  });
});

const SAMPLES: Readonly<Record<string, string>> = {
  'main.tf':
    'variable "v" {\n  type = object({ a = optional(bool, true) })\n  default = {}\n}\nlocals { l = { for k, v in var.v : k => "${v}-x" if v } }\nresource "aws_a_b" "c" {\n  for_each = toset(["p", "q"])\n  n = each.key == "p" ? try(aws_k_l.m[0].arn, null) : local.l["a"]\n  dynamic "rule" {\n    for_each = local.l\n    content { x = rule.value }\n  }\n  text = <<-EOT\n    hello ${upper(each.value)}\n  EOT\n}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:*"]\n    principals {\n      type = "*"\n      identifiers = ["*"]\n    }\n  }\n}\nmodule "m" {\n  source = "./m"\n  x = data.aws_iam_policy_document.d.json\n}\nresource "aws_d_e" "f" { y = module.m.y[*].z }\n',
  'main.tf.json':
    '{"variable": {"v": {"default": [1]}}, "resource": {"aws_a_b": {"c": {"//": "no", "x": "${var.v[0]}", "rule": [{"y": "a-${var.v}"}], "dynamic": {"z": {"for_each": "${var.v}", "content": {}}}}}}, "module": {"m": {"source": "./m"}}}',
  'plan.json':
    '{"terraform_version": "1", "planned_values": {"root_module": {"resources": [{"address": "aws_a_b.c", "type": "aws_a_b", "values": {"x": [1]}}]}}, "resource_changes": [{"address": "aws_a_b.c", "change": {"after_unknown": {"x": [true], "y": true}}}]}',
  'terraform.tfvars': 'v = { a = false }\nw = ["x", <<EOT\ny\nEOT\n]\n',
};

describe('Terraform while it is typed', () => {
  for (const [path, text] of Object.entries(SAMPLES)) {
    it(`every prefix of ${path}, and every text with a bracket, quote or sign less`, () => {
      const module = { 'm/main.tf': 'variable "x" {}\noutput "y" { value = [{ z = var.x }] }' };
      for (let i = 0; i <= text.length; i++) {
        const less = /[\w\s]/.test(text.charAt(i)) ? [] : [text.slice(0, i) + text.slice(i + 1)];
        for (const half of [text.slice(0, i), ...less]) {
          const unit = resolveTree({ ...module, [path]: half });
          for (const { span, head } of unit.resources)
            assert.ok(span.start <= span.end && head.start <= head.end, half);
        }
      }
    });
  }
});
