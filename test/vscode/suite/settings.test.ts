// Settings and commands in a real VS Code: a change shows at once, without a restart.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { expectFinding, expectNone, open, until, type Expected } from './findings';

const rds = 'rds-instance-unencrypted';
const finding: Expected = [rds, 'StorageEncrypted: «false»'];

async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('cipherlint').update(name, value, vscode.ConfigurationTarget.Workspace);
}

describe('settings', () => {
  afterEach(async () => {
    await set('rules', undefined);
    await set('exclude', undefined);
  });

  it('a rule can be switched off and on again', async () => {
    const document = await open('template.yaml');
    await expectFinding(document, finding);
    await set('rules', { [rds]: 'off' });
    await expectNone(document, rds);
    await set('rules', undefined);
    await expectFinding(document, finding);
  });

  it('a pattern sets the severity', async () => {
    const document = await open('template.yaml');
    await set('rules', { 'rds-*': 'hint' });
    await until(
      'the severity',
      async () => (await expectFinding(document, finding)).severity === vscode.DiagnosticSeverity.Hint,
    );
  });

  it('a file can be excluded', async () => {
    const document = await open('template.yaml');
    await expectFinding(document, finding);
    await set('exclude', ['template.*']);
    await expectNone(document, rds);
  });
});

describe('commands', () => {
  it('fixes all findings of the file that need no decision', async () => {
    const document = await open('fix-all.yaml');
    const before = document.getText();
    await expectFinding(document, ['kms-key-no-rotation', 'EnableKeyRotation: «false»']);
    await vscode.commands.executeCommand('cipherlint.fixAllInFile');
    await expectNone(document, 'kms-key-no-rotation');
    assert.equal(document.getText(), before.replaceAll('EnableKeyRotation: false', 'EnableKeyRotation: true'));
    // What replaces a resource is a decision: it stays.
    await expectFinding(document, ['ebs-volume-unencrypted', 'Encrypted: «false»']);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('shows the page of a rule', async () => {
    await vscode.commands.executeCommand('cipherlint.showRule', rds);
    await until('the preview', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes(rds))),
    );
    const page = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: 'cipherlint-rule', path: `/${rds}.md` }),
    );
    assert.match(page.getText(), /^# .*rds-instance-unencrypted/);
  });

  it('restarts the server', async () => {
    const document = await open('template.yaml');
    await expectFinding(document, finding);
    await vscode.commands.executeCommand('cipherlint.restartServer');
    await expectFinding(document, finding);
  });

  it('contributes a language for Terraform', async () => {
    assert.equal((await open('main.tf')).languageId, 'terraform');
  });
});
