// What a store is made from, followed through snapshots, copies and replicas of the unit: the verdict and the place, for every kind of chain.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

interface Case {
  readonly name: string;
  readonly text: string;
  /** `verdict place`, in the order of the text. */
  readonly found: readonly string[];
}

const instance = (name: string, body: string): string => `resource "aws_db_instance" "${name}" {\n  ${body}\n}\n`;
const SNAPSHOT = 'resource "aws_db_snapshot" "s" {\n  db_instance_identifier = aws_db_instance.main.identifier\n}\n';
const copyOf = (source: string, more = ''): string =>
  `resource "aws_db_snapshot_copy" "c" {\n  source_db_snapshot_identifier = ${source}\n  ${more}\n}\n`;
const FROM_SNAPSHOT = instance('restored', 'snapshot_identifier = aws_db_snapshot.s.id');
const FROM_COPY = instance('restored', 'snapshot_identifier = aws_db_snapshot_copy.c.id');
const REPLICA = instance('replica', 'replicate_source_db = aws_db_instance.main.arn');
const OFF = instance('main', 'storage_encrypted = false');
const ON = instance('main', 'storage_encrypted = true');

const CASES: readonly Case[] = [
  {
    name: 'of an unencrypted instance',
    text: OFF + SNAPSHOT + FROM_SNAPSHOT,
    found: ['fail aws_db_snapshot.s.id'],
  },
  {
    name: 'of an instance that says nothing, which AWS does not encrypt',
    text: instance('main', 'engine = "mysql"') + REPLICA,
    found: ['fail aws_db_instance.main.arn'],
  },
  { name: 'of an encrypted instance', text: ON + SNAPSHOT + FROM_SNAPSHOT + REPLICA, found: [] },
  {
    name: 'over a copy, and a restored instance between',
    text: OFF + SNAPSHOT + copyOf('aws_db_snapshot.s.db_snapshot_arn') + FROM_COPY,
    found: ['fail aws_db_snapshot_copy.c.id'],
  },
  {
    name: 'over a copy with a key',
    text: OFF + SNAPSHOT + copyOf('aws_db_snapshot.s.db_snapshot_arn', 'kms_key_id = aws_kms_key.k.arn') + FROM_COPY,
    found: [],
  },
  { name: 'over a copy of something outside', text: copyOf('"rds:orders"') + FROM_COPY, found: [] },
  { name: 'of a snapshot that is not there', text: FROM_SNAPSHOT, found: [] },
  {
    name: 'of an instance that was made from something outside',
    text: instance('main', 'snapshot_identifier = "rds:orders"') + REPLICA,
    found: [],
  },
  {
    name: 'of an instance whose encryption is not known',
    text: `variable "e" {}\n${instance('main', 'storage_encrypted = var.e')}${REPLICA}`,
    found: ['unknown aws_db_instance.main.arn'],
  },
  {
    name: 'in a circle',
    text:
      instance('a', 'replicate_source_db = aws_db_instance.b.arn') +
      instance('b', 'replicate_source_db = aws_db_instance.a.arn'),
    found: ['unknown aws_db_instance.b.arn', 'unknown aws_db_instance.a.arn'],
  },
  {
    name: 'point in time of an unencrypted instance',
    text:
      OFF +
      instance(
        'past',
        'restore_to_point_in_time {\n    source_db_instance_identifier = aws_db_instance.main.identifier\n  }',
      ),
    found: ['fail aws_db_instance.main.identifier'],
  },
];

describe('a database that is made from another', () => {
  for (const { name, text, found } of CASES)
    it(name, () => {
      const project = memoryProject({ 'main.tf': text }, allKinds());
      const findings = findingsIn(project, 'main.tf').filter(
        ({ rule }) => rule.id === 'rds-instance-source-unencrypted',
      );
      assert.deepEqual(
        findings.map(({ verdict, span }) => `${verdict} ${text.slice(span.start, span.end)}`),
        found,
      );
    });

  it('tells which resource decides', () => {
    const text = OFF + SNAPSHOT + FROM_SNAPSHOT;
    const [finding] = findingsIn(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf').filter(
      ({ rule }) => rule.id === 'rds-instance-source-unencrypted',
    );
    assert.deepEqual(
      finding?.related.map(({ note, place }) => [note, text.slice(place.span.start, place.span.end)]),
      [['aws_db_instance.main decides it', 'false']],
    );
  });
});
