// A folder of 100,000 files: the command line, the scan of the workspace and the inventory find the one gap, in bounded memory, while the server goes on answering.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { INVENTORY, type InventoryAnswer } from '../../../server/lsp/protocol';
import { cli, ensureBuilt } from '../../support/built';
import { startClient, type Client } from '../../support/lsp-client';

const FOLDERS = 1000;
const FILES_EACH = 100;
const GAP = 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n';

describe('100,000 files', function () {
  this.timeout(240_000);
  let folder = '';
  let client: Client | undefined;
  before(ensureBuilt);
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'cipherlint-many-')));
    for (let i = 0; i < FOLDERS; i += 1) {
      mkdirSync(join(folder, `f${String(i)}`));
      for (let j = 0; j < FILES_EACH; j += 1) writeFileSync(join(folder, `f${String(i)}`, `${String(j)}.json`), '{}');
    }
    writeFileSync(join(folder, 'f500/disk.yaml'), GAP);
  });
  after(async () => {
    await client?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;

  it('are scanned by the command line', () => {
    const { stdout, status } = spawnSync(process.execPath, [cli, 'scan', '--format', 'json', folder], {
      encoding: 'utf8',
    });
    const { findings } = JSON.parse(stdout) as {
      findings: readonly { readonly path: string; readonly line: number }[];
    };
    assert.deepEqual([status, findings.map(({ path, line }) => [path, line])], [1, [['f500/disk.yaml', 5]]]);
  });

  it('are scanned by the server, which answers meanwhile', async () => {
    client = await startClient({
      folder: pathToFileURL(folder).href,
      settings: { profile: 'baseline', workspaceScan: 'on' },
    });
    const scan = client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      identifier: 'cipherlint',
      previousResultIds: [],
    });
    let isOver = false;
    void scan.then(() => (isOver = true));
    await client.open(uri('open.yaml'), 'yaml', GAP);
    assert.equal((await client.diagnostics(uri('open.yaml'))).length, 1);
    assert.equal(isOver, false, 'the answer came while the scan was going on');
    assert.deepEqual(
      (await scan).items.map((item) => item.uri),
      [uri('f500/disk.yaml')],
    );
  });

  it('are read for the inventory', async () => {
    assert.ok(client);
    const { files, left, groups } = await client.connection.sendRequest<InventoryAnswer>(INVENTORY, {
      group: 'file',
    });
    assert.deepEqual([files, left, groups.map(({ name }) => name)], [2, 0, ['f500/disk.yaml', 'open.yaml']]);
  });

  it('take no memory that would be missed', function () {
    const peak = peakMegabytes(client?.process.pid);
    if (peak === undefined) {
      console.log('      skipped: only Linux tells the peak of a process');
      this.skip();
    }
    assert.ok(peak < 400, `${String(peak)} MB`);
  });
});

function peakMegabytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
