// Installs a real VS Code (code-server's build), the Node it wants and a headless Chromium from npm into .cache/, once, when first needed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { unpackChromium } from './chromium';

const manifestFolder = __dirname;
const manifestFiles = [
  'package.json',
  'package-lock.json',
  'setup.ts',
  'chromium.ts',
  'stubs/spdlog/package.json',
  'stubs/spdlog/index.js',
  'stubs/native-watchdog/package.json',
  'stubs/native-watchdog/index.js',
];
/** What neither `npm start` nor the tests use of the packages: 230 MB. Relative to node_modules. */
const unused = [
  ...['copilot', 'mermaid-markdown-features', 'microsoft-authentication'].map((name) => `code-server/lib/vscode/extensions/${name}`),
  ...['include', 'share'].map((name) => `node-linux-${process.arch}/${name}`),
  '@sparticuz/chromium/bin',
];

/** Where the parts of an installed host lie. */
export interface VsCodeHost {
  readonly node: string;
  readonly serverMain: string;
  /** Folder with the unpacked browser, as `launchOptions` of chromium.ts takes it. */
  readonly chromium: string;
}

/** An installed host, or one sentence that says why there is none. */
export type HostSetup =
  { readonly ok: true; readonly host: VsCodeHost } | { readonly ok: false; readonly reason: string };

/** The project's own cache folder, ignored by git. */
export const cacheFolder = path.resolve(__dirname, '../../.cache');

/** Installs the host unless it is there, and says where its parts lie. Never throws: what is missing comes back as a reason. */
export function setUpHost(say: (line: string) => void = console.log): HostSetup {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    return { ok: false, reason: `code-server from npm is set up here for Linux on x64 and arm64 only, not ${process.platform} ${process.arch}` };
  }
  const folder = path.join(cacheFolder, 'vscode-host');
  const key = setupKey();
  if (readIfThere(path.join(folder, '.ready')) === key) return { ok: true, host: hostIn(folder) };
  try {
    install(folder, key, say);
    return { ok: true, host: hostIn(folder) };
  } catch (error) {
    return { ok: false, reason: `VS Code could not be set up from npm: ${String(error)}` };
  }
}

/** Installs beside the final place and moves it there at the end, so that an interrupted set-up leaves nothing half done. */
function install(folder: string, key: string, say: (line: string) => void): void {
  const started = Date.now();
  const partial = `${folder}.partial-${String(process.pid)}`;
  say('Setting up VS Code for tests and previews from npm (once, about 500 MB in .cache/vscode-host) ...');
  try {
    copyManifest(partial);
    npmInstall(partial);
    const modules = path.join(partial, 'node_modules');
    // The workbench fetches some libraries from <vscode>/node_modules, which code-server's own install script would have filled.
    fs.symlinkSync('../../..', path.join(modules, 'code-server/lib/vscode/node_modules'));
    unpackChromium(modules, path.join(partial, 'chromium'));
    for (const name of unused) fs.rmSync(path.join(modules, name), { recursive: true, force: true });
    fs.writeFileSync(path.join(partial, '.ready'), key);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(partial, folder);
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
  say(`VS Code is set up (${((Date.now() - started) / 1000).toFixed(0)} s).`);
}

function copyManifest(to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', 'stubs']) {
    fs.cpSync(path.join(manifestFolder, name), path.join(to, name), { recursive: true });
  }
}

/** Without install scripts: code-server's own would compile nine native modules; the two that matter are stubs in our manifest. */
function npmInstall(cwd: string): void {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error(`npm ci failed: ${result.error?.message ?? result.stderr.trim().slice(-1000)}`);
}

function hostIn(folder: string): VsCodeHost {
  return {
    node: path.join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
    serverMain: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
    chromium: path.join(folder, 'chromium'),
  };
}

function setupKey(): string {
  const hash = createHash('sha256');
  for (const name of manifestFiles) hash.update(fs.readFileSync(path.join(manifestFolder, name)));
  return hash.digest('hex');
}

function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
