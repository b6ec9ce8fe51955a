// Mappings to standards: read from compliance/, complete in their sources, known to the settings, and right for rules written down here by hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FRAMEWORKS, levelOf, defaultSettings } from '../../../server/core/settings';
import { bundleRules, indexBundle } from '../../../server/rules/bundle';
import { complianceOf, readCompliance, SECURITY_HUB, type Lists } from '../../../server/rules/compliance';
import { kindFiles, root } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

const text = (name: string): string => readFileSync(join(root, 'compliance', name), 'utf8');
const compliance = readCompliance(text('frameworks.yaml'), text('security-hub.yaml'));
const rules = kindFiles().flatMap(({ kind }) => kind?.rules ?? []);

/** What some rules map to, as AWS's pages say. */
const EXPECTED: Readonly<Record<string, Lists>> = {
  'rds-instance-unencrypted': {
    'nist-800-53-r5': ['SC-28', 'SC-28(1)', 'SC-13'],
    hipaa: ['164.312(a)(2)(iv)'],
    gdpr: ['Art. 32(1)(a)'],
    'iso-27001-2022': ['A.8.24'],
    'aws-fsbp': ['RDS.3'],
    'cis-aws-v5': ['2.2.1'],
    'security-hub': ['RDS.3'],
  },
  's3-bucket-allows-http': {
    'nist-800-53-r5': ['SC-13', 'SC-8', 'SC-8(1)'],
    hipaa: ['164.312(e)(1)', '164.312(e)(2)(ii)'],
    gdpr: ['Art. 32(1)(a)'],
    'iso-27001-2022': ['A.8.24'],
    'aws-fsbp': ['S3.5'],
    'cis-aws-v5': ['2.1.1'],
    'pci-dss-v4': ['4.2.1'],
    'security-hub': ['S3.5'],
  },
  'kms-key-no-rotation': {
    'nist-800-53-r5': ['SC-12'],
    'iso-27001-2022': ['A.8.24'],
    'cis-aws-v5': ['3.6'],
    'pci-dss-v4': ['3.7.4'],
    'security-hub': ['KMS.4'],
  },
  'sagemaker-training-volume-key-refused': { 'iso-27001-2022': ['A.8.24'] },
};

describe('compliance', () => {
  it('names each standard as the settings do, with its page', () => {
    assert.deepEqual(Object.fromEntries(compliance.frameworks.map(({ id, title }) => [id, title])), FRAMEWORKS);
    assert.deepEqual(
      compliance.frameworks.filter(({ page }) => !page.startsWith('https://')),
      [],
    );
  });

  it('offers the same standards in the settings of VS Code', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { items?: { examples?: string[] } }> } };
    };
    const offered = manifest.contributes.configuration.properties['cipherlint.compliance']?.items?.examples;
    assert.deepEqual(new Set(offered), new Set(Object.keys(FRAMEWORKS)));
  });

  it('has a source for every mapping, and a rule for every control', () => {
    assert.deepEqual(
      compliance.controls.filter(({ source }) => !source.startsWith('https://')),
      [],
    );
    const mapped = kindFiles().flatMap(({ data }) => ruleData(data).map((rule) => complianceOf(rule, compliance)));
    const idle = compliance.controls.filter(
      ({ framework, id }) => !mapped.some((lists) => lists[framework]?.includes(id)),
    );
    assert.deepEqual(idle, []);
    const named = new Set(rules.flatMap((rule) => rule.compliance[SECURITY_HUB] ?? []));
    assert.deepEqual(
      [...compliance.securityHub.keys()].filter((id) => !named.has(id)),
      [],
    );
  });

  it('stands in one place: rule files name controls of Security Hub that are known, and nothing else', () => {
    const wrong = rules.filter((rule) =>
      Object.entries(rule.compliance).some(
        ([name, ids]) => name !== SECURITY_HUB || ids.some((id) => !compliance.securityHub.has(id)),
      ),
    );
    assert.deepEqual(
      wrong.map(({ id, compliance: lists }) => [id, lists]),
      [],
    );
  });

  it('maps rules as AWS does', () => {
    const all = new Map(
      kindFiles().flatMap(({ data }) =>
        ruleData(data).map((rule) => [rule.id, complianceOf(rule, compliance)] as const),
      ),
    );
    for (const [id, lists] of Object.entries(EXPECTED)) assert.deepEqual(all.get(id), lists, id);
  });

  it('filters findings by a standard', () => {
    const bundle = bundleRules(
      kindFiles().filter(({ path }) => path === 'rds/db-instance.yaml' || path === 's3/bucket.yaml'),
      compliance,
      {},
    );
    const template = 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      Engine: postgres\n';
    const findings = findingsIn(memoryProject({ 'a.yaml': template }, indexBundle(bundle)), 'a.yaml');
    const shown = (standard: string): readonly string[] =>
      findings
        .filter((finding) => finding.verdict === 'fail')
        .filter((finding) => levelOf(finding, { ...defaultSettings, compliance: [standard] }) !== undefined)
        .map((finding) => finding.rule.id);
    assert.ok(shown('cis-aws-v5').includes('rds-instance-unencrypted'));
    assert.ok(shown('gdpr').includes('rds-instance-unencrypted'));
    assert.deepEqual(shown('pci-dss-v4'), []);
  });
});

function ruleData(data: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list = (data as { readonly rules?: unknown }).rules;
  return Array.isArray(list) ? (list as Readonly<Record<string, unknown>>[]) : [];
}
