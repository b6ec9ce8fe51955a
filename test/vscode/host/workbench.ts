// Drives the workbench's page: opens it in Chromium, forwards the tests' output, and waits for what came of them.
import { format } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { launchOptions } from '../../../scripts/vscode-host/chromium';
import { lineMark, ranToEnd } from './shim';

/** How a run ended: the exit code to hand on, and a reason where the tests didn't end by themselves. */
export interface Outcome {
  readonly code: number;
  readonly reason?: string;
}

/** An open page, and the browser to close in the end. */
export interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
}

/** Milliseconds that a page has for whatever a test waits for: a machine with much else to do starts VS Code slowly. */
const PATIENCE = 90_000;

/** Starts Chromium with an empty page of the size that pictures in the documentation have. */
export async function openPage(chromiumFolder: string): Promise<OpenPage> {
  const browser = await chromium.launch(launchOptions(chromiumFolder));
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE);
  return { browser, page: await context.newPage() };
}

/** Opens the address and resolves when the workbench reports the end of the tests, or can't run them at all. */
export async function runWorkbench(page: Page, url: string, debug: (...args: unknown[]) => void): Promise<Outcome> {
  let ended = false;
  let finish: (outcome: Outcome) => void;
  const outcome = new Promise<Outcome>((resolve) => {
    finish = resolve;
  });
  // VS Code calls these two where they exist: the same hooks that `@vscode/test-web` uses.
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const line = format(...args);
    if (line === ranToEnd) ended = true;
    else if (line.startsWith(lineMark)) forward(type, line.slice(lineMark.length));
    else debug(type, line);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    debug('exit', code);
    finish(code === 0 && !ended ? { code: 1, reason: 'the extension host ended before run() did' } : { code });
  });
  page.on('console', (message) => {
    debug('console', message.text());
    if (message.text().includes('No extension host found that can launch the test runner'))
      finish({ code: 1, reason: message.text() });
  });
  page.on('crash', () => {
    finish({ code: 1, reason: 'the page crashed' });
  });
  await page.goto(url);
  return outcome;
}

function forward(type: string, line: string): void {
  if (process.env.VSCODE_HOST_QUIET) return;
  (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${line}\n`);
}
