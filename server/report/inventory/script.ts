// The script of the inventory page: filters rows; inside an editor it also passes clicks on. The page is complete without it.

/** Plain JavaScript. Whoever changes it changes SCRIPT_HASH too: the test says what it has to be. */
export const SCRIPT = `'use strict';
const host = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : undefined;
const form = document.querySelector('form.filter');
const search = form.elements.namedItem('text');
const boxes = [...form.querySelectorAll('input[type=checkbox]')];
const status = document.querySelector('.shown');
const rows = [...document.querySelectorAll('tr[data-states]')];

function fits(row, words, states, kinds) {
  return words.every((word) => row.dataset.text.includes(word))
    && (kinds.length === 0 || kinds.includes(row.dataset.what))
    && (states.length === 0 || row.dataset.states.split(' ').some((state) => states.includes(state)));
}

function filter() {
  const words = search.value.toLowerCase().split(' ').filter(Boolean);
  const checked = boxes.filter((box) => box.checked);
  const states = checked.filter((box) => box.name === 'state').flatMap((box) => box.value.split(' '));
  const kinds = checked.filter((box) => box.name === 'what').map((box) => box.value);
  let shown = 0;
  for (const row of rows) {
    row.hidden = !fits(row, words, states, kinds);
    if (!row.hidden) shown += 1;
  }
  for (const group of document.querySelectorAll('.matrix tbody'))
    group.hidden = !group.querySelector('tr[data-states]:not([hidden])');
  status.textContent = shown === rows.length ? rows.length + ' rows' : shown + ' of ' + rows.length + ' rows';
  if (host) host.setState({ text: search.value, checked: checked.map((box) => box.value) });
}

const state = host && host.getState();
if (state) {
  search.value = state.text;
  for (const box of boxes) box.checked = state.checked.includes(box.value);
}
form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(filter, 0));
filter();

if (host) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-uri], button[data-command]');
    if (button) host.postMessage({ ...button.dataset });
  });
  const group = document.querySelector('select[name=group]');
  if (group) group.addEventListener('change', () => host.postMessage({ group: group.value }));
}
`;

/** For the page's policy: this script runs and no other. */
export const SCRIPT_HASH = 'sha256-1dudu2sXyTkfpUgM0owNtl3GrkZOuT3ect/KqgufGE8=';
