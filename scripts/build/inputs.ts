// Tells whether dist/ is up to date: one line per file that goes into it, with its size and time of change.
import * as fs from 'node:fs';
import * as path from 'node:path';

const inputs = ['client', 'server', 'rules', 'compliance', 'scripts', 'package.json', 'package-lock.json'];

/** The state of all inputs as text, equal exactly when no file was added, removed or changed. */
export function inputSignature(projectFolder: string): string {
  return inputs
    .flatMap((name) => filesBelow(path.join(projectFolder, name)))
    .map(describe)
    .join('\n');
}

/** All files in a folder and its subfolders in a fixed order; the file itself for a file; nothing for what is not there. */
export function filesBelow(place: string): string[] {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [place];
  return fs
    .readdirSync(place)
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)));
}

function describe(file: string): string {
  const { size, mtimeMs } = fs.statSync(file);
  return `${file} ${String(size)} ${String(mtimeMs)}`;
}
