// `npm run bench`: every speed that matters, as medians and ratios in one run. Nothing here passes or fails.
// `npm run bench -- WORD`: only typing, in the texts whose name holds the word.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allKinds } from '../support/kinds';
import { parsing } from './parsing';
import { processes, sizes } from './processes';
import { typing } from './typing';
import { gzipSync } from 'node:zlib';
import { parse as parseTypescript } from '@typescript-eslint/parser';
import { parser as lezerPython } from '@lezer/python';
import { parseTree } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { buildIfStale } from '../../scripts/build';
import { analyze } from '../../server/core/evaluate';
import type { Project } from '../../server/core/project';
import { parseHcl } from '../../server/dialects/terraform/hcl/parse';
import { allKinds, root } from '../support/kinds';
import { memoryProject } from '../support/memory-project';
import { editorSpeeds } from './editor';
import { ms, onCpu, row, summarise, time } from './measure';
import { python, script, template, terraform } from './texts';

const kinds = allKinds();
console.log(
  `Node ${process.version}, ${String(kinds.kinds.length)} kinds, ${String(kinds.kinds.flatMap((kind) => kind.rules).length)} rules`,
);
const folder = mkdtempSync(join(tmpdir(), 'cipherlint-bench-'));
try {
  const only = process.argv[2];
  if (only !== undefined) typing(kinds, only);
  else {
    parsing(kinds);
    typing(kinds);
    processes(folder);
    await editorSpeeds(folder);
    sizes();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
