// Runs the suites with mocha's browser build in the web-worker extension host. Bundled together with them.
import 'mocha/mocha.js';
import { reportCounts } from './counts';

declare const mocha: BrowserMocha & { setup(options: Mocha.MochaOptions): unknown };

/** Called by VS Code. */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'bdd', timeout: 120_000, color: false, reporter: 'spec' });
  await import('./all');
  await import('./review-web.test');
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures: number) => {
      reportCounts(runner.stats);
      if (failures > 0) reject(new Error(`${String(failures)} tests failed`));
      else resolve();
    });
  });
}
