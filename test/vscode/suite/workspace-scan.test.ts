// The scan of the whole workspace in a real VS Code: files that nobody has open show in the Problems panel, and go again. Node extension host only.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { ruleOf, until } from './findings';

const volume = (encrypted: boolean): Uint8Array =>
  Buffer.from(
    `Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${String(encrypted)}\n`,
  );

async function set(value: 'on' | undefined): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration('cipherlint').update('workspaceScan', value, target);
}

describe('scan of the workspace', () => {
  let uri: vscode.Uri;
  const rules = (): readonly string[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'cipherlint')
      .map(ruleOf);
  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, 'a folder is open');
    uri = vscode.Uri.joinPath(folder.uri, 'unopened.yaml');
    await vscode.workspace.fs.writeFile(uri, volume(false));
  });
  after(async () => {
    await set(undefined);
    await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
  });

  it('shows what is found in files that are not open, exactly where it stands', async () => {
    assert.equal(rules().length, 0);
    await set('on');
    await until('the finding', () => rules().includes('ebs-volume-unencrypted'));
    const finding = vscode.languages.getDiagnostics(uri).find((each) => ruleOf(each) === 'ebs-volume-unencrypted');
    assert.ok(finding?.range.isEqual(new vscode.Range(4, 17, 4, 22)), 'on the value');
  });

  it('follows changes on the disk', async () => {
    await vscode.workspace.fs.writeFile(uri, volume(true));
    await until('it to go', () => !rules().includes('ebs-volume-unencrypted'), 30_000);
    await vscode.workspace.fs.writeFile(uri, volume(false));
    await until('it to come back', () => rules().includes('ebs-volume-unencrypted'), 30_000);
  });

  it('keeps the findings of a file that is opened and closed, once each', async () => {
    // Not by openTextDocument, which keeps a document for minutes after its editor was closed.
    await vscode.commands.executeCommand('vscode.open', uri);
    await until('the open document', () => vscode.window.activeTextEditor?.document.uri.fsPath === uri.fsPath);
    const count = rules().length;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    assert.equal(rules().length, count);
  });

  it('takes everything back when a file is deleted, and when it is switched off', async () => {
    await vscode.workspace.fs.delete(uri);
    await until('the file to be forgotten', () => rules().length === 0, 30_000);
    await vscode.workspace.fs.writeFile(uri, volume(false));
    await until('it to come back', () => rules().length > 0, 30_000);
    await set(undefined);
    await until('it to go', () => rules().length === 0);
  });
});
