// A person's view of a folder that nobody has trusted: VS Code's Restricted Mode. Its picture goes to .artifacts/.
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { installedForSuite, openInstalled } from './host/installed';
import { pressUntil, runCommand } from './host/keys';

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
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  });

  it('underlines the gap', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'template.yaml' }).dblclick();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  });

  it('offers the fix', async () => {
    await page
      .locator('.view-line', { hasText: /StorageEncrypted:\s*false/ })
      .getByText('false')
      .click();
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: /Encrypt the instance storage/ }).first();
    await pressUntil(page, ['Control+.'], fix, 'Escape');
    await page.keyboard.press('Escape');
  });

  it('says why a commit is not reviewed, and how to have it reviewed', async () => {
    await runCommand(page, 'Cipherlint: Review Encryption before Commit');
    await page.locator('.statusbar-item .codicon-bell-dot').click();
    const message = page.locator('.notification-list-item', { hasText: 'has to wait until you trust the folder' });
    await message.first().waitFor();
    await message.first().locator('.monaco-button', { hasText: 'Manage Workspace Trust' }).waitFor();
    await installed().picture('restricted');
  });
});
