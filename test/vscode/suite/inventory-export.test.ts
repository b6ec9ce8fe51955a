// The export of the inventory in a real VS Code with a disk: each format in a file.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import * as os from 'node:os';

describe('inventory export', () => {
  const begins: Readonly<Record<string, RegExp>> = {
    html: /^<!DOCTYPE html>[\s\S]*<title>Encryption inventory<\/title>/,
    csv: /^what,service,kind,name,/,
    json: /"tool": "cipherlint"/,
    sarif: /"version": "2\.1\.0"/,
  };
  for (const [format, begin] of Object.entries(begins)) {
    it(`writes ${format}`, async () => {
      const target = vscode.Uri.joinPath(
        vscode.Uri.file(os.tmpdir()),
        `cipherlint-inventory-${String(Date.now())}.${format}`,
      );
      const written = await vscode.commands.executeCommand<vscode.Uri>('cipherlint.inventory.export', format, target);
      assert.equal(written.toString(), target.toString());
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
      await vscode.workspace.fs.delete(target);
      assert.match(text, begin);
      assert.ok(text.includes('aws_db_instance.orders'));
    });
  }
});
