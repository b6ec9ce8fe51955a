// Collects the licences of the packages that went into the bundles, as their authors ask.
import type { Metafile } from 'esbuild';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** One text with name, version and licence of every package that any of the bundles contains. */
export function thirdPartyNotices(projectFolder: string, metafiles: readonly Metafile[]): string {
  const folders = new Set(metafiles.flatMap((metafile) => Object.keys(metafile.inputs)).flatMap(packageFolder));
  const notices = [...folders].sort().map((folder) => notice(path.join(projectFolder, folder)));
  return `Cipherlint contains the following packages.\n\n${notices.join('\n')}`;
}

function packageFolder(input: string): string[] {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match?.[1] === undefined ? [] : [match[1]];
}

function notice(folder: string): string {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = fs.readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : fs.readFileSync(path.join(folder, file), 'utf8').trim();
  return `${'-'.repeat(80)}\n${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${text}\n`;
}
