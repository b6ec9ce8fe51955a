// Installs tools that only some tasks need into .cache/, from a manifest and a lock file of their own, once for each state of these.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { filesBelow } from './build/inputs';

/** The project's own cache folder, ignored by git. */
export const cacheFolder = path.resolve(__dirname, '../.cache');

/** A folder of scripts/ that holds package.json, package-lock.json and what else the installation depends on. */
export interface ToolSet {
  /** Name of the folder in scripts/ and in .cache/. */
  readonly name: string;
  /** Scripts in that folder whose change asks for a new installation. */
  readonly madeBy: readonly string[];
  /** What the user reads before the wait. */
  readonly notice: string;
  /** Called in the new folder after the installation. */
  readonly afterInstall?: (folder: string) => void;
}

/** Installs the tools unless they are there, and returns their folder. Throws with npm's own words where they can't be had. */
export function installTools(tools: ToolSet, say: (line: string) => void = console.log): string {
  const source = path.join(__dirname, tools.name);
  const folder = path.join(cacheFolder, tools.name);
  const ready = path.join(folder, '.ready');
  const key = stateOf(source, tools.madeBy);
  if (fs.existsSync(ready) && fs.readFileSync(ready, 'utf8') === key) return folder;
  const started = Date.now();
  say(tools.notice);
  // Beside the final place, and moved there at the end: an interrupted installation leaves nothing half done.
  const partial = `${folder}.partial-${String(process.pid)}`;
  try {
    fs.cpSync(source, partial, { recursive: true, filter: (file) => !file.endsWith('.ts') });
    npmInstall(partial);
    tools.afterInstall?.(partial);
    fs.writeFileSync(path.join(partial, '.ready'), key);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(partial, folder);
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
  say(`Done in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
  return folder;
}

/** Without install scripts: none of the tools needs them, and code-server's would compile nine native modules. */
function npmInstall(cwd: string): void {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status !== 0)
    throw new Error(`npm ci failed: ${result.error?.message ?? result.stderr.trim().slice(-1000)}`);
}

function stateOf(source: string, madeBy: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(source)) {
    const name = path.relative(source, file);
    if (!name.endsWith('.ts') || madeBy.includes(name)) hash.update(name).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}
