// The matrix of the inventory as an HTML table: a row for each store, edge and key, a column for each aspect.
import type { CellEntry, InventoryEntry, Spot } from '../../core/inventory/workspace';
import { escapeXml } from '../junit';
import { rowKindWords, stateWords } from '../words';
import { groupsOf, type AnyState, type Aspect, type Group, type InventoryReport } from './model';
import { icon } from './picture';
import { keyWords, titleOf, wordOf } from './words';

const HEADS = ['Name', 'At rest', 'In transit', 'Key', 'Rotation', 'Classification'] as const;

/** `panel`: places can be clicked, since an editor is there to go to them. */
export type Surface = 'html' | 'panel';

/** The whole matrix, with a part of the table for each group. */
export function matrix({ inventory, grouping }: InventoryReport, surface: Surface): string {
  const heads = HEADS.map((name) => `<th scope="col">${name}</th>`).join('');
  const bodies = groupsOf(inventory.entries, grouping).map((group) => body(group, surface));
  return `<div class="scroll" tabindex="0" role="region" aria-label="All rows"><table class="matrix"><thead><tr>${heads}</tr></thead>\n${bodies.join('\n')}\n</table></div>`;
}

function body({ name, entries }: Group, surface: Surface): string {
  const head = `<tr class="group"><th scope="rowgroup" colspan="${String(HEADS.length)}">${escapeXml(name)} <small>${String(entries.length)}</small></th></tr>`;
  return `<tbody>${head}\n${entries.map((entry) => row(entry, surface)).join('\n')}</tbody>`;
}

function row(entry: InventoryEntry, surface: Surface): string {
  const states = [entry.atRest, entry.inTransit, entry.key, entry.rotation].flatMap((cell) => cell?.state ?? []);
  const cells = [
    cell(entry.atRest, 'atRest', surface),
    cell(entry.inTransit, 'inTransit', surface),
    keyCell(entry, surface),
    cell(entry.rotation, 'rotation', surface),
    classes(entry),
  ];
  return `<tr data-what="${entry.what}" data-states="${[...new Set(states)].join(' ')}" data-text="${escapeXml(searchText(entry))}">${nameCell(entry, surface)}${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
}

function searchText({ name, noun, type, service, at, key, classes: own }: InventoryEntry): string {
  return [name, noun, type, service, at.path, key?.name ?? '', ...own].join(' ').toLowerCase();
}

function nameCell(entry: InventoryEntry, surface: Surface): string {
  const { at } = entry;
  const place = `${at.path}:${String(at.start.line + 1)}`;
  const what = entry.what !== 'edge' ? entry.noun : `${entry.noun}, ${rowKindWords[entry.what]}`;
  return `<th scope="row">${link(escapeXml(entry.name), at, surface, 'name')}<small>${escapeXml(what)}</small><small class="place">${escapeXml(place)}</small></th>`;
}

/** A button that asks the editor to go to a place; plain text on a page. */
function link(html: string, at: Spot | undefined, surface: Surface, style: string): string {
  if (surface === 'html' || !at) return `<span class="${style}">${html}</span>`;
  const range = [at.start.line, at.start.column, at.end.line, at.end.column].join(',');
  return `<button type="button" class="${style}" data-uri="${escapeXml(at.uri)}" data-range="${range}">${html}</button>`;
}

const NOTHING = '<span class="none" aria-label="not judged">–</span>';

function cell(entry: CellEntry<AnyState> | undefined, aspect: Aspect, surface: Surface): string {
  if (!entry) return NOTHING;
  return chip(entry, titleOf(wordOf(aspect, entry.state)), surface) + reason(entry);
}

/** Why something is off, partly on or unknown. That a key is AWS's needs no reason. */
function reason({ state, why }: CellEntry<AnyState>): string {
  return why === undefined || state === 'aws-key' || state === 'aws'
    ? ''
    : `<small class="why">${escapeXml(why)}</small>`;
}

function chip({ state, at }: CellEntry<AnyState>, word: string, surface: Surface): string {
  return link(`${icon(state)}${escapeXml(word)}`, at, surface, `chip ${state}`);
}

function keyCell(entry: InventoryEntry, surface: Surface): string {
  const { key } = entry;
  if (!key) return NOTHING;
  const named = entry.what !== 'key' && key.name !== undefined;
  const word = named ? keyWords(entry) : titleOf(stateWords[key.state]);
  return link(`${icon(key.state)}<span>${escapeXml(word)}</span>`, key.at, surface, `key ${named ? 'named' : ''}`);
}

function classes({ classes: own, sensitive }: InventoryEntry): string {
  return own.map((name) => `<span class="class${sensitive ? ' sensitive' : ''}">${escapeXml(name)}</span>`).join(' ');
}
