// The package: what lies in the .vsix, how large it is, and that its manifest points at files that are in it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { packageExtension } from '../scripts/package';
import { cacheFolder } from '../scripts/pinned-tools';
import { namesInZip } from './support/zip';

const vsix = path.join(cacheFolder, 'package-test/cipherlint.vsix');
/** Everything that is shipped. The command line is not: it is the npm package's, and an editor never starts it. A new file is shipped on purpose: it is named here and in .vscodeignore. */
const shipped = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/client/terraform-language.json',
  'extension/dist/THIRD-PARTY-NOTICES.txt',
  'extension/dist/cipherlint.schema.json',
  'extension/dist/extension.js',
  'extension/dist/extension.web.js',
  'extension/dist/git.js',
  'extension/dist/kind.schema.json',
  'extension/dist/patterns.js',
  'extension/dist/rules.json',
  'extension/dist/server.js',
  'extension/dist/typescript.js',
  'extension/dist/worker.js',
  'extension/l10n/bundle.l10n.de.json',
  'extension/media/icon.png',
  'extension/media/inventory.svg',
  'extension/media/walkthrough/configure.png',
  'extension/media/walkthrough/findings.png',
  'extension/media/walkthrough/fix.png',
  'extension/media/walkthrough/why.png',
  'extension/package.json',
  'extension/package.nls.de.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

describe('the .vsix', () => {
  before(() => packageExtension(vsix));

  it('holds exactly the files that are meant to be shipped', () => {
    assert.deepEqual(namesInZip(vsix).sort(), shipped);
  });

  it('is smaller than 2.5 MB', () => {
    const megabytes = fs.statSync(vsix).size / 1e6;
    console.log(`      ${megabytes.toFixed(2)} MB`);
    assert.ok(megabytes < 2.5, `${megabytes.toFixed(2)} MB`);
  });

  it('ships every file that the manifest names', () => {
    const text = fs.readFileSync(path.join(__dirname, '../package.json'), 'utf8');
    const manifest = JSON.parse(text) as Record<'main' | 'browser' | 'icon', string>;
    const names = namesInZip(vsix);
    for (const file of [manifest.main, manifest.browser, manifest.icon]) {
      assert.ok(names.includes(path.posix.join('extension', file)), file);
    }
  });

  it('translates every text of the manifest', () => {
    const folder = path.join(__dirname, '..');
    const used = new Set(fs.readFileSync(path.join(folder, 'package.json'), 'utf8').match(/(?<="%)[\w.-]+(?=%")/g));
    const texts = JSON.parse(fs.readFileSync(path.join(folder, 'package.nls.json'), 'utf8')) as Record<string, string>;
    assert.deepEqual([...used].sort(), Object.keys(texts).sort());
  });
});
