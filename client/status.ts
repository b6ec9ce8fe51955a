// The language status item: whether the server runs, what it found in the file and how fast, which profile holds, and where the log is.
import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { SECTION, STATUS, type StatusParams } from '../server/lsp/protocol';
import { documentSelector } from './options';

type Status = vscode.LanguageStatusItem;

/** Above this the item says that a file is slow. */
const SLOW_MS = 2000;

/** Shows the item for every document the server reads, and keeps it up to date. */
export function showStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('cipherlint.status', documentSelector);
  item.name = vscode.l10n.t('Cipherlint');
  const checked = new Map<string, StatusParams>();
  const update = (): void => {
    const editor = vscode.window.activeTextEditor;
    const uri = editor && client.code2ProtocolConverter.asUri(editor.document.uri);
    showState(item, client.state, uri === undefined ? undefined : checked.get(uri));
  };
  update();
  return vscode.Disposable.from(
    item,
    client.onNotification(STATUS, (status: StatusParams) => {
      checked.set(status.uri, status);
      update();
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) checked.clear();
      update();
    }),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      checked.delete(client.code2ProtocolConverter.asUri(uri));
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SECTION)) update();
    }),
  );
}

function showState(item: Status, state: State, status: StatusParams | undefined): void {
  item.busy = state === State.Starting;
  if (state === State.Stopped) {
    item.severity = vscode.LanguageStatusSeverity.Error;
    item.text = vscode.l10n.t('Cipherlint is not running');
    item.detail = '';
    item.command = { command: 'cipherlint.restartServer', title: vscode.l10n.t('Restart Server') };
    return;
  }
  const slow = (status?.milliseconds ?? 0) > SLOW_MS;
  item.severity = slow ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  item.text = status ? findingWords(status.findings) : vscode.l10n.t('Cipherlint');
  item.detail = state === State.Starting ? vscode.l10n.t('starting') : detailOf(status);
  item.command = { command: 'cipherlint.showOutput', title: vscode.l10n.t('Show Output') };
}

function findingWords(count: number): string {
  if (count === 0) return vscode.l10n.t('Cipherlint: no findings');
  return count === 1 ? vscode.l10n.t('Cipherlint: 1 finding') : vscode.l10n.t('Cipherlint: {0} findings', count);
}

/** What decides what is shown, and how long the file took. */
function detailOf(status: StatusParams | undefined): string {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const frameworks = settings.get<readonly string[]>('compliance', []);
  const parts = [
    vscode.l10n.t('Profile: {0}', status?.profile ?? settings.get('profile', 'customer-keys')),
    ...(frameworks.length > 0 ? [vscode.l10n.t('only {0}', frameworks.join(', '))] : []),
    ...(status ? [vscode.l10n.t('checked in {0} ms', Math.max(1, Math.round(status.milliseconds)))] : []),
  ];
  return parts.join(' · ');
}
