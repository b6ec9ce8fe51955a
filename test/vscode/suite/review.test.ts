// "Review encryption before commit" in a real VS Code with a real git repository. Node extension host only.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findings, ruleOf, until } from './findings';
import { createRepository, type Repository } from './git-repository';
import { serverProcess } from './server-process';

const rule = 'ebs-volume-unencrypted';
const volume = (encrypted: boolean): string =>
  `Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${String(encrypted)}\n`;
const BAD = volume(false);
const GOOD = volume(true);

/** `line:column message` of the review's problems for the rule in a file. */
function reviewed(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((each) => each.source === 'cipherlint (before commit)' && ruleOf(each) === rule)
    .map(
      ({ range, message }) =>
        `${String(range.start.line)}:${String(range.start.character)} ${message.split(':')[0] ?? ''}`,
    );
}

async function expectReviewed(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  await until(`${expected.join(', ') || 'nothing'} in ${uri.fsPath}`, () => {
    const now = reviewed(uri);
    return now.length === expected.length && now.every((each, i) => each === expected[i]);
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; shown: ${reviewed(uri).join(', ')}`);
  });
}

const review = (): Thenable<unknown> => vscode.commands.executeCommand('cipherlint.reviewCommit');

async function insert(document: vscode.TextDocument, line: number, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(line, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('review before commit', () => {
  let repository: Repository;
  before(async () => {
    repository = await createRepository('staged');
    repository.write({ 'old.yaml': BAD, 'a.yaml': GOOD, 'b.yaml': GOOD });
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'before');
  });
  after(async () => {
    await vscode.commands.executeCommand('cipherlint.review.clear');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    repository.remove();
  });
  const stage = (files: Readonly<Record<string, string>>): void => {
    repository.write(files);
    repository.git('add', '.');
  };

  it('is offered in the palette and the Source Control view', async () => {
    assert.ok((await vscode.commands.getCommands(true)).includes('cipherlint.reviewCommit'));
  });

  it('shows what is staged, not what is on the disk, as problems of its own', async () => {
    stage({ 'a.yaml': BAD, 'old.yaml': `# moved\n${BAD}` });
    repository.write({ 'a.yaml': `# not staged\n${BAD}`, 'b.yaml': BAD });
    await review();
    await expectReviewed(repository.uri('a.yaml'), ['5:17 Staged, new']);
    await expectReviewed(repository.uri('old.yaml'), ['5:17 Staged, already at HEAD']);
    await expectReviewed(repository.uri('b.yaml'), []);
  });

  it('follows an edit, and drops what is no longer there', async () => {
    const document = await vscode.workspace.openTextDocument(repository.uri('a.yaml'));
    await vscode.window.showTextDocument(document);
    await insert(document, 0, '# another line\n');
    await expectReviewed(document.uri, ['6:17 Staged, new']);
    await insert(document, 6, '#');
    await expectReviewed(document.uri, []);
    const back = new vscode.WorkspaceEdit();
    back.delete(document.uri, new vscode.Range(6, 0, 6, 1));
    assert.ok(await vscode.workspace.applyEdit(back));
    await expectReviewed(document.uri, ['6:17 Staged, new']);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('fixes the working file and stages it', async () => {
    const uri = repository.uri('fix.yaml');
    const key = (rotated: boolean): string =>
      `Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: ${String(rotated)}\n      KeyPolicy: {}\n`;
    const falseInKey = { start: { line: 4, character: 25 }, end: { line: 4, character: 30 } };
    stage({ 'fix.yaml': key(false) });
    const finding = {
      ...{
        path: 'fix.yaml',
        uri: uri.toString(),
        rule: 'kms-key-no-rotation',
        theme: 'key-management',
        level: 'medium',
      },
      ...{ message: '', href: '', isNew: true, fixable: true },
      stagedRange: falseInKey,
      range: falseInKey,
    };
    const node = {
      kind: 'finding',
      finding,
      file: { path: 'fix.yaml', uri: uri.toString(), edited: false, deleted: false },
    };
    await vscode.commands.executeCommand('cipherlint.review.fix', node);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), key(true));
    assert.equal(document.isDirty, true, 'applied, not saved: it can be looked at and undone');
    await vscode.commands.executeCommand('cipherlint.review.stage', node);
    assert.equal(document.isDirty, false);
    assert.equal(repository.git('show', ':fix.yaml'), key(true));
  });

  it('is brought up to date by staging, and gone after the commit', async () => {
    stage({ 'b.yaml': BAD });
    await expectReviewed(repository.uri('b.yaml'), ['4:17 Staged, new']);
    repository.git('commit', '--quiet', '--no-verify', '-m', 'all');
    await expectReviewed(repository.uri('a.yaml'), []);
    await expectReviewed(repository.uri('b.yaml'), []);
    await expectReviewed(repository.uri('old.yaml'), []);
  });

  it('comes back after the server was killed, with nothing stale', async function () {
    if (process.platform === 'win32') this.skip();
    stage({ 'a.yaml': `# again\n${BAD}` });
    await review();
    await expectReviewed(repository.uri('a.yaml'), ['5:17 Staged, already at HEAD']);
    repository.git('reset', '--quiet', '--hard');
    repository.write({ 'c.yaml': BAD });
    repository.git('add', 'c.yaml');
    process.kill(serverProcess(), 'SIGKILL');
    await expectReviewed(repository.uri('c.yaml'), ['4:17 Staged, new']);
    await expectReviewed(repository.uri('a.yaml'), []);
    const document = await vscode.workspace.openTextDocument(repository.uri('c.yaml'));
    await vscode.window.showTextDocument(document);
    await until('the new server', () => findings(document).some((each) => ruleOf(each) === rule));
  });
});
