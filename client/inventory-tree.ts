// The encryption inventory as a tree: groups, the rows in them, and the aspects of each row. A click goes to what decides.
import * as vscode from 'vscode';
import type { InventoryAnswer, InventoryRow } from '../server/lsp/protocol';
import type { InventoryModel } from './inventory-model';
import { aspectsOf, mainState, markOf, stateWord, type Aspect } from './inventory-words';
import { treeProvider } from './tree-provider';

type Group = InventoryAnswer['groups'][number];

/** One line of the tree. */
export type InventoryNode =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'row'; readonly row: InventoryRow }
  | { readonly kind: 'aspect'; readonly row: InventoryRow; readonly aspect: Aspect };

/** What the tree shows of a model. */
export function inventoryTree(model: InventoryModel): vscode.TreeDataProvider<InventoryNode> {
  return treeProvider<InventoryNode>(model.onDidChange, {
    getChildren: async (node) => {
      await model.load(false);
      if (!node) return model.groups().map((group) => ({ kind: 'group', group }));
      if (node.kind === 'group') return node.group.rows.map((row) => ({ kind: 'row', row }));
      return node.kind === 'row'
        ? aspectsOf(node.row).map((aspect) => ({ kind: 'aspect', row: node.row, aspect }))
        : [];
    },
    getTreeItem: (node) => {
      switch (node.kind) {
        case 'group':
          return groupItem(node.group, model);
        case 'row':
          return rowItem(node.row);
        case 'aspect':
          return aspectItem(node.row, node.aspect);
      }
    },
  });
}

const GROUP_ICONS = { service: 'cloud', file: 'file', classification: 'tag' } as const;

function groupItem({ name, rows }: Group, { grouping }: InventoryModel): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  const off = rows.filter((row) => aspectsOf(row).some(({ cell }) => cell.state === 'off')).length;
  item.id = `group ${grouping} ${name}`;
  item.iconPath = new vscode.ThemeIcon(GROUP_ICONS[grouping]);
  item.description = off > 0 ? vscode.l10n.t('{0} · {1} off', rows.length, off) : String(rows.length);
  item.contextValue = 'group';
  return item;
}

function rowItem(row: InventoryRow): vscode.TreeItem {
  const item = new vscode.TreeItem(row.name, vscode.TreeItemCollapsibleState.Collapsed);
  const words = aspectsOf(row).map(({ id, cell }) => stateWord(cell.state, id));
  const state = mainState(row);
  item.id = `row ${row.at.uri} ${String(row.at.start.line)}:${String(row.at.start.column)} ${row.kind} ${row.name}`;
  item.iconPath = markOf(state);
  item.description = [row.noun, ...row.classes].join(' · ');
  item.tooltip = tooltip(row);
  item.contextValue = 'row';
  item.command = open(row.at);
  item.accessibilityInformation = { label: [row.name, row.noun, ...words, ...row.classes].join(', ') };
  return item;
}

function aspectItem(row: InventoryRow, { id, title, cell, name }: Aspect): vscode.TreeItem {
  const word = name ?? stateWord(cell.state, id);
  const item = new vscode.TreeItem(title);
  item.iconPath = markOf(cell.state);
  item.description = cell.why === undefined ? word : `${word} – ${cell.why}`;
  item.tooltip = cell.why === undefined ? `${title}: ${word}` : `${title}: ${word}\n\n${cell.why}`;
  item.command = open(cell.at ?? row.at);
  item.accessibilityInformation = { label: `${title}: ${word}. ${cell.why ?? ''}` };
  return item;
}

/** A table of the aspects, and why those are as they are. Texts of files are no Markdown. */
function tooltip(row: InventoryRow): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text
    .appendMarkdown('**')
    .appendText(row.name)
    .appendMarkdown('**  \n')
    .appendText(`${row.noun}, ${row.at.path}:${String(row.at.start.line + 1)}`);
  for (const { id, title, cell, name } of aspectsOf(row)) {
    const word = name ?? stateWord(cell.state, id);
    text
      .appendMarkdown(`\n\n$(${markOf(cell.state).id}) ${title}: **`)
      .appendText(word)
      .appendMarkdown('**');
    if (cell.why !== undefined) text.appendMarkdown('  \n').appendText(cell.why);
  }
  if (row.classes.length > 0) text.appendMarkdown('\n\n$(tag) ').appendText(row.classes.join(', '));
  return text;
}

/** The command that shows a place. */
function open({ uri, start, end }: InventoryRow['at']): vscode.Command {
  const selection = new vscode.Range(start.line, start.column, end.line, end.column);
  // the keyboard stays in the tree, as in the search view
  const options: vscode.TextDocumentShowOptions = { selection, preserveFocus: true };
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [vscode.Uri.parse(uri), options] };
}
