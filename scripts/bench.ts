// `npm run bench`: bundles the measurements as the product is bundled, and runs them; what tsx does to code on the way must not count.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildIfStale, nodeOptions, projectFolder } from './build';

async function main(): Promise<number> {
  await buildIfStale(() => undefined);
  // two folders deep, like its source: it finds the rules from where it lies
  const outfile = join(projectFolder, '.cache/bench/run.cjs');
  const external = ['esbuild', 'web-tree-sitter', '@tree-sitter-grammars/*'];
  await build({ ...nodeOptions, entryPoints: ['test/bench/run.ts'], outfile, external });
  return spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
