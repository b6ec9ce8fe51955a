// The test host itself: a run that must not pass does not pass. Without this, a broken host would make every suite green.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { runInVsCode } from './host/run-tests';

const runs: Readonly<Record<string, string>> = {
  'tests that throw': 'throws',
  'an extension host that is killed': 'killed',
  'an extension host that leaves with the code of success': 'exits',
  'tests that never end': 'hangs',
};

describe('the VS Code test host', () => {
  let outcomes: readonly PromiseSettledResult<void>[] = [];

  // At the same time, since each waits most of its time.
  before(async () => {
    const started = Object.values(runs).map((name) =>
      runInVsCode({ testsPath: path.join(__dirname, 'host/must-fail', `${name}.cjs`), timeoutMs: 25_000, quiet: true }),
    );
    outcomes = await Promise.allSettled(started);
  });

  Object.keys(runs).forEach((name, index) => {
    it(`does not pass ${name}`, () => {
      assert.equal(outcomes[index]?.status, 'rejected');
    });
  });
});
