// What the suites share: open a file, wait for its findings, say where one is expected, apply a code action.
import * as vscode from 'vscode';
import assert from 'node:assert/strict';

/** A finding as tests write it: the rule, and the line with the marked text under the squiggle. */
export type Expected = readonly [rule: string, markedLine: string];

/** Asks until the answer is there; VS Code does most things a moment after it was asked. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 50_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a file of the workspace as it is on the disk and shows it. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document);
  if (document.isDirty) await vscode.commands.executeCommand('workbench.action.files.revert');
  return document;
}

/** The findings of Cipherlint that VS Code shows for a document now. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'cipherlint');
}

/** The rule of a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for the finding, then compares its place exactly. */
export async function expectFinding(
  document: vscode.TextDocument,
  [rule, markedLine]: Expected,
): Promise<vscode.Diagnostic> {
  const range = markedRange(document, markedLine);
  const seen = (): string =>
    JSON.stringify(findings(document).map((each) => [ruleOf(each), document.getText(each.range)]));
  return until(`${rule} at ${markedLine}`, () =>
    findings(document).find((each) => ruleOf(each) === rule && each.range.isEqual(range)),
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; shown: ${seen()}`);
  });
}

/** Waits until the rule has no finding in the document. */
export async function expectNone(document: vscode.TextDocument, rule: string): Promise<void> {
  await until(`${rule} to go`, () => findings(document).every((each) => ruleOf(each) !== rule));
}

/** The code action whose title matches, asked for until it is there: asked once, VS Code now and then answers with nothing. */
export async function codeAction(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: string,
  title: RegExp,
): Promise<vscode.CodeAction> {
  return until(`code action ${String(title)}`, async () => {
    const ask = 'vscode.executeCodeActionProvider';
    // The count makes VS Code resolve the edits of the first so many.
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(ask, document.uri, range, kind, 30);
    return actions.find((action) => title.test(action.title));
  });
}

/** Applies the edit of a code action. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  assert.ok(action.edit, `${action.title} has an edit`);
  assert.ok(await vscode.workspace.applyEdit(action.edit), `${action.title} was applied`);
}

function markedRange(document: vscode.TextDocument, markedLine: string): vscode.Range {
  const [before = '', inside = '', after = ''] = markedLine.split(/[«»]/);
  const start = document.getText().indexOf(before + inside + after);
  assert.ok(start >= 0, `${markedLine} is in ${document.fileName}`);
  const from = start + before.length;
  return new vscode.Range(document.positionAt(from), document.positionAt(from + inside.length));
}
