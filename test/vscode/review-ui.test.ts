// A person's view of the review before a commit: the button in Source Control, the summary, a fix made and staged from it.
// Its pictures go to .artifacts/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { packageExtension } from '../../scripts/package';
import { cacheFolder } from '../../scripts/pinned-tools';
import { startServer, workbenchUrl, type RunningServer } from '../../scripts/vscode-host/server';
import { writeUserSettings } from '../../scripts/vscode-host/settings';
import { setUpHost, type VsCodeHost } from '../../scripts/vscode-host/setup';
import { needsGit } from '../support/git-folder';
import { openPage, type OpenPage } from './host/workbench';

const pictures = path.resolve(__dirname, '../../.artifacts');
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

/** A shop whose commit brings two gaps; a third was there before, and an edit is not staged. */
function prepareRepository(folder: string): (...args: readonly string[]) => string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  fs.mkdirSync(folder);
  git('init', '--quiet', '-b', 'main');
  fs.writeFileSync(path.join(folder, 'orders.yaml'), template(true, true, oldVolume));
  git('add', '.');
  git('commit', '--quiet', '-m', 'shop');
  fs.writeFileSync(path.join(folder, 'orders.yaml'), template(false, false, oldVolume));
  git('add', '.');
  return git;
}

describe('the review before a commit, seen by a person', () => {
  let scratch = '';
  let server: RunningServer | undefined;
  let opened: OpenPage | undefined;
  let page: Page;
  let git: (...args: readonly string[]) => string;

  before(needsGit);
  before(async function () {
    const setup = setUpHost();
    if (!setup.ok) {
      console.log(`      skipped: ${setup.reason}`);
      this.skip();
    }
    scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'cipherlint-ui-'));
    git = prepareRepository(path.join(scratch, 'shop'));
    server = await startInstalled(setup.host, scratch);
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
    if (this.currentTest?.state === 'failed') await picture('review-failed');
  });

  const picture = async (name: string): Promise<void> => {
    fs.mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  };
  const row = (text: RegExp | string): Locator =>
    page.locator('.pane-body .monaco-list-row', { hasText: text }).first();

  it('offers itself in the status bar while files are staged', async () => {
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'orders.yaml' })
      .dblclick({ timeout: 90_000 });
    await page.locator('.statusbar-item', { hasText: 'Encryption' }).first().waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('sums up what is staged, new findings first', async () => {
    await page.locator('.statusbar-item', { hasText: 'Encryption' }).first().click();
    await row('New in this commit').waitFor({ timeout: 60_000 });
    await row('Already there at HEAD').waitFor();
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'Staged, new' }).first().waitFor();
    await picture('commit-review');
  });

  it('fixes an entry in the working file, and stages it', async () => {
    const entry = row(/rotat/i);
    await entry.hover();
    await entry.locator('.action-label[aria-label^="Fix in the Working File"]').click();
    await page
      .locator('.view-line', { hasText: /EnableKeyRotation:\s*true/ })
      .first()
      .waitFor({ timeout: 20_000 });
    const fixed = row(/no longer in the working file/);
    await fixed.waitFor({ timeout: 20_000 });
    await picture('commit-review-fixed');
    await fixed.hover();
    await fixed.locator('.action-label[aria-label^="Stage the File"]').click();
    await fixed.waitFor({ state: 'detached', timeout: 30_000 });
    assert.equal(git('show', ':orders.yaml'), template(true, false, oldVolume));
    await picture('commit-review-staged');
  });
});

async function startInstalled(host: VsCodeHost, scratch: string): Promise<RunningServer> {
  const vsix = path.join(cacheFolder, 'ui-test/cipherlint.vsix');
  packageExtension(vsix);
  const userDataFolder = path.join(scratch, 'data');
  writeUserSettings(userDataFolder);
  return startServer(host, { userDataFolder, extensionsFolder: path.join(scratch, 'extensions'), install: [vsix] });
}
