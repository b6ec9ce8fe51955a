// The command that shows only the findings that one compliance framework asks for, by the setting `cipherlint.compliance`.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FRAMEWORK_NAMES, type FrameworkNames } from '../server/lsp/protocol';

/** Registers the command. */
export function registerComplianceFilter(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('cipherlint.filterByCompliance', () => filterByCompliance(client));
}

async function filterByCompliance(client: BaseLanguageClient): Promise<void> {
  const frameworks = await client.sendRequest<FrameworkNames>(FRAMEWORK_NAMES);
  const settings = vscode.workspace.getConfiguration('cipherlint');
  const now = settings.get<readonly string[]>('compliance', []);
  const chosen = await vscode.window.showQuickPick(
    Object.entries(frameworks).map(([description, label]) => ({
      label,
      description,
      picked: now.includes(description),
    })),
    {
      canPickMany: true,
      title: vscode.l10n.t('Show Only What These Frameworks Ask For'),
      placeHolder: vscode.l10n.t('None: all findings'),
    },
  );
  if (chosen === undefined) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const ids = chosen.map(({ description }) => description);
  await settings.update('compliance', ids.length > 0 ? ids : undefined, target);
}
