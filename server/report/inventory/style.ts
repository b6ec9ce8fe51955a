// How the inventory looks: one sheet for the page and for the panel, which takes its colours from the editor's theme.
import type { Surface } from './table';

/** The whole sheet. */
export function styleFor(surface: Surface): string {
  return `${surface === 'panel' ? PANEL_COLOURS : PAGE_COLOURS}${SHEET}`;
}

const PAGE_COLOURS = `
:root{color-scheme:light dark;--text:#1b1f24;--soft-text:#59636e;--back:#fff;--card:#f6f8fa;--line:#d8dee4;--focus:#0b57d0;--link:#0b57d0;
--good:#1a7f4b;--aws:#2f6fd0;--partly:#9a6700;--off:#cf222e;--unknown:#6e7781;--font:16px/1.5 system-ui,sans-serif;--mono:ui-monospace,monospace}
@media(prefers-color-scheme:dark){:root{--text:#e6e9ed;--soft-text:#a0a8b3;--back:#16191d;--card:#1f242a;--line:#3a424c;--focus:#8ab4f8;--link:#8ab4f8;
--good:#4fc387;--aws:#74a7f5;--partly:#d9a73c;--off:#f2867e;--unknown:#98a1ab}}
`;

const PANEL_COLOURS = `
:root{--text:var(--vscode-foreground);--soft-text:var(--vscode-descriptionForeground);--back:var(--vscode-editor-background);
--card:var(--vscode-editorWidget-background);--line:var(--vscode-panel-border,var(--vscode-editorWidget-border,var(--vscode-contrastBorder,#8884)));
--focus:var(--vscode-focusBorder);--link:var(--vscode-textLink-foreground);--good:var(--vscode-charts-green);--aws:var(--vscode-charts-blue);
--partly:var(--vscode-charts-yellow);--off:var(--vscode-charts-red);--unknown:var(--vscode-descriptionForeground);
--font:var(--vscode-font-size)/1.5 var(--vscode-font-family);--mono:var(--vscode-editor-font-family)}
button.command,select{color:var(--vscode-button-secondaryForeground);background:var(--vscode-button-secondaryBackground);border-color:transparent}
button.command:hover{background:var(--vscode-button-secondaryHoverBackground)}
input[type=search],select{color:var(--vscode-input-foreground);background:var(--vscode-input-background);border-color:var(--vscode-input-border,var(--line))}
`;

const SHEET = `
*{box-sizing:border-box}[hidden]{display:none!important}
body{font:var(--font);color:var(--text);background:var(--back);max-width:84rem;margin:0 auto;padding:1.5rem 2rem}
h1{font-size:1.6em;line-height:1.2;margin:0}h2{font-size:1em;margin:0}section>h2{font-size:1.15em;margin:2rem 0 .5rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:flex-end;margin-bottom:1.25rem}header div{flex:1 1 18rem}
header p{color:var(--soft-text);margin:.25rem 0 0;overflow-wrap:anywhere}
small{color:var(--soft-text);font-size:.85em;font-weight:400}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15.5rem,1fr));gap:1rem}
.card{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;margin:0;padding:.9rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
.card figcaption{flex:1 1 11rem;min-width:0}.donut{width:6.75rem;height:6.75rem;flex:none}
.ring,.arc{fill:none;stroke-width:11}.ring{stroke:var(--line);opacity:.5}
.total{font-size:21px;font-weight:600;text-anchor:middle;fill:var(--text)}.noun{font-size:8px;text-anchor:middle;fill:var(--soft-text)}
.legend{list-style:none;margin:.4rem 0 0;padding:0}.legend li{display:flex;align-items:center;gap:.5rem}.legend span{flex:1}.legend small{min-width:2.4rem;text-align:right}
.icon{width:1em;height:1em;flex:none;fill:currentColor;vertical-align:-.125em}
.customer-key,.on{color:var(--good)}.aws-key,.aws{color:var(--aws)}.partly{color:var(--partly)}.off{color:var(--off)}.unknown{color:var(--unknown)}
.arc{stroke:currentColor}rect{fill:currentColor}.arc.unknown{opacity:.75}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line)}
thead th{font-size:.85em;color:var(--soft-text);font-weight:600;white-space:nowrap}tbody th{font-weight:600}
.heat{table-layout:fixed;min-width:44rem}.heat th:first-child{width:28%}.heat td,.heat th{vertical-align:middle}.heat tbody th{font-weight:400}.squares{display:block}.heat td small{margin-left:.4rem}
.matrix{min-width:52rem}.matrix th[scope=row]{min-width:15rem;max-width:24rem}.matrix th[scope=row] small{display:block}.matrix td{min-width:7rem;max-width:17rem}
.matrix .place{font-family:var(--mono);overflow-wrap:anywhere}.group th{padding-top:1.4rem;font-size:1.05em}.group small{margin-left:.35rem}
.matrix thead th{position:sticky;top:0;background:var(--back);z-index:1}
.name{overflow-wrap:anywhere}.chip,.key{display:inline-flex;gap:.4em;align-items:center;font-weight:600}.key{font-weight:400;align-items:baseline;color:var(--text)}
.key.named span{font-family:var(--mono);font-size:.9em;overflow-wrap:anywhere}.why{display:block;margin-top:.15rem}
.chip.aws{font-weight:400}.none{color:var(--soft-text)}.class{border:1px solid var(--line);border-radius:99px;padding:0 .6em;white-space:nowrap}.class.sensitive{border-color:var(--partly);color:var(--partly);font-weight:600}
.filter{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;margin:.75rem 0}
input,select,button{font:inherit}input[type=search],select,button.command{border:1px solid var(--line);border-radius:4px;padding:.25rem .6rem;background:transparent;color:inherit}
input[type=search]{width:18rem;max-width:100%}fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}
.toggle{position:relative;display:inline-flex;gap:.4em;align-items:center;border:1px solid var(--line);border-radius:99px;padding:.1rem .7em;cursor:pointer}
.toggle input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}.toggle:has(:checked){background:color-mix(in srgb,currentColor 18%,transparent);border-color:currentColor}
.toggle.plain{color:var(--text)}.shown{color:var(--soft-text);margin-left:auto}
.matrix button{all:unset;cursor:pointer;font:inherit}.matrix button.chip,.matrix button.key{display:inline-flex;gap:.4em;align-items:center}.matrix button.key{align-items:baseline}.matrix button.name{color:var(--link);font-weight:600}
.matrix button.chip{font-weight:600}.matrix button.chip.aws{font-weight:400}.matrix button.chip.customer-key,.matrix button.chip.on{color:var(--good)}.matrix button.chip.aws-key,.matrix button.chip.aws{color:var(--aws)}
.matrix button.chip.partly{color:var(--partly)}.matrix button.chip.off{color:var(--off)}.matrix button.chip.unknown{color:var(--unknown)}
.matrix button:hover{text-decoration:underline}:is(button,input,select,.scroll):focus-visible,.toggle:has(:focus-visible){outline:2px solid var(--focus);outline-offset:2px}
.scroll{overflow-x:auto}.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.empty{color:var(--soft-text);padding:2rem 0}
@media print{form.filter,.actions{display:none!important}.scroll{overflow:visible}}
@media(forced-colors:active){.arc,rect,.icon{forced-color-adjust:none}}
`;
