// `npm run bench`: every speed that matters, as medians and ratios in one run. Nothing here passes or fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse as parseTypescript } from '@typescript-eslint/parser';
import { parser as lezerPython } from '@lezer/python';
import { parseTree } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { buildIfStale } from '../../scripts/build';
import { analyze } from '../../server/core/evaluate';
import type { Project } from '../../server/core/project';
import { parseHcl } from '../../server/dialects/terraform/hcl/parse';
import { allKinds, root } from '../support/kinds';
import { memoryProject } from '../support/memory-project';
import { ms, onCpu, row, summarise, time } from './measure';
import { python, script, template, terraform } from './texts';

const kinds = allKinds();

function parsing(): void {
  console.log('\nParsing and analysis per 1,000 lines, against the bare parser (time on the processor)');
  const yaml = template(1000);
  const cases: readonly (readonly [string, string, string, () => unknown])[] = [
    [
      'CloudFormation YAML',
      'template.yaml',
      yaml,
      () => parseDocument(yaml, { logLevel: 'silent', uniqueKeys: false }),
    ],
    ['CloudFormation JSON', 'template.json', jsonTemplate(), () => parseTree(jsonTemplate())],
    [
      'Terraform',
      'main.tf',
      Object.values(terraform(1000)).join('\n'),
      () => parseHcl(Object.values(terraform(1000)).join('\n')),
    ],
    ['Python', 'app.py', python(1000), () => lezerPython.parse(python(1000))],
    ['TypeScript', 'app.ts', script(1000), () => parseTypescript(script(1000), { range: true })],
  ];
  for (const [name, path, text, bare] of cases) {
    const per = 1000 / text.split('\n').length;
    const parser = time(bare).median * per;
    const all =
      time((run) => {
        const project = memoryProject({ [path]: `${text}${' '.repeat(run % 2)}\n` }, kinds);
        project.judge(path);
      }).median * per;
    const unit = memoryProject({ [path]: text }, kinds).judge(path)?.unit;
    const analysis = unit ? time(() => analyze(unit, kinds)).median * per : 0;
    row(name, `parser ${ms(parser)}`);
    row('', `read, resolve, judge ${ms(all)}`);
    row('', `rules alone ${ms(analysis)}`, `${(analysis / parser).toFixed(2)} of the parser; target 0.5`);
  }
}

function jsonTemplate(): string {
  const resources = Array.from({ length: 60 }, (_, i): readonly [string, object] => [
    `Disk${String(i)}`,
    { Type: 'AWS::EC2::Volume', Properties: { Encrypted: true, Size: i, Tags: [{ Key: 'team', Value: 'data' }] } },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(resources) }, null, 2);
}

/** Types one character after the other into the middle of a text and times what the server does for each. */
function keystrokes(name: string, project: Project, path: string, text: string, target: string): void {
  const middle = text.indexOf('\n', Math.floor(text.length / 2));
  project.setText(path, text);
  project.judge(path);
  const samples: number[] = [];
  for (let i = 1; i <= 60; i++) {
    const typed = `${text.slice(0, middle)} # ${'x'.repeat(i)}${text.slice(middle)}`;
    project.setText(path, typed);
    const start = onCpu();
    project.judge(path);
    if (i > 10) samples.push(onCpu() - start);
  }
  const { median, p95 } = summarise(samples);
  row(name, `${ms(median)}, p95 ${ms(p95)}`, target);
}

function typing(): void {
  console.log('\nFrom a keystroke to its findings, inside the server (time on the processor)');
  keystrokes(
    'CloudFormation, 1,000 lines',
    memoryProject({}, kinds),
    'template.yaml',
    template(1000),
    'target p95 under 10 ms',
  );
  keystrokes(
    'CloudFormation, 10,000 lines',
    memoryProject({}, kinds),
    'template.yaml',
    template(10_000),
    'target p95 under 30 ms',
  );
  const files = terraform(2000);
  keystrokes(
    'Terraform, a folder of 2,000 lines',
    memoryProject(files, kinds),
    'a.tf',
    files['a.tf'] ?? '',
    'target p95 under 10 ms',
  );
  keystrokes('Python, 1,500 lines', memoryProject({}, kinds), 'app.py', python(1500), 'target p95 under 30 ms');
  keystrokes(
    'TypeScript, 1,500 lines',
    memoryProject({}, kinds),
    'app.ts',
    script(1500).replaceAll('\n', ' \n'),
    'target p95 under 30 ms',
  );
}

function wholeProcess(args: readonly string[], input = ''): number {
  const samples = Array.from({ length: 9 }, () => {
    const start = performance.now();
    spawnSync(process.execPath, args, { input });
    return performance.now() - start;
  });
  return summarise(samples.slice(1)).median;
}

function processes(folder: string): void {
  console.log('\nWhole processes (wall clock)');
  const cli = join(root, 'dist/cli.js');
  const one = join(folder, 'one.yaml');
  writeFileSync(one, template(100));
  const bare = wholeProcess(['-e', '0']);
  const scanned = wholeProcess([cli, 'scan', one]);
  row('cold scan of one file', `${ms(scanned)}, bare node ${ms(bare)}`, `${ms(scanned - bare)} more; target 120 ms`);
  const shake = (body: object): string => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...body });
    return `Content-Length: ${String(text.length)}\r\n\r\n${text}`;
  };
  const session = [
    shake({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }),
    shake({ id: 2, method: 'shutdown' }),
    shake({ method: 'exit' }),
  ].join('');
  row('language server: start, initialize, shut down', ms(wholeProcess([cli, 'lsp', '--stdio'], session)));
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
    [
      '-e',
      `process.argv.splice(1,0,'x');process.on('exit',()=>console.error(process.resourceUsage().maxRSS));require(${JSON.stringify(cli)})`,
      'scan',
      many,
      '--format',
      'json',
      '--output',
      join(folder, 'out.json'),
    ],
    { encoding: 'utf8' },
  );
  const seconds = (performance.now() - start) / 1000;
  row('scan of 1,500 files in 300 folders', `${(1500 / seconds).toFixed(0)} files/s`, `${seconds.toFixed(2)} s`);
  row('', `peak memory ${(Number(stderr.trim().split('\n').at(-1)) / 1000).toFixed(0)} MB`);
}

function sizes(): void {
  console.log('\nBundles');
  for (const name of ['extension.js', 'extension.web.js', 'server.js', 'worker.js', 'cli.js', 'typescript.js']) {
    const path = join(root, 'dist', name);
    row(
      name,
      `${(statSync(path).size / 1000).toFixed(0)} kB`,
      `${(gzipSync(readFileSync(path)).length / 1000).toFixed(0)} kB gzipped`,
    );
  }
}

async function main(): Promise<void> {
  await buildIfStale(() => undefined);
  console.log(
    `Node ${process.version}, ${String(kinds.kinds.length)} kinds, ${String(kinds.kinds.flatMap((kind) => kind.rules).length)} rules`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'cipherlint-bench-'));
  try {
    parsing();
    typing();
    processes(folder);
    sizes();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
