// The inventory as one web page that needs nothing from outside, or as the page of the editor's panel.
import { ROW_KINDS } from '../../core/inventory';
import { escapeXml } from '../junit';
import { count, rowKindWords } from '../words';
import { ASPECTS, GROUPINGS, groupsOf, tallyOf, totalOf, type Grouping, type InventoryReport } from './model';
import { donutCard, icon, iconSprite, squares } from './picture';
import { SCRIPT, SCRIPT_HASH } from './script';
import { styleFor } from './style';
import { matrix, type Surface } from './table';
import { aspectWords, titleOf } from './words';

/** The whole page. Text of files is escaped; a policy in the page forbids the network and every script but its own. */
export function inventoryHtml(report: InventoryReport, surface: Surface): string {
  const empty = report.inventory.entries.length === 0;
  const sections = empty
    ? ['<p class="empty">No data stores, transport edges or keys were found in the files that Cipherlint reads.</p>']
    : [
        pictures(report),
        heat(report),
        `<section aria-labelledby="all"><h2 id="all">All rows</h2>${filterForm()}${matrix(report, surface)}</section>`,
      ];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'">
<title>Encryption inventory</title>
<style>${styleFor(surface)}</style>
</head>
<body>
${iconSprite()}
${header(report, surface)}
<main>
${sections.join('\n')}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function header({ root, version, inventory, grouping }: InventoryReport, surface: Surface): string {
  const kinds = ROW_KINDS.map((what) =>
    count(inventory.entries.filter((entry) => entry.what === what).length, rowKindWords[what]),
  );
  const source = surface === 'panel' ? '' : ` · ${escapeXml(root)} · Cipherlint ${escapeXml(version)}`;
  return `<header><div><h1>Encryption inventory</h1><p>${kinds.join(', ')} in ${count(inventory.files, 'file')}${source}</p></div>${surface === 'panel' ? actions(grouping) : ''}</header>`;
}

/** What only an editor can do. The script passes the choice on. */
function actions(grouping: Grouping): string {
  const options = GROUPINGS.map(
    (name) => `<option value="${name}"${name === grouping ? ' selected' : ''}>By ${name}</option>`,
  );
  return `<span class="actions"><select name="group" aria-label="Group rows">${options.join('')}</select> <button type="button" class="command" data-command="refresh">Refresh</button> <button type="button" class="command" data-command="export">Export…</button></span>`;
}

function pictures({ inventory: { entries } }: InventoryReport): string {
  const nouns = { atRest: 'data store', inTransit: 'transport', rotation: 'key' } as const;
  const cards = ASPECTS.map((aspect) => donutCard(aspect, nouns[aspect], tallyOf(entries, aspect)));
  return `<section class="cards" aria-label="Overview">${cards.join('\n')}</section>`;
}

/** Where the gaps are: a square for each row, group by group. */
function heat({ inventory, grouping }: InventoryReport): string {
  const shown = ASPECTS.filter((aspect) => totalOf(tallyOf(inventory.entries, aspect)) > 0);
  const heads = shown.map((aspect) => `<th scope="col">${aspectWords[aspect]}</th>`).join('');
  const rows = groupsOf(inventory.entries, grouping).map(
    ({ name, entries }) =>
      `<tr><th scope="row">${escapeXml(name)}</th>${shown.map((aspect) => `<td>${squares(aspect, tallyOf(entries, aspect))}</td>`).join('')}</tr>`,
  );
  return `<section aria-labelledby="groups"><h2 id="groups">By ${grouping}</h2><div class="scroll" tabindex="0" role="region" aria-label="By ${grouping}"><table class="heat"><thead><tr><th scope="col">${titleOf(grouping)}</th>${heads}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div></section>`;
}

const TOGGLES = [
  ['off', 'Off', 'off'],
  ['partly', 'Partly', 'partly'],
  ['unknown', 'Unknown', 'unknown'],
  ['aws-key', 'AWS key', 'aws-key aws'],
  ['customer-key', 'Customer key', 'customer-key'],
] as const;

/** Shown by the script: without it there is nothing to filter with. */
function filterForm(): string {
  const states = TOGGLES.map(
    ([state, word, value]) =>
      `<label class="toggle ${state}"><input type="checkbox" name="state" value="${value}">${icon(state)}${word}</label>`,
  );
  const kinds = ROW_KINDS.map(
    (what) =>
      `<label class="toggle plain"><input type="checkbox" name="what" value="${what}">${titleOf(rowKindWords[what])}s</label>`,
  );
  return `<form class="filter" role="search" hidden><input type="search" name="text" placeholder="Filter by name, type, file, key" aria-label="Filter rows"><fieldset><legend class="hidden">State</legend>${states.join('')}</fieldset><fieldset><legend class="hidden">What</legend>${kinds.join('')}</fieldset><button type="reset" class="command">Clear</button><output class="shown" aria-live="polite"></output></form>`;
}
