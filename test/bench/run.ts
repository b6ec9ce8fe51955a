// `npm run bench`: every speed that matters, as medians and ratios in one run. Nothing here passes or fails.
// `npm run bench -- WORD`: only typing, in the texts whose name holds the word.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allKinds } from '../support/kinds';
import { editorSpeeds } from './editor';
import { machine, parsing } from './parsing';
import { processes, sizes } from './processes';
import { typing } from './typing';

const kinds = allKinds();
console.log(
  `Node ${process.version}, ${String(kinds.kinds.length)} kinds, ${String(kinds.kinds.flatMap((kind) => kind.rules).length)} rules`,
);

async function main(): Promise<void> {
  const slowness = machine();
  const folder = mkdtempSync(join(tmpdir(), 'cipherlint-bench-'));
  try {
    const only = process.argv[2];
    if (only !== undefined) typing(kinds, slowness, only);
    else {
      await parsing(kinds);
      typing(kinds, slowness);
      processes(folder, slowness);
      await editorSpeeds(folder, slowness);
      sizes();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
