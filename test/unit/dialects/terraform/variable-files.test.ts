// Variable files that a deployment is told to use: which one wins, and where a finding says that its value comes from.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

const MAIN = `variable "encrypt" {
  type    = bool
  default = true
}
resource "aws_ebs_volume" "disk" {
  availability_zone = "eu-west-1a"
  encrypted         = var.encrypt
}
`;
const CALL = 'module "app" {\n  source = "./app"\n}\n';
const RULE = 'ebs-volume-unencrypted';

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly varFiles: readonly string[];
  readonly path?: string;
  readonly terraform?: Readonly<Record<string, boolean>>;
  /** Where the value comes from; undefined: no finding. */
  readonly from: string | undefined;
}

const BAD = { 'prod.tfvars': 'encrypt = false\n' };
const cases: readonly Case[] = [
  { title: 'none', files: BAD, varFiles: [], from: undefined },
  { title: 'one beside the module', files: BAD, varFiles: ['prod.tfvars'], from: 'variable "encrypt" in prod.tfvars' },
  {
    title: 'one elsewhere, as JSON',
    files: { 'env/prod.tfvars.json': '{ "encrypt": false }' },
    varFiles: ['env/prod.tfvars.json'],
    from: 'variable "encrypt" in prod.tfvars.json',
  },
  {
    title: 'one outside of the workspace',
    files: { '../prod.tfvars': 'encrypt = false\n' },
    varFiles: ['../prod.tfvars'],
    from: 'variable "encrypt" in prod.tfvars',
  },
  {
    title: 'stronger than those that Terraform finds by itself',
    files: { ...BAD, 'terraform.tfvars': 'encrypt = true\n', 'z.auto.tfvars': 'encrypt = true\n' },
    varFiles: ['prod.tfvars'],
    from: 'variable "encrypt" in prod.tfvars',
  },
  {
    title: 'the last one is the strongest',
    files: { ...BAD, 'on.tfvars': 'encrypt = true\n' },
    varFiles: ['prod.tfvars', 'on.tfvars'],
    from: undefined,
  },
  {
    title: 'a value given by name is stronger still',
    files: BAD,
    varFiles: ['prod.tfvars'],
    terraform: { encrypt: true },
    from: undefined,
  },
  {
    title: 'not for the variables of a module that is called',
    files: { ...BAD, 'main.tf': CALL, 'app/main.tf': MAIN },
    varFiles: ['prod.tfvars'],
    from: undefined,
  },
  { title: 'one that is not there', files: {}, varFiles: ['prod.tfvars'], from: undefined },
  {
    title: 'one that does not parse',
    files: { 'prod.tfvars': 'encrypt = [\n' },
    varFiles: ['prod.tfvars'],
    from: undefined,
  },
  { title: 'one that is no variable file', files: {}, varFiles: ['main.tf'], from: undefined },
];

describe('Terraform variable files in use', () => {
  for (const { title, files, varFiles, terraform = {}, from } of cases)
    it(title, () => {
      const project = memoryProject({ 'main.tf': MAIN, ...files }, allKinds(), { terraform }, varFiles);
      const found = findingsIn(project, 'main.tf').filter(
        ({ rule, verdict }) => rule.id === RULE && verdict === 'fail',
      );
      assert.deepEqual(
        found.map(({ related }) => related[0]?.note),
        from === undefined ? [] : [from],
      );
    });

  it('a change of the file changes what is found', () => {
    const project = memoryProject({ 'main.tf': MAIN, ...BAD }, allKinds(), {}, ['prod.tfvars']);
    const fails = (): boolean =>
      findingsIn(project, 'main.tf').some(({ rule, verdict }) => rule.id === RULE && verdict === 'fail');
    assert.equal(fails(), true);
    project.setText('prod.tfvars', 'encrypt = true\n');
    assert.equal(fails(), false);
  });
});
