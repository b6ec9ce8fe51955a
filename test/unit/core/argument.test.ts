// Arguments of other resources of the unit: what they say counts as if it were written.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

const volume = (name: string, encrypted: string): string =>
  `resource "aws_ebs_volume" "${name}" {\n  encrypted = ${encrypted}\n}\n`;

const CASES: readonly (readonly [name: string, text: string, found: readonly string[]])[] = [
  [
    'off there',
    volume('a', 'false') + volume('b', 'aws_ebs_volume.a.encrypted'),
    ['fail false', 'fail aws_ebs_volume.a.encrypted'],
  ],
  ['on there', volume('a', 'true') + volume('b', 'aws_ebs_volume.a.encrypted'), []],
  ['of an instance', volume('a', 'true\n  count = 2') + volume('b', 'aws_ebs_volume.a[0].encrypted'), []],
  [
    'not known there',
    `variable "e" {}\n${volume('a', 'var.e')}${volume('b', 'aws_ebs_volume.a.encrypted')}`,
    ['unknown var.e', 'unknown aws_ebs_volume.a.encrypted'],
  ],
  [
    'not written there',
    'resource "aws_x_y" "z" {}\n' + volume('b', 'aws_x_y.z.encrypted'),
    ['unknown aws_x_y.z.encrypted'],
  ],
  ['not in this unit', volume('b', 'aws_x_y.z.encrypted'), ['unknown aws_x_y.z.encrypted']],
  [
    'in a circle',
    volume('a', 'aws_ebs_volume.b.encrypted') + volume('b', 'aws_ebs_volume.a.encrypted'),
    ['unknown aws_ebs_volume.b.encrypted', 'unknown aws_ebs_volume.a.encrypted'],
  ],
];

describe('arguments of other resources', () => {
  for (const [name, text, found] of CASES) {
    it(name, () => {
      const findings = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf');
      assert.deepEqual(
        findings
          .filter(({ rule }) => rule.id === 'ebs-volume-unencrypted')
          .map(({ verdict, span }) => `${verdict} ${text.slice(span.start, span.end)}`),
        found,
      );
    });
  }
});
