// A person's view: the packaged extension installed in VS Code, a file opened with the mouse, the finding seen and fixed with the keyboard.
// Its pictures go to .artifacts/; the README's picture is one of them.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { installedForSuite, openInstalled } from './host/installed';
import { pressUntil, runCommand } from './host/keys';

const problemText = 'The database instance stores its data unencrypted.';

describe('the installed extension, seen by a person', () => {
  const installed = installedForSuite(() => openInstalled('ui', path.resolve(__dirname, 'workspace')), 'failed');
  let page: Page;
  before(() => {
    page = installed().page;
  });

  const picture = (name: string): Promise<void> => installed().picture(name);

  const write = (name: string, text: string): void => {
    fs.writeFileSync(path.join(installed().folder, name), text);
  };

  /** The pictures of the walkthrough: `media/walkthrough` has copies of them. */
  const detail = async (name: string): Promise<void> => {
    const box = await page.locator('.editor-container').first().boundingBox();
    assert.ok(box, 'an editor is open');
    const clip = { x: box.x, y: box.y - 46, width: Math.min(box.width, 760), height: 430 };
    await installed().picture(`walkthrough/${name}`, clip);
  };

  it('underlines the gap when the file is opened', async () => {
    await goTo(page, 'template.yaml');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await picture('editor');
    await detail('findings');
  });

  it('lists it in the Problems panel', async () => {
    await page.keyboard.press('Control+Shift+M');
    await problem(page).waitFor();
    await picture('problems');
  });

  it('offers the fix under the light bulb', async () => {
    // On the words: the rule's id further right is a link of its own.
    await problem(page).dblclick({ position: { x: 100, y: 10 } });
    await openQuickFixes(page);
    await picture('quick-fix');
    await detail('fix');
  });

  it('asks before a fix that replaces the database', async () => {
    await quickFix(page).click();
    await page.locator('.bulk-edit-panel', { hasText: 'Apply' }).waitFor();
    await page.locator('.view-line', { hasText: /StorageEncrypted:\s*false/ }).waitFor();
    await picture('preview');
  });

  it('fixes it when that is confirmed, and the problem goes', async () => {
    await page.locator('.bulk-edit-panel .edit-checkbox').first().click();
    await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.view-line', { hasText: /StorageEncrypted:\s*true/ }).waitFor();
    await problem(page).waitFor({ state: 'detached' });
    await picture('fixed');
  });

  it('shows its state as language status, and no message anywhere', async () => {
    await page.locator('[id="status.languageStatus"]').first().hover();
    const status = page.locator('.hover-language-status', { hasText: /Cipherlint: \d+ finding/ }).first();
    await status.waitFor();
    assert.match((await status.textContent()) ?? '', /Profile: customer-keys · checked in \d+ ms/);
    await picture('language-status');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.notification-toast').count(), 0);
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
  });

  it('previews the fixes of the whole workspace, makes those that are confirmed, and takes them back with one undo', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'fix-all.yaml' }).dblclick();
    const rotates = page.locator('.view-line', { hasText: /EnableKeyRotation:\s*true/ });
    await page
      .locator('.view-line', { hasText: /EnableKeyRotation:\s*false/ })
      .first()
      .waitFor();
    await page.keyboard.press('Control+Shift+P');
    await page.locator('.quick-input-widget input').first().waitFor();
    await page.keyboard.type('Cipherlint: Fix All Findings in the Workspace');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'in the Workspace' }).first().click();
    const preview = page.locator('.bulk-edit-panel', { hasText: 'fix-all.yaml' });
    await preview.waitFor();
    assert.equal(await rotates.count(), 0, 'nothing is changed before it is confirmed');
    await picture('workspace-preview');
    await preview.locator('.edit-checkbox').first().click();
    await preview.locator('.monaco-button', { hasText: 'Apply' }).click();
    await rotates.nth(1).waitFor();
    await page
      .locator('.view-line', { hasText: /EnableKeyRotation:\s*true/ })
      .first()
      .click();
    await page.keyboard.press('Control+z');
    await rotates.first().waitFor({ state: 'detached' });
  });

  it('explains the finding on hover', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'template.yaml' }).dblclick();
    await page.locator('.view-line', { hasText: /StorageEncrypted:\s*true/ }).click();
    await page.keyboard.press('Control+z');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.locator('.view-line', { hasText: 'StorageEncrypted' }).getByText('false').hover();
    await page.locator('.monaco-hover', { hasText: problemText }).first().waitFor();
    await picture('hover');
    await detail('why');
  });

  it('completes a configuration file', async () => {
    write('.cipherlint.yaml', 'profile: \nrules:\n  s3-*: warning\n');
    await page.keyboard.press('Escape');
    await goTo(page, '.cipherlint.yaml');
    await page.locator('.tab.active', { hasText: '.cipherlint.yaml' }).waitFor();
    await suggest(page, 'customer-keys');
    await picture('configuration');
    await detail('configure');
    await page.keyboard.press('Escape');
  });

  it('says why something is not known', async () => {
    write('unknown.yaml', UNKNOWN);
    await goTo(page, 'unknown.yaml');
    await page.locator('.tab.active', { hasText: 'unknown.yaml' }).waitFor();
    await runCommand(page, 'Cipherlint: Why Unknown?');
    await page.locator('.quick-input-widget', { hasText: 'parameter "Encrypt" has no default' }).waitFor();
    await picture('why-unknown');
    await page.keyboard.press('Escape');
  });

  it('has a walkthrough', async () => {
    await page.keyboard.press('Control+j'); // its pictures stand beside the text where there is room
    await page.keyboard.press('Control+b');
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await page.keyboard.type('Cipherlint');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Get Started with Cipherlint' }).click();
    await page.locator('.gettingStartedDetailsContent', { hasText: 'Repair it' }).waitFor();
    await page.locator('.getting-started-media img').first().waitFor();
    await picture('walkthrough');
  });
});

const UNKNOWN = `Parameters:
  Encrypt:
    Type: String
Resources:
  Disk:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: !Ref Encrypt
`;

/** Opens a file by its name in the explorer, which sees new files sooner than the search does. */
async function goTo(page: Page, name: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
}

/** Asks at the end of the line. */
async function suggest(page: Page, label: string): Promise<void> {
  const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: label }).first();
  await pressUntil(page, ['End', 'Control+Space'], suggestion, 'Escape');
}

function problem(page: Page): Locator {
  return page.locator('.markers-panel .monaco-list-row', { hasText: problemText });
}

function quickFix(page: Page): Locator {
  return page.locator('.action-widget .monaco-list-row', { hasText: /Encrypt the instance storage/ }).first();
}

async function openQuickFixes(page: Page): Promise<void> {
  await page.locator('.monaco-editor.focused').waitFor();
  await pressUntil(page, ['Control+.'], quickFix(page), 'Escape');
}
