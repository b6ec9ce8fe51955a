// AWS's defaults that hang on an engine, a version or a family: what is found for each, and what stays unknown.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly text: string;
  /** The verdict and the text on which the finding stands; undefined: it is fine. */
  readonly found: readonly [verdict: 'fail' | 'unknown', on: string] | undefined;
}

const group = (family: string, value?: string): string =>
  [
    'variable "x" {}',
    'resource "aws_db_parameter_group" "g" {',
    `  family = ${family}`,
    ...(value === undefined ? [] : ['  parameter {', '    name = "rds.force_ssl"', `    value = ${value}`, '  }']),
    '}',
    '',
  ].join('\n');
const cluster = (engine: string): string =>
  `variable "x" {}\nresource "aws_rds_cluster" "c" {\n  engine = ${engine}\n}\n`;
const instance = (version: string): string =>
  `variable "x" {}\nresource "aws_db_instance" "i" {\n  engine = "postgres"\n  engine_version = ${version}\n}\n`;

const SSL = 'rds-parameter-group-force-ssl-off';
const CASES: readonly Case[] = [
  { name: 'off by default', rule: SSL, text: group('"postgres14"'), found: ['fail', '"aws_db_parameter_group"'] },
  { name: 'on by default', rule: SSL, text: group('"postgres15"'), found: undefined },
  {
    name: 'Aurora keeps it in the group of the cluster',
    rule: SSL,
    text: group('"aurora-postgresql16"'),
    found: undefined,
  },
  { name: 'two digits', rule: SSL, text: group('"postgres20"'), found: undefined },
  { name: 'what is written counts', rule: SSL, text: group('"postgres16"', '"0"'), found: ['fail', '"0"'] },
  { name: 'what is written saves', rule: SSL, text: group('"postgres9.6"', '1'), found: undefined },
  { name: 'an unknown family', rule: SSL, text: group('var.x'), found: ['unknown', 'var.x'] },
  { name: 'another engine', rule: SSL, text: group('"oracle-ee-19"'), found: undefined },
  {
    name: 'a cluster of MySQL',
    rule: 'rds-cluster-unencrypted',
    text: cluster('"mysql"'),
    found: ['fail', '"aws_rds_cluster"'],
  },
  { name: 'a cluster of Aurora', rule: 'rds-cluster-unencrypted', text: cluster('"aurora-mysql"'), found: undefined },
  {
    name: 'two deciders',
    rule: 'rds-instance-plaintext-allowed',
    text: instance('"14.9"'),
    found: ['fail', '"aws_db_instance"'],
  },
  { name: 'a newer version', rule: 'rds-instance-plaintext-allowed', text: instance('"17.2"'), found: undefined },
  {
    name: 'an unknown version',
    rule: 'rds-instance-plaintext-allowed',
    text: instance('var.x'),
    found: ['unknown', 'var.x'],
  },
];

describe('default-by', () => {
  for (const { name, rule, text, found } of CASES) {
    it(name, () => {
      const project = memoryProject({ 'main.tf': text }, allKinds());
      const seen = findingsIn(project, 'main.tf')
        .filter((finding) => finding.rule.id === rule)
        .map(({ verdict, span }) => [verdict, text.slice(span.start, span.end)]);
      assert.deepEqual(seen, found ? [found] : []);
    });
  }
});
