// Suppressions in the editor: hints with repairs, hovers, completion of rule ids.
import assert from 'node:assert/strict';
import type { CompletionItem, Hover } from 'vscode-languageserver-protocol';
import { ensureBuilt } from '../../support/built';
import { startClient, type Client } from '../../support/lsp-client';

const uri = 'file:///work/main.tf';
const BAD = 'resource "aws_ebs_volume" "d" {\n  encrypted = false\n}\n';
const SAFE = BAD.replace('false', 'true\n  kms_key_id = "alias/x"');
const at = (line: number, character: number): { line: number; character: number } => ({ line, character });

describe('language server: suppressions', () => {
  before(ensureBuilt);
  let client: Client;
  beforeEach(async () => {
    client = await startClient({ settings: { profile: 'baseline' } });
  });
  afterEach(() => client.stop());

  it('fades a stale one out, and removes it', async () => {
    await client.open(uri, 'terraform', `# cipherlint-ignore ebs-volume-unencrypted\n${SAFE}`);
    const [hint, ...more] = await client.diagnostics(uri);
    assert.deepEqual(more, []);
    assert.deepEqual([hint?.code, hint?.severity, hint?.tags], ['stale-suppression', 4, [1]]);
    assert.deepEqual(hint?.range, { start: at(0, 2), end: at(0, 42) });
    const [fix] = await client.actions(uri, { start: at(0, 5), end: at(0, 5) });
    assert.deepEqual([fix?.title, fix?.isPreferred], ['Remove this suppression', true]);
    assert.ok(fix);
    assert.equal(await client.take(uri, fix), SAFE);
    assert.deepEqual(await client.diagnostics(uri), []);
  });

  it('repairs a misspelt id', async () => {
    await client.open(uri, 'terraform', `# cipherlint-ignore ebs-volume-unencryptd\n${BAD}`);
    assert.deepEqual(
      (await client.diagnostics(uri)).map(({ code }) => code),
      ['ebs-volume-unencrypted', 'unknown-rule'],
    );
    const [fix] = await client.actions(uri, { start: at(0, 25), end: at(0, 25) });
    assert.equal(fix?.title, 'Replace by ebs-volume-unencrypted');
    await client.take(uri, fix);
    assert.deepEqual(await client.diagnostics(uri), []);
  });

  it('says on hover what is honoured', async () => {
    await client.open(uri, 'terraform', BAD.replace('\n', '\n  # checkov:skip=CKV_AWS_3:scratch disk\n'));
    assert.deepEqual(await client.diagnostics(uri), []);
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: at(1, 10),
    });
    assert.deepEqual(hover.contents, {
      kind: 'markdown',
      value:
        'Honoured: `checkov:skip=CKV_AWS_3:scratch disk` silences `ebs-volume-unencrypted` here. Reason: scratch disk.',
    });
    assert.deepEqual(hover.range, { start: at(1, 4), end: at(1, 39) });
  });

  it('completes rule ids, those that are found here first', async () => {
    const complete = (character: number): Promise<CompletionItem[]> =>
      client.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position: at(0, character) });
    await client.open(uri, 'terraform', `# cipherlint-ignore s3-bucket-no-kms-key, ebs- -- why\n${BAD}`);
    const items = await complete(46);
    const first = items.sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)).at(0);
    assert.ok(first);
    assert.equal(first.label.startsWith('ebs-volume-'), true);
    assert.deepEqual(first.textEdit, { range: { start: at(0, 42), end: at(0, 46) }, newText: first.label });
    assert.deepEqual(await complete(53), []);
    assert.deepEqual(await complete(1), []);
  });
});
