// Asks which rows of the inventory the tree shall show.
import * as vscode from 'vscode';
import type { InventoryFilter } from './inventory-model';

interface Choice extends vscode.QuickPickItem {
  readonly states?: readonly string[];
  readonly what?: InventoryFilter['what'][number];
}

function choices(): readonly Choice[] {
  return [
    { label: vscode.l10n.t('State'), kind: vscode.QuickPickItemKind.Separator },
    { label: `$(unlock) ${vscode.l10n.t('Off')}`, states: ['off'] },
    { label: `$(warning) ${vscode.l10n.t('Partly')}`, states: ['partly'] },
    { label: `$(question) ${vscode.l10n.t('Unknown')}`, states: ['unknown'] },
    { label: `$(lock) ${vscode.l10n.t('AWS key')}`, states: ['aws-key', 'aws'] },
    { label: `$(key) ${vscode.l10n.t('Customer key')}`, states: ['customer-key'] },
    { label: vscode.l10n.t('What'), kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Data stores'), what: 'store' },
    { label: vscode.l10n.t('Transport edges'), what: 'edge' },
    { label: vscode.l10n.t('Keys'), what: 'key' },
  ];
}

function isPicked({ states, what }: Choice, filter: InventoryFilter): boolean {
  return (
    (states?.every((state) => filter.states.includes(state)) ?? false) ||
    (what !== undefined && filter.what.includes(what))
  );
}

/** The new filter; undefined where the question was left. Nothing ticked means no filter. */
export async function chooseFilter(filter: InventoryFilter): Promise<InventoryFilter | undefined> {
  const picked = await vscode.window.showQuickPick(
    choices().map((choice) => ({ ...choice, picked: isPicked(choice, filter) })),
    {
      canPickMany: true,
      title: vscode.l10n.t('Filter the Inventory'),
      placeHolder: vscode.l10n.t('Show rows that have…'),
    },
  );
  return (
    picked && {
      states: picked.flatMap(({ states = [] }) => states),
      what: picked.flatMap(({ what }) => (what === undefined ? [] : [what])),
    }
  );
}

/** The filter in words, for the line above the tree. */
export function filterWords(filter: InventoryFilter): string {
  return choices()
    .filter((choice) => isPicked(choice, filter))
    .map(({ label }) => label.replace(/^\$\([a-z]+\) /, ''))
    .join(', ');
}
