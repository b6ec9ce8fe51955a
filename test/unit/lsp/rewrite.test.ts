// Other tools' suppressions rewritten into ours: the same findings stay silenced, and nothing else changes.
import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { ensureBuilt } from '../../support/built';
import { startClient, type Client } from '../../support/lsp-client';

const EBS = 'ebs-volume-unencrypted';
const TF = 'resource "aws_ebs_volume" "d" {\n  size = 1\n  encrypted = false\n}\n';
const YAML = 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n';

interface Case {
  readonly title: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const cases: readonly Case[] = [
  {
    title: "Checkov's inside the block moves above the resource, since it holds for all of it",
    path: 'main.tf',
    before: TF.replace('  size', '  # checkov:skip=CKV_AWS_3:scratch disk\n  size'),
    after: `# cipherlint-ignore ${EBS} -- scratch disk\n${TF}`,
  },
  {
    title: "Trivy's above the block stays in its place, with its last day",
    path: 'main.tf',
    before: `#trivy:ignore:AVD-AWS-0026:exp:2027-03-10\n${TF}`,
    after: `#cipherlint-ignore ${EBS} until=2027-03-09\n${TF}`,
  },
  {
    title: "cfn_nag's Metadata becomes a comment in YAML",
    path: 'template.yaml',
    before: YAML.replace(
      '    Properties',
      '    Metadata:\n      cfn_nag:\n        rules_to_suppress:\n          - id: F1\n            reason: scratch\n    Properties',
    ),
    after: YAML.replace('  Disk', `  # cipherlint-ignore ${EBS} -- scratch\n  Disk`).replace(
      '    Properties',
      '    Metadata:\n      cfn_nag:\n        rules_to_suppress:\n    Properties',
    ),
  },
  {
    title: "Checkov's Metadata becomes ours in JSON",
    path: 'template.json',
    before:
      '{"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Metadata":{"checkov":{"skip":[{"id":"CKV_AWS_3","comment":"scratch"}]}},"Properties":{"Encrypted":false}}}}',
    after: `{"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Metadata":{"cipherlint": { "ignore": [{ "rule": "${EBS}", "reason": "scratch" }] }, "checkov":{"skip":[]}},"Properties":{"Encrypted":false}}}}`,
  },
];

describe("language server: rewriting other tools' suppressions", () => {
  before(ensureBuilt);
  let client: Client;
  beforeEach(async () => {
    client = await startClient({ settings: { profile: 'baseline' } });
  });
  afterEach(() => client.stop());
  const at = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const all = async (uri: string): Promise<CodeAction | undefined> =>
    (await client.actions(uri, at, ['source.rewriteSuppressions.cipherlint']))[0];

  for (const { title, path, before, after } of cases) {
    it(title, async () => {
      const uri = `file:///work/${path}`;
      await client.open(uri, path.endsWith('.tf') ? 'terraform' : path.endsWith('.json') ? 'json' : 'yaml', before);
      assert.deepEqual(await client.diagnostics(uri), []);
      const action = await all(uri);
      assert.ok(action);
      assert.equal(await client.take(uri, action), after);
      assert.deepEqual(await client.diagnostics(uri), []);
    });
  }

  it('is offered where the words stand, and only there', async () => {
    const uri = 'file:///work/main.tf';
    await client.open(uri, 'terraform', TF.replace('  size', '  # checkov:skip=CKV_AWS_3:x\n  size'));
    const titles = async (line: number): Promise<readonly string[]> => {
      const position = { line, character: 6 };
      const actions = await client.actions(uri, { start: position, end: position }, ['refactor']);
      return actions.map(({ title }) => title);
    };
    assert.deepEqual(await titles(1), ["Rewrite checkov's suppression as cipherlint-ignore"]);
    assert.deepEqual(await titles(2), []);
  });

  it('leaves words alone that also say something to the other tool alone', async () => {
    const uri = 'file:///work/main.tf';
    const text = TF.replace('  size', '  # checkov:skip=CKV_AWS_3,CKV2_AWS_9:x\n  # kics-scan ignore-line\n  size');
    await client.open(uri, 'terraform', text);
    const action = await all(uri);
    assert.ok(action);
    assert.equal(await client.take(uri, action), text);
  });
});
