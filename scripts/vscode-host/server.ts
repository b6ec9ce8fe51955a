// Starts code-server's VS Code server on the loopback interface, waits until it answers, and ends it with all its children.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as path from 'node:path';
import type { VsCodeHost } from './setup';

/** What a server needs to know besides where its program lies. */
export interface ServerOptions {
  readonly userDataFolder: string;
  readonly extensionsFolder: string;
  /** Extension packages to install before the first window. */
  readonly install?: readonly string[];
  /** Folders that nobody has trusted open in Restricted Mode, if the settings say so. */
  readonly asksForTrust?: boolean;
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** A VS Code server that answers. */
export interface RunningServer {
  readonly port: number;
  readonly authority: string;
  readonly url: string;
  /** Resolves when the server is gone by itself. */
  readonly ended: Promise<void>;
  /** Ends the server, its extension hosts and watchers. */
  readonly stop: () => Promise<void>;
}

/** Starts the server. Rejects with its output when it does not answer within a minute. */
export async function startServer(host: VsCodeHost, options: ServerOptions): Promise<RunningServer> {
  fs.mkdirSync(options.userDataFolder, { recursive: true });
  fs.mkdirSync(options.extensionsFolder, { recursive: true });
  const port = options.port ?? (await freePort());
  const child = spawn(host.node, [host.serverMain, ...serverArguments(options, port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // A process group of its own, which can be ended as a whole.
    // Its sockets go to a folder of its own, which is deleted with the rest.
    env: { ...process.env, ...options.env, XDG_RUNTIME_DIR: options.userDataFolder },
  });
  const ended = once(child, 'exit').then(() => undefined);
  await untilListening(child);
  const authority = `127.0.0.1:${String(port)}`;
  return { port, authority, url: `http://${authority}/`, ended, stop: () => stopGroup(child, ended) };
}

/** A folder opened in the server's workbench; `payload` is what the workbench takes as its environment. */
export function workbenchUrl(
  server: { readonly url: string },
  folder?: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const url = new URL(server.url);
  if (folder === undefined) url.searchParams.set('ew', 'true');
  else url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function serverArguments(options: ServerOptions, port: number): string[] {
  const installs = (options.install ?? []).flatMap((file) => ['--install-extension', file]);
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', path.join(options.userDataFolder, 'server'), '--user-data-dir', options.userDataFolder],
    ...['--extensions-dir', options.extensionsFolder, '--telemetry-level', 'off'],
    ...(options.asksForTrust === true ? [] : ['--disable-workspace-trust']),
    // Only with this does a built VS Code take extensions under development and tests from the page's address.
    ...['--enable-smoke-test-driver', '--disable-experiments'],
    ...(installs.length > 0 ? ['--start-server', ...installs] : []),
  ];
}

async function untilListening(child: ChildProcess): Promise<void> {
  let output = '';
  const collect = (data: Buffer): void => {
    output = (output + data.toString()).slice(-20_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const deadline = Date.now() + 60_000;
  while (!output.includes('Extension host agent listening on')) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`the VS Code server did not start:\n${output}`);
    await sleep(25);
  }
}

async function stopGroup(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, sleep(3000)]);
  signalGroup(child, 'SIGKILL'); // Stragglers: extension hosts and watchers that outlive the server.
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}
