// The page of a rule: text from the server as a read-only Markdown document, shown in VS Code's own preview.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { RULE_PAGE, SHOW_RULE, type RulePage, type RulePageParams } from '../server/lsp/protocol';

const scheme = 'cipherlint-rule';

/** Registers the pages and the command that shows one, which takes a rule id or asks for one of those found in the file. */
export function registerRulePages(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => pageText(client, ruleOf(uri)),
    }),
    vscode.commands.registerCommand(SHOW_RULE, showRulePage),
  );
}

async function showRulePage(rule: unknown): Promise<void> {
  const id = typeof rule === 'string' ? rule : await ruleInEditor();
  if (id === undefined) return;
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme, path: `/${id}.md` }));
}

function ruleOf(uri: vscode.Uri): string {
  return uri.path.replace(/^\/|\.md$/g, '');
}

async function pageText(client: BaseLanguageClient, rule: string): Promise<string> {
  const params: RulePageParams = { rule };
  const page = await client.sendRequest<RulePage | null>(RULE_PAGE, params);
  return page?.markdown ?? vscode.l10n.t('There is no rule named {0}.', rule);
}

/** The rule of the finding under the cursor, else the user's choice among those found in the file. */
async function ruleInEditor(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const findings = vscode.languages.getDiagnostics(editor.document.uri).filter(({ source }) => source === 'cipherlint');
  const here = findings.find(({ range }) => range.contains(editor.selection.active));
  if (here !== undefined) return codeOf(here);
  const rules = [...new Set(findings.map(codeOf))].sort();
  return vscode.window.showQuickPick(rules, { title: vscode.l10n.t('Rules with Findings in This File') });
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
