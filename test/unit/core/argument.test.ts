// Arguments of other resources of the unit: what they say counts as if it were written.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

const volume = (name: string, encrypted: string): string =>
  `resource "aws_ebs_volume" "${name}" {\n  encrypted = ${encrypted}\n}\n`;

const several = (name: string, many: string, encrypted: string): string =>
  `resource "aws_ebs_volume" "${name}" {\n  ${many}\n  encrypted = ${encrypted}\n}\n`;

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
    'of the instance that is on',
    several('a', 'for_each = { x = true, y = false }', 'each.value') + volume('b', 'aws_ebs_volume.a["x"].encrypted'),
    ['fail each.value'],
  ],
  [
    'of the instance that is off',
    several('a', 'for_each = { x = true, y = false }', 'each.value') + volume('b', 'aws_ebs_volume.a["y"].encrypted'),
    ['fail each.value', 'fail aws_ebs_volume.a["y"].encrypted'],
  ],
  [
    'of the first of two',
    several('a', 'count = 2', 'count.index == 0') + volume('b', 'aws_ebs_volume.a[0].encrypted'),
    ['fail count.index == 0'],
  ],
  [
    'of an instance that nobody knows',
    `variable "k" {}\n${several('a', 'for_each = { x = true, y = false }', 'each.value')}${volume('b', 'aws_ebs_volume.a[var.k].encrypted')}`,
    ['fail each.value', 'unknown aws_ebs_volume.a[var.k].encrypted'],
  ],
  [
    'of one for each',
    several('a', 'for_each = { x = true, y = false }', 'each.value') +
      several('b', 'for_each = aws_ebs_volume.a', 'each.value.encrypted'),
    ['fail each.value', 'fail each.value.encrypted'],
  ],
  [
    'of one by the key of another',
    several('a', 'for_each = { x = true, y = true, z = false }', 'each.value') +
      several('b', 'for_each = toset(["x", "y"])', 'aws_ebs_volume.a[each.key].encrypted'),
    ['fail each.value'],
  ],
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

const DISK =
  'variable "on" {}\nresource "aws_ebs_volume" "v" {\n  encrypted = var.on\n}\noutput "on" {\n  value = aws_ebs_volume.v.encrypted\n}\n';
const CALLS = 'module "m" {\n  source = "./m"\n  for_each = { x = true, y = false }\n  on = each.value\n}\n';

/** What comes out of an instance of a module is that of this instance. */
const OUTPUTS: readonly (readonly [name: string, text: string, found: readonly string[]])[] = [
  ['the one that is on', volume('b', 'module.m["x"].on'), []],
  ['the one that is off', volume('b', 'module.m["y"].on'), ['fail aws_ebs_volume.b']],
  ['one that nobody knows', `variable "k" {}\n${volume('b', 'module.m[var.k].on')}`, ['unknown aws_ebs_volume.b']],
  [
    'each of them',
    several('b', 'for_each = { for k, m in module.m : k => m.on }', 'each.value'),
    ['fail aws_ebs_volume.b["y"]'],
  ],
];

describe('arguments of resources in instances of a module', () => {
  for (const [name, text, found] of OUTPUTS) {
    it(name, () => {
      const project = memoryProject({ 'main.tf': CALLS + text, 'm/main.tf': DISK }, allKinds());
      assert.deepEqual(
        findingsIn(project, 'main.tf')
          .filter(({ rule }) => rule.id === 'ebs-volume-unencrypted')
          .map(({ verdict, address }) => `${verdict} ${address}`),
        found,
      );
    });
  }

  it('a parameter group is the one of the instance that is named', () => {
    const group =
      'resource "aws_db_parameter_group" "g" {\n  for_each = { on = "1", off = "0" }\n  family = "postgres14"\n  parameter {\n    name  = "rds.force_ssl"\n    value = each.value\n  }\n}\n';
    const database = (name: string, key: string): string =>
      `resource "aws_db_instance" "${name}" {\n  engine = "postgres"\n  engine_version = "14"\n  parameter_group_name = aws_db_parameter_group.g["${key}"].name\n}\n`;
    const main = `${group}${database('a', 'on')}${database('b', 'off')}`;
    const found = findingsIn(memoryProject({ 'main.tf': main }, allKinds()), 'main.tf').filter(
      ({ kind, rule, verdict }) => kind.id === 'rds.db-instance' && rule.theme === 'in-transit' && verdict === 'fail',
    );
    assert.deepEqual(
      found.map(({ address }) => address),
      ['aws_db_instance.b'],
    );
  });
});
