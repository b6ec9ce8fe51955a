// Presses keys as a person does: again, when VS Code has not heard them; and the keys that run a command.
import type { Locator, Page } from 'playwright-core';

const ATTEMPTS = 8;
/** Milliseconds until a key counts as unheard. */
const PATIENCE = 3000;

/**
 * Presses the keys one after the other until `shown` is visible. VS Code drops a key while an editor still opens, a list draws anew, or the
 * server has not seen the document yet. `takeBack` is pressed before another attempt. Rejects after the eighth.
 */
export async function pressUntil(
  page: Page,
  keys: readonly string[],
  shown: Locator,
  takeBack?: string,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    for (const key of keys) await page.keyboard.press(key);
    try {
      await shown.waitFor({ timeout: PATIENCE });
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      if (takeBack !== undefined) await page.keyboard.press(takeBack);
    }
  }
}

/** Runs a command by its title in the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first().click();
}
