// `npm start -- FOLDER [--no-open]`: prints the encryption summary of the folder, then opens a real VS Code on it with the extension loaded.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildIfStale } from './build';
import { startServer, workbenchUrl } from './vscode-host/server';
import { writeUserSettings } from './vscode-host/settings';
import { setUpHost } from './vscode-host/setup';

const projectFolder = path.resolve(__dirname, '..');
/** What VS Code needs of the extension. A folder of extensions that has no index yet is read as it is, so no package has to be made. */
const extensionFiles = ['package.json', 'package.nls.json', 'dist', 'media', 'client/terraform-language.json'];

async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--no-open');
  const [named = path.join(projectFolder, 'samples'), ...more] = args.filter((arg) => !arg.startsWith('-'));
  const folder = path.resolve(named);
  if (unknown !== undefined || more.length > 0) return complain('usage: npm start -- [FOLDER] [--no-open]');
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return complain(`${folder} is not a folder`);
  await buildIfStale();
  const summary = printSummary(folder);
  if (summary !== 0 || args.includes('--no-open')) return summary;
  return openDesktop(folder) ? 0 : openInBrowser(folder);
}

function complain(message: string): number {
  console.error(message);
  return 2;
}

function printSummary(folder: string): number {
  const args = ['dist/cli.js', 'scan', folder, '--format', 'pretty', '--fail-on', 'never'];
  const result = spawnSync(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' });
  return result.status ?? 1;
}

/** Opens the desktop VS Code where `code` is on the PATH, and tells whether it is. */
function openDesktop(folder: string): boolean {
  const windows = process.platform === 'win32';
  const args = ['--new-window', `--extensionDevelopmentPath=${projectFolder}`, folder];
  const result = spawnSync('code', windows ? args.map((arg) => `"${arg}"`) : args, {
    shell: windows,
    stdio: 'inherit',
  });
  return result.status === 0;
}

/** Serves VS Code with the extension installed, on this machine only, until the process is interrupted. */
async function openInBrowser(folder: string): Promise<number> {
  const setup = setUpHost();
  if (!setup.ok) return complain(`There is no \`code\` on the PATH, and ${setup.reason}.`);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'cipherlint-start-'));
  const userDataFolder = path.join(scratch, 'data');
  writeUserSettings(userDataFolder);
  const extensionsFolder = path.join(scratch, 'extensions');
  for (const name of extensionFiles) {
    fs.cpSync(path.join(projectFolder, name), path.join(extensionsFolder, 'cipherlint.cipherlint', name), {
      recursive: true,
    });
  }
  const server = await startServer(setup.host, { userDataFolder, extensionsFolder });
  console.log(`\nVS Code is at ${workbenchUrl(server, folder)}\nEnd it with Ctrl+C.`);
  await Promise.race([server.ended, interruption()]);
  await server.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
  return 0;
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  },
);
