// Conversations about the inventory with the published server: the whole workspace, open texts, settings, texts of files, and a client in a hurry.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { INVENTORY, INVENTORY_TEXT, type InventoryAnswer, type InventoryParams } from '../../../server/lsp/protocol';
import { ensureBuilt } from '../../support/built';
import { HOUSE_DISK, HOUSE_STORE } from '../../support/house-rules';
import { startClient, type Client } from '../../support/lsp-client';

const QUEUE =
  'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Tags: [{ Key: Level, Value: top }]\n';
const VOLUME = 'resource "aws_ebs_volume" "v" {\n  availability_zone = "eu-west-1a"\n  encrypted = false\n}\n';

describe('inventory over LSP', () => {
  before(ensureBuilt);
  let folder = '';
  let client: Client | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint inventory '));
    mkdirSync(join(folder, 'infra'));
    writeFileSync(join(folder, 'queue.yaml'), QUEUE);
    writeFileSync(join(folder, 'infra/main.tf'), VOLUME);
  });
  afterEach(async () => {
    await client?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (settings: Readonly<Record<string, unknown>> = {}): Promise<Client> => {
    client = await startClient({ folder: pathToFileURL(folder).href, settings });
    return client;
  };
  const ask = (more: Partial<InventoryParams> = {}): Promise<InventoryAnswer> => {
    assert.ok(client);
    return client.connection.sendRequest<InventoryAnswer>(INVENTORY, { group: 'service', ...more });
  };
  const names = ({ groups }: InventoryAnswer): readonly string[] =>
    groups.map(
      ({ name, rows }) => `${name}: ${rows.map((row) => `${row.name} ${row.atRest?.state ?? '-'}`).join(', ')}`,
    );

  it('lists stores that the rules of the workspace know', async () => {
    mkdirSync(join(folder, '.cipherlint/rules'), { recursive: true });
    writeFileSync(join(folder, '.cipherlint/rules/disk.yaml'), HOUSE_STORE);
    writeFileSync(join(folder, 'infra/disk.tf'), HOUSE_DISK);
    await start();
    const rows = (await ask()).groups.flatMap((group) => group.rows);
    assert.deepEqual(
      rows.filter(({ name }) => name.startsWith('house_disk')).map(({ name, atRest }) => [name, atRest?.state]),
      [['house_disk.orders', 'off']],
    );
  });

  it('lists files that nobody has opened, with their places', async () => {
    await start();
    const answer = await ask();
    assert.deepEqual(names(answer), ['EC2: aws_ebs_volume.v off', 'SQS: Q aws-key']);
    assert.deepEqual([answer.files, answer.left, answer.blind], [2, 0, false]);
    const [volume] = answer.groups[0]?.rows ?? [];
    const uri = pathToFileURL(join(folder, 'infra/main.tf')).href;
    assert.ok(volume);
    assert.deepEqual(volume.at, {
      uri,
      path: 'infra/main.tf',
      start: { line: 0, column: 9 },
      end: { line: 0, column: 25 },
    });
    assert.deepEqual(volume.atRest?.at?.start, { line: 2, column: 14 });
  });

  it('reads what is open as it is in the editor, when asked afresh', async () => {
    const editor = await start();
    await ask();
    await editor.open(pathToFileURL(join(folder, 'infra/main.tf')).href, 'terraform', VOLUME.replace('false', 'true'));
    assert.deepEqual(names(await ask()), ['EC2: aws_ebs_volume.v off', 'SQS: Q aws-key']);
    assert.deepEqual(names(await ask({ fresh: true })), ['EC2: aws_ebs_volume.v aws-key', 'SQS: Q aws-key']);
  });

  it('groups by what is asked for', async () => {
    await start();
    const groups = async (group: InventoryParams['group']): Promise<readonly string[]> =>
      (await ask({ group })).groups.map(({ name }) => name);
    assert.deepEqual(await groups('file'), ['infra/main.tf', 'queue.yaml']);
    assert.deepEqual(await groups('classification'), ['Not classified']);
  });

  it("keeps to the editor's settings", async () => {
    await start({ classification: { tags: ['Level'], values: ['top'] }, exclude: ['infra/'] });
    const { groups } = await ask({ group: 'classification' });
    assert.deepEqual(
      groups.map(({ name, rows }) => [name, rows.length, rows[0]?.sensitive]),
      [['top', 1, true]],
    );
  });

  it('takes texts that the client hands over', async () => {
    await start();
    const uri = `${pathToFileURL(folder).href}/more.tf`;
    const answer = await ask({ fresh: true, texts: [{ uri, text: 'resource "aws_sns_topic" "t" {}\n' }] });
    assert.deepEqual(names(answer), ['EC2: aws_ebs_volume.v off', 'SNS: aws_sns_topic.t aws-key', 'SQS: Q aws-key']);
    assert.deepEqual(names(await ask({ fresh: true })), ['EC2: aws_ebs_volume.v off', 'SQS: Q aws-key']);
  });

  it('writes the last inventory in every format', async () => {
    const { connection } = await start();
    const begins: Readonly<Record<string, RegExp>> = {
      html: /^<!DOCTYPE html>/,
      panel: /^<!DOCTYPE html>[\s\S]*data-uri="file:/,
      csv: /^what,service,/,
      json: /^\{\n {2}"tool": "cipherlint"/,
      sarif: /"version": "2\.1\.0"/,
    };
    for (const [format, begin] of Object.entries(begins)) {
      assert.match(await connection.sendRequest<string>(INVENTORY_TEXT, { format, group: 'file' }), begin);
    }
  });

  it('gives up when it is told to, and answers the next question', async () => {
    const { connection } = await start();
    for (let i = 0; i < 300; i++) writeFileSync(join(folder, `queue${String(i)}.yaml`), QUEUE);
    const source = new CancellationTokenSource();
    const first = connection.sendRequest<InventoryAnswer>(INVENTORY, { group: 'service', fresh: true }, source.token);
    source.cancel();
    await first.catch(() => undefined);
    assert.equal((await ask({ fresh: true })).groups.find(({ name }) => name === 'SQS')?.rows.length, 301);
  });
});
