// A person's view of a folder that nobody has trusted: VS Code's Restricted Mode. Its picture goes to .artifacts/.
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { installedForSuite, openInstalled } from './host/installed';

describe('Restricted Mode, seen by a person', () => {
  const installed = installedForSuite(
    () => openInstalled('restricted', path.resolve(__dirname, 'workspace'), true),
    'restricted-failed',
  );
  let page: Page;
  before(() => {
    page = installed().page;
  });

  it('is what VS Code is in', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
  });

  it('underlines the gap', async () => {
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'template.yaml' })
      .dblclick({ timeout: 90_000 });
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ timeout: 60_000 });
  });

  it('offers the fix', async () => {
    await page
      .locator('.view-line', { hasText: /StorageEncrypted:\s*false/ })
      .getByText('false')
      .click();
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: /Encrypt the instance storage/ }).first();
    for (let attempt = 1; !(await fix.isVisible()); attempt += 1) {
      await page.keyboard.press('Control+.');
      await fix.waitFor({ timeout: 2500 }).catch(async (error: unknown) => {
        if (attempt === 8) throw error;
        await page.keyboard.press('Escape');
      });
    }
    await page.keyboard.press('Escape');
  });

  it('says why a commit is not reviewed, and how to have it reviewed', async () => {
    const title = 'Cipherlint: Review Encryption before Commit';
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`);
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first().click({ timeout: 20_000 });
    await page.locator('.statusbar-item .codicon-bell-dot').click({ timeout: 20_000 });
    const message = page.locator('.notification-list-item', { hasText: 'has to wait until you trust the folder' });
    await message.first().waitFor({ timeout: 20_000 });
    await message.first().locator('.monaco-button', { hasText: 'Manage Workspace Trust' }).waitFor();
    await installed().picture('restricted');
  });
});
