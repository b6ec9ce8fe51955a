// Bundles the suites and runs them inside VS Code: in the Node extension host, and in the web-worker host as in vscode.dev.
import { build, type BuildOptions } from 'esbuild';
import * as path from 'node:path';
import { buildIfStale } from '../../scripts/build';
import { cacheFolder } from '../../scripts/pinned-tools';
import { setUpHost } from '../../scripts/vscode-host/setup';
import { runInVsCode, usesLauncher } from './host/run-tests';

const bundleFolder = path.join(cacheFolder, 'vscode-suites');
const workspace = path.join(__dirname, 'workspace');
const common: BuildOptions = { bundle: true, format: 'cjs', logLevel: 'warning', external: ['vscode'] };
const hosts: Readonly<Record<'node' | 'web', BuildOptions>> = {
  node: { ...common, platform: 'node', target: 'node20', external: ['vscode', 'mocha'] },
  web: {
    ...common,
    platform: 'browser',
    target: 'es2022',
    alias: { 'node:assert/strict': path.join(__dirname, 'suite/assert-web.ts') },
    // mocha's browser build looks for `module`, and would take the bundle's own for its own.
    define: { module: 'undefined' },
  },
};

/** Runs the suites in one of the extension hosts. Rejects when one fails, or VS Code is not to be had. */
export async function runSuites(host: 'node' | 'web'): Promise<void> {
  const testsPath = path.join(bundleFolder, `${host}.js`);
  await build({ ...hosts[host], entryPoints: [path.join(__dirname, 'suite', `${host}.ts`)], outfile: testsPath });
  await runInVsCode({ testsPath, workspace, host, env: { CIPHERLINT_TEST: host } });
}

async function main(): Promise<void> {
  await buildIfStale();
  if (await usesLauncher()) {
    const setup = setUpHost();
    if (!setup.ok) throw new Error(`No VS Code to test in: ${setup.reason}`);
  }
  const chosen = process.argv.slice(2);
  for (const host of ['node', 'web'] as const) {
    if (chosen.length > 0 && !chosen.includes(host)) continue;
    console.log(`\n  In VS Code, ${host === 'node' ? 'Node' : 'web-worker'} extension host`);
    await runSuites(host).catch(fail); // A failure in one host says nothing about the other.
  }
}

function fail(error: unknown): void {
  console.error(String(error));
  process.exitCode = 1;
}

main().catch(fail);
