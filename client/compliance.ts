// The command that shows only the findings that one compliance framework asks for, by the setting `cipherlint.compliance`.
import * as vscode from 'vscode';

/** As the settings name them. */
const FRAMEWORKS: readonly (readonly [id: string, name: string])[] = [
  ['aws-fsbp', 'AWS Foundational Security Best Practices'],
  ['hipaa', 'HIPAA Security Rule'],
  ['nist-800-53-r5', 'NIST SP 800-53 Revision 5'],
  ['pci-dss-v4', 'PCI DSS v4'],
];

/** Registers the command. */
export function registerComplianceFilter(): vscode.Disposable {
  return vscode.commands.registerCommand('cipherlint.filterByCompliance', filterByCompliance);
}

async function filterByCompliance(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('cipherlint');
  const now = settings.get<readonly string[]>('compliance', []);
  const chosen = await vscode.window.showQuickPick(
    FRAMEWORKS.map(([description, label]) => ({ label, description, picked: now.includes(description) })),
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
