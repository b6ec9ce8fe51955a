// Runs the tests: `npm test` all of them, `npm run test:unit` and its like one part, `npm test -- -g KIND` the examples of a kind or rule. Ends with `N passed, N failed`, summed over mocha's runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { buildIfStale } from './build';

const projectFolder = path.resolve(__dirname, '..');
const mocha = ['node_modules/mocha/bin/mocha.js', '--config', 'test/mocharc.json', '--reporter', 'test/reporter.cjs'];
const allUnit = 'test/unit/**/*.test.ts';
/** Texts typed key by key, edited at random, broken or fixed one by one, and other parsers that are asked the same: not in the fast part. */
const generated =
  'test/unit/**/{*oracle,typing,incremental,robustness,bad-input,edit-properties,fixes,fix-all}.test.ts';
/** Each part is a list of steps; the processes of one step run at the same time. */
const parts: Readonly<Record<string, readonly (readonly (readonly string[])[])[]>> = {
  unit: [
    [
      // about the same work for both
      [...mocha, '--exclude', generated, 'test/unit/{core,dialects/terraform}/**/*.test.ts'],
      [...mocha, '--exclude', 'test/unit/{core,dialects/terraform,lsp,cli}/**', '--exclude', generated, allUnit],
    ],
  ],
  generated: [[[...mocha, '--timeout', '120000', '--parallel', '--jobs', '2', generated]]],
  // real processes: the command line, git, language servers, Neovim, Emacs
  processes: [
    [
      [...mocha, 'test/unit/cli/**/*.test.ts'],
      [...mocha, 'test/unit/lsp/**/*.test.ts'],
    ],
  ],
  // every prefix of every example, every eighth within `npm test`: one file for each language, two at a time
  typing: [[[...mocha, '--parallel', '--jobs', '2', 'test/typing/*.test.ts']]],
  package: [[[...mocha, '--timeout', '300000', 'test/package.test.ts']]],
  vscode: [
    [['--require', 'tsx/cjs', 'test/vscode/run.ts']],
    [[...mocha, '--timeout', '300000', 'test/vscode/*.test.ts']],
  ],
};

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs one Node process, shows its output, and adds up the counts that its mocha runs print. A process that fails without a failed test counts as one. */
async function run(args: readonly string[]): Promise<Counts> {
  const child = spawn(process.execPath, args, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'inherit'] });
  let [passed, failed, runs] = [0, 0, 0];
  const exit = once(child, 'close') as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) {
    const counts = /^test counts: (\d+) (\d+)$/.exec(line);
    if (counts === null) {
      console.log(line);
      continue;
    }
    runs += 1;
    passed += Number(counts[1]);
    failed += Number(counts[2]);
  }
  const [code] = await exit;
  if (failed === 0 && (code !== 0 || runs === 0)) {
    console.error(`node ${args.join(' ')} ended with code ${String(code)} after ${String(runs)} test runs`);
    failed += 1;
  }
  return { passed, failed };
}

/** The examples of the kinds or rules whose name fits, one line each; nothing has to be built for them. */
async function examplesOf(pattern: string): Promise<void> {
  const test = 'test/unit/rules/examples.test.ts';
  const { passed, failed } = await run([...mocha, '--reporter-option', 'spec', test, '-g', pattern]);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  if (passed + failed === 0) console.log(`No example is called ${pattern}: name a kind (rds.db-instance) or a rule.`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

async function main(names: readonly string[]): Promise<void> {
  await buildIfStale();
  // all prefixes of all examples take longer than everything else together
  process.env.TYPING_STEP ??= names.length > 1 ? '8' : '1';
  let total: Counts = { passed: 0, failed: 0 };
  for (const name of names) {
    const started = Date.now();
    for (const step of parts[name] ?? []) {
      for (const { passed, failed } of await Promise.all(step.map(run))) {
        total = { passed: total.passed + passed, failed: total.failed + failed };
      }
    }
    console.log(`\n${name} tests took ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  console.log(`${String(total.passed)} passed, ${String(total.failed)} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

const asked = process.argv.slice(2);
const [option, pattern] = asked;
const done =
  option === '-g' && pattern !== undefined ? examplesOf(pattern) : main(asked.length > 0 ? asked : Object.keys(parts));
done.catch((error: unknown) => {
  console.error(String(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
