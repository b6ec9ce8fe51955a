// Stands in for the desktop `code` executable where none can be downloaded: takes the flags of `@vscode/test-electron`, runs the same
// tests in a real VS Code workbench (code-server's VS Code server, headless Chromium), and exits with the tests' own code.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { startServer, workbenchUrl, type RunningServer } from '../../../scripts/vscode-host/server';
import { writeUserSettings } from '../../../scripts/vscode-host/settings';
import { setUpHost } from '../../../scripts/vscode-host/setup';
import { serveWebExtension } from './extension-site';
import { parseFlags, type Flags } from './flags';
import { nodeShim, webShim } from './shim';
import { openPage, runWorkbench, type Outcome } from './workbench';

type Undo = () => unknown;
/** Where the workbench is opened, and what it is told of the extension and its tests. */
interface Site {
  readonly url: string;
  readonly payload: readonly (readonly [string, string])[];
}

const started = Date.now();
const undos: Undo[] = [];
let ending = false;

function debug(...args: unknown[]): void {
  if (process.env.VSCODE_HOST_DEBUG) console.error(`[host ${String(Date.now() - started)} ms]`, ...args);
}

async function run(flags: Flags): Promise<Outcome> {
  const setup = setUpHost();
  if (!setup.ok) return { code: 1, reason: setup.reason };
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-host-'));
  undos.push(() => {
    fs.rmSync(scratch, { recursive: true, force: true });
  });
  // A folder of our own, not that of test-electron (.vscode-test/user-data): runs at the same time don't share settings.
  const userDataFolder = path.join(scratch, 'data');
  writeUserSettings(userDataFolder, settingsIn(flags.userDataFolder));
  const server = await startServer(setup.host, { userDataFolder, extensionsFolder: path.join(scratch, 'extensions') });
  undos.push(server.stop);
  debug('server', server.url);
  const site = flags.developmentKind === 'web' ? await webSite(flags, server) : nodeSite(flags, server, scratch);
  const { browser, page } = await openPage(setup.host.chromium);
  undos.push(() => browser.close());
  const common: [string, string][] = [['skipWelcome', 'true']];
  if (flags.disableExtensions) common.push(['disableExtensions', 'true']);
  const outcome = await runWorkbench(page, workbenchUrl(site, flags.folder, [...site.payload, ...common]), debug);
  const pictures = process.env.VSCODE_HOST_PICTURES;
  if (pictures) await page.screenshot({ path: path.join(pictures, `run-${String(process.pid)}.png`) });
  return outcome;
}

/** The Node extension host loads the extension and the shim from the server's disk. */
function nodeSite(flags: Flags, server: RunningServer, scratch: string): Site {
  const remote = (file: string): string => `vscode-remote://${server.authority}${file}`;
  const shimFile = path.join(scratch, 'shim.js');
  fs.writeFileSync(shimFile, nodeShim(flags.testsPath));
  const extensions = flags.developmentPaths.map((folder) => ['extensionDevelopmentPath', remote(folder)] as const);
  return { url: server.url, payload: [...extensions, ['extensionTestsPath', remote(shimFile.replace(/\.js$/, ''))]] };
}

/** The web-worker host fetches the extension over http from the workbench's own origin, as vscode.dev does. */
async function webSite(flags: Flags, server: RunningServer): Promise<Site> {
  const tests = fs.readFileSync(flags.testsPath.replace(/(\.js)?$/, '.js'), 'utf8');
  const site = await serveWebExtension(flags.developmentPaths[0] ?? '', server.port, webShim(flags.testsPath, tests));
  undos.push(site.close);
  return { url: site.url, payload: [] };
}

function settingsIn(userDataFolder: string | undefined): Record<string, unknown> {
  const file = path.join(userDataFolder ?? '', 'User/settings.json');
  if (userDataFolder === undefined || !fs.existsSync(file)) return {};
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
}

async function end(outcome: Outcome): Promise<void> {
  if (ending) return;
  ending = true;
  if (outcome.reason !== undefined && !process.env.VSCODE_HOST_QUIET) console.error(`VS Code host: ${outcome.reason}`);
  for (const undo of undos.reverse()) await Promise.resolve(undo()).catch(debug);
  process.exit(outcome.code);
}

const flags = parseFlags(process.argv.slice(2));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void end({ code: 130, reason: signal }));
setTimeout(() => void end({ code: 124, reason: `no result after ${String(flags.timeoutMs)} ms` }), flags.timeoutMs);
run(flags).then(end, (error: unknown) => end({ code: 1, reason: String(error) }));
