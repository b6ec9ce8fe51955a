// Terragrunt: the inputs of `terragrunt.hcl` reach the module that it runs, with the place where they stand; what it asks others for is not known.
import assert from 'node:assert/strict';
import { ownUnits } from '../../../../server/core/units';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

const RULE = 'ebs-volume-unencrypted';

/** A module; `variables` are what its variable `encrypt` says. */
const moduleWith = (variable: string): string => `variable "encrypt" {
  ${variable}
}

resource "aws_ebs_volume" "disk" {
  availability_zone = "eu-west-1a"
  encrypted         = var.encrypt
}
`;
const MODULE = moduleWith('type    = bool\n  default = true');

type Verdict = 'fail' | 'unknown' | 'silent';

interface Case {
  readonly title: string;
  /** The file in the folder `live`, and what else there is. */
  readonly terragrunt: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Where the module lies; `live` where left out. */
  readonly at?: string;
  readonly verdict: Verdict;
  /** What stands at the place that is told as related, for a failure. */
  readonly from?: string;
}

const OFF = 'inputs = {\n  encrypt = false\n}\n';
const source = (path: string): string => `terraform {\n  source = "${path}"\n}\n\n`;

const CASES: readonly Case[] = [
  { title: 'nothing', terragrunt: '', verdict: 'silent' },
  { title: 'an input', terragrunt: OFF, verdict: 'fail', from: 'false' },
  { title: 'an input as a text', terragrunt: OFF.replace('false', '"false"'), verdict: 'fail', from: '"false"' },
  { title: 'another input', terragrunt: 'inputs = { other = 1 }\n', verdict: 'silent' },
  {
    title: 'an input from its locals',
    terragrunt: 'locals {\n  on = !true\n}\n\ninputs = {\n  encrypt = local.on\n}\n',
    verdict: 'fail',
    from: 'local.on',
  },
  {
    title: 'locals of the module, which it does not see',
    terragrunt: 'inputs = { encrypt = local.on }\n',
    files: { 'live/locals.tf': 'locals { on = false }\n' },
    verdict: 'unknown',
  },
  { title: 'a dependency', terragrunt: 'inputs = { encrypt = dependency.x.outputs.encrypt }\n', verdict: 'unknown' },
  { title: 'the environment', terragrunt: 'inputs = { encrypt = get_env("ENCRYPT", "false") }\n', verdict: 'unknown' },
  { title: 'null', terragrunt: 'inputs = { encrypt = null }\n', verdict: 'unknown' },
  {
    title: 'an include that may set more',
    terragrunt: 'include "root" {\n  path = find_in_parent_folders()\n}\n',
    files: { 'live/main.tf': moduleWith('type    = bool\n  default = false') },
    verdict: 'unknown',
  },
  {
    title: 'an include, which is weaker',
    terragrunt: `include "root" {\n  path = find_in_parent_folders()\n}\n\n${OFF}`,
    verdict: 'fail',
    from: 'false',
  },
  {
    title: 'inputs that are merged with others',
    terragrunt: 'inputs = merge(include.root.inputs, { encrypt = false })\n',
    verdict: 'fail',
    from: 'false',
  },
  {
    title: 'inputs that are merged under others',
    terragrunt: 'inputs = merge({ encrypt = false }, include.root.inputs)\n',
    verdict: 'unknown',
  },
  {
    title: 'a variable file, which is stronger',
    terragrunt: OFF,
    files: { 'live/terraform.tfvars': 'encrypt = true\n' },
    verdict: 'silent',
  },
  {
    title: 'variable files that it names',
    terragrunt: `terraform {\n  extra_arguments "more" {\n    commands = ["plan"]\n    required_var_files = ["prod.tfvars"]\n  }\n}\n\n${OFF}`,
    verdict: 'unknown',
  },
  {
    title: 'a module elsewhere',
    terragrunt: source('../modules/disk') + OFF,
    at: 'modules/disk',
    verdict: 'fail',
    from: 'false',
  },
  {
    title: 'a module below a root',
    terragrunt: source('..//modules/disk') + OFF,
    at: 'modules/disk',
    verdict: 'fail',
    from: 'false',
  },
  {
    title: 'a module elsewhere, with a variable file beside the inputs',
    terragrunt: source('../modules/disk') + OFF,
    at: 'modules/disk',
    files: { 'live/x.auto.tfvars': 'encrypt = true\n' },
    verdict: 'silent',
  },
  {
    title: 'a module that calls another',
    terragrunt: source('../modules/app') + OFF,
    at: 'modules/disk',
    files: {
      'modules/app/main.tf':
        'variable "encrypt" {}\n\nmodule "disk" {\n  source  = "../disk"\n  encrypt = var.encrypt\n}\n',
    },
    verdict: 'fail',
    from: 'false',
  },
  { title: 'half a file', terragrunt: 'inputs = {\n  encrypt = fal', verdict: 'unknown' },
];

const BOUNDED: readonly (readonly [title: string, path: string])[] = [
  ['a module outside of the workspace', '../../modules/disk'],
  ['a module that is not there', '../modules/other'],
  ['an absolute path', '/modules/disk'],
  ['a module to download', 'git::https://example.com/modules.git//disk?ref=v1'],
  ['its own folder', '.'],
  ['a name that is typed', ''],
  ['a source that is not known', '${get_repo_root()}/modules/disk'],
];

describe('Terragrunt', () => {
  for (const { title, terragrunt, files = {}, at = 'live', verdict, from } of CASES)
    it(`${title}: ${verdict}`, () => {
      const main = `${at}/main.tf`;
      const project = memoryProject({ [main]: MODULE, 'live/terragrunt.hcl': terragrunt, ...files }, allKinds());
      const judged = project.judge('live/terragrunt.hcl');
      const found = judged?.analysis.findings.filter(({ rule }) => rule.id === RULE) ?? [];
      assert.deepEqual(
        found.map((finding) => [finding.verdict, finding.source]),
        verdict === 'silent' ? [] : [[verdict, `file:///${main}`]],
      );
      const step = found[0]?.related.find(({ note }) => note.includes('terragrunt.hcl'));
      const told = step && [step.note, step.place.uri, terragrunt.slice(step.place.span.start, step.place.span.end)];
      if (from !== undefined)
        assert.deepEqual(told, ['input "encrypt" in terragrunt.hcl', 'file:///live/terragrunt.hcl', from]);
    });

  for (const [title, path] of BOUNDED)
    it(`runs nothing for ${title}`, () => {
      const files = { 'live/terragrunt.hcl': source(path) + OFF, 'modules/disk/main.tf': MODULE };
      const judged = memoryProject(files, allKinds()).judge('live/terragrunt.hcl');
      assert.deepEqual(judged?.unit.resources, []);
      assert.deepEqual(
        judged.unit.documents.map((document) => document.source.path),
        ['live/terragrunt.hcl'],
      );
    });

  it('runs a module once for each of its files, and not for itself', () => {
    const files = {
      'dev/terragrunt.hcl': source('../modules/disk') + OFF,
      'prod/terragrunt.hcl': `${source('../modules/disk')}inputs = { encrypt = true }\n`,
      'modules/disk/main.tf': moduleWith('type    = bool\n  default = false'),
    };
    const project = memoryProject(files, allKinds());
    const units = Object.keys(files).flatMap((path) => project.judge(path) ?? []);
    assert.deepEqual(
      ownUnits(units).map(({ unit, analysis }) => [
        unit.documents.map(({ source: { path } }) => path),
        analysis.findings.filter(({ rule }) => rule.id === RULE).map(({ verdict }) => verdict),
      ]),
      [
        [['dev/terragrunt.hcl', 'modules/disk/main.tf'], ['fail']],
        [['prod/terragrunt.hcl', 'modules/disk/main.tf'], []],
      ],
    );
  });

  it('is heard while it is typed', () => {
    const project = memoryProject({ 'live/main.tf': MODULE, 'live/terragrunt.hcl': '' }, allKinds());
    const fails = (): boolean =>
      findingsIn(project, 'live/main.tf').some(({ rule, verdict }) => rule.id === RULE && verdict === 'fail');
    assert.equal(fails(), false);
    for (let length = 0; length <= OFF.length; length++) {
      project.setText('live/terragrunt.hcl', OFF.slice(0, length));
      assert.equal(fails(), OFF.slice(0, length).includes('false'), `after ${String(length)} letters`);
    }
  });

  const untyped: readonly (readonly [variable: string, input: string, shown: Verdict])[] = [
    ['', '{ on = false }', 'unknown'],
    ['type = object({ on = bool })', '{ on = false }', 'fail'],
    ['type = any', '{ on = false }', 'fail'],
  ];
  for (const [type, input, verdict] of untyped)
    it(`hands ${input} to a variable with ${type || 'no type'}: ${verdict}`, () => {
      const files = {
        'live/terragrunt.hcl': `inputs = { encrypt = ${input} }\n`,
        'live/main.tf': moduleWith(type).replace('= var.encrypt', '= var.encrypt.on'),
      };
      const found = findingsIn(memoryProject(files, allKinds()), 'live/main.tf').find(({ rule }) => rule.id === RULE);
      assert.equal(found?.verdict, verdict);
    });
});
