// Makes the .vsix: `npm run package` puts it into the project's folder. Bundles that are stale are built first.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildIfStale } from './build';
import { cacheFolder, installTools } from './pinned-tools';

const projectFolder = path.resolve(__dirname, '..');

/** What never goes into the package, and holds most files. */
const LEFT = new Set(['.artifacts', '.cache', '.git', 'node_modules']);

/** Packages the extension into `file`. Rejects with the packager's own words when that fails. */
export async function packageExtension(file: string): Promise<void> {
  await buildIfStale();
  const notice = 'Setting up the packager from npm (once, 86 MB in .cache/packaging) ...';
  const vsce = path.join(installTools({ name: 'packaging', madeBy: [], notice }), 'node_modules/@vscode/vsce/vsce');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ];
  const result = spawnSync(process.execPath, args, { cwd: staged(), encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`vsce package failed:\n${result.stdout}${result.stderr}`);
}

/** A copy of the project for the packager, which holds every file below its folder against every pattern: half a minute with the caches. */
function staged(): string {
  const folder = path.join(cacheFolder, 'package');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(projectFolder)) {
    if (!LEFT.has(name)) fs.cpSync(path.join(projectFolder, name), path.join(folder, name), { recursive: true });
  }
  fs.symlinkSync(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

async function main(): Promise<void> {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = path.join(projectFolder, `${String(name)}-${String(version)}.vsix`);
  await packageExtension(file);
  console.log(`${file}, ${(fs.statSync(file).size / 1e6).toFixed(2)} MB`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  });
}
