// Runs a test module inside VS Code through `@vscode/test-electron`: in a downloaded desktop VS Code where that works, else in the launcher.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { downloadAndUnzipVSCode, runTests, SilentReporter } from '@vscode/test-electron';
import { cacheFolder } from '../../../scripts/pinned-tools';

const projectFolder = path.resolve(__dirname, '../../..');
const launcher = path.join(__dirname, 'code-host.cjs');

/** What to run and how. */
export interface TestRun {
  /** Absolute path of a CommonJS module with a `run()` that resolves when all is well. */
  readonly testsPath: string;
  /** Folder copied to a fresh place and opened there; none opens an empty window. */
  readonly workspace?: string;
  readonly host?: 'node' | 'web';
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Shows nothing of what the tests print, for runs that are meant to fail. The launcher only. */
  readonly quiet?: boolean;
}

let executable: Promise<string> | undefined;

/** The desktop VS Code where it can be downloaded, the launcher where it can't. Asked once per process. */
export function vscodeExecutable(): Promise<string> {
  executable ??= download();
  return executable;
}

/** Whether the tests of the Node extension host run in the launcher. */
export async function usesLauncher(): Promise<boolean> {
  return (await vscodeExecutable()) === launcher;
}

async function download(): Promise<string> {
  const chosen = process.env.VSCODE_EXECUTABLE;
  if (chosen) return chosen;
  // Without a display the desktop would not start, however well it downloads.
  if (process.platform === 'linux' && !process.env.DISPLAY) return launcher;
  try {
    return await downloadAndUnzipVSCode({
      cachePath: path.join(cacheFolder, 'vscode-test'),
      timeout: 15_000,
      reporter: new SilentReporter(),
    });
  } catch (error) {
    console.log(`No desktop VS Code to be had here (${String(error)}): the one from npm takes its place.`);
    return launcher;
  }
}

/** Resolves when the tests passed; rejects when they failed, died, or ran into the timeout. */
export async function runInVsCode(run: TestRun): Promise<void> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'cipherlint-workspace-'));
  const vscodeExecutablePath = run.host === 'web' ? launcher : await vscodeExecutable();
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath: run.testsPath,
      launchArgs: launchArguments(run, scratch, vscodeExecutablePath === launcher),
      extensionTestsEnv: { ...run.env, ...(run.quiet ? { VSCODE_HOST_QUIET: '1' } : {}) },
    });
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function launchArguments(run: TestRun, scratch: string, isLauncher: boolean): string[] {
  const args = ['--disable-extensions', `--user-data-dir=${path.join(scratch, 'user-data')}`];
  if (isLauncher && run.timeoutMs !== undefined) args.push(`--timeout=${String(run.timeoutMs)}`);
  if (run.host === 'web') args.push('--extensionDevelopmentKind=web');
  if (run.workspace === undefined) return args;
  const folder = path.join(scratch, path.basename(run.workspace));
  fs.cpSync(run.workspace, folder, { recursive: true });
  return [folder, ...args];
}
