// What can be done with an entry of a commit review: open its place, fix the working file, stage the file.
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { REVIEW_FIXES, type ReviewedFinding, type ReviewFix, type ReviewFixesParams } from '../server/lsp/protocol';
import type { ReviewNode } from './commit-review-tree';
import { gitApi } from './git-api';
import { toRange } from './ranges';

type FindingNode = Extract<ReviewNode, { readonly kind: 'finding' }>;

/** Files that only our fixes have changed since they were staged, with their text after the last fix. */
const onlyFixed = new Map<string, string>();

/** Registers the commands behind the entries. */
export function registerReviewActions(client: BaseLanguageClient): vscode.Disposable {
  const register = (name: string, action: (node: FindingNode) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`cipherlint.review.${name}`, async (node: unknown) => {
      if (isFindingNode(node)) await action(node);
    });
  return vscode.Disposable.from(
    register('open', open),
    register('fix', (node) => fix(client, node)),
    register('stage', stage),
  );
}

function isFindingNode(node: unknown): node is FindingNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'finding';
}

/** Where the working file has moved on, the staged text is shown beside it. */
async function open({ finding, file }: FindingNode): Promise<void> {
  const uri = vscode.Uri.parse(finding.uri);
  if (finding.range !== undefined) {
    await vscode.window.showTextDocument(uri, { selection: toRange(finding.range) });
    return;
  }
  const staged = (await gitApi())?.toGitUri(uri, '');
  const selection = toRange(finding.stagedRange);
  if (staged === undefined) await vscode.window.showTextDocument(uri, { selection });
  else if (file?.deleted === true) await vscode.window.showTextDocument(staged, { selection });
  else
    await vscode.commands.executeCommand(
      'vscode.diff',
      staged,
      uri,
      vscode.l10n.t('{0} (staged, and as it is now)', finding.path),
      { selection },
    );
}

/** Applies the preferred fix; one that needs a decision is chosen by the user. */
async function fix(client: BaseLanguageClient, { finding, file }: FindingNode): Promise<void> {
  if (finding.range === undefined) return;
  const uri = vscode.Uri.parse(finding.uri);
  const editor = await vscode.window.showTextDocument(uri, { selection: toRange(finding.range) });
  const fixes = await fixesFor(client, finding);
  const chosen = fixes.find(({ isPreferred }) => isPreferred) ?? (await choose(fixes, finding));
  if (!chosen) return;
  const { document } = editor;
  const wasClean = file?.edited === false || onlyFixed.get(finding.uri) === document.getText();
  const changed = nextChange(document);
  if (!(await vscode.workspace.applyEdit(chosen.edit))) return;
  await changed;
  if (wasClean) onlyFixed.set(finding.uri, document.getText());
}

/** The document here follows the editor a moment later. */
function nextChange(document: vscode.TextDocument): Promise<void> {
  return new Promise((resolve) => {
    const listening = vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document === document) done();
    });
    const timer = setTimeout(done, 1000);
    function done(): void {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    }
  });
}

type Fix = ReviewFix<vscode.WorkspaceEdit>;

async function fixesFor(client: BaseLanguageClient, { uri, range, rule }: ReviewedFinding): Promise<readonly Fix[]> {
  if (range === undefined) return [];
  const params: ReviewFixesParams = { uri, range, rule };
  const fixes = await client.sendRequest<readonly ReviewFix<WorkspaceEdit>[]>(REVIEW_FIXES, params);
  return Promise.all(
    fixes.map(async ({ edit, ...fix }) => ({
      ...fix,
      edit: await client.protocol2CodeConverter.asWorkspaceEdit(edit),
    })),
  );
}

async function choose(fixes: readonly Fix[], { rule, message }: ReviewedFinding): Promise<Fix | undefined> {
  const { t } = vscode.l10n;
  if (fixes.length === 0) {
    const show = t('Show Rule Page');
    const answer = await vscode.window.showInformationMessage(
      t('There is no fix that could be made here by itself.'),
      show,
    );
    if (answer === show) await vscode.commands.executeCommand('cipherlint.showRule', rule);
    return undefined;
  }
  const items = fixes.map((each) => ({ label: each.title, fix: each }));
  return (await vscode.window.showQuickPick(items, { title: t('Fix in the Working File'), placeHolder: message }))?.fix;
}

/** Saves and stages the whole file; asks first where that would take other changes along. */
async function stage({ finding, file }: FindingNode): Promise<void> {
  const { t } = vscode.l10n;
  const uri = vscode.Uri.parse(finding.uri);
  const repository = (await gitApi())?.getRepository(uri);
  if (!repository) {
    void vscode.window.showWarningMessage(
      t("Staging needs VS Code's Git extension, which has not opened this repository."),
    );
    return;
  }
  if (file?.deleted !== true) {
    const document = await vscode.workspace.openTextDocument(uri);
    if (onlyFixed.get(finding.uri) !== document.getText() && !(await confirmed(finding.path))) return;
    if (document.isDirty && !(await document.save())) return;
  }
  await repository.add([uri.fsPath]);
  onlyFixed.delete(finding.uri);
}

async function confirmed(path: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const yes = t('Stage the File');
  const detail = t('Everything that has changed in the file since it was staged becomes part of the commit.');
  return (await vscode.window.showWarningMessage(t('Stage all of {0}?', path), { modal: true, detail }, yes)) === yes;
}
