// The pictures of the inventory as inline SVG: a donut for each aspect, and a row of squares for each group. Text says the same beside them.
import { escapeXml } from '../junit';
import { totalOf, type Aspect, type Tally } from './model';
import { aspectWords, tallyWords, titleOf, wordOf } from './words';

const RADIUS = 42;
/** Degrees of the circle left free between two parts, as a share of 100. */
const GAP = 1.2;

/** A card with a donut, its number in the middle, and a legend with every count. */
export function donutCard(aspect: Aspect, noun: string, tally: Tally): string {
  const total = totalOf(tally);
  const title = `${aspectWords[aspect]}: ${tallyWords(aspect, tally)}`;
  const legend = tally
    .map(
      ({ state, count }) =>
        `<li>${icon(state)}<span>${titleOf(wordOf(aspect, state))}</span><b>${String(count)}</b><small>${percent(count, total)}</small></li>`,
    )
    .join('');
  return `<figure class="card">
<svg class="donut" viewBox="0 0 100 100" role="img" aria-label="${escapeXml(title)}">${arcs(tally, total)}<text class="total" x="50" y="51">${String(total)}</text><text class="noun" x="50" y="63">${escapeXml(total === 1 ? noun : `${noun}s`)}</text></svg>
<figcaption><h2>${aspectWords[aspect]}</h2><ul class="legend">${legend === '' ? '<li>None here</li>' : legend}</ul></figcaption>
</figure>`;
}

function percent(count: number, total: number): string {
  const share = (100 * count) / total;
  return share > 0 && share < 1 ? '< 1 %' : `${String(Math.round(share))} %`;
}

function arcs(tally: Tally, total: number): string {
  const ring = `<circle class="ring" cx="50" cy="50" r="${String(RADIUS)}"/>`;
  let before = 0;
  const parts = tally.map(({ state, count }) => {
    const share = (100 * count) / total;
    const drawn = tally.length === 1 ? 100 : Math.max(share - GAP, 0.6);
    const arc = `<circle class="arc ${state}" cx="50" cy="50" r="${String(RADIUS)}" pathLength="100" stroke-dasharray="${drawn.toFixed(2)} 100" stroke-dashoffset="${(-before).toFixed(2)}"/>`;
    before += share;
    return arc;
  });
  return `<g transform="rotate(-90 50 50)">${ring}${parts.join('')}</g>`;
}

/** More than these are drawn in proportion. */
const MAX_SQUARES = 20;
const STEP = 13;

/** One square for each entry, coloured by its state; the words are for screen readers. */
export function squares(aspect: Aspect, tally: Tally): string {
  const total = totalOf(tally);
  if (total === 0) return '<span class="none" aria-label="none">·</span>';
  const drawn = tally.flatMap(({ state, count }) =>
    Array.from(
      { length: total <= MAX_SQUARES ? count : Math.max(1, Math.round((count * MAX_SQUARES) / total)) },
      () => state,
    ),
  );
  const boxes = drawn
    .map((state, i) => `<rect class="${state}" x="${String(i * STEP)}" y="0" width="11" height="11" rx="2"/>`)
    .join('');
  const width = String(drawn.length * STEP);
  const label = escapeXml(tallyWords(aspect, tally));
  return `<svg class="squares" width="${width}" height="11" viewBox="0 0 ${width} 11" role="img" aria-label="${label}"><title>${label}</title>${boxes}</svg>${total > MAX_SQUARES ? `<small>${String(total)}</small>` : ''}`;
}

/** The sign of a state: no meaning hangs on colour alone. */
export function icon(state: string): string {
  return `<svg class="icon ${state}" viewBox="0 0 16 16" aria-hidden="true"><use href="#icon-${ICON_OF[state] ?? 'unknown'}"/></svg>`;
}

const ICON_OF: Readonly<Record<string, string>> = {
  'customer-key': 'key',
  on: 'check',
  'aws-key': 'lock',
  aws: 'lock',
  partly: 'half',
  off: 'open',
  unknown: 'unknown',
};

const SHAPES: Readonly<Record<string, string>> = {
  key: '<path d="M10.5 1.5a4 4 0 0 0-3.8 5.2L1.5 12v2.5H4V13h1.5v-1.5H7l1.3-1.7a4 4 0 1 0 2.2-8.3Zm1 4a1.1 1.1 0 1 1 0-2.2 1.1 1.1 0 0 1 0 2.2Z"/>',
  lock: '<path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2h.5a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Zm1.6 0h3.8V5a1.9 1.9 0 0 0-3.8 0Z"/>',
  open: '<path d="M4.5 7V4.7a3.3 3.3 0 0 1 6.4-1.1l-1.5.6a1.7 1.7 0 0 0-3.3.5V7H12a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Zm3.5 2a1.2 1.2 0 0 0-.7 2.2v1.5h1.4v-1.5A1.2 1.2 0 0 0 8 9Z"/>',
  check: '<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm3.6 5-4.2 4.6L4.6 8.6l1.1-1.2 1.6 1.5 3.1-3.5Z"/>',
  half: '<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm0 1.6v9.8a4.9 4.9 0 0 1 0-9.8Z"/>',
  unknown:
    '<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm.8 10.3H7.2v-1.5h1.6Zm1-4.2c-.7.6-1 .8-1 1.7H7.2c0-1.5.6-2 1.3-2.6.5-.4.8-.7.8-1.2A1.2 1.2 0 0 0 8 4.4c-.8 0-1.3.5-1.3 1.3H5.1C5.1 4 6.3 2.9 8 2.9s2.9 1 2.9 2.5c0 1.1-.6 1.700-1.100 2.200Z"/>',
};

/** The signs, once for each page. */
export function iconSprite(): string {
  const symbols = Object.entries(SHAPES)
    .map(([name, shape]) => `<symbol id="icon-${name}" viewBox="0 0 16 16">${shape}</symbol>`)
    .join('');
  return `<svg class="hidden" aria-hidden="true"><defs>${symbols}</defs></svg>`;
}
