// The main job in a real VS Code: findings at the right places, fixed, ignored and set by the user.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { apply, codeAction, expectFinding, expectNone, open, type Expected } from './findings';

const rds = 'rds-instance-unencrypted';
const ebs = 'ebs-volume-unencrypted';

interface File {
  readonly file: string;
  readonly shown: readonly Expected[];
  /** The finding that the quick fix removes, and what the line says then. */
  readonly fixed: Expected;
  readonly becomes: string;
}
const files: readonly File[] = [
  {
    file: 'template.yaml',
    shown: [
      [rds, 'StorageEncrypted: «false»'],
      [ebs, 'Encrypted: «false» # until'],
    ],
    fixed: [rds, 'StorageEncrypted: «false»'],
    becomes: 'StorageEncrypted: true',
  },
  {
    file: 'template.json',
    shown: [
      [rds, '"StorageEncrypted": «false»'],
      [ebs, '"Type": «"AWS::EC2::Volume"»'],
    ],
    fixed: [rds, '"StorageEncrypted": «false»'],
    becomes: '"StorageEncrypted": true',
  },
  {
    file: 'main.tf',
    shown: [
      [rds, 'storage_encrypted   = «false»'],
      [ebs, 'resource «"aws_ebs_volume"» "scratch"'],
    ],
    fixed: [rds, 'storage_encrypted   = «false»'],
    becomes: 'storage_encrypted   = true',
  },
];

for (const { file, shown, fixed, becomes } of files) {
  describe(file, () => {
    it('shows each finding exactly where it is decided', async () => {
      const document = await open(file);
      for (const expected of shown) {
        const finding = await expectFinding(document, expected);
        assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
        assert.ok(typeof finding.code === 'object', 'the rule links to its page');
      }
    });

    it('fixes the finding and nothing else', async () => {
      const document = await open(file);
      const before = document.getText();
      const { range } = await expectFinding(document, fixed);
      await apply(await codeAction(document, range, 'quickfix', /encrypt/i));
      assert.equal(document.getText(), before.replace(fixed[1].replace(/[«»]/g, ''), becomes));
      await expectNone(document, rds);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await expectFinding(document, fixed);
    });

    it('ignores the finding with a comment or an entry of its own', async () => {
      const document = await open(file);
      const { range } = await expectFinding(document, fixed);
      await apply(await codeAction(document, range, 'quickfix', /ignore/i));
      assert.match(document.getText(), /cipherlint/);
      await expectNone(document, rds);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });
  });
}

describe('typing', () => {
  it('follows every change', async () => {
    const document = await open('template.yaml');
    const { range } = await expectFinding(document, [rds, 'StorageEncrypted: «false»']);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, 'true');
    await vscode.workspace.applyEdit(edit);
    await expectNone(document, rds);
    await vscode.commands.executeCommand('undo');
    await expectFinding(document, [rds, 'StorageEncrypted: «false»']);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
