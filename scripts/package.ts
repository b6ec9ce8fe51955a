// Makes the .vsix: `npm run package` puts it into the project's folder. The packager builds the bundles first, through `vscode:prepublish`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { installTools } from './pinned-tools';

const projectFolder = path.resolve(__dirname, '..');

/** Packages the extension into `file`. Throws with the packager's own words when that fails. */
export function packageExtension(file: string): void {
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
  const result = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`vsce package failed:\n${result.stdout}${result.stderr}`);
}

if (require.main === module) {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = path.join(projectFolder, `${String(name)}-${String(version)}.vsix`);
  packageExtension(file);
  console.log(`${file}, ${(fs.statSync(file).size / 1e6).toFixed(2)} MB`);
}
