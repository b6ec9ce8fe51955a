// The encryption inventory seen by a person: the tree in the activity bar and the panel, by mouse and keyboard. Its pictures go to .artifacts/.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { installedForSuite, openInstalled } from './host/installed';
import { pressUntil } from './host/keys';

describe('the encryption inventory, seen by a person', () => {
  const installed = installedForSuite(
    () => openInstalled('inventory', path.resolve(__dirname, '../../samples')),
    'inventory-failed',
  );
  let page: Page;
  before(() => {
    page = installed().page;
  });

  const picture = (name: string): Promise<void> => installed().picture(name);
  const row = (text: string | RegExp): Locator =>
    page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  const panel = (): FrameLocator => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

  it('lists the stores by service when its icon is clicked', async () => {
    await page.locator('.activitybar .action-label[aria-label*="Cipherlint"]').click();
    await row('OrdersDatabase').waitFor();
    await row(/^RDS/).waitFor();
    await picture('inventory-tree');
  });

  it('goes to the place when a row is clicked', async () => {
    await row('OrdersDatabase').click();
    await page.locator('.tab.active', { hasText: 'orders.yaml' }).waitFor();
    await page.locator('.statusbar', { hasText: 'Ln 42, Col' }).waitFor();
  });

  it('says what is wrong with each aspect', async () => {
    const aspect = row(/At rest.*off – The database instance stores its data unencrypted/);
    await pressUntil(page, ['ArrowRight'], aspect, 'ArrowLeft');
    await picture('inventory-aspects');
  });

  it('shows the panel with pictures and the matrix', async () => {
    await page.locator('.action-label[aria-label="Show Encryption Inventory"]').first().click();
    await panel().locator('h1', { hasText: 'Encryption inventory' }).waitFor();
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
    await page.locator('.statusbar', { hasText: 'Ln 56, Col' }).waitFor();
  });

  it('asks nothing of the network and shows no message', async () => {
    assert.equal(await page.locator('.notification-toast').count(), 0);
    // taking pictures leaves an empty style on fields, whose caret it hides
    const outside = 'main [src], main link, main [style]:not([style=""])';
    assert.equal(await panel().locator(outside).count(), 0);
  });
});
