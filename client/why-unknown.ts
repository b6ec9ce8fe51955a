// "Why unknown?": lists what could not be decided in the file, those at the cursor first, and offers to give a missing value for linting.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { toRange } from './ranges';
import { BIND, UNKNOWNS, type AskedName, type BindParams, type UnknownItem } from '../server/lsp/protocol';

interface Pick extends vscode.QuickPickItem {
  readonly unknown?: UnknownItem;
}

/** Registers the command. */
export function registerWhyUnknown(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('cipherlint.whyUnknown', () => whyUnknown(client));
}

async function whyUnknown(client: BaseLanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const unknowns = await client.sendRequest<readonly UnknownItem[]>(UNKNOWNS, { uri });
  const picker = vscode.window.createQuickPick<Pick>();
  picker.title = vscode.l10n.t('What Cipherlint Does Not Know in This File');
  picker.placeholder = vscode.l10n.t('Go to the place; the button gives a value for linting');
  picker.matchOnDescription = picker.matchOnDetail = true;
  picker.items = itemsFor(unknowns, editor.selection.active);
  picker.onDidTriggerItemButton(({ item }) => {
    picker.hide();
    if (item.unknown?.asks) void bindValue(client, editor.document.uri, item.unknown.asks);
  });
  picker.onDidAccept(() => {
    const [chosen] = picker.selectedItems;
    if (chosen?.unknown) reveal(editor, chosen.unknown);
    picker.hide();
  });
  picker.onDidHide(() => {
    picker.dispose();
  });
  picker.show();
}

function itemsFor(unknowns: readonly UnknownItem[], cursor: vscode.Position): readonly Pick[] {
  if (unknowns.length === 0) return [{ label: vscode.l10n.t('Everything in this file could be decided.') }];
  const places = byPlace(unknowns);
  const here = places.filter(([unknown]) => unknown && toRange(unknown.range).contains(cursor));
  const elsewhere = places.filter((place) => !here.includes(place));
  return [
    ...(here.length > 0 ? [separator(vscode.l10n.t('At the cursor')), ...here.flatMap(itemFor)] : []),
    ...(elsewhere.length > 0 ? [separator(vscode.l10n.t('In this file')), ...elsewhere.flatMap(itemFor)] : []),
  ];
}

function separator(label: string): Pick {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** Several rules may wait for the same thing. */
function byPlace(unknowns: readonly UnknownItem[]): readonly (readonly UnknownItem[])[] {
  const places = new Map<string, UnknownItem[]>();
  for (const unknown of unknowns) {
    const key = JSON.stringify([unknown.range, unknown.reason]);
    places.set(key, [...(places.get(key) ?? []), unknown]);
  }
  return [...places.values()];
}

function itemFor(place: readonly UnknownItem[]): readonly Pick[] {
  const [unknown] = place;
  if (!unknown) return [];
  const { reason, address, range, asks } = unknown;
  const tooltip = asks && vscode.l10n.t('Give "{0}" a value for linting', asks.name);
  return [
    {
      label: reason,
      description: vscode.l10n.t('{0}, line {1}', address, range.start.line + 1),
      detail: place.map(({ rule }) => rule).join(', '),
      unknown,
      ...(tooltip === undefined ? {} : { buttons: [{ iconPath: new vscode.ThemeIcon('edit'), tooltip }] }),
    },
  ];
}

function reveal(editor: vscode.TextEditor, unknown: UnknownItem): void {
  const range = toRange(unknown.range);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Asks for the value and writes it into the configuration that holds for the file. */
async function bindValue(client: BaseLanguageClient, uri: vscode.Uri, asks: AskedName): Promise<void> {
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('Value of "{0}"', asks.name),
    prompt: vscode.l10n.t('For linting only: it is written to .cipherlint.yaml'),
  });
  if (value === undefined) return;
  const params: BindParams = { uri: client.code2ProtocolConverter.asUri(uri), asks, value };
  const answer = await client.sendRequest<object | null>(BIND, params);
  const edit = answer && (await client.protocol2CodeConverter.asWorkspaceEdit(answer));
  if (!edit) {
    void vscode.window.showErrorMessage(vscode.l10n.t('.cipherlint.yaml could not be read, so nothing was written.'));
    return;
  }
  await vscode.workspace.applyEdit(edit);
  for (const [file] of edit.entries()) await (await vscode.workspace.openTextDocument(file)).save();
}
