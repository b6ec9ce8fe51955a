// The script of the inventory page: filters rows; inside an editor it also passes clicks on. The page is complete without it.

/** Plain JavaScript. Whoever changes it changes SCRIPT_HASH too: the test says what it has to be. */
export const SCRIPT = `'use strict';
const host = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : undefined;

function passClicksOn() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-uri], button[data-command]');
    if (button) host.postMessage({ ...button.dataset });
  });
  document.querySelector('select[name=group]').addEventListener('change', (event) => {
    host.postMessage({ group: event.target.value });
  });
}

function addFilter(form) {
  const search = form.elements.namedItem('text');
  const boxes = [...form.querySelectorAll('input[type=checkbox]')];
  const rows = [...document.querySelectorAll('tr[data-states]')];
  const checked = (name) => boxes.filter((box) => box.checked && box.name === name).flatMap((box) => box.value.split(' '));

  function filter() {
    const words = search.value.toLowerCase().split(' ').filter(Boolean);
    const [states, kinds] = [checked('state'), checked('what')];
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.text.includes(word))
        || (kinds.length > 0 && !kinds.includes(row.dataset.what))
        || (states.length > 0 && !row.dataset.states.split(' ').some((state) => states.includes(state)));
    }
    for (const group of document.querySelectorAll('.matrix tbody')) {
      const left = group.querySelectorAll('tr[data-states]:not([hidden])').length;
      group.hidden = left === 0;
      group.querySelector('.group small').textContent = left;
    }
    const shown = rows.filter((row) => !row.hidden).length;
    document.querySelector('.shown').textContent = shown === rows.length ? rows.length + ' rows' : shown + ' of ' + rows.length + ' rows';
    if (host) host.setState({ text: search.value, checked: boxes.filter((box) => box.checked).map((box) => box.value) });
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
}

const form = document.querySelector('form.filter');
if (form) addFilter(form);
if (host) passClicksOn();
`;

/** For the page's policy: this script runs and no other. */
export const SCRIPT_HASH = 'sha256-EU4D6XVJDB7sZrwDB3yu+wY5OQ/mDOY9KIjB5YpZql0=';
