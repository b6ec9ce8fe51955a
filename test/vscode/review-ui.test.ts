// A person's view of the review before a commit: the button in Source Control, the summary, a fix made and staged from it.
// Its pictures go to .artifacts/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import type { Locator, Page } from 'playwright-core';
import { gitFolder, needsGit } from '../support/git-folder';
import { installedForSuite, openInstalled, type Installed } from './host/installed';

const template = (rotated: boolean, encrypted: boolean, more = ''): string => `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: ${String(rotated)}
  Orders:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: ${String(encrypted)}
${more}`;
const oldVolume = '  Archive:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n';

/** Opens a shop whose commit brings two gaps; a third was there before. */
async function openShop(): Promise<Installed | string> {
  const repository = gitFolder();
  repository.commit({ 'orders.yaml': template(true, true, oldVolume) });
  repository.write({ 'orders.yaml': template(false, false, oldVolume) });
  repository.git('add', '.');
  const opened = await openInstalled('review', repository.folder);
  repository.remove();
  return opened;
}

describe('the review before a commit, seen by a person', () => {
  before(needsGit);
  const installed = installedForSuite(openShop, 'review-failed');
  let page: Page;
  before(() => {
    page = installed().page;
  });

  const picture = (name: string): Promise<void> => installed().picture(name);
  const row = (text: RegExp | string): Locator =>
    page.locator('.pane-body .monaco-list-row', { hasText: text }).first();

  it('offers itself in the status bar while files are staged', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'orders.yaml' }).dblclick();
    await page.locator('.statusbar-item', { hasText: 'Encryption' }).first().waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('sums up what is staged, new findings first', async () => {
    await page.locator('.statusbar-item', { hasText: 'Encryption' }).first().click();
    await row('New in this commit').waitFor();
    await page.locator('.pane-header', { hasText: 'Graph' }).locator('.title').click(); // makes room for the review
    await row('Already there at HEAD').waitFor();
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'Staged, new' }).first().waitFor();
    await page.locator('.pane-body .monaco-list-row[aria-label="At rest: 1 high"]').nth(1).waitFor();
    await picture('commit-review');
  });

  it('fixes an entry in the working file, and stages it', async () => {
    const entry = row(/rotat/i);
    await entry.hover();
    await entry.locator('.action-label[aria-label^="Fix in the Working File"]').click();
    await page
      .locator('.view-line', { hasText: /EnableKeyRotation:\s*true/ })
      .first()
      .waitFor();
    const fixed = row(/no longer in the working file/);
    await fixed.waitFor();
    await picture('commit-review-fixed');
    await fixed.hover();
    await fixed.locator('.action-label[aria-label^="Stage the File"]').click();
    await fixed.waitFor({ state: 'detached' });
    const staged = execFileSync('git', ['show', ':orders.yaml'], { cwd: installed().folder, encoding: 'utf8' });
    assert.equal(staged, template(true, false, oldVolume));
    await picture('commit-review-staged');
  });
});
