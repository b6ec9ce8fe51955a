// The language status item: whether the server runs, which profile is checked, and where the log is.
import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { documentSelector } from './options';

/** Shows the item for every document the server reads, and keeps it up to date. */
export function showStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('cipherlint.status', documentSelector);
  item.name = vscode.l10n.t('Cipherlint');
  const update = (state: State): void => {
    showState(item, state);
  };
  update(client.state);
  return vscode.Disposable.from(
    item,
    client.onDidChangeState(({ newState }) => {
      update(newState);
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('cipherlint.profile')) update(client.state);
    }),
  );
}

function showState(item: vscode.LanguageStatusItem, state: State): void {
  const running = state === State.Running;
  const starting = state === State.Starting;
  item.busy = starting;
  item.severity = running || starting ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Error;
  item.text = running || starting ? vscode.l10n.t('Cipherlint') : vscode.l10n.t('Cipherlint is not running');
  item.detail = running ? vscode.l10n.t('Profile: {0}', profile()) : starting ? vscode.l10n.t('starting') : '';
  item.command = running
    ? { command: 'cipherlint.showOutput', title: vscode.l10n.t('Show Output') }
    : { command: 'cipherlint.restartServer', title: vscode.l10n.t('Restart Server') };
}

function profile(): string {
  return vscode.workspace.getConfiguration('cipherlint').get('profile', 'customer-keys');
}
