// How findings name what they are about: instances of blocks and modules, constructs of synthesised templates.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

const RULE = 'ebs-volume-unencrypted';

const ADDRESSES: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
}[] = [
  {
    name: 'the instance of for_each that fails',
    files: {
      'main.tf': 'resource "aws_ebs_volume" "v" {\n  for_each = { a = true, b = false }\n  encrypted = each.value\n}',
    },
    addresses: ['aws_ebs_volume.v["b"]'],
  },
  {
    name: 'the instance of count that fails',
    files: { 'main.tf': 'resource "aws_ebs_volume" "v" {\n  count = 3\n  encrypted = count.index != 1\n}' },
    addresses: ['aws_ebs_volume.v[1]'],
  },
  {
    name: 'the block where every instance fails',
    files: { 'main.tf': 'resource "aws_ebs_volume" "v" {\n  for_each = toset(["a", "b"])\n  encrypted = false\n}' },
    addresses: ['aws_ebs_volume.v'],
  },
  {
    name: 'the instance of a module',
    files: {
      'main.tf': 'module "m" {\n  source = "./m"\n  for_each = { x = false, y = true }\n  on = each.value\n}',
      'm/main.tf': 'variable "on" {}\nresource "aws_ebs_volume" "v" { encrypted = var.on }',
    },
    addresses: ['module.m["x"].aws_ebs_volume.v'],
  },
];

describe('Names in findings', () => {
  const kinds = allKinds();
  for (const { name, files, addresses } of ADDRESSES) {
    it(name, () => {
      const found = memoryProject(files, kinds).judge('main.tf')?.analysis.findings ?? [];
      assert.deepEqual(
        found.filter(({ rule, verdict }) => rule.id === RULE && verdict === 'fail').map(({ address }) => address),
        addresses,
      );
    });
  }
  it('the construct of a template that the CDK made', () => {
    const text =
      '{"Resources": {"Vol1234ABCD": {"Type": "AWS::EC2::Volume", "Properties": {"Encrypted": false}, "Metadata": {"aws:cdk:path": "Stack/Vol/Resource"}}}}';
    const [finding] = findingsIn(memoryProject({ 'Stack.template.json': text }, kinds), 'Stack.template.json');
    assert.equal(finding?.message, `${finding?.rule.title ?? ''} In the CDK app: Stack/Vol.`);
  });
});
