// Configuration files, rules and baselines of a workspace in a real VS Code: they hold in both hosts, and a change of them shows at once.
import * as vscode from 'vscode';
import { HOUSE_RULES } from '../../support/house-rules';
import { expectFinding, expectNone, findings, open, ruleOf, until, type Expected } from './findings';

const rds = 'rds-instance-unencrypted';
const finding: Expected = [rds, 'StorageEncrypted: «false»'];
const { Error: high, Information: info, Hint: hint } = vscode.DiagnosticSeverity;

const written = new Set<string>();

function uriOf(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

async function write(name: string, text: string): Promise<void> {
  written.add(name);
  await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
}

async function remove(name: string): Promise<void> {
  written.delete(name);
  await vscode.workspace.fs.delete(uriOf(name), { useTrash: false });
}

async function expectSeverity(document: vscode.TextDocument, severity: vscode.DiagnosticSeverity): Promise<void> {
  await until(`severity ${String(severity)}`, () =>
    findings(document).some((each) => ruleOf(each) === rds && each.severity === severity),
  );
}

describe('files of the workspace that say what is shown', () => {
  afterEach(async () => {
    for (const name of written) await remove(name);
  });

  it('a configuration sets the level of a finding, and an edit of it sets another one', async () => {
    const document = await open('template.yaml');
    await expectFinding(document, finding);
    await expectSeverity(document, high);
    await write('.cipherlint.yaml', `rules: { ${rds}: hint }\n`);
    await expectSeverity(document, hint);
    await write('.cipherlint.yaml', `rules: { ${rds}: info }\n`);
    await expectSeverity(document, info);
    await write('.cipherlint.yaml', `overrides: [{ paths: [template.*], rules: { ${rds}: off } }]\n`);
    await expectNone(document, rds);
    await remove('.cipherlint.yaml');
    await expectSeverity(document, high);
  });

  it('the nearest configuration wins', async () => {
    await write('.cipherlint.yaml', `rules: { ${rds}: off }\n`);
    await write('inner/.cipherlint.yaml', `rules: { ${rds}: hint }\n`);
    const outer = await open('template.yaml');
    await write('inner/template.yaml', outer.getText());
    const inner = await open('inner/template.yaml');
    await expectSeverity(inner, hint);
    await expectNone(outer, rds);
  });

  it('what is wrong in a configuration stands in it', async () => {
    await write('apart/.cipherlint.yaml', 'rules: { no-such-rule: hint }\n');
    await write('apart/volume.yaml', 'Resources: { Disk: { Type: AWS::EC2::Volume } }\n');
    await open('apart/volume.yaml');
    await until('the complaint', () =>
      vscode.languages
        .getDiagnostics(uriOf('apart/.cipherlint.yaml'))
        .some(({ range, message }) => range.start.character === 9 && message.includes('no-such-rule')),
    );
  });

  it('what a baseline knows is not shown', async () => {
    const document = await open('template.yaml');
    await expectFinding(document, finding);
    await write('.cipherlint-baseline.json', BASELINE);
    await write('.cipherlint.yaml', 'baseline: .cipherlint-baseline.json\n');
    await expectNone(document, rds);
    await remove('.cipherlint-baseline.json');
    await expectFinding(document, finding);
  });

  it('a rule of the workspace judges', async () => {
    await write('bucket.tf', 'resource "aws_s3_bucket" "shop" {\n  bucket = "shop"\n}\n');
    const document = await open('bucket.tf');
    await until('the rule of a new folder', async () => {
      // VS Code may not watch a folder yet that has only just come: the file is saved again, as a person does
      await write('.cipherlint/rules/house.yaml', HOUSE_RULES);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return findings(document).some((each) => ruleOf(each) === 'house-bucket-name');
    });
    await expectFinding(document, ['house-bucket-name', 'bucket = «"shop"»']);
    await write('.cipherlint/rules/house.yaml', HOUSE_RULES.replace('^house-', '^shop'));
    await expectNone(document, 'house-bucket-name');
  });
});

const BASELINE = JSON.stringify({
  version: 1,
  entries: [
    {
      rule: rds,
      dialect: 'cloudformation',
      address: 'Orders',
      fingerprint: 'StorageEncrypted false',
      path: 'template.yaml',
      count: 1,
    },
  ],
});
