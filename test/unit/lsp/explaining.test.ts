// "Why unknown?", values to try, code lenses, and the server's texts in another language.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeLens, TextDocumentEdit } from 'vscode-languageserver-protocol';
import type { UnknownItem } from '../../../server/lsp/protocol';
import { ensureBuilt } from '../../support/built';
import { startClient, type Client, type ClientOptions } from '../../support/lsp-client';

const uri = 'file:///work/main.tf';
const MAIN = `variable "encrypt" {}
resource "aws_ebs_volume" "a" {
  encrypted = var.encrypt
}
resource "aws_ebs_volume" "b" {
  encrypted = data.external.x.result
}
`;
const range = (line: number, start: number, end: number): UnknownItem['range'] => ({
  start: { line, character: start },
  end: { line, character: end },
});

describe('language server: explaining', () => {
  before(ensureBuilt);
  const clients: Client[] = [];
  const folders: string[] = [];
  const start = async (options: ClientOptions): Promise<Client> => {
    const client = await startClient(options);
    clients.push(client);
    return client;
  };
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('lists what is not known, why, and whose value would decide it', async () => {
    const client = await start({ settings: { profile: 'baseline' } });
    await client.open(uri, 'terraform', MAIN);
    const unknowns = await client.connection.sendRequest<UnknownItem[]>('cipherlint/unknowns', { uri });
    assert.deepEqual(
      unknowns.map(({ rule, address, reason, range: at, asks }) => [rule, address, reason, at, asks]),
      [
        [
          'ebs-volume-unencrypted',
          'aws_ebs_volume.a',
          'variable "encrypt" has no default',
          range(2, 14, 25),
          { sort: 'terraform', name: 'encrypt' },
        ],
        ['ebs-volume-unencrypted', 'aws_ebs_volume.b', unknowns[1]?.reason, range(5, 14, 36), undefined],
      ],
    );
  });

  it('gives a value in the configuration that holds, and judges by it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cipherlint-bind-'));
    folders.push(folder);
    writeFileSync(join(folder, '.cipherlint.yaml'), 'profile: baseline\n');
    writeFileSync(join(folder, 'main.tf'), MAIN);
    const client = await start({ folder: pathToFileURL(folder).href });
    const file = pathToFileURL(join(folder, 'main.tf')).href;
    await client.open(file, 'terraform', MAIN);
    assert.deepEqual(await client.diagnostics(file), []);
    const edit = await client.connection.sendRequest<{ documentChanges: TextDocumentEdit[] }>('cipherlint/bindValue', {
      uri: file,
      asks: { sort: 'terraform', name: 'encrypt' },
      value: 'false',
    });
    const [change] = edit.documentChanges;
    const config = pathToFileURL(join(folder, '.cipherlint.yaml')).href;
    assert.deepEqual(change?.textDocument, { uri: config, version: null });
    const added = change.edits.map((each) => ('newText' in each ? each.newText : '')).join('');
    writeFileSync(join(folder, '.cipherlint.yaml'), readFileSync(join(folder, '.cipherlint.yaml'), 'utf8') + added);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: config, type: 2 }],
    });
    assert.deepEqual(
      (await client.diagnostics(file)).map(({ range: at }) => at),
      [range(2, 14, 25)],
    );
  });

  it('makes a configuration where there is none', async () => {
    const client = await start({});
    await client.open(uri, 'terraform', MAIN);
    const edit = await client.connection.sendRequest<{ documentChanges: { kind?: string; uri?: string }[] }>(
      'cipherlint/bindValue',
      { uri, asks: { sort: 'terraform', name: 'encrypt' }, value: 'x' },
    );
    assert.deepEqual(
      [edit.documentChanges[0]?.kind, edit.documentChanges[0]?.uri],
      ['create', 'file:///work/.cipherlint.yaml'],
    );
  });

  it('sums up stores in code lenses, by file and by module call, where asked for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cipherlint-lens-'));
    folders.push(folder);
    const module = 'resource "aws_ebs_volume" "in" {\n  encrypted = true\n}\n';
    const text = `module "disks" {\n  source = "./disks"\n}\n${MAIN}resource "aws_ebs_volume" "c" {\n  encrypted = false\n}\n`;
    writeFileSync(join(folder, 'main.tf'), text);
    const disks = join(folder, 'disks');
    mkdirSync(disks);
    writeFileSync(join(disks, 'main.tf'), module);
    const file = pathToFileURL(join(folder, 'main.tf')).href;
    const lenses = async (settings: Readonly<Record<string, unknown>>): Promise<unknown> => {
      const client = await start({ folder: pathToFileURL(folder).href, settings });
      await client.open(file, 'terraform', text);
      await client.diagnostics(file);
      const found = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
        textDocument: { uri: file },
      });
      return found.map(({ range: at, command }) => [at.start.line, at.start.character, command?.title]);
    };
    assert.deepEqual(await lenses({}), []);
    assert.deepEqual(await lenses({ codeLens: true }), [
      [0, 0, '3 stores: 1 off, 2 unknown'],
      [0, 7, '1 store: 1 AWS key'],
    ]);
  });

  it('speaks the language that the editor brings', async () => {
    const client = await start({
      settings: { profile: 'baseline' },
      initializationOptions: { l10n: { 'Ignore {0} for this line': '{0} in dieser Zeile übergehen' } },
    });
    await client.open(uri, 'terraform', MAIN.replace('var.encrypt', 'false'));
    const titles = (await client.actions(uri, range(2, 14, 14))).map(({ title }) => title);
    assert.ok(titles.includes('ebs-volume-unencrypted in dieser Zeile übergehen'), titles.join('\n'));
    assert.ok(titles.includes('Show documentation for ebs-volume-unencrypted'));
  });
});
