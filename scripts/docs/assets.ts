// The style and the search of the documentation, written as files of their own so that the pages' policy can forbid all else.

export const STYLE = `:root{color-scheme:light dark;--text:#1b1f24;--back:#fff;--line:#d5dae1;--soft:#f4f6f8;--link:#0b57d0;--green:#1a6e3c;--red:#b3261e;--amber:#8a5a00;--grey:#5b6470;--mark:#ffe2de}
@media(prefers-color-scheme:dark){:root{--text:#e6e9ed;--back:#16191d;--line:#3d444d;--soft:#20252b;--link:#8ab4f8;--green:#6fcf97;--red:#f2867e;--amber:#e8b04a;--grey:#a0a8b3;--mark:#5c2b27}}
*{box-sizing:border-box}
body{margin:0;font:17px/1.6 system-ui,sans-serif;color:var(--text);background:var(--back)}
main{max-width:56rem;margin:0 auto;padding:1rem 1.25rem 4rem}
.top{border-bottom:1px solid var(--line);background:var(--soft);padding:.7rem 1.25rem}
.top a{display:block;max-width:53.5rem;margin:0 auto;font-weight:600;text-decoration:none;color:var(--text)}
h1{font-size:1.7rem;line-height:1.25;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2rem 0 .4rem}
.lead{font-size:1.2rem;margin:.2rem 0 .8rem}
a{color:var(--link)}
code,pre{font:.88em/1.5 ui-monospace,SFMono-Regular,Consolas,monospace}
p code,li code{background:var(--soft);padding:.1em .35em;border-radius:4px}
figure{margin:.6rem 0 1rem;border:1px solid var(--line);border-left:4px solid var(--grey);border-radius:6px;overflow:hidden}
figure.bad{border-left-color:var(--red)}figure.good{border-left-color:var(--green)}
figcaption{background:var(--soft);color:var(--grey);font-size:.85rem;padding:.3rem .8rem}
pre{margin:0;padding:.7rem .8rem;overflow-x:auto}
mark{background:var(--mark);color:inherit;border-bottom:2px solid var(--red);border-radius:2px}
.label{display:inline-block;font-size:.78rem;line-height:1.5;border:1px solid var(--line);border-radius:9px;padding:0 .55rem;color:var(--grey);white-space:nowrap}
.label.high{color:var(--red);border-color:currentColor}.label.medium{color:var(--amber);border-color:currentColor}
.search{position:sticky;top:0;background:var(--back);padding:.6rem 0;border-bottom:1px solid var(--line)}
.search input{font:inherit;width:100%;padding:.5rem .7rem;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:6px}
.search input:focus-visible,a:focus-visible,pre:focus-visible{outline:2px solid var(--link);outline-offset:1px}
#count{margin:.2rem 0 0;font-size:.85rem;color:var(--grey);min-height:1.4em}
.rules{list-style:none;padding:0}.rules li{padding:.5rem 0;border-bottom:1px solid var(--line)}.rules a{font-weight:600;overflow-wrap:anywhere}
[hidden]{display:none}
`;

export const SCRIPT = `'use strict';
// Shows only the rules that have a word beginning with each word that was typed. The words stay in the address.
const input = document.getElementById('search');
const rules = [...document.querySelectorAll('[data-words]')];
const sections = [...document.querySelectorAll('main section')];
function search() {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const patterns = words.map((word) => new RegExp('(?:^|[^a-z0-9])' + word.replace(/[^a-z0-9]/g, '\\\\$&')));
  let shown = 0;
  for (const rule of rules) {
    rule.hidden = !patterns.every((pattern) => pattern.test(rule.dataset.words));
    if (!rule.hidden) shown++;
  }
  for (const section of sections) section.hidden = !section.querySelector('[data-words]:not([hidden])');
  document.getElementById('count').textContent = words.length === 0 ? '' : shown === 1 ? '1 rule' : shown + ' rules';
  history.replaceState(null, '', words.length === 0 ? location.pathname : '#' + encodeURIComponent(input.value));
}
input.addEventListener('input', search);
if (location.hash.length > 1 && !document.getElementById(location.hash.slice(1))) {
  input.value = decodeURIComponent(location.hash.slice(1));
  search();
}
`;
