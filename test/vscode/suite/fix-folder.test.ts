// "Fix all in folder" in a real VS Code: a preview that has to be confirmed, and nothing outside of the folder changes.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';

const KEY = `Resources:
  OrdersKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: false # as before
      KeyPolicy: {}
`;
const ROTATES = KEY.replace('EnableKeyRotation: false', 'EnableKeyRotation: true');

/** The panel draws a moment after it was asked. */
async function command(name: string): Promise<void> {
  await vscode.commands.executeCommand(name);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

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

  it('changes its files once the preview is confirmed, and no others', async () => {
    const asked = vscode.commands.executeCommand('cipherlint.fixAllInFolder', at('here'));
    let done = false;
    void asked.then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.equal(done, false, 'it waits for a word');
    assert.equal(await textAt('here', 'one.yaml'), KEY);
    // What needs a word is not ticked. One box stands for all edits of a kind.
    for (const step of ['refactorPreview.focus', 'refactorPreview.groupByType', 'refactorPreview.focus'])
      await command(step);
    await command('list.focusFirst');
    await command('refactorPreview.toggleCheckedState');
    await vscode.commands.executeCommand('refactorPreview.apply');
    await asked;
    assert.equal(await textAt('here', 'one.yaml'), ROTATES);
    assert.equal(await textAt('here', 'below', 'two.yaml'), ROTATES);
    assert.equal(await textAt('beside', 'three.yaml'), KEY);
  });
});
