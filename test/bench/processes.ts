// Whole processes as a user starts them, and the sizes of what they load.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../support/kinds';
import { ms, row, summarise, target } from './measure';
import { script, template, terraform } from './texts';

function wholeProcess(args: readonly string[], input = '', env = {}): number {
  const samples = Array.from({ length: 9 }, () => {
    const start = performance.now();
    spawnSync(process.execPath, args, { input, env: { ...process.env, ...env } });
    return performance.now() - start;
  });
  return summarise(samples.slice(1)).median;
}

/** Node's arguments that run a script, and print the most memory that it had when it ends. */
function reporting(path: string): readonly string[] {
  // not `console.error`: a language server sends that to its client
  const report = 'process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';
  return ['-e', `process.argv.splice(1,0,'x');${report};require(${JSON.stringify(path)})`];
}

function peak(stderr: string): string {
  return `${(Number(stderr.trim().split('\n').at(-1)) / 1000).toFixed(0)} MB`;
}

/** Times the command line on files in `folder`, which is emptied by whoever made it. */
export function processes(folder: string, slowness: number): void {
  console.log('\nWhole processes (wall clock)');
  const cli = join(root, 'dist/cli.js');
  const one = join(folder, 'one.yaml');
  writeFileSync(one, template(100));
  const bare = wholeProcess(['-e', '0']);
  const scanned = wholeProcess([cli, 'scan', one]);
  const first = wholeProcess([cli, 'scan', one], '', { NODE_DISABLE_COMPILE_CACHE: '1' });
  row(
    'cold scan of one file',
    `${ms(scanned)}, bare node ${ms(bare)}`,
    `${ms(scanned - bare)} more; ${target(120, slowness)}; before its code is kept ${ms(first - bare)}`,
  );
  const shake = (body: object): string => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...body });
    return `Content-Length: ${String(text.length)}\r\n\r\n${text}`;
  };
  const hello = shake({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  const goodbye = shake({ id: 2, method: 'shutdown' }) + shake({ method: 'exit' });
  row('language server: start, initialize, shut down', ms(wholeProcess([cli, 'lsp', '--stdio'], hello + goodbye)));
  const uri = 'file:///w/app.ts';
  const textDocument = { uri, languageId: 'typescript', version: 1, text: script(1500) };
  const open = shake({ method: 'textDocument/didOpen', params: { textDocument } });
  const ask = shake({ id: 3, method: 'textDocument/diagnostic', params: { textDocument: { uri } } });
  const server = spawnSync(process.execPath, [...reporting(cli), 'lsp', '--stdio'], {
    input: hello + open + ask + goodbye,
    encoding: 'utf8',
  });
  row('language server with 1,500 lines of TypeScript', `peak memory ${peak(server.stderr)}`, 'target 250 MB');
  const many = join(folder, 'many');
  mkdirSync(many);
  const parts = terraform(300);
  for (let i = 0; i < 300; i++) {
    mkdirSync(join(many, String(i)));
    writeFileSync(join(many, String(i), 'template.yaml'), template(200));
    for (const [name, text] of Object.entries(parts)) writeFileSync(join(many, String(i), name), text);
  }
  const start = performance.now();
  const { stderr } = spawnSync(
    process.execPath,
    [...reporting(cli), 'scan', many, '--format', 'json', '--output', join(folder, 'out.json')],
    { encoding: 'utf8' },
  );
  const seconds = (performance.now() - start) / 1000;
  row('scan of 1,500 files in 300 folders', `${(1500 / seconds).toFixed(0)} files/s`, `${seconds.toFixed(2)} s`);
  row('', `peak memory ${peak(stderr)}`);
}

/** The bundles of the last build. */
export function sizes(): void {
  console.log('\nBundles');
  for (const name of ['extension.js', 'extension.web.js', 'server.js', 'worker.js', 'main.js', 'typescript.js']) {
    const path = join(root, 'dist', name);
    row(
      name,
      `${(statSync(path).size / 1000).toFixed(0)} kB`,
      `${(gzipSync(readFileSync(path)).length / 1000).toFixed(0)} kB gzipped`,
    );
  }
}
