// Every collected file cut at 20 random places: no throw, no hang, no finding outside the text.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allKinds } from '../support/kinds';
import { memoryProject, findingsIn } from '../support/memory-project';
const root = '/tmp/code5/files';
let seed = 5; const random = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const kinds = allKinds();
let runs = 0, bad = 0, slowest = 0; let slow = '';
for (const d of readdirSync(root)) for (const f of readdirSync(join(root, d))) {
  const text = readFileSync(join(root, d, f), 'utf8');
  if (text.length > 60000) continue;
  const n = text.length > 15000 ? 6 : 20;
  for (let i = 0; i < n; i++) {
    const cut = text.slice(0, Math.floor(random() * text.length));
    const at = performance.now();
    try {
      const project = memoryProject({ [f]: cut }, kinds);
      for (const x of findingsIn(project, f)) if (x.span.start < 0 || x.span.end > cut.length || x.span.start > x.span.end) { bad++; console.log('outside', f, cut.length, x.rule.id, x.span); }
    } catch (e) { bad++; console.log('threw', f, cut.length, String(e)); }
    const ms = performance.now() - at; if (ms > slowest) { slowest = ms; slow = `${f} ${cut.length}`; }
    runs++;
  }
}
console.log({ runs, bad, slowest, slow });
