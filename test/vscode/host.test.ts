// The test host itself: a run that must not pass does not pass. Without this, a broken host would make every suite green.
import { TestRunFailedError } from '@vscode/test-electron';
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { setUpHost } from '../../scripts/vscode-host/setup';
import { runInVsCode, usesLauncher } from './host/run-tests';

interface MustFail {
  readonly title: string;
  readonly module: string;
  /** The exit code that says the run failed for the reason it was made to. */
  readonly code: number;
  readonly timeoutMs?: number;
}
const runs: readonly MustFail[] = [
  { title: 'tests that throw', module: 'throws', code: 1 },
  { title: 'an extension host that is killed', module: 'killed', code: 1 },
  { title: 'an extension host that leaves with the code of success', module: 'exits', code: 1 },
  { title: 'tests that never end', module: 'hangs', code: 124, timeoutMs: 15_000 },
];

async function exitCode(run: MustFail): Promise<number | undefined> {
  const testsPath = path.join(__dirname, 'host/must-fail', `${run.module}.cjs`);
  try {
    await runInVsCode({ testsPath, timeoutMs: run.timeoutMs ?? 120_000, quiet: true });
    return 0;
  } catch (error) {
    return error instanceof TestRunFailedError ? error.code : undefined;
  }
}

describe('the VS Code test host', () => {
  let codes: readonly (number | undefined)[] = [];

  // At the same time, since each waits most of its time.
  before(async function () {
    const setup = setUpHost();
    if (!setup.ok || !(await usesLauncher())) {
      console.log('      skipped: the tests run in a desktop VS Code, which has no launcher of ours');
      this.skip();
    }
    codes = await Promise.all(runs.map(exitCode));
  });

  runs.forEach(({ title, code }, index) => {
    it(`does not pass ${title}`, () => {
      assert.equal(codes[index], code);
    });
  });
});
