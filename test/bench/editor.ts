// The speeds of the review before a commit and of the scan of a workspace, measured in a language server that runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REVIEW, type Review } from '../../server/lsp/protocol';
import { hasGit } from '../support/git-folder';
import { startClient } from '../support/lsp-client';
import { ms, row, summarise, target } from './measure';
import { template, terraform } from './texts';

/** A commit of 20 files in a repository of a few hundred, and a workspace of some thousand files. */
export async function editorSpeeds(folder: string, slowness: number): Promise<void> {
  console.log('\nIn the editor, from question to answer (wall clock, the server runs already)');
  if (hasGit) await commitCheck(join(folder, 'commit'), slowness);
  await workspaceScan(join(folder, 'workspace'), 5000);
}

async function commitCheck(folder: string, slowness: number): Promise<void> {
  const git = (...args: readonly string[]): void => {
    spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  };
  fill(folder, 150);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'x');
  for (let i = 0; i < 20; i++) {
    const file = join(folder, String(i), i % 2 === 0 ? 'template.yaml' : 'a.tf');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('Encrypted: !If [IsProduction, true, false]', 'Encrypted: false'),
    );
    writeFileSync(file, `# changed\n${readFileSync(file, 'utf8')}`);
  }
  git('add', '.');
  const client = await startClient({ folder: pathToFileURL(folder).href });
  const samples: number[] = [];
  let found = 0;
  let onProcessor = 0;
  for (let run = 0; run < 9; run++) {
    const start = performance.now();
    const review = await client.connection.sendRequest<Review>(REVIEW, { folder: pathToFileURL(folder).href });
    if (run === 0) onProcessor = -processorTime(client.process.pid);
    else samples.push(performance.now() - start);
    found = review.ok ? review.count : 0;
  }
  onProcessor += processorTime(client.process.pid);
  await client.stop();
  const { median, p95 } = summarise(samples);
  row(`review of a commit of ${String(found)} files`, `${ms(median)}, p95 ${ms(p95)}`, target(300, slowness));
  row('', `on the processor, git included ${ms(onProcessor / samples.length)}`);
}

async function workspaceScan(folder: string, files: number): Promise<void> {
  fill(folder, files / 5);
  const settings = { workspaceScan: 'on' };
  const client = await startClient({ folder: pathToFileURL(folder).href, settings });
  const start = performance.now();
  const scan = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] });
  const waited: number[] = [];
  const done = { yet: false };
  void scan.then(() => {
    done.yet = true;
  });
  while (!done.yet) {
    const asked = performance.now();
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: pathToFileURL(join(folder, '0/template.yaml')).href },
      position: { line: 0, character: 0 },
    });
    waited.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - start) / 1000;
  row(
    `scan of a workspace of ${String(files)} files`,
    `${(files / seconds).toFixed(0)} files/s`,
    `${seconds.toFixed(2)} s`,
  );
  row('', `another question waits ${ms(summarise(waited).median)}`, `p95 ${ms(summarise(waited).p95)}`);
  row('', `peak memory ${peakMemory(client.process.pid)}`);
  await client.stop();
}

/** Five files for each folder. */
function fill(folder: string, folders: number): void {
  const parts = Object.entries(terraform(200));
  for (let i = 0; i < folders; i++) {
    mkdirSync(join(folder, String(i)), { recursive: true });
    writeFileSync(join(folder, String(i), 'template.yaml'), template(150));
    for (const [name, text] of parts) writeFileSync(join(folder, String(i), name), text);
  }
}

/** Milliseconds that a process and the children it has waited for were on the processor; known on Linux only. */
function processorTime(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
  } catch {
    return NaN;
  }
}

/** Known on Linux only. */
function peakMemory(pid: number | undefined): string {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return `${(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1000).toFixed(0)} MB`;
  } catch {
    return 'not known';
  }
}
