// How the states of the inventory are called and marked in VS Code's own views.
import * as vscode from 'vscode';
import type { InventoryCell, InventoryRow } from '../server/lsp/protocol';

/** The sign and colour of each state, in the colours that themes have for charts. */
const MARKS: Readonly<Record<string, readonly [icon: string, colour: string]>> = {
  'customer-key': ['key', 'charts.green'],
  on: ['pass', 'charts.green'],
  'aws-key': ['lock', 'charts.blue'],
  aws: ['lock', 'charts.blue'],
  partly: ['warning', 'charts.yellow'],
  off: ['unlock', 'charts.red'],
  unknown: ['question', 'descriptionForeground'],
};

/** The icon of a state. */
export function markOf(state: string | undefined): vscode.ThemeIcon {
  const [icon, colour] = MARKS[state ?? ''] ?? ['circle-outline', 'descriptionForeground'];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

/** A state in words; `on` says what is on. */
export function stateWord(state: string, aspect: Aspect['id']): string {
  switch (state) {
    case 'customer-key':
      return vscode.l10n.t('customer key');
    case 'aws-key':
      return vscode.l10n.t('AWS key');
    case 'aws':
      return vscode.l10n.t('by AWS');
    case 'on':
      return aspect === 'rotation' ? vscode.l10n.t('rotates') : vscode.l10n.t('encrypted');
    case 'partly':
      return vscode.l10n.t('partly');
    case 'off':
      return vscode.l10n.t('off');
    default:
      return vscode.l10n.t('unknown');
  }
}

export interface Aspect {
  readonly id: 'atRest' | 'inTransit' | 'key' | 'rotation';
  readonly title: string;
  readonly cell: InventoryCell;
  /** What the key is called, for the aspect `key`. */
  readonly name: string | undefined;
}

/** The aspects that a row has, in the order of the matrix. */
export function aspectsOf(row: InventoryRow): readonly Aspect[] {
  const all = [
    { id: 'atRest', title: vscode.l10n.t('At rest'), cell: row.atRest, name: undefined },
    { id: 'inTransit', title: vscode.l10n.t('In transit'), cell: row.inTransit, name: undefined },
    { id: 'key', title: vscode.l10n.t('Key'), cell: row.what === 'key' ? undefined : row.key, name: row.key?.name },
    { id: 'rotation', title: vscode.l10n.t('Rotation'), cell: row.rotation, name: undefined },
  ] as const;
  return all.flatMap(({ cell, ...aspect }) => (cell ? [{ ...aspect, cell }] : []));
}

/** The aspect that stands for the row: at rest for a store, in transit for an edge, rotation for a key. */
export function mainState(row: InventoryRow): string | undefined {
  return row.atRest?.state ?? (row.what === 'key' ? (row.rotation?.state ?? 'customer-key') : row.inTransit?.state);
}
