// Runs the suites with mocha in the Node extension host. Bundled together with them.
import { reportCounts } from './counts';

/** Called by VS Code, or by the launcher in its place. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, color: false, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./all');
  await import('./workspace-scan.test');
  await import('./review.test');
  await import('./inventory-export.test');
  await import('./killed.test');
  await import('./fix-folder.test');
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      reportCounts(runner.stats);
      if (failures > 0) reject(new Error(`${String(failures)} tests failed`));
      else resolve();
    });
  });
}
