// Stale, expired and misspelt suppressions: where they are reported, and what their repairs leave.
import assert from 'node:assert/strict';
import { applySuppressions, suppressionsIn } from '../../../../server/core/suppress';
import { complaintsAbout } from '../../../../server/core/suppress/complaints';
import { applyEdits } from '../../../../server/core/text';
import { unmark } from '../../../support/examples';
import { allKinds } from '../../../support/kinds';
import { memoryProject } from '../../../support/memory-project';

interface Case {
  readonly title: string;
  readonly path?: string;
  /** `«»` around each place that is complained about. */
  readonly text: string;
  readonly kind?: string;
  /** The text after the first repair. */
  readonly after?: string;
  readonly repair?: string;
}

const SAFE = 'resource "aws_ebs_volume" "d" {\n  encrypted = true\n}\n';
const BAD = SAFE.replace('true', 'false');
const RULE = 'ebs-volume-unencrypted';
const json = (metadata: string): string =>
  `{"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Metadata":${metadata},"Properties":{"Encrypted":true,"KmsKeyId":"alias/x"}}}}`;

const CASES: readonly Case[] = [
  { title: 'own, used', text: `# cipherlint-ignore ${RULE}\n${BAD}` },
  {
    title: 'own, stale',
    text: `# «cipherlint-ignore ${RULE} -- why»\n${SAFE}`,
    kind: 'stale-suppression',
    after: SAFE,
    repair: 'Remove this suppression',
  },
  {
    title: 'own, stale behind code',
    text: SAFE.replace('= true', `= true # «cipherlint-ignore ${RULE}»`),
    kind: 'stale-suppression',
    after: SAFE,
  },
  {
    title: 'own, one of two stale',
    text: `# cipherlint-ignore ${RULE}, «s3-bucket-no-kms-key» -- y\n${BAD}`,
    kind: 'stale-suppression',
    after: `# cipherlint-ignore ${RULE} -- y\n${BAD}`,
  },
  {
    title: 'own, expired',
    text: `# «cipherlint-ignore ${RULE} until=2026-01-01»\n${BAD}`,
    kind: 'expired-suppression',
    after: BAD,
  },
  {
    title: 'own, misspelt',
    text: `# cipherlint-ignore «ebs-volume-unencrypte» -- y\n${BAD}`,
    kind: 'unknown-rule',
    after: `# cipherlint-ignore ${RULE} -- y\n${BAD}`,
    repair: `Replace by ${RULE}`,
  },
  {
    title: 'own, nothing like it',
    text: `# cipherlint-ignore «zzz-qqqqqqqqq-xxxxxxxx»\n${BAD}`,
    kind: 'unknown-rule',
    after: BAD,
    repair: 'Remove this suppression',
  },
  {
    title: 'own, stale with another word in the comment',
    text: `# «cipherlint-ignore-file ${RULE}»\n\n${SAFE}`,
    kind: 'stale-suppression',
    after: `\n${SAFE}`,
  },
  { title: 'own, CRLF', text: `# «cipherlint-ignore ${RULE}»\r\n${SAFE}`, kind: 'stale-suppression', after: SAFE },
  {
    title: 'a resource that is not created',
    text: `# cipherlint-ignore ${RULE}\n${BAD.replace('{', '{\n  count = 0')}`,
  },
  {
    title: 'half-typed text says nothing about staleness',
    text: `# cipherlint-ignore ${RULE}\n${SAFE}resource "aws_s3_bucket" {{{`,
  },
  {
    title: 'peer, all ids ours',
    text: SAFE.replace('\n  ', '\n  # «checkov:skip=CKV_AWS_3:x»\n  '),
    kind: 'stale-suppression',
    after: SAFE,
  },
  { title: 'peer, one id not ours', text: SAFE.replace('\n  ', '\n  # checkov:skip=CKV_AWS_3,CKV_AWS_99999\n  ') },
  { title: 'peer, blanket', text: SAFE.replace('= true', '= true # nosemgrep') },
  {
    title: 'two tools for one finding: neither is stale',
    text: BAD.replace('\n  ', `\n  # checkov:skip=CKV_AWS_3\n  # cipherlint-ignore ${RULE}\n  `),
  },
  {
    title: 'peer, one of two comments',
    text: `#«trivy:ignore:AWS-0026» tfsec:ignore:aws-s3-nothing-of-ours\n${SAFE}`,
    kind: 'stale-suppression',
    after: `#tfsec:ignore:aws-s3-nothing-of-ours\n${SAFE}`,
  },
  {
    title: 'Metadata, stale',
    path: 'a.json',
    text: json(`{"cipherlint":{"ignore":[«{"rule":"${RULE}"}»]}}`),
    kind: 'stale-suppression',
    after: json('{"cipherlint":{"ignore":[]}}'),
  },
  {
    title: 'Metadata of a template, stale',
    path: 'a.json',
    text: `{"Metadata":{"cipherlint":{"ignore":["s3-*",«"${RULE}"»]}},"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Properties":{"Encrypted":true}},"Bucket":{"Type":"AWS::S3::Bucket"}}}`,
    kind: 'stale-suppression',
    after: `{"Metadata":{"cipherlint":{"ignore":["s3-*"]}},"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Properties":{"Encrypted":true}},"Bucket":{"Type":"AWS::S3::Bucket"}}}`,
    repair: 'Remove this suppression',
  },
  {
    title: 'Metadata of a template in YAML, stale',
    path: 'a.yaml',
    text: `Metadata:\n  cipherlint:\n    ignore:\n      - «rule: ${RULE}\n        reason: old»\n      - rule: s3-*\nResources:\n  Bucket:\n    Type: AWS::S3::Bucket\n`,
    kind: 'stale-suppression',
    after: `Metadata:\n  cipherlint:\n    ignore:\n      - rule: s3-*\nResources:\n  Bucket:\n    Type: AWS::S3::Bucket\n`,
  },
  {
    title: 'Metadata of a template, misspelt rule',
    path: 'a.json',
    text: '{"Metadata":{"cipherlint":{"ignore":[{"rule":«"ebs-volume-unencryptd"»}]}},"Resources":{"Disk":{"Type":"AWS::EC2::Volume"}}}',
    kind: 'unknown-rule',
    after: `{"Metadata":{"cipherlint":{"ignore":[{"rule":"${RULE}"}]}},"Resources":{"Disk":{"Type":"AWS::EC2::Volume"}}}`,
  },
  {
    title: 'Terraform JSON, stale at the top, used at the resource',
    path: 'main.tf.json',
    text: `{"//":{"cipherlint":{"ignore":[«{"rule":"s3-*"}»]}},"resource":{"aws_ebs_volume":{"d":{"//":{"cipherlint":{"ignore":["${RULE}"]}},"encrypted":false}}}}`,
    kind: 'stale-suppression',
    after: `{"//":{"cipherlint":{"ignore":[]}},"resource":{"aws_ebs_volume":{"d":{"//":{"cipherlint":{"ignore":["${RULE}"]}},"encrypted":false}}}}`,
  },
  {
    title: 'Terraform JSON, expired at the top',
    path: 'main.tf.json',
    text: `{"//":{"cipherlint":{"ignore":[«{"rule":"${RULE}","until":"2026-01-01"}»]}},"resource":{"aws_ebs_volume":{"d":{"encrypted":false}}}}`,
    kind: 'expired-suppression',
    after: `{"//":{"cipherlint":{"ignore":[]}},"resource":{"aws_ebs_volume":{"d":{"encrypted":false}}}}`,
  },
  {
    title: 'Metadata, misspelt rule',
    path: 'a.json',
    text: json(`{"cipherlint":{"ignore":[{"rule":«"ebs-volume-unencryptd"»}]}}`),
    kind: 'unknown-rule',
    after: json(`{"cipherlint":{"ignore":[{"rule":"${RULE}"}]}}`),
  },
  {
    title: 'Metadata, misspelt key',
    path: 'a.json',
    text: json('{"cfn_nag":{«"rules_to_supress"»:[{"id":"F1"}]}}'),
    kind: 'misspelt-suppression',
    after: json('{"cfn_nag":{"rules_to_suppress":[{"id":"F1"}]}}'),
  },
  {
    title: 'Metadata in YAML, stale',
    path: 'a.yaml',
    text: 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Metadata:\n      guard:\n        SuppressedRules:\n          - «ENCRYPTED_VOLUMES»\n          - OTHER\n    Properties:\n      Encrypted: true\n',
    kind: 'stale-suppression',
    after:
      'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Metadata:\n      guard:\n        SuppressedRules:\n          - OTHER\n    Properties:\n      Encrypted: true\n',
  },
];

describe('complaints about suppressions', () => {
  for (const { title, path = 'main.tf', text: marked, kind, after, repair } of CASES) {
    it(title, () => {
      const { text, spans } = unmark(marked);
      const kinds = allKinds();
      const judged = memoryProject({ [path]: text }, kinds).judge(path);
      assert.ok(judged);
      const suppressions = suppressionsIn(judged.unit);
      const { used } = applySuppressions(judged.analysis.findings, suppressions, '2026-11-22');
      const complaints = complaintsAbout(judged.unit, suppressions, used, kinds, '2026-11-22');
      assert.deepEqual(
        complaints.map((complaint) => [complaint.kind, complaint.span]),
        spans.map((span) => [kind, span]),
      );
      const [first] = complaints[0]?.repairs ?? [];
      if (after !== undefined) assert.equal(first && applyEdits(text, [first.edit]), after);
      if (repair !== undefined) assert.equal(first?.title, repair);
    });
  }
});
