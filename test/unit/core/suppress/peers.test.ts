// Every tool's suppressions in their exact forms: which findings they silence, by whom, and where the words stand; and near misses.
import assert from 'node:assert/strict';
import { applySuppressions, suppressionsIn } from '../../../../server/core/suppress';
import { unmark } from '../../../support/examples';
import { allKinds } from '../../../support/kinds';
import { memoryProject } from '../../../support/memory-project';

interface Case {
  readonly title: string;
  readonly path?: string;
  /** `«»` around the words of the suppression that is expected to be used; none: nothing is silenced. */
  readonly text: string;
  readonly tool?: string;
  readonly reason?: string;
  /** Rules that must still be shown. */
  readonly shown?: readonly string[];
}

const RULE = 'ebs-volume-unencrypted';
const TODAY = '2026-11-22';

/** A volume in HCL, with a line above, one inside, one behind the value. */
const tf = (inside: string, above = '', behind = ''): string =>
  `${above}resource "aws_ebs_volume" "d" {${behind}\n  size = 1\n  ${inside}\n  encrypted = false\n}\n`;
const yaml = (metadata: string, inside = ''): string =>
  `Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n${metadata}    Properties:\n${inside}      Encrypted: false\n`;
const json = (metadata: string): string =>
  `{"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Metadata":${metadata},"Properties":{"Encrypted":false}}}}`;
const KICS = 'e6b4b943-6883-47a9-9739-7ada9568f8ca';

const CASES: readonly Case[] = [
  // ours
  {
    title: 'own, line above',
    text: tf(`# «cipherlint-ignore ${RULE} -- scratch»`),
    tool: 'cipherlint',
    reason: 'scratch',
  },
  {
    title: 'own, same line',
    text: tf('', '', '').replace('= false', `= false // «cipherlint-ignore ${RULE}»`),
    tool: 'cipherlint',
  },
  {
    title: 'own, several ids and a wildcard',
    text: tf('# «cipherlint-ignore s3-*,ebs-* -- x»'),
    tool: 'cipherlint',
    reason: 'x',
  },
  { title: 'own, without an id', text: tf('# «cipherlint-ignore»'), tool: 'cipherlint' },
  { title: 'own, until today', text: tf(`# «cipherlint-ignore ${RULE} until=2026-11-22»`), tool: 'cipherlint' },
  { title: 'own, until yesterday', text: tf(`# cipherlint-ignore ${RULE} until=2026-11-21`) },
  { title: 'own, a date that is none', text: tf(`# cipherlint-ignore ${RULE} until=soon`) },
  {
    title: 'own, block comment',
    text: tf(`/* «cipherlint-ignore ${RULE} -- why» */`),
    tool: 'cipherlint',
    reason: 'why',
  },
  { title: 'own, above the resource', text: tf('', `# «cipherlint-ignore ${RULE}»\n`), tool: 'cipherlint' },
  {
    title: 'own, whole file',
    text: tf('', `# «cipherlint-ignore-file ${RULE} -- y»\n\n`),
    tool: 'cipherlint',
    reason: 'y',
  },
  {
    title: 'own, CRLF',
    text: tf(`# «cipherlint-ignore ${RULE} -- r»`).replaceAll('\n', '\r\n'),
    tool: 'cipherlint',
    reason: 'r',
  },
  { title: 'own, another rule', text: tf('# cipherlint-ignore s3-bucket-no-kms-key') },
  { title: 'own, in a string', text: tf(`tag = "# cipherlint-ignore ${RULE}"`) },
  {
    title: 'own, Metadata',
    path: 'a.json',
    text: json(`{"cipherlint":{"ignore":[«{"rule":"${RULE}","reason":"m"}»]}}`),
    tool: 'cipherlint',
    reason: 'm',
  },
  {
    title: 'own, Metadata expired',
    path: 'a.json',
    text: json(`{"cipherlint":{"ignore":[{"rule":"${RULE}","until":"2020-01-01"}]}}`),
  },
  // Checkov
  {
    title: 'Checkov inside the block',
    text: tf('# «checkov:skip=CKV_AWS_3:scratch disk»'),
    tool: 'checkov',
    reason: 'scratch disk',
  },
  { title: 'Checkov list', text: tf('#«checkov:skip=CKV_AWS_18,CKV_AWS_3»'), tool: 'checkov' },
  { title: 'Checkov by its older names', text: tf('// «bridgecrew:skip= CKV2_AWS_2»'), tool: 'checkov' },
  { title: 'Checkov above the block does nothing', text: tf('', '# checkov:skip=CKV_AWS_3\n') },
  { title: 'Checkov on the first line does nothing', text: tf('', '', ' # checkov:skip=CKV_AWS_3') },
  { title: 'Checkov, other check', text: tf('# checkov:skip=CKV_AWS_31') },
  {
    title: 'Checkov in YAML',
    path: 'a.yaml',
    text: yaml('', '      # «checkov:skip=CKV_AWS_3:r»\n'),
    tool: 'checkov',
    reason: 'r',
  },
  {
    title: 'Checkov in YAML on the first line',
    path: 'a.yaml',
    text: yaml('').replace('Disk:', 'Disk: # «checkov:skip=CKV_AWS_3»'),
    tool: 'checkov',
  },
  {
    title: 'Checkov behind the last property',
    path: 'a.yaml',
    text: `${yaml('')}      # «checkov:skip=CKV_AWS_3»\n`,
    tool: 'checkov',
  },
  {
    title: 'Checkov between resources does nothing',
    path: 'a.yaml',
    text: yaml('').replace('  Disk', '  # checkov:skip=CKV_AWS_3\n  Disk'),
  },
  {
    title: 'Checkov Metadata',
    path: 'a.yaml',
    text: yaml('    Metadata:\n      checkov:\n        skip:\n          - «id: CKV_AWS_3\n            comment: why»\n'),
    tool: 'checkov',
    reason: 'why',
  },
  {
    title: 'Checkov in Terraform JSON',
    path: 'main.tf.json',
    text: '{"resource":{"aws_ebs_volume":{"d":{"//":{"checkov":{"skip":[«{"id":"CKV_AWS_3","comment":"c"}»]}},"encrypted":false}}}}',
    tool: 'checkov',
    reason: 'c',
  },
  // Trivy, tfsec
  { title: 'Trivy above the block', text: tf('', '#«trivy:ignore:AVD-AWS-0026»\n'), tool: 'trivy' },
  { title: 'Trivy, short id in small letters', text: tf('', '# «trivy:ignore:aws-0026»\n'), tool: 'trivy' },
  { title: 'Trivy, above the attribute', text: tf('#«trivy:ignore:AWS-0026»'), tool: 'trivy' },
  { title: 'Trivy, long name', text: tf('', '//«trivy:ignore:aws-ebs-enable-volume-encryption»\n'), tool: 'trivy' },
  { title: 'tfsec, wildcard', text: tf('', '#«tfsec:ignore:aws-ebs-*»\n'), tool: 'tfsec' },
  { title: 'Trivy, everything', text: tf('', '#«trivy:ignore:*»\n'), tool: 'trivy' },
  { title: 'Trivy, two on a line', text: tf('', '#trivy:ignore:AWS-0132 «trivy:ignore:AWS-0026»\n'), tool: 'trivy' },
  { title: 'Trivy, stacked', text: tf('', '#«trivy:ignore:AWS-0026»\n#trivy:ignore:AWS-0132\n'), tool: 'trivy' },
  { title: 'Trivy, behind the first line', text: tf('', '', ' #«trivy:ignore:AWS-0026»'), tool: 'trivy' },
  { title: 'Trivy, not expired', text: tf('', '#«trivy:ignore:AWS-0026:exp:2026-11-23»\n'), tool: 'trivy' },
  { title: 'Trivy, expires on the day', text: tf('', '#trivy:ignore:AWS-0026:exp:2026-11-22\n') },
  { title: 'Trivy, a date that is none', text: tf('', '#trivy:ignore:AWS-0026:exp:2026-13-45x\n') },
  { title: 'Trivy, another workspace', text: tf('', '#trivy:ignore:AWS-0026:ws:dev-*\n') },
  { title: 'Trivy, this workspace', text: tf('', '#«trivy:ignore:AWS-0026:ws:def*»\n'), tool: 'trivy' },
  { title: 'Trivy, attribute', text: tf('', '#«trivy:ignore:AWS-0026[size=1]»\n'), tool: 'trivy' },
  { title: 'Trivy, other attribute', text: tf('', '#trivy:ignore:AWS-0026[size=2]\n') },
  { title: 'Trivy, a blank line between', text: tf('', '#trivy:ignore:AWS-0026\n\n') },
  { title: 'Trivy, above another attribute', text: tf('').replace('  size', '  #trivy:ignore:AWS-0026\n  size') },
  { title: 'Trivy in YAML', path: 'a.yaml', text: yaml('', '      #«trivy:ignore:AVD-AWS-0026»\n'), tool: 'trivy' },
  // KICS, Datadog
  { title: 'KICS file', text: tf('', '# «kics-scan ignore»\n'), tool: 'kics' },
  { title: 'KICS file, not at the head', text: tf('', 'locals {}\n# kics-scan ignore\n') },
  {
    title: 'KICS disable',
    text: tf('', `# «kics-scan disable=00000000-0000-0000-0000-000000000000,${KICS}»\n\n`),
    tool: 'kics',
  },
  { title: 'KICS disable, other query', text: tf('', '# kics-scan disable=00000000-0000-0000-0000-000000000000\n') },
  {
    title: 'KICS enable, other query',
    text: tf('', '# «kics-scan enable=00000000-0000-0000-0000-000000000000»\n'),
    tool: 'kics',
  },
  { title: 'KICS enable, this query', text: tf('', `# kics-scan enable=${KICS}\n`) },
  { title: 'KICS line', text: tf('# «kics-scan ignore-line»'), tool: 'kics' },
  { title: 'KICS line, two above', text: tf('# kics-scan ignore-line\n  type = "gp3"') },
  { title: 'KICS block', text: tf('', '# «kics-scan ignore-block»\n'), tool: 'kics' },
  { title: 'KICS line above the block', text: tf('', '# kics-scan ignore-line\n') },
  { title: 'KICS, words behind', text: tf('# kics-scan ignore-line because') },
  {
    title: 'KICS block in YAML',
    path: 'a.yaml',
    text: yaml('').replace('  Disk', '  # «kics-scan ignore-block»\n  Disk'),
    tool: 'kics',
  },
  { title: 'Datadog line', text: tf('# «dd-iac-scan ignore-line»'), tool: 'datadog' },
  { title: 'Datadog disable', text: tf('', `# «dd-iac-scan disable=${KICS}»\n`), tool: 'datadog' },
  {
    title: 'Datadog line, its own line does not count',
    text: tf('').replace('= false', '= false # dd-iac-scan ignore-line'),
  },
  // Metadata
  {
    title: 'cfn_nag',
    path: 'a.yaml',
    text: yaml(
      '    Metadata:\n      cfn_nag:\n        rules_to_suppress:\n          - «id: F1\n            reason: s»\n',
    ),
    tool: 'cfn_nag',
    reason: 's',
  },
  {
    title: 'cfn_nag misspelt',
    path: 'a.yaml',
    text: yaml('    Metadata:\n      cfn_nag:\n        rules_to_supress:\n          - id: F1\n'),
  },
  { title: 'cfn_nag, other rule', path: 'a.json', text: json('{"cfn_nag":{"rules_to_suppress":[{"id":"F19"}]}}') },
  {
    title: 'Guard',
    path: 'a.json',
    text: json('{"guard":{"SuppressedRules":[«"ENCRYPTED_VOLUMES"»]}}'),
    tool: 'guard',
  },
  {
    title: 'Guard, older',
    path: 'a.json',
    text: json('{"cfnguard":{"SuppressedRules":[«"ENCRYPTED_VOLUMES"»]}}'),
    tool: 'guard',
  },
  { title: 'Guard, small letters', path: 'a.json', text: json('{"guard":{"SuppressedRules":["encrypted_volumes"]}}') },
  {
    title: 'cdk-nag Metadata',
    path: 'a.json',
    text: json(
      '{"cdk_nag":{"rules_to_suppress":[«{"id":"AwsSolutions-EC26","reason":"c2NyYXRjaCDDpA==","is_reason_encoded":true}»]}}',
    ),
    tool: 'cdk-nag',
    reason: 'scratch ä',
  },
  { title: 'cfn-lint has no such rule', path: 'a.json', text: json('{"cfn-lint":{"config":{"ignore_checks":["W"]}}}') },
  {
    title: 'cdk-nag template',
    path: 'a.json',
    text: '{"Metadata":{"cdk_nag":{"rules_to_suppress":[{"id":«"AwsSolutions-EC26"»,"reason":"all of it"}]}},"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Properties":{"Encrypted":false}}}}',
    tool: 'cdk-nag',
    reason: 'all of it',
  },
  // Semgrep
  { title: 'Semgrep blanket', text: tf('').replace('= false', '= false # «nosemgrep»'), tool: 'semgrep' },
  {
    title: 'Semgrep, short for an id',
    text: tf('').replace('= false', '= false # «nosem: aws-ebs-volume-unencrypted»'),
    tool: 'semgrep',
  },
  {
    title: 'Semgrep, line above',
    text: tf('# «nosemgrep: x.y, terraform.aws.security.aws-ebs-unencrypted.aws-ebs-unencrypted»'),
    tool: 'semgrep',
  },
  { title: 'Semgrep, on the first line of the resource', text: tf('', '', ' # «NOSEMGREP»'), tool: 'semgrep' },
  { title: 'Semgrep, another id', text: tf('# nosemgrep: volume-unencrypted') },
  { title: 'Semgrep, without a blank', text: tf('').replace('= false', '= false #nosemgrep') },
  { title: 'Semgrep, two lines above', text: tf('# nosemgrep\n') },
  // Terrascan: no rule of ours maps to a volume
  { title: 'Terrascan, an id of nobody', text: tf('#ts:skip=AC_AWS_9999 why') },
  // Sonar, Bandit
  { title: 'Sonar', text: tf('').replace('= false', '= false # «NOSONAR» scratch'), tool: 'sonar', reason: 'scratch' },
  { title: 'Sonar, another line', text: tf('# NOSONAR') },
  { title: 'Sonar on the head does not reach the value', text: tf('', '', ' # NOSONAR') },
  { title: 'Sonar in a string', text: tf('').replace('size = 1', 'type = "NOSONAR"') },
  {
    title: 'Sonar in Python',
    path: 'a.py',
    text: 'import boto3\nboto3.client("ec2").create_volume(Encrypted=False)  # «NOSONAR»\n',
    tool: 'sonar',
  },
  {
    title: 'Sonar in Python with a rule',
    path: 'a.py',
    text: 'import boto3\nboto3.client("ec2").create_volume(Encrypted=False)  # NOSONAR(S123)\n',
  },
  {
    title: 'Bandit',
    path: 'a.py',
    text: 'import boto3\nboto3.client("ec2").create_volume(Encrypted=False)  # «nosec»\n',
    tool: 'bandit',
  },
  {
    title: 'Bandit with an id',
    path: 'a.py',
    text: 'import boto3\nboto3.client("ec2").create_volume(Encrypted=False)  # nosec B501\n',
  },
  {
    title: 'noqa with an id',
    path: 'a.py',
    text: 'import boto3\nboto3.client("ec2").create_volume(Encrypted=False)  # noqa: E501\n',
  },
  // cdk-nag calls
  {
    title: 'cdk-nag call',
    path: 'a.ts',
    text: "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nconst v = new ec2.Volume(this, 'Disk', { encrypted: false });\nNagSuppressions.addResourceSuppressions(v, [{ id: '«AwsSolutions-EC26»', reason: 'scratch disk' }]);\n",
    tool: 'cdk-nag',
    reason: 'scratch disk',
  },
  {
    title: 'cdk-nag call for another construct',
    path: 'a.ts',
    text: "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nconst v = new ec2.Volume(this, 'Disk', { encrypted: false });\nNagSuppressions.addResourceSuppressions(w, [{ id: 'AwsSolutions-EC26', reason: 'scratch disk' }]);\n",
  },
  {
    title: 'cdk-nag stack in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_ec2 as ec2\nv = ec2.Volume(self, "Disk", encrypted=False)\nNagSuppressions.add_stack_suppressions(self, [{"id": "«AwsSolutions-EC26»", "reason": "scratch disk"}])\n',
    tool: 'cdk-nag',
    reason: 'scratch disk',
  },
  {
    title: 'cdk-nag by path',
    path: 'a.ts',
    text: "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nnew ec2.Volume(this, 'Disk', { encrypted: false });\nNagSuppressions.addResourceSuppressionsByPath(this, '/Stack/Disk/Resource', [{ id: '«AwsSolutions-EC26»', reason: 'scratch disk' }]);\n",
    tool: 'cdk-nag',
    reason: 'scratch disk',
  },
  {
    title: 'cdk-nag acknowledgement',
    path: 'a.ts',
    text: "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nthis.v = new ec2.Volume(this, 'Disk', { encrypted: false });\nValidations.of(this.v).acknowledge({ id: '«AwsSolutions-EC26»', reason: 'scratch disk' });\n",
    tool: 'cdk-nag',
    reason: 'scratch disk',
  },
];

describe('suppressions of every tool', () => {
  for (const { title, path = 'main.tf', text: marked, tool, reason } of CASES) {
    it(title, () => {
      const { text, spans } = unmark(marked);
      const judged = memoryProject({ [path]: text }, allKinds()).judge(path);
      assert.ok(judged);
      const { findings, used } = applySuppressions(judged.analysis.findings, suppressionsIn(judged.unit), TODAY);
      const ours = findings.filter(({ finding }) => finding.rule.id === RULE);
      assert.equal(ours.length, 1, 'the finding itself');
      assert.deepEqual([ours[0]?.by?.tool, ours[0]?.by?.reason], [tool, reason]);
      assert.equal(used.has(ours[0]?.by as never), tool !== undefined);
      const [span] = spans;
      if (span)
        assert.equal(text.slice(ours[0]?.by?.span.start, ours[0]?.by?.span.end), text.slice(span.start, span.end));
      if (span) assert.deepEqual(ours[0]?.by?.span, span);
    });
  }

  it('reaches through a module call where the tool does', () => {
    const inner = 'resource "aws_ebs_volume" "d" {\n  encrypted = false\n}\n';
    const call = (comment: string): string => `${comment}\nmodule "m" {\n  source = "./m"\n}\n`;
    const silenced = (comment: string): (string | undefined)[] => {
      const project = memoryProject({ 'main.tf': call(comment), 'm/main.tf': inner }, allKinds());
      const judged = project.judge('main.tf');
      assert.ok(judged);
      return applySuppressions(judged.analysis.findings, suppressionsIn(judged.unit), TODAY)
        .findings.filter(({ finding }) => finding.rule.id === RULE)
        .map(({ by }) => by?.tool);
    };
    assert.deepEqual(silenced('#trivy:ignore:AWS-0026'), ['trivy']);
    assert.deepEqual(silenced(`# cipherlint-ignore ${RULE}`), ['cipherlint']);
    assert.deepEqual(silenced('# checkov:skip=CKV_AWS_3'), [undefined]);
    assert.deepEqual(silenced('# nosemgrep'), [undefined]);
  });

  it('takes hostile text in its stride', () => {
    const many = 100_000;
    const texts: readonly (readonly [string, string])[] = [
      ['main.tf', tf('', `${'# x\r\n'.repeat(many)}locals {}\r\n# kics-scan ignore\r\n`)],
      ['main.tf', tf(`# cipherlint-ignore${' '.repeat(many)}x`)],
      ['main.tf', tf(`# cipherlint-ignore ${'a*'.repeat(1000)}b`)],
      ['main.tf', tf(`# ${'nosemgrep '.repeat(many)}`)],
      ['main.tf', tf(`# nosemgrep: ${'a,'.repeat(many)}`)],
      ['main.tf', tf(`#trivy:ignore:${'*a'.repeat(1000)}[${'x='.repeat(1000)}`)],
      ['a.ts', `NagSuppressions.addStackSuppressions(this, ${'{ id: "x", '.repeat(many)}`],
      ['a.ts', 'NagSuppressions.addX('.repeat(2000)],
      ['a.json', json(`{"runterrascan.io/skip":"${'['.repeat(1000)}"}`)],
    ];
    for (const [path, text] of texts) {
      const judged = memoryProject({ [path]: text }, allKinds()).judge(path);
      const start = performance.now();
      if (judged) applySuppressions(judged.analysis.findings, suppressionsIn(judged.unit), TODAY);
      assert.ok(performance.now() - start < 2000, `${path}: ${text.slice(0, 40)}`);
    }
  });
});
