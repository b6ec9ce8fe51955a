// Folders of examples that repeat each other's names are not one module; ordinary folders and override files are.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

const files = {
  'good.tf': 'resource "aws_ebs_volume" "disk" {\n  encrypted = var.on\n}\n',
  'bad.tf': 'resource "aws_ebs_volume" "disk" {\n  encrypted = false\n}\n',
  'variables.tf': 'variable "on" {\n  default = true\n}\n',
};
const failed = (texts: Readonly<Record<string, string>>, path: string): string[] =>
  findingsIn(memoryProject(texts, allKinds()), path)
    .filter(({ verdict, rule }) => verdict === 'fail' && rule.id === 'ebs-volume-unencrypted')
    .map(({ span }) => texts[path]?.slice(span.start, span.end) ?? '');

describe('files of a Terraform folder', () => {
  it('that declare the same names are judged apart, with the ones that do not', () => {
    assert.deepEqual(failed(files, 'good.tf'), []);
    assert.deepEqual(failed(files, 'bad.tf'), ['false']);
  });

  it('change each other by override files', () => {
    const { 'good.tf': main, 'variables.tf': variables } = files;
    const overridden = { 'main.tf': main, 'variables.tf': variables, 'main_override.tf': files['bad.tf'] };
    assert.equal(failed(overridden, 'main.tf').length + failed(overridden, 'main_override.tf').length, 1);
  });
});
