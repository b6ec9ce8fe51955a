// A language server that is killed: the next one takes its place, and nothing of the old one stays. Node extension host only.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { expectFinding, expectNone, open, type Expected } from './findings';
import { serverProcess } from './server-process';

const rds = 'rds-instance-unencrypted';
const finding: Expected = [rds, 'StorageEncrypted: «false»'];

describe('a server that is killed', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('is started again, and what was fixed meanwhile is not shown any more', async () => {
    const document = await open('template.yaml');
    const { range } = await expectFinding(document, finding);
    const killed = serverProcess();
    process.kill(killed, 'SIGKILL');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, 'true');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await expectNone(document, rds);
    await expectFinding(document, ['ebs-volume-unencrypted', 'Encrypted: «false» # until']);
    assert.notEqual(serverProcess(), killed);
    await vscode.commands.executeCommand('undo');
    await expectFinding(document, finding);
  });
});
