// Module trees: arguments go down, outputs come up, and every value says where it was decided.
import assert from 'node:assert/strict';
import { argument, find, outline, resolveTree, show, uriOf, type Tree } from './outline';

const FREE = '?(variable "free" has no default)';

interface Case {
  readonly name: string;
  readonly files: Tree;
  readonly folder?: string;
  readonly expected: readonly string[];
}

const BUCKET =
  'variable "name" {}\nvariable "on" { default = true }\nresource "aws_a_b" "c" {\n  n = var.name\n  on = var.on\n}\noutput "arn" { value = aws_a_b.c.arn }\noutput "name" { value = var.name }';

const CASES: readonly Case[] = [
  {
    name: 'arguments down, outputs up',
    files: {
      'main.tf':
        'module "m" {\n  source = "./m"\n  name = "x"\n}\nresource "aws_d_e" "f" {\n  arn = module.m.arn\n  name = module.m.name\n  gone = module.m.gone\n}',
      'm/main.tf': BUCKET,
    },
    expected: [
      'module.m.aws_a_b.c {n: "x", on: true}',
      'aws_d_e.f {arn: ->module.m.aws_a_b.c:arn, name: "x", gone: ?(module.m has no output "gone")}',
    ],
  },
  {
    name: 'a module on its own knows only its defaults',
    files: { 'main.tf': 'module "m" {\n  source = "./m"\n  name = "x"\n}', 'm/main.tf': BUCKET },
    folder: 'm',
    expected: ['aws_a_b.c {n: ?(variable "name" has no default), on: true}'],
  },
  {
    name: 'modules in modules, with `..`',
    files: {
      'env/prod/main.tf': 'variable "free" {}\nmodule "a" {\n  source = "../../mod/a"\n  name = "x-${var.free}"\n}',
      'mod/a/main.tf': 'variable "name" {}\nmodule "b" {\n  source = "../b"\n  name = var.name\n}',
      'mod/b/main.tf': 'variable "name" {}\nresource "aws_a_b" "c" { n = var.name }',
    },
    folder: 'env/prod',
    expected: [`module.a.module.b.aws_a_b.c {n: "x-<${FREE}>"}`],
  },
  {
    name: 'count and for_each of modules',
    files: {
      'main.tf':
        'variable "free" {}\nmodule "none" {\n  source = "./m"\n  count = 0\n  name = "x"\n}\nmodule "maybe" {\n  source = "./m"\n  count = var.free ? 1 : 0\n  name = "x"\n}\nmodule "each" {\n  source = "./m"\n  for_each = { a = true, b = false }\n  name = each.key\n  on = each.value\n}\nresource "aws_d_e" "f" {\n  a = module.each["a"].arn\n  b = module.maybe[0].arn\n  c = module.maybe[*].arn\n}',
      'm/main.tf': BUCKET,
    },
    expected: [
      'never module.none.aws_a_b.c {n: "x", on: true}',
      'maybe module.maybe.aws_a_b.c {n: "x", on: true}',
      'module.each.aws_a_b.c {n: (each:module.each ? a: "a" | b: "b"), on: (each:module.each ? a: true | b: false)}',
      'aws_d_e.f {a: ->module.each.aws_a_b.c:arn, b: ->module.maybe.aws_a_b.c:arn, c: [->module.maybe.aws_a_b.c:arn, ...]}',
    ],
  },
  {
    name: 'each instance has its own outputs',
    files: {
      'main.tf':
        'module "each" {\n  source = "./m"\n  for_each = { a = true, b = false }\n  name = each.key\n  on = each.value\n}\nmodule "two" {\n  source = "./m"\n  count = 2\n  name = "n${count.index}"\n}\nresource "aws_d_e" "f" {\n  a = module.each["a"].name\n  b = module.each["b"].name\n  c = module.each["c"].name\n  d = values(module.each)[*].name\n  e = { for k, m in module.each : k => m.name }\n  f = module.two[1].name\n  g = module.each["a"].arn\n}\nresource "aws_d_e" "g" {\n  for_each = module.each\n  name = each.value.name\n}',
      'm/main.tf': BUCKET,
    },
    expected: [
      'module.each.aws_a_b.c {n: (each:module.each ? a: "a" | b: "b"), on: (each:module.each ? a: true | b: false)}',
      'module.two.aws_a_b.c {n: (count:module.two ? 0: "n0" | 1: "n1"), on: true}',
      'aws_d_e.f {a: "a", b: "b", c: ?(there is no "c" here), d: ["a", "b"], e: {a: "a", b: "b"}, f: "n1", g: ->module.each.aws_a_b.c:arn}',
      'aws_d_e.g {name: (each:aws_d_e.g ? a: "a" | b: "b")}',
    ],
  },
  {
    name: 'a module as one value',
    files: {
      'main.tf':
        'variable "free" {}\nmodule "one" {\n  source = "./m"\n  name = "x"\n}\nmodule "maybe" {\n  source = "./m"\n  count = var.free ? 1 : 0\n  name = "x"\n}\nmodule "open" {\n  source = "./m"\n  for_each = var.free\n  name = each.key\n}\nresource "aws_d_e" "f" {\n  a = module.one\n  b = [for m in module.maybe : m.name]\n  c = [for m in module.open : m.name]\n  d = module.open["x"].arn\n}',
      'm/main.tf': BUCKET,
    },
    expected: [
      'module.one.aws_a_b.c {n: "x", on: true}',
      'maybe module.maybe.aws_a_b.c {n: "x", on: true}',
      `maybe module.open.aws_a_b.c {n: ${FREE}, on: true}`,
      'aws_d_e.f {a: {arn: ->module.one.aws_a_b.c:arn, name: "x"}, b: ?(how many instances module "maybe" has is not known), c: ?(how many instances module "open" has is not known), d: ->module.open.aws_a_b.c:arn}',
    ],
  },
  {
    name: 'a condition that is handed down is the one of the caller',
    files: {
      'main.tf':
        'variable "free" {}\nmodule "p" {\n  source = "./m"\n  on = var.free\n}\nmodule "q" {\n  source = "./m"\n  on = !var.free\n}',
      'm/main.tf': 'variable "on" {}\nresource "aws_a_b" "c" { x = var.on ? 1 : 2 }',
    },
    expected: [
      'module.p.aws_a_b.c {x: (var.free ? true: 1 | false: 2)}',
      'module.q.aws_a_b.c {x: (var.free ? true: 2 | false: 1)}',
    ],
  },
  {
    name: 'conditions of different modules are kept apart',
    files: {
      'main.tf':
        'variable "free" {}\nmodule "p" {\n  source = "./m"\n  on = var.free\n}\nmodule "q" {\n  source = "./m"\n  on = var.free\n}',
      'm/main.tf': 'variable "on" {}\nresource "aws_a_b" "c" { x = var.on == "a" ? 1 : 2 }',
    },
    expected: [
      'module.p.aws_a_b.c {x: (module.p: var.on == "a" ? true: 1 | false: 2)}',
      'module.q.aws_a_b.c {x: (module.q: var.on == "a" ? true: 1 | false: 2)}',
    ],
  },
  {
    name: 'null and nullable',
    files: {
      'main.tf': 'module "m" {\n  source = "./m"\n  a = null\n  b = null\n}',
      'm/main.tf':
        'variable "a" { default = 1 }\nvariable "b" {\n  default = 1\n  nullable = false\n}\nresource "aws_a_b" "c" {\n  a = var.a\n  b = var.b\n}',
    },
    expected: ['module.m.aws_a_b.c {a: null, b: 1}'],
  },
  {
    name: 'missing, half-typed and outside',
    files: {
      'main.tf':
        'module "gone" { source = "./gone" }\nmodule "out" { source = "../../x" }\nmodule "bare" {}\nresource "aws_a_b" "c" {\n  a = module.gone.x\n  b = module.out.x\n  c = module.bare.x\n  d = module.none.x\n  e = module.gone\n}',
    },
    expected: [
      'aws_a_b.c {a: ?(module "gone" is not in this workspace), b: ?(module "out" is not in this workspace), c: ?(module "bare" is not in this workspace), d: ?(module "none" is not declared), e: ?(module "gone" is not in this workspace)}',
    ],
  },
  {
    name: 'modules that call each other in a circle',
    files: {
      'main.tf': 'module "a" { source = "./a" }\nresource "aws_a_b" "c" { x = module.a.x }',
      'a/main.tf': 'module "b" { source = "../b" }\noutput "x" { value = module.b.x }\nresource "aws_a_b" "a" {}',
      'b/main.tf': 'module "a" { source = "../a" }\noutput "x" { value = module.a.x }\nresource "aws_a_b" "b" {}',
    },
    expected: ['module.a.module.b.aws_a_b.b {}', 'module.a.aws_a_b.a {}', 'aws_a_b.c {x: ?(module "a" calls itself)}'],
  },
  {
    name: 'a module that needs its own output',
    files: {
      'main.tf': 'module "m" {\n  source = "./m"\n  name = module.m.name\n}',
      'm/main.tf': 'variable "name" {}\noutput "name" { value = var.name }\nresource "aws_a_b" "c" { n = var.name }',
    },
    expected: ['module.m.aws_a_b.c {n: ?(recursive output "name")}'],
  },
  {
    name: 'an installed registry module is looked into',
    files: {
      'main.tf': 'module "b" {\n  source = "o/m/aws"\n  name = "x"\n}',
      '.terraform/modules/modules.json':
        '{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"b","Source":"registry.terraform.io/o/m/aws","Dir":".terraform/modules/b"}]}',
      '.terraform/modules/b/main.tf': BUCKET,
    },
    expected: ['module.b.aws_a_b.c {n: "x", on: true}'],
  },
  {
    name: 'files and templates are found from the root',
    files: {
      'env/main.tf': 'module "m" { source = "../m" }',
      'm/main.tf': 'resource "aws_a_b" "c" {\n  path = path.module\n  text = file("${path.module}/x.txt")\n}',
      'm/x.txt': 'hello',
    },
    folder: 'env',
    expected: ['module.m.aws_a_b.c {path: "../m", text: "hello"}'],
  },
];

describe('Terraform modules', () => {
  for (const { name, files, folder, expected } of CASES) {
    it(name, () => {
      assert.deepEqual(outline(resolveTree(files, folder)), expected);
    });
  }

  it('nests twelve deep and no deeper', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 20; i++)
      files[`${i === 0 ? '' : `m${String(i)}/`}main.tf`] =
        `module "n" { source = "${i === 0 ? '.' : '..'}/m${String(i + 1)}" }\nresource "aws_a_b" "c" {}`;
    assert.equal(resolveTree(files).resources.length, 12);
  });

  it('moves a value to where it is used and keeps its way', () => {
    const files = {
      'main.tf': 'module "m" {\n  source = "./m"\n  on = local.on\n}\nlocals { on = false }',
      'm/main.tf': 'variable "on" {}\nresource "aws_a_b" "c" { x = var.on }',
    };
    const unit = resolveTree(files);
    const value = argument(unit, 'module.m.aws_a_b.c', 'x');
    assert.equal(show(value, files['m/main.tf']), 'false«var.on»');
    const way = value?.trace?.map(({ place, note }) => {
      const path = place.uri.slice(uriOf('').length) as keyof typeof files;
      return `${note}: ${path} ${files[path].slice(place.span.start, place.span.end)}`;
    });
    assert.deepEqual(way, ['local.on: main.tf false', 'argument "on" of module.m: main.tf local.on']);
  });

  it('shows the calls that lead to a resource, and the documents of all modules', () => {
    const files = {
      'main.tf': 'module "m" { source = "./m" }',
      'm/main.tf': 'module "n" { source = "./n" }',
      'm/n/main.tf': 'resource "aws_a_b" "c" {}',
    };
    const unit = resolveTree(files);
    const resource = find(unit, 'module.m.module.n.aws_a_b.c');
    assert.equal(resource.source, uriOf('m/n/main.tf'));
    assert.deepEqual(resource.via, [
      { place: { uri: uriOf('main.tf'), span: { start: 7, end: 10 } }, note: 'module "m"' },
      { place: { uri: uriOf('m/main.tf'), span: { start: 7, end: 10 } }, note: 'module "n"' },
    ]);
    assert.deepEqual(unit.documents.map((document) => document.source.path).sort(), [
      'm/main.tf',
      'm/n/main.tf',
      'main.tf',
    ]);
  });
});
