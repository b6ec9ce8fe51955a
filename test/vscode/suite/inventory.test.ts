// The inventory in a real VS Code: what the view's command reads, grouped and filtered, its places, the export, and a change on the disk.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import type { InventoryAnswer } from '../../../server/lsp/protocol';
import { open, until } from './findings';

type Row = InventoryAnswer['groups'][number]['rows'][number];

async function refresh(): Promise<InventoryAnswer> {
  const answer = await vscode.commands.executeCommand<InventoryAnswer | undefined>('cipherlint.inventory.refresh');
  assert.ok(answer, 'the server answers');
  return answer;
}

async function row(file: string, name: string): Promise<Row> {
  const { groups } = await refresh();
  const found = groups.flatMap(({ rows }) => rows).find(({ at, name: own }) => at.path === file && own === name);
  assert.ok(found, `${name} of ${file} is listed`);
  return found;
}

/** The text at a place, as VS Code has it. */
async function textAt({ uri, start, end }: Row['at']): Promise<string> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  return document.getText(new vscode.Range(start.line, start.column, end.line, end.column));
}

describe('inventory', () => {
  before(async () => {
    await vscode.commands.executeCommand('cipherlint.inventory.focus');
  });

  const cases = [
    { file: 'template.yaml', name: 'Orders', head: 'AWS::RDS::DBInstance', decides: 'false' },
    { file: 'template.json', name: 'Orders', head: '"AWS::RDS::DBInstance"', decides: 'false' },
    { file: 'main.tf', name: 'aws_db_instance.orders', head: '"aws_db_instance"', decides: 'false' },
  ];
  for (const { file, name, head, decides } of cases) {
    it(`lists ${name} of ${file}, which nobody has to open, at its place and at what decides`, async () => {
      const { at, atRest, noun, service } = await row(file, name);
      assert.equal(await textAt(at), head);
      assert.equal(atRest?.state, 'off');
      assert.ok(atRest.at);
      assert.equal(await textAt(atRest.at), decides);
      assert.equal(`${service}: ${noun}`, 'RDS: RDS database instance');
    });
  }

  it('groups by file', async () => {
    await vscode.commands.executeCommand('cipherlint.inventory.groupBy.file');
    const { groups } = await refresh();
    assert.ok(groups.some(({ name }) => name === 'template.yaml'));
    await vscode.commands.executeCommand('cipherlint.inventory.groupBy.service');
  });

  it('follows the editor', async () => {
    const document = await open('template.yaml');
    const edit = new vscode.WorkspaceEdit();
    const start = document.getText().indexOf('StorageEncrypted: false') + 'StorageEncrypted: '.length;
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + 5)), 'true');
    await vscode.workspace.applyEdit(edit);
    await until('the change', async () => (await row('template.yaml', 'Orders')).atRest?.state === 'aws-key');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the old state', async () => (await row('template.yaml', 'Orders')).atRest?.state === 'off');
  });

  it('shows the panel, once', async () => {
    const panels = (): number =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'Encryption Inventory')
        .length;
    await vscode.commands.executeCommand('cipherlint.inventory.show');
    await vscode.commands.executeCommand('cipherlint.inventory.show');
    await until('the panel', () => panels() === 1);
  });
});
