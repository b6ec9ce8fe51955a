// Diagnostics of files that nobody has open: `workspace/diagnostic` and the push for clients that don't pull, from the published server.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, type WorkspaceDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { ensureBuilt } from '../../support/built';
import { startClient, type Client, type ClientOptions } from '../../support/lsp-client';

const volume = (encrypted: boolean): string =>
  `Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${String(encrypted)}\n`;
const BAD = volume(false);
const GOOD = volume(true);
const ON = { profile: 'baseline', workspaceScan: 'on' };

describe('scan of the workspace by the language server', () => {
  before(ensureBuilt);
  let folder = '';
  const clients: Client[] = [];
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'cipherlint-scan-')));
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  const pathOf = (each: string): string => decodeURIComponent(each.slice(pathToFileURL(folder).href.length + 1));
  const start = async (settings: Readonly<Record<string, unknown>> = ON, more: ClientOptions = {}): Promise<Client> => {
    const client = await startClient({ folder: pathToFileURL(folder).href, settings, ...more });
    clients.push(client);
    return client;
  };
  const pull = (client: Client, more: object = {}): Promise<WorkspaceDiagnosticReport> =>
    client.connection.sendRequest('workspace/diagnostic', { identifier: 'cipherlint', previousResultIds: [], ...more });
  /** `path count`, in the order of the report. */
  const counts = ({ items }: WorkspaceDiagnosticReport): readonly string[] =>
    items.map((item) => `${pathOf(item.uri)} ${item.kind === 'full' ? String(item.items.length) : 'unchanged'}`);
  const changedOnDisk = (client: Client, ...paths: readonly string[]): Promise<void> =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: paths.map((path) => ({ uri: uri(path), type: 2 })),
    });

  it('reports every file with findings, open ones first, without what is ignored or excluded', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': 'build/\n*.out.yaml\n',
      'sub/.gitignore': '!kept.out.yaml\n',
      'a.yaml': BAD,
      'good.yaml': GOOD,
      'build/b.yaml': BAD,
      'c.out.yaml': BAD,
      'sub/kept.out.yaml': BAD,
      'fixtures/d.yaml': BAD,
      'node_modules/x/e.yaml': BAD,
      'z z.yaml': BAD,
    });
    const client = await start({ ...ON, exclude: ['fixtures/**'] });
    await client.open(uri('z z.yaml'), 'yaml', BAD);
    assert.deepEqual(counts(await pull(client)), ['z z.yaml 1', 'a.yaml 1', 'sub/kept.out.yaml 1']);
  });

  it('says what an open file would say: places, suppressions, the nearest configuration, Terraform folders', async () => {
    write({
      'a.yaml': BAD,
      'strict/.cipherlint.yaml': 'rules:\n  ebs-volume-unencrypted: off\n',
      'strict/b.yaml': BAD,
      'c.yaml': BAD.replace('      Enc', '      # cipherlint-ignore ebs-volume-unencrypted -- scratch\n      Enc'),
      'tf/main.tf': 'resource "aws_ebs_volume" "d" {\n  encrypted = var.on\n}\n',
      'tf/variables.tf': 'variable "on" {\n  default = false\n}\n',
    });
    const client = await start();
    const report = await pull(client);
    assert.deepEqual(counts(report), ['a.yaml 1', 'tf/main.tf 1']);
    const [first] = report.items;
    assert.deepEqual(first?.kind === 'full' && first.items[0]?.range, {
      start: { line: 4, character: 17 },
      end: { line: 4, character: 22 },
    });
    await client.open(uri('a.yaml'), 'yaml', BAD);
    assert.equal((await client.pull(uri('a.yaml'))).resultId, first?.resultId);
  });

  it('looks at all workspace folders', async () => {
    write({ 'one/a.yaml': BAD, 'two/b.yaml': BAD, 'three/c.yaml': BAD });
    const client = await start(ON, { folder: uri('one'), more: [uri('two')] });
    assert.deepEqual(counts(await pull(client)), ['one/a.yaml 1', 'two/b.yaml 1']);
  });

  it('is off unless it is switched on', async () => {
    write({ 'a.yaml': BAD });
    assert.deepEqual(counts(await pull(await start({ profile: 'baseline' }))), []);
  });

  it('streams what it finds, stays open, and reports only what changes then', async () => {
    write({
      'a.yaml': BAD,
      'b.yaml': GOOD,
      'm/main.tf': 'variable "on" {}\nresource "aws_ebs_volume" "d" {\n  encrypted = var.on\n}\n',
    });
    const client = await start();
    const seen: string[] = [];
    client.connection.onNotification('$/progress', ({ value }: { value: WorkspaceDiagnosticReport }) => {
      seen.push(...counts(value));
    });
    const ids = new Map<string, string>();
    const ask = (): Promise<WorkspaceDiagnosticReport> =>
      pull(client, {
        partialResultToken: 't',
        previousResultIds: [...ids].map(([each, value]) => ({ uri: each, value })),
      });
    const first = ask();
    await sleepUntil(() => seen.length === 1);
    assert.deepEqual(seen.splice(0), ['a.yaml 1']);
    write({ 'b.yaml': BAD });
    await changedOnDisk(client, 'b.yaml');
    assert.deepEqual((await first).items, [], 'the answer comes when there is something new');
    const second = ask();
    await sleepUntil(() => seen.includes('b.yaml 1'));
    rmSync(join(folder, 'a.yaml'));
    write({ 'new.yaml': BAD });
    await changedOnDisk(client, 'a.yaml', 'new.yaml');
    await second;
    seen.splice(0);
    void ask();
    await sleepUntil(() => seen.includes('new.yaml 1'));
    assert.ok(seen.includes('a.yaml 0'), 'what is gone is taken back');
  });

  it('looks at the callers of a module when the module changes, and the other way round', async () => {
    write({
      'main.tf': 'module "m" {\n  source = "./m"\n  on     = false\n}\n',
      'm/main.tf': 'variable "on" {\n  default = true\n}\n\nresource "aws_ebs_volume" "d" {\n  encrypted = var.on\n}\n',
      'other/a.yaml': GOOD,
    });
    const client = await start();
    const seen: string[] = [];
    client.connection.onNotification('$/progress', ({ value }: { value: WorkspaceDiagnosticReport }) => {
      seen.push(...counts(value));
    });
    const first = pull(client, { partialResultToken: 't' });
    await sleep(300);
    write({ 'm/main.tf': 'resource "aws_ebs_volume" "d" {\n}\n' });
    await changedOnDisk(client, 'm/main.tf');
    await first;
    void pull(client, { partialResultToken: 't' });
    await sleepUntil(() => seen.includes('m/main.tf 1'));
  });

  it('stops when it is cancelled, and starts anew with the next question', async () => {
    write(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${String(i)}/a.yaml`, BAD])));
    const client = await start();
    let seen = 0;
    client.connection.onNotification('$/progress', ({ value }: { value: WorkspaceDiagnosticReport }) => {
      seen += value.items.length;
    });
    const source = new CancellationTokenSource();
    const params = { previousResultIds: [], partialResultToken: 't' };
    const request = client.connection.sendRequest('workspace/diagnostic', params, source.token);
    await sleepUntil(() => seen > 0);
    source.cancel();
    await request;
    await sleep(300);
    const partial = seen;
    assert.ok(partial < 400, `${String(partial)} of 400 before it stopped`);
    assert.equal((await pull(client)).items.length, 400);
  });

  it('answers what is asked while it scans', async () => {
    write(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${String(i)}/a.yaml`, BAD])));
    const client = await start();
    await client.open(uri('f1/a.yaml'), 'yaml', BAD);
    let isScanned = false;
    const scanned = pull(client).then((report) => {
      isScanned = true;
      return report;
    });
    assert.equal((await client.diagnostics(uri('f1/a.yaml'))).length, 1);
    assert.equal(isScanned, false, 'the open document was not kept waiting');
    assert.equal((await scanned).items.length, 400);
  });

  it('says nothing of a folder that is gone', async () => {
    write({ 'sub/a.yaml': BAD });
    const client = await start(ON, { folder: uri('sub') });
    assert.equal((await pull(client)).items.length, 1);
    rmSync(join(folder, 'sub'), { recursive: true });
    const report = await pull(client, { previousResultIds: [{ uri: uri('sub/a.yaml'), value: 'x' }] });
    assert.deepEqual(counts(report), ['sub/a.yaml 0']);
  });

  it('pushes to a client that does not pull, and takes it back when switched off', async () => {
    write({ 'a.yaml': BAD, 'b.yaml': GOOD });
    const client = await start(ON, { pull: false });
    const pushed = (path: string): number | undefined => client.pushed.get(uri(path))?.length;
    await sleepUntil(() => pushed('a.yaml') === 1);
    await client.open(uri('a.yaml'), 'yaml', GOOD);
    await sleepUntil(() => pushed('a.yaml') === 0);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('a.yaml') } });
    await sleepUntil(() => pushed('a.yaml') === 1);
    client.settings = { profile: 'baseline' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await sleepUntil(() => pushed('a.yaml') === 0);
  });
});

async function sleepUntil(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !isSo();) {
    assert.ok(Date.now() < end, 'it came in time');
    await sleep(20);
  }
}
