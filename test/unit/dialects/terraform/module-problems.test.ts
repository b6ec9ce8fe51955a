// Modules that can't be looked into: what people can repair is a named problem at the call, the rest is only not known.
import assert from 'node:assert/strict';
import { argument, resolveTree, show, type Tree } from './outline';

const USER = '\nresource "aws_a_b" "c" { x = module.m.out }';

interface Case {
  readonly name: string;
  readonly files: Tree;
  /** The problem and the text that it stands on, in `main.tf`. */
  readonly problems: readonly string[];
  readonly value: string;
}

function call(source: string): string {
  return `module "m" {\n  source = "${source}"\n}${USER}`;
}

const CASES: readonly Case[] = [
  {
    name: 'a folder that is not there',
    files: { 'main.tf': call('./gone') },
    problems: ['Module "m" is not in this workspace. @ "m"'],
    value: '?(module "m" is not in this workspace)',
  },
  {
    name: 'a folder outside of the workspace is not read',
    files: { 'main.tf': call('../../etc') },
    problems: [],
    value: '?(module "m" is not in this workspace)',
  },
  {
    name: 'a module of a registry',
    files: { 'main.tf': call('terraform-aws-modules/vpc/aws') },
    problems: [],
    value: '?(module "m" is not in this workspace)',
  },
  {
    name: 'a module of git',
    files: { 'main.tf': call('git::https://example.com/m.git?ref=v1') },
    problems: [],
    value: '?(module "m" is not in this workspace)',
  },
  {
    name: 'a module that is its own folder',
    files: { 'main.tf': call('./') },
    problems: ['Module "m" calls itself. @ "m"'],
    value: '?(module "m" calls itself)',
  },
  {
    name: 'two modules that call each other',
    files: {
      'main.tf': call('./a'),
      'a/main.tf': 'module "b" { source = "../b" }\noutput "out" { value = module.b.out }',
      'b/main.tf': 'module "a" { source = "../a" }\noutput "out" { value = module.a.out }',
    },
    problems: [],
    value: '?(module "a" calls itself)',
  },
];

describe('Terraform modules that can not be looked into', () => {
  for (const { name, files, problems, value } of CASES) {
    it(name, () => {
      const unit = resolveTree(files);
      const main = unit.documents.find(({ source }) => source.path === 'main.tf');
      const shown = main?.problems.map(
        ({ span, message }) => `${message} @ ${main.source.text.slice(span.start, span.end)}`,
      );
      assert.deepEqual(shown, problems);
      assert.equal(show(argument(unit, 'aws_a_b.c', 'x')), value);
    });
  }

  it('the circle of two modules is named where it closes', () => {
    const unit = resolveTree(CASES[5]?.files ?? {});
    const found = unit.documents.flatMap(({ source, problems }) =>
      problems.map(({ message }) => `${source.path}: ${message}`),
    );
    assert.deepEqual(found, ['b/main.tf: Module "a" calls itself.']);
  });

  it('variable files that do not parse leave a problem, and the default', () => {
    const unit = resolveTree({
      'main.tf':
        'variable "a" { default = 1 }\nvariable "b" { default = 1 }\nresource "aws_a_b" "c" {\n  a = var.a\n  b = var.b\n}',
      'terraform.tfvars': 'a = = 2\nb = 3\n',
    });
    const file = unit.documents.find(({ source }) => source.path === 'terraform.tfvars');
    assert.ok((file?.problems.length ?? 0) > 0);
    assert.equal(show(argument(unit, 'aws_a_b.c', 'b')), '3');
  });
});
