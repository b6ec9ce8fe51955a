// "Fix all" in a real VS Code: on save, by the command and back with one undo, and in a notebook on save.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { expectFinding, expectNone, findings, open, until } from './findings';

const KEY = `Resources:
  OrdersKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: false # as before
      KeyPolicy: {}
`;
const ROTATES = KEY.replace('EnableKeyRotation: false', 'EnableKeyRotation: true');
const CELL = 'import requests\nanswer = requests.get("https://api.anycompany.com", verify=False)';

function at(...path: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path);
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function set(section: string, name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Workspace);
}

async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert').then(undefined, () => undefined);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

describe('fix all', () => {
  const made = at('made');

  afterEach(async () => {
    await set('editor', 'codeActionsOnSave', undefined);
    await set('notebook', 'codeActionsOnSave', undefined);
    await closeAll();
    await vscode.workspace.fs.delete(made, { recursive: true }).then(undefined, () => undefined);
  });

  it('on save fixes what is safe and touches nothing else', async () => {
    await write(at('made', 'saved.yaml'), KEY);
    await set('editor', 'codeActionsOnSave', { 'source.fixAll.cipherlint': 'explicit' });
    const document = await open('made/saved.yaml');
    await expectFinding(document, ['kms-key-no-rotation', 'EnableKeyRotation: «false» # as before']);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# edited\n');
    await vscode.workspace.applyEdit(edit);
    assert.ok(await document.save(), 'it was saved');
    assert.equal(document.getText(), `# edited\n${ROTATES}`);
  });

  it('by its command makes one edit, which one undo takes back', async () => {
    await write(at('made', 'both.yaml'), `${KEY}${KEY.replace('Resources:\n', '').replace('Orders', 'Archive')}`);
    const document = await open('made/both.yaml');
    const before = document.getText();
    await expectFinding(document, ['kms-key-no-rotation', 'EnableKeyRotation: «false» # as before']);
    await vscode.commands.executeCommand('cipherlint.fixAllInFile');
    await expectNone(document, 'kms-key-no-rotation');
    assert.equal(document.getText(), before.replaceAll('EnableKeyRotation: false', 'EnableKeyRotation: true'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('in a notebook on save', async () => {
    const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: CELL };
    const notebook = { cells: [cell], metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 };
    await write(at('made', 'calls.ipynb'), JSON.stringify(notebook));
    await set('notebook', 'codeActionsOnSave', { 'notebook.source.fixAll.cipherlint': 'explicit' });
    const opened = await vscode.workspace.openNotebookDocument(at('made', 'calls.ipynb'));
    await vscode.window.showNotebookDocument(opened);
    const document = opened.cellAt(0).document;
    await until('the finding in the cell', () => findings(document).length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# edited\n');
    await vscode.workspace.applyEdit(edit);
    assert.ok(await opened.save(), 'it was saved');
    await until('the fixed cell', () => !opened.cellAt(0).document.getText().includes('verify=False'));
    assert.equal(
      opened.cellAt(0).document.getText(),
      '# edited\nimport requests\nanswer = requests.get("https://api.anycompany.com")',
    );
  });
});
