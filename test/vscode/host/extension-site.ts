// A loopback front for the VS Code server that also serves one extension folder on the same origin, for the web-worker extension host.
// The workbench's content security policy lets the browser fetch from nowhere else, and an extension from the server may not start workers.
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import * as path from 'node:path';

const extensionRoot = '/__extension__';
/** Below the extension's own address: VS Code runs the tests in the host of the extension whose folder holds them. */
const testsModule = '/__tests__';
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** A running front. */
export interface ExtensionSite {
  readonly url: string;
  readonly close: () => void;
}

/** Serves `folder` as extension under development and `tests` as its tests' module, and passes everything else to the server. */
export async function serveWebExtension(folder: string, serverPort: number, tests: string): Promise<ExtensionSite> {
  const sockets = new Set<Duplex>();
  const front = createServer((incoming, response) => {
    const pathname = decodeURIComponent(new URL(incoming.url ?? '/', 'http://localhost').pathname);
    if (pathname.startsWith(`${extensionRoot}/`))
      serveFile(folder, pathname.slice(extensionRoot.length), tests, response);
    else passOn(incoming, response, serverPort, pathname === '/');
  });
  front.on('upgrade', (incoming, socket, head) => {
    passOnSocket(incoming, socket, head, serverPort, sockets);
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const address = front.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    front.closeAllConnections();
    front.close();
  };
  return { url: `http://127.0.0.1:${String(port)}/`, close };
}

function serveFile(folder: string, name: string, tests: string, response: ServerResponse): void {
  const file = path.join(folder, name);
  const known =
    name === `${testsModule}.js` ||
    (file.startsWith(folder + path.sep) && fs.statSync(file, { throwIfNoEntry: false })?.isFile());
  response.statusCode = known ? 200 : 404;
  response.setHeader('Content-Type', types[path.extname(name)] ?? 'application/octet-stream');
  response.end(known ? (name === `${testsModule}.js` ? tests : fs.readFileSync(file)) : undefined);
}

function passOn(incoming: IncomingMessage, response: ServerResponse, port: number, isPage: boolean): void {
  const headers = { ...incoming.headers, ...(isPage ? { 'accept-encoding': 'identity' } : {}) };
  const onward = request(
    { host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers },
    (answer) => {
      if (isPage) void answerWithExtension(answer, response, incoming.headers.host ?? '');
      else answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
    },
  );
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}

/** Puts the extension and its tests into the page's `developmentOptions`, as the page of `@vscode/test-web` does. */
async function answerWithExtension(answer: IncomingMessage, response: ServerResponse, host: string): Promise<void> {
  let html = '';
  for await (const chunk of answer.setEncoding('utf8')) html += String(chunk);
  const at = (where: string): object => ({ scheme: 'http', authority: host, path: where });
  const changed = html.replace(
    /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
    (_, head: string, settings: string) => {
      const configuration = JSON.parse(settings.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Record<
        string,
        unknown
      >;
      const options = { extensions: [at(extensionRoot)], extensionTestsPath: at(extensionRoot + testsModule) };
      const text = JSON.stringify({ ...configuration, developmentOptions: options });
      return `${head}${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
    },
  );
  const dropped = ['content-length', 'transfer-encoding', 'etag'];
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !dropped.includes(name)));
  response.writeHead(answer.statusCode ?? 502, headers).end(changed);
}

function passOnSocket(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  port: number,
  sockets: Set<Duplex>,
): void {
  const onward = connect(port, '127.0.0.1', () => {
    const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    onward.write(`${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1\r\n${headers.join('')}\r\n`);
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  for (const each of [socket, onward]) {
    sockets.add(each);
    each.on('error', () => {
      socket.destroy();
      onward.destroy();
    });
    each.on('close', () => sockets.delete(each));
  }
}
