// Edits as different clients can take them: annotations that ask, tab stops, plain changes; and fix all over many files.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { ensureBuilt } from '../../support/built';
import { startClient, type Client, type ClientOptions } from '../../support/lsp-client';

const uri = 'file:///work/template.yaml';
const DISK =
  'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: false\n';
const RANGE = { start: { line: 4, character: 17 }, end: { line: 4, character: 22 } };
const KEY_RANGE = { start: { line: 8, character: 25 }, end: { line: 8, character: 30 } };

describe('edits of the language server', () => {
  before(ensureBuilt);
  const clients: Client[] = [];
  const start = async (options: ClientOptions = {}): Promise<Client> => {
    const client = await startClient({ settings: { profile: 'strict' }, ...options });
    clients.push(client);
    return client;
  };
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
  });
  const resolved = async (client: Client, starts: string, range = RANGE): Promise<CodeAction> => {
    await client.open(uri, 'yaml', DISK);
    const action = (await client.actions(uri, range)).find(({ title }) => title.startsWith(starts));
    assert.ok(action, `there is an action ${starts}`);
    return client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
  };

  it('ask for confirmation of what replaces a resource', async () => {
    const client = await start({ edits: { changeAnnotationSupport: {} } });
    const { edit, title, isPreferred } = await resolved(client, 'Encrypt');
    assert.equal(title, 'Encrypt the volume (replaces the resource)');
    assert.equal(isPreferred, undefined);
    assert.deepEqual(edit, {
      documentChanges: [
        {
          textDocument: { uri, version: 1 },
          edits: [{ range: RANGE, newText: 'true', annotationId: 'cipherlint' }],
        },
      ],
      changeAnnotations: {
        cipherlint: { label: title, needsConfirmation: true, description: 'replaces the resource' },
      },
    });
  });

  it('ask nothing for what is safe, and prefer it', async () => {
    const client = await start({ edits: { changeAnnotationSupport: {} } });
    const { edit, isPreferred } = await resolved(client, 'Rotate the key every year', KEY_RANGE);
    assert.equal(isPreferred, true);
    assert.deepEqual(edit, {
      documentChanges: [{ textDocument: { uri, version: 1 }, edits: [{ range: KEY_RANGE, newText: 'true' }] }],
    });
  });

  it('make the reason of an ignore comment a tab stop where the client has them', async () => {
    const client = await start({ edits: { snippetEditSupport: true } });
    const { edit } = await resolved(client, 'Ignore ebs-volume-unencrypted for this line');
    const start0 = { line: 4, character: 0 };
    assert.deepEqual(edit, {
      documentChanges: [
        {
          textDocument: { uri, version: 1 },
          edits: [
            {
              range: { start: start0, end: start0 },
              snippet: { kind: 'snippet', value: '      # cipherlint-ignore ebs-volume-unencrypted -- ${1:reason}\n' },
            },
          ],
        },
      ],
    });
  });

  it('are plain changes where the client has no versions', async () => {
    const client = await start({ edits: { documentChanges: false } });
    const { edit } = await resolved(client, 'Encrypt');
    assert.deepEqual(edit, { changes: { [uri]: [{ range: RANGE, newText: 'true' }] } });
  });

  it('name one key wherever one is missing in the file', async () => {
    const client = await start({ edits: { changeAnnotationSupport: {} } });
    const text =
      'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n\nresource "aws_sqs_queue" "a" {\n  name = "a"\n}\n\nresource "aws_sns_topic" "b" {\n  name = "b"\n}\n';
    const main = 'file:///work/main.tf';
    await client.open(main, 'terraform', text);
    const at = { line: 4, character: 12 };
    const [action, ...others] = await client.actions(main, { start: at, end: at }, ['refactor.rewrite']);
    assert.equal(action?.title, 'Use aws_kms_key.main everywhere in this file');
    assert.deepEqual(others, []);
    const after = await client.take(main, action);
    assert.equal(
      after,
      text
        .replace('name = "a"', 'name              = "a"\n  kms_master_key_id = aws_kms_key.main.arn')
        .replace('name = "b"', 'name              = "b"\n  kms_master_key_id = aws_kms_key.main.arn'),
    );
  });

  it('move a key that is written out to a variable', async () => {
    const client = await start();
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b';
    const main = 'file:///work/main.tf';
    const text = `resource "aws_sqs_queue" "a" {\n  kms_master_key_id = "${arn}"\n}\n`;
    await client.open(main, 'terraform', text);
    const at = { line: 1, character: 30 };
    const [action] = await client.actions(main, { start: at, end: at }, ['refactor.extract']);
    assert.equal(action?.title, 'Move the key to a variable');
    const after = await client.take(main, action);
    assert.match(after, /kms_master_key_id = var\.kms_key_arn\n\}\n\nvariable "kms_key_arn" \{\n/);
    const none = await client.actions(main, { start: { line: 0, character: 0 }, end: at }, ['quickfix']);
    assert.deepEqual(
      none.filter(({ kind }) => kind?.startsWith('refactor')),
      [],
    );
  });

  it('fix many files at once, open or not, only what is safe, each change to be confirmed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cipherlint-fix-'));
    try {
      const base = pathToFileURL(folder).href;
      writeFileSync(join(folder, 'a.yaml'), DISK);
      writeFileSync(join(folder, 'b.yaml'), 'greeting: hello\n');
      const client = await start({ folder: base, edits: { changeAnnotationSupport: {} } });
      await client.open(
        `${base}/main.tf`,
        'terraform',
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n',
      );
      const result = await client.connection.sendRequest<{ fixed: number; files: number; edit: WorkspaceEdit }>(
        'cipherlint/fixFiles',
        { uris: ['a.yaml', 'b.yaml', 'main.tf'].map((name) => `${base}/${name}`) },
      );
      assert.deepEqual([result.fixed, result.files], [2, 2]);
      assert.deepEqual(result.edit.documentChanges, [
        {
          textDocument: { uri: `${base}/a.yaml`, version: null },
          edits: [{ range: KEY_RANGE, newText: 'true', annotationId: 'cipherlint' }],
        },
        {
          textDocument: { uri: `${base}/main.tf`, version: 1 },
          edits: [
            {
              range: { start: { line: 1, character: 24 }, end: { line: 1, character: 29 } },
              newText: 'true',
              annotationId: 'cipherlint',
            },
          ],
        },
      ]);
      assert.equal(result.edit.changeAnnotations?.cipherlint?.needsConfirmation, true);
      assert.equal((await client.diagnostics(`${base}/main.tf`)).length > 0, true, 'nothing is changed yet');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
