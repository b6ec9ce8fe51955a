// What the published bundles may not hold: a way to start a process or to reach the network, Node in the worker, the parser in the server.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../../support/built';
import { root } from '../../support/kinds';

const bundle = (name: string): string => readFileSync(join(root, 'dist', name), 'utf8');
const requires = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/\brequire\("((?:node:)?[a-z_/]+)"\)/g)].map((match) => (match[1] ?? '').replace('node:', '')),
  );

describe('bundles', () => {
  before(ensureBuilt);

  for (const name of ['server.js', 'main.js', 'cli.js']) {
    it(`${name} starts no process and opens no connection of its own`, () => {
      const used = requires(bundle(name));
      // `net` and `child_process` come with the LSP library, which offers sockets and looks for npm; nothing of ours calls them.
      const forbidden = [
        'http',
        'https',
        'http2',
        'dgram',
        'dns',
        'tls',
        'cluster',
        'worker_threads',
        ...(name === 'server.js' ? [] : ['net', 'child_process']),
      ];
      assert.deepEqual(
        forbidden.filter((module) => used.has(module)),
        [],
      );
      assert.doesNotMatch(bundle(name), /\bfetch\(|XMLHttpRequest|WebSocket\(/);
    });
  }

  it('only git.js starts a process, and that is git', () => {
    const used = requires(bundle('git.js'));
    assert.deepEqual([...used].sort(), ['child_process', 'fs', 'path', 'url']);
    const sources = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        file.endsWith('.ts') && readFileSync(join(root, 'server', file), 'utf8').includes("'node:child_process'"),
    );
    assert.deepEqual(sources, [join('hosts', 'git', 'run.ts')]);
  });

  it('the worker needs no Node', () => {
    assert.deepEqual([...requires(bundle('worker.js'))], []);
  });

  it('the TypeScript parser is a chunk of its own', () => {
    assert.ok(bundle('server.js').length < 2_000_000, `server.js has ${String(bundle('server.js').length)} characters`);
    assert.ok(bundle('typescript.js').length > 2_000_000);
  });
});
