// Conversations about rules that a workspace brings: they judge, follow what is typed, complain about themselves and complete.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionItem, Diagnostic, Range } from 'vscode-languageserver-protocol';
import { ensureBuilt } from '../../support/built';
import { HOUSE_BUCKET, HOUSE_RULES } from '../../support/house-rules';
import { startClient, type Client } from '../../support/lsp-client';

const at = (line: number, start: number, end = start): Range => ({
  start: { line, character: start },
  end: { line, character: end },
});

describe('rules of a workspace in the editor', () => {
  before(ensureBuilt);
  let folder = '';
  let client: Client;
  const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
  const own = (items: readonly Diagnostic[]): readonly Diagnostic[] =>
    items.filter(({ code }) => code === 'house-bucket-name');

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'cipherlint-rules-')));
    mkdirSync(join(folder, '.cipherlint/rules'), { recursive: true });
    writeFileSync(join(folder, '.cipherlint/rules/house.yaml'), HOUSE_RULES);
    client = await startClient({ folder: pathToFileURL(folder).href, settings: { profile: 'baseline' } });
    await client.open(uriOf('main.tf'), 'terraform', HOUSE_BUCKET);
  });
  afterEach(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('judge what is written beside our own', async () => {
    const [found] = own(await client.diagnostics(uriOf('main.tf')));
    assert.deepEqual(found?.range, at(1, 11, 17));
    assert.equal(found.codeDescription, undefined);
    assert.equal(found.message, 'The bucket is not called as our house calls buckets.');
  });

  it('follow what is typed in the rule file, and say there what is wrong', async () => {
    const uri = uriOf('.cipherlint/rules/house.yaml');
    await client.open(uri, 'yaml', HOUSE_RULES);
    assert.deepEqual(await client.diagnostics(uri), []);
    await client.change(uri, at(12, 33, 40), 'shop');
    assert.deepEqual(own(await client.diagnostics(uriOf('main.tf'))), []);
    await client.change(uri, at(10, 14, 18), 'urgent');
    const [complaint] = await client.diagnostics(uri);
    assert.deepEqual(complaint?.range, at(10, 14, 20));
    assert.deepEqual([complaint.message, complaint.severity], ['Expected one of high, medium, low.', 1]);
    await client.change(uri, at(10, 14, 20), 'low');
    assert.deepEqual(await client.diagnostics(uri), []);
  });

  it('are read again when the file changes outside of the editor, and gone with it', async () => {
    assert.equal(own(await client.diagnostics(uriOf('main.tf'))).length, 1);
    rmSync(join(folder, '.cipherlint/rules/house.yaml'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('.cipherlint/rules/house.yaml'), type: 3 }],
    });
    assert.deepEqual(own(await client.diagnostics(uriOf('main.tf'))), []);
  });

  it('complete keys, values and the names of facts', async () => {
    const uri = uriOf('.cipherlint/rules/house.yaml');
    await client.open(uri, 'yaml', HOUSE_RULES);
    const labels = async (line: number, character: number): Promise<readonly string[]> => {
      const items = await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
        textDocument: { uri },
        position: { line, character },
      });
      return items.map(({ label }) => label);
    };
    assert.deepEqual(await labels(10, 14), ['high', 'medium', 'low']);
    assert.deepEqual(await labels(12, 15), ['name', 'any', 'all', 'not']);
  });

  it('have a page of their own', async () => {
    await client.diagnostics(uriOf('main.tf'));
    const page = await client.connection.sendRequest<{ title: string } | null>('cipherlint/rulePage', {
      rule: 'house-bucket-name',
    });
    assert.equal(page?.title, 'The bucket is not called as our house calls buckets.');
  });
});
