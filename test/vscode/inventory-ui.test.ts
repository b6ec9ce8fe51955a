// The encryption inventory seen by a person: the tree in the activity bar and the panel, by mouse and keyboard. Its pictures go to .artifacts/.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { packageExtension } from '../../scripts/package';
import { cacheFolder } from '../../scripts/pinned-tools';
import { startServer, workbenchUrl, type RunningServer } from '../../scripts/vscode-host/server';
import { writeUserSettings } from '../../scripts/vscode-host/settings';
import { setUpHost } from '../../scripts/vscode-host/setup';
import { openPage, type OpenPage } from './host/workbench';

const projectFolder = path.resolve(__dirname, '../..');
const pictures = path.join(projectFolder, '.artifacts');

describe('the encryption inventory, seen by a person', () => {
  let scratch = '';
  let server: RunningServer | undefined;
  let opened: OpenPage | undefined;
  let page: Page;

  before(async function () {
    const setup = setUpHost();
    if (!setup.ok) {
      console.log(`      skipped: ${setup.reason}`);
      this.skip();
    }
    scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'cipherlint-inventory-'));
    fs.cpSync(path.join(projectFolder, 'samples'), path.join(scratch, 'shop'), { recursive: true });
    const vsix = path.join(cacheFolder, 'ui-test/cipherlint-inventory.vsix');
    packageExtension(vsix);
    const userDataFolder = path.join(scratch, 'data');
    writeUserSettings(userDataFolder);
    server = await startServer(setup.host, {
      userDataFolder,
      extensionsFolder: path.join(scratch, 'extensions'),
      install: [vsix],
    });
    opened = await openPage(setup.host.chromium);
    page = opened.page;
    await page.goto(workbenchUrl(server, path.join(scratch, 'shop')));
  });

  after(async () => {
    await opened?.browser.close();
    await server?.stop();
    fs.rmSync(scratch, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await picture(`inventory-failed-${this.currentTest.title.replaceAll(' ', '-')}`);
  });

  const picture = async (name: string): Promise<void> => {
    fs.mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  };
  const row = (text: string | RegExp): Locator =>
    page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  const panel = (): FrameLocator => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

  it('lists the stores by service when its icon is clicked', async () => {
    await page.locator('.activitybar .action-label[aria-label*="Cipherlint"]').click({ timeout: 90_000 });
    await row('OrdersDatabase').waitFor({ timeout: 60_000 });
    await row(/^RDS/).waitFor();
    await picture('inventory-tree');
  });

  it('goes to the place when a row is clicked', async () => {
    await row('OrdersDatabase').click();
    await page.locator('.tab.active', { hasText: 'orders.yaml' }).waitFor({ timeout: 20_000 });
    await page.locator('.statusbar', { hasText: 'Ln 42, Col' }).waitFor({ timeout: 20_000 });
  });

  it('says what is wrong with each aspect', async () => {
    await page.keyboard.press('ArrowRight');
    await row(/At rest.*off – The database instance stores its data unencrypted/).waitFor({ timeout: 20_000 });
    await picture('inventory-aspects');
  });

  it('shows the panel with pictures and the matrix', async () => {
    await page.locator('.action-label[aria-label="Show Encryption Inventory"]').first().click();
    await panel().locator('h1', { hasText: 'Encryption inventory' }).waitFor({ timeout: 30_000 });
    await panel().locator('figure svg[aria-label="At rest: 1 customer key, 10 AWS key, 5 off"]').waitFor();
    await picture('inventory-panel');
  });

  it('filters the matrix by keyboard', async () => {
    const search = panel().locator('input[type=search]');
    await search.focus();
    await page.keyboard.type('orders.yaml');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    assert.equal(await panel().locator('.shown').textContent(), '4 of 21 rows');
    await panel().locator('.matrix').scrollIntoViewIfNeeded();
    await picture('inventory-panel-filtered');
  });

  it('goes from the panel to the place', async () => {
    await panel().locator('button.name', { hasText: 'ReportsDatabase' }).click();
    await page.locator('.statusbar', { hasText: 'Ln 56, Col' }).waitFor({ timeout: 20_000 });
  });

  it('asks nothing of the network and shows no message', async () => {
    assert.equal(await page.locator('.notification-toast').count(), 0);
    assert.equal(await panel().locator('main [src], main link, main [style]').count(), 0);
  });
});
