// The packaged extension installed in VS Code, with a copy of a folder open, as a person has it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { packageExtension } from '../../../scripts/package';
import { cacheFolder } from '../../../scripts/pinned-tools';
import { startServer, workbenchUrl } from '../../../scripts/vscode-host/server';
import { writeUserSettings } from '../../../scripts/vscode-host/settings';
import { setUpHost } from '../../../scripts/vscode-host/setup';
import { openPage } from './workbench';

type Clip = NonNullable<NonNullable<Parameters<Page['screenshot']>[0]>['clip']>;

/** VS Code with the extension, and what to do with it. */
export interface Installed {
  readonly page: Page;
  /** The copy that is open. */
  readonly folder: string;
  /** Takes a picture into `.artifacts/`: of all, or of a part. */
  picture(name: string, clip?: Clip): Promise<void>;
  /** Closes everything and takes the copy away. */
  close(): Promise<void>;
}

const pictures = path.resolve(__dirname, '../../../.artifacts');

/** The folder is opened as one that nobody trusts, without a question. */
const RESTRICTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.emptyWindow': false,
};

/**
 * Packs and installs the extension and opens a copy of `workspace`, called `shop`. `name` tells runs apart; `restricted`: in Restricted Mode.
 * Or in plain words why VS Code can't be had here.
 */
export async function openInstalled(name: string, workspace: string, restricted = false): Promise<Installed | string> {
  const setup = setUpHost();
  if (!setup.ok) return setup.reason;
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), `cipherlint-${name}-`));
  const shop = path.join(scratch, 'shop');
  fs.cpSync(workspace, shop, { recursive: true });
  const userDataFolder = path.join(scratch, 'data');
  writeUserSettings(userDataFolder, restricted ? RESTRICTED : {});
  const extensionsFolder = path.join(scratch, 'extensions');
  const server = await startServer(setup.host, {
    ...{ userDataFolder, extensionsFolder, install: [await packed()] },
    asksForTrust: restricted,
  });
  const { browser, page } = await openPage(setup.host.chromium);
  await page.goto(workbenchUrl(server, shop));
  return {
    page,
    folder: shop,
    picture: async (title, clip) => {
      const file = path.join(pictures, `${title}.png`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file, ...(clip ? { clip } : {}) });
    },
    close: async () => {
      await browser.close();
      await server.stop();
      fs.rmSync(scratch, { recursive: true, force: true });
    },
  };
}

let packing: Promise<string> | undefined;

/** The package; packing takes long, and all suites of a run install the same one. */
function packed(): Promise<string> {
  const vsix = path.join(cacheFolder, 'ui-test/cipherlint.vsix');
  packing ??= packageExtension(vsix).then(() => vsix);
  return packing;
}

/**
 * To be called in a `describe`: opens VS Code before its tests and closes it behind them; a test that fails leaves the picture `failed`.
 * Skips, and says why, where VS Code can't be had. What it returns gives VS Code within a test.
 */
export function installedForSuite(open: () => Promise<Installed | string>, failed: string): () => Installed {
  let installed: Installed | undefined;
  before(async function () {
    const opened = await open();
    if (typeof opened === 'string') {
      console.log(`      skipped: ${opened}`);
      this.skip();
    }
    installed = opened;
  });
  after(async () => {
    await installed?.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await installed?.picture(`${failed}-${this.currentTest.title.replaceAll(' ', '-')}`);
  });
  return () => {
    assert.ok(installed, 'within a test');
    return installed;
  };
}
