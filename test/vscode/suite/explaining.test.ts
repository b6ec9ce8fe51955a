// What explains and narrows down in a real VS Code: scripts in every host, configuration files, code lenses, rewriting.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';
import { expectFinding, expectNone, findings, open, until } from './findings';

const folder = (): vscode.Uri => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'a folder is open');
  return first.uri;
};

describe('explaining', () => {
  it('looks at scripts, in the web, too', async () => {
    const document = await open('volume.mjs');
    await expectFinding(document, ['ebs-volume-unencrypted', 'Encrypted: «false»']);
  });

  it('complains about a configuration at its place, and completes it', async () => {
    const uri = vscode.Uri.joinPath(folder(), '.cipherlint.yaml');
    // No settings that change anything: other tests run in this folder.
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('profil: strict\n\ncompliance: []\n'));
    try {
      const document = await open('.cipherlint.yaml');
      const finding = await expectFinding(document, ['configuration', '«profil»: strict']);
      assert.match(finding.message, /mean "profile"/);
      const complete = async (line: number, character: number): Promise<readonly string[]> => {
        const ask = 'vscode.executeCompletionItemProvider';
        const position = new vscode.Position(line, character);
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(ask, uri, position);
        return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      };
      await until('the settings', async () => (await complete(1, 0)).includes('overrides'));
      await until('the frameworks', async () => (await complete(2, 13)).includes('hipaa'));
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('shows code lenses when they are asked for', async () => {
    const settings = vscode.workspace.getConfiguration('cipherlint');
    const document = await open('template.yaml');
    const titles = async (): Promise<readonly (string | undefined)[]> => {
      const ask = 'vscode.executeCodeLensProvider';
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(ask, document.uri, 10);
      return lenses.map(({ command }) => command?.title);
    };
    assert.equal((await titles()).length, 0);
    await settings.update('codeLens', true, vscode.ConfigurationTarget.Workspace);
    try {
      await until('the lens', async () => (await titles()).includes('2 stores: 2 off'));
    } finally {
      await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("rewrites another tool's suppression", async () => {
    const document = await open('suppressed.tf');
    await expectNone(document, 'ebs-volume-unencrypted');
    await until('the rewriting', async () => {
      await vscode.commands.executeCommand('cipherlint.rewriteSuppressions');
      return document.getText().startsWith('# cipherlint-ignore ebs-volume-unencrypted -- scratch disk\n');
    });
    assert.ok(!document.getText().includes('checkov'), 'the other tool is not mentioned any more');
    await until('silence', () =>
      findings(document).every(({ severity }) => severity !== vscode.DiagnosticSeverity.Error),
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('has a walkthrough whose pictures and commands are there', async () => {
    const manifest = vscode.extensions.getExtension('cipherlint.cipherlint')?.packageJSON as {
      contributes: { walkthroughs: { steps: { description: string; media: { image: string } }[] }[] };
    };
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.ok(steps.length >= 4, 'several steps');
    const commands = new Set(await vscode.commands.getCommands());
    for (const { description } of steps)
      for (const [, name = ''] of description.matchAll(/\(command:([\w.]+)/g)) assert.ok(commands.has(name), name);
  });
});
