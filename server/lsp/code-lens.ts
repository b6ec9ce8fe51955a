// Code lenses: how many data stores a file holds, and each module that it calls, by their state at rest. Off unless asked for.
import type { CodeLens } from 'vscode-languageserver';
import { inventoryOf, isStore, STATES, type State, type StoreRow } from '../core/inventory';
import { isConfigFile } from './config-document';
import { judge, positionsOf, type Session } from './session';
import type { Say } from './words';

/** The lenses of a document: at its top for its own stores, at each module call for what the module makes. */
export function codeLenses(session: Session, uri: string): readonly CodeLens[] {
  if (!session.codeLens || isConfigFile(uri)) return [];
  const judged = judge(session, uri);
  if (!judged) return [];
  const places = new Map<number, StoreRow[]>();
  for (const row of inventoryOf(judged.analysis.index, judged.project.kinds).filter(isStore)) {
    const call = row.resource.via?.find(({ place }) => place.uri === judged.source)?.place.span.start;
    const at = row.resource.source === judged.source ? 0 : call;
    if (at !== undefined) places.set(at, [...(places.get(at) ?? []), row]);
  }
  const positions = positionsOf(session, uri);
  const inOrder = [...places].sort(([a], [b]) => a - b);
  return inOrder.map(([offset, rows]) => ({
    range: positions.range({ start: offset, end: offset }),
    command: { title: titleOf(rows, session.say), command: '' },
  }));
}

function titleOf(rows: readonly StoreRow[], say: Say): string {
  const words: Readonly<Record<State, string>> = {
    'customer-key': say('customer key'),
    'aws-key': say('AWS key'),
    off: say('off'),
    unknown: say('unknown'),
  };
  const parts = STATES.map((state) => ({ state, count: rows.filter(({ atRest }) => atRest.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${String(count)} ${words[state]}`);
  const stores = rows.length === 1 ? say('1 store') : say('{0} stores', rows.length);
  return `${stores}: ${parts.join(', ')}`;
}
