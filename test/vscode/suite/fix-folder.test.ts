// "Fix all in folder" in a real VS Code: a preview that has to be confirmed, and without a word nothing changes. What it would change is asserted in the LSP tests, how it is confirmed in ui.test.ts.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';

const KEY = `Resources:
  OrdersKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: false # as before
      KeyPolicy: {}
`;

describe('fix all in a folder', () => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const made = vscode.Uri.joinPath(folder.uri, 'made');
  const at = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(made, ...path);
  const textAt = async (...path: string[]): Promise<string> =>
    (await vscode.workspace.openTextDocument(at(...path))).getText();

  beforeEach(async () => {
    for (const path of ['here/one.yaml', 'here/below/two.yaml', 'beside/three.yaml'])
      await vscode.workspace.fs.writeFile(at(...path.split('/')), new TextEncoder().encode(KEY));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.saveAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(made, { recursive: true });
  });

  it('waits in a preview, and changes nothing when that is discarded', async () => {
    const asked = vscode.commands.executeCommand('cipherlint.fixAllInFolder', at('here'));
    let done = false;
    void asked.then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.equal(done, false, 'it waits for a word');
    await vscode.commands.executeCommand('refactorPreview.discard');
    await asked;
    for (const path of ['here/one.yaml', 'here/below/two.yaml', 'beside/three.yaml'])
      assert.equal(await textAt(...path.split('/')), KEY);
  });
});
