// Conversations with the published language server over its streams, as an editor has them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Range } from 'vscode-languageserver-protocol';
import { ensureBuilt } from '../../support/built';
import { startClient, type Client, type ClientOptions } from '../../support/lsp-client';

const YAML = `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
  Disk:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: false
`;
const uri = 'file:///work/template.yaml';
const at = (line: number, start: number, end = start): Range => ({
  start: { line, character: start },
  end: { line, character: end },
});

describe('language server', () => {
  before(ensureBuilt);
  const clients: Client[] = [];
  const start = async (options: ClientOptions = {}): Promise<Client> => {
    const client = await startClient({ settings: { profile: 'baseline' }, ...options });
    clients.push(client);
    return client;
  };
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
  });

  it('reports findings at their exact places, with code, page and data', async () => {
    const client = await start();
    await client.open(uri, 'yaml', YAML);
    const [rds, ebs] = await client.diagnostics(uri);
    assert.deepEqual(rds?.range, at(2, 10, 30));
    assert.deepEqual([rds.code, rds.source, rds.severity], ['rds-instance-unencrypted', 'cipherlint', 1]);
    assert.match(rds.codeDescription?.href ?? '', /^https:\/\/docs\.aws\.amazon\.com\//);
    assert.deepEqual(rds.data, {
      rule: 'rds-instance-unencrypted',
      start: YAML.indexOf('AWS::RDS'),
      end: YAML.indexOf('AWS::RDS') + 20,
    });
    assert.deepEqual(ebs?.range, at(8, 17, 22));
  });

  it('says "unchanged" for the same result, and anew after a change', async () => {
    const client = await start();
    await client.open(uri, 'yaml', YAML);
    const first = await client.pull(uri);
    assert.equal((await client.pull(uri, first.resultId)).kind, 'unchanged');
    await client.change(uri, at(8, 17, 22), 'true');
    const second = await client.pull(uri, first.resultId);
    assert.equal(second.kind === 'full' && second.items.length, 1);
  });

  it('fixes one finding; what replaces a resource is not preferred', async () => {
    const client = await start();
    await client.open(uri, 'yaml', YAML);
    const actions = await client.actions(uri, at(8, 18));
    const fix = actions.find(({ title }) => title.startsWith('Encrypt'));
    assert.ok(fix);
    assert.equal(fix.isPreferred, undefined);
    assert.match(fix.title, /replaces the resource/);
    assert.equal(await client.take(uri, fix), YAML.replace('Encrypted: false', 'Encrypted: true'));
    assert.deepEqual(
      (await client.diagnostics(uri)).map(({ code }) => code),
      ['rds-instance-unencrypted'],
    );
  });

  it('does not apply a fix to a text that has changed meanwhile', async () => {
    const client = await start();
    await client.open(uri, 'yaml', YAML);
    const [fix] = await client.actions(uri, at(8, 18));
    assert.ok(fix);
    await client.change(uri, at(0, 0), '# later\n');
    assert.equal(await client.take(uri, fix), `# later\n${YAML}`);
  });

  it('ignores for the line, the resource and the file', async () => {
    const client = await start();
    await client.open(uri, 'yaml', YAML);
    const actions = await client.actions(uri, at(8, 18));
    assert.deepEqual(
      actions.filter(({ title }) => title.startsWith('Ignore')).map(({ title }) => title),
      [
        'Ignore ebs-volume-unencrypted for this line',
        'Ignore ebs-volume-unencrypted for this resource',
        'Ignore ebs-volume-unencrypted for the entire file',
      ],
    );
    const line = actions.find(({ title }) => title.endsWith('for this line'));
    assert.ok(line);
    assert.equal(
      await client.take(uri, line),
      YAML.replace('      Encrypted', '      # cipherlint-ignore ebs-volume-unencrypted -- reason\n      Encrypted'),
    );
    assert.deepEqual(
      (await client.diagnostics(uri)).map(({ code }) => code),
      ['rds-instance-unencrypted'],
    );
  });

  it('ignores in JSON by metadata', async () => {
    const client = await start();
    const json = 'file:///work/template.json';
    await client.open(
      json,
      'json',
      '{\n  "Resources": {\n    "Disk": {\n      "Type": "AWS::EC2::Volume",\n      "Properties": { "Encrypted": false }\n    }\n  }\n}\n',
    );
    const ignores = (await client.actions(json, at(4, 40))).filter(({ title }) => title.startsWith('Ignore'));
    assert.deepEqual(
      ignores.map(({ title }) => title),
      [
        'Ignore ebs-volume-unencrypted for this resource (in JSON not possible for a line)',
        'Ignore ebs-volume-unencrypted for the entire file',
      ],
    );
    const [ignore] = ignores;
    assert.ok(ignore);
    const text = await client.take(json, ignore);
    assert.match(
      text,
      /"Type": "AWS::EC2::Volume",\n {6}"Metadata": \{ "cipherlint": \{ "ignore": \[\{ "rule": "ebs-volume-unencrypted", "reason": "reason" \}\] \} \},\n/,
    );
    assert.deepEqual(await client.diagnostics(json), []);
  });

  it('pushes where the client does not pull, and clears what was closed', async () => {
    const client = await start({ pull: false });
    await client.open(uri, 'yaml', YAML);
    await until(() => client.pushed.get(uri)?.length === 2);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until(() => client.pushed.get(uri)?.length === 0);
  });

  it('applies changed settings at once', async () => {
    const client = await start();
    await client.open(uri, 'yaml', YAML);
    assert.equal((await client.diagnostics(uri)).length, 2);
    client.settings = { profile: 'baseline', rules: { 'rds-*': 'off', 'ebs-volume-unencrypted': 'warning' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until(async () => (await client.diagnostics(uri)).length === 1);
    assert.equal((await client.diagnostics(uri))[0]?.severity, 2);
  });

  it('explains on hover: a finding, and a property that a rule looks at', async () => {
    const client = await start();
    await client.open(uri, 'yaml', YAML);
    const hover = (line: number, character: number): Promise<{ contents: { value: string }; range: Range } | null> =>
      client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } });
    assert.match(
      (await hover(2, 12))?.contents.value ?? '',
      /stores its data unencrypted[\s\S]*docs\.aws\.amazon\.com/,
    );
    const property = await hover(8, 8);
    assert.deepEqual(property?.range, at(8, 6, 15));
    assert.match(property.contents.value, /EBS volume[\s\S]*ebs-volume-unencrypted/);
    assert.equal(await hover(0, 3), null);
  });

  it('counts columns in UTF-8 where that was agreed on', async () => {
    const text = YAML.replace('Encrypted: false', 'Encrypted: false # für später');
    const client = await start({ encodings: ['utf-8'] });
    assert.equal(client.initialized.capabilities.positionEncoding, 'utf-8');
    await client.open(uri, 'yaml', `# äöü\n${text.replace('  Orders', '  "Bestellüng"')}`);
    const [rds] = await client.diagnostics(uri);
    assert.deepEqual(rds?.range, at(3, 10, 30));
  });

  it('reads the other files of a Terraform folder, and forgets them when they change', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cipherlint-lsp-'));
    try {
      writeFileSync(join(folder, 'variables.tf'), 'variable "encrypt" {\n  default = false\n}\n');
      const folderUri = pathToFileURL(folder).href;
      const main = `${folderUri}/main.tf`;
      const client = await start({ folder: folderUri });
      await client.open(
        main,
        'terraform',
        'resource "aws_ebs_volume" "disk" {\n  availability_zone = "eu-west-1a"\n  encrypted         = var.encrypt\n}\n',
      );
      const [finding] = await client.diagnostics(main);
      assert.deepEqual(finding?.range, at(2, 22, 33));
      assert.deepEqual(
        finding.relatedInformation?.map(({ location, message }) => [location.uri, location.range, message]),
        [[`${folderUri}/variables.tf`, at(1, 12, 17), 'default of variable "encrypt"']],
      );
      writeFileSync(join(folder, 'variables.tf'), 'variable "encrypt" {\n  default = true\n}\n');
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${folderUri}/variables.tf`, type: 2 }],
      });
      assert.deepEqual(await client.diagnostics(main), []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('fixes all that is safe, in one edit', async () => {
    const client = await start();
    const kms =
      'Resources:\n  A:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: false\n  B:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: false # later\n';
    await client.open(uri, 'yaml', kms);
    client.settings = { profile: 'strict' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until(async () => (await client.diagnostics(uri)).some(({ code }) => code === 'kms-key-no-rotation'));
    const [all] = await client.actions(uri, at(0, 0), ['source.fixAll.cipherlint']);
    assert.ok(all);
    assert.equal(await client.take(uri, all), kms.replaceAll('EnableKeyRotation: false', 'EnableKeyRotation: true'));
  });

  it('reads the cells of a notebook in their order, as one program', async () => {
    const client = await start();
    const notebook = 'file:///work/train.ipynb';
    const cell = (n: number): string => `vscode-notebook-cell:/work/train.ipynb#W${String(n)}`;
    const texts = [
      '%pip install boto3\nimport boto3\n',
      'client = boto3.client("rds")\n',
      'client.create_db_instance(Engine="postgres")\n',
    ];
    const documents = texts.map((text, n) => ({ uri: cell(n), languageId: 'python', version: 1, text }));
    await client.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: {
        uri: notebook,
        notebookType: 'jupyter-notebook',
        version: 1,
        cells: texts.map((_, n) => ({ kind: 2, document: cell(n) })),
      },
      cellTextDocuments: documents,
    });
    assert.deepEqual(
      (await client.diagnostics(cell(2))).map(({ code, range }) => [code, range]),
      [['rds-instance-unencrypted', at(0, 7, 25)]],
    );
    assert.deepEqual(await client.diagnostics(cell(0)), []);
    // without the cell that makes the client, nobody can know what is called
    await client.connection.sendNotification('notebookDocument/didChange', {
      notebookDocument: { uri: notebook, version: 2 },
      change: { cells: { structure: { array: { start: 1, deleteCount: 1 }, didClose: [{ uri: cell(1) }] } } },
    });
    assert.deepEqual(await client.diagnostics(cell(2)), []);
  });

  it('reads what a notebook asks of a shell, in cells of Python and of the shell', async () => {
    const client = await start();
    const cell = (n: number): string => `vscode-notebook-cell:/work/shell.ipynb#W${String(n)}`;
    const create = 'aws rds create-db-instance --engine postgres --no-storage-encrypted\n';
    const texts = [`x = 1\n!${create}`, `%%bash\n${create}`];
    await client.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: {
        uri: 'file:///work/shell.ipynb',
        notebookType: 'jupyter-notebook',
        version: 1,
        cells: texts.map((_, n) => ({ kind: 2, document: cell(n) })),
      },
      cellTextDocuments: texts.map((text, n) => ({
        uri: cell(n),
        languageId: n === 0 ? 'python' : 'shellscript',
        version: 1,
        text,
      })),
    });
    const found = async (n: number): Promise<unknown> =>
      (await client.diagnostics(cell(n))).map(({ code, range }) => [code, range]);
    assert.deepEqual(await found(0), [['rds-instance-unencrypted', at(1, 46, 68)]]);
    assert.deepEqual(await found(1), [['rds-instance-unencrypted', at(1, 45, 67)]]);
  });

  it('says on hover why something is not decided', async () => {
    const client = await start();
    await client.open(
      uri,
      'yaml',
      'Parameters:\n  On:\n    Type: String\nResources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: !Ref On\n',
    );
    assert.deepEqual(await client.diagnostics(uri), []);
    const hover = await client.connection.sendRequest<{ contents: { value: string } } | null>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 7, character: 20 },
    });
    assert.match(
      hover?.contents.value ?? '',
      /Not decided[\s\S]*ebs-volume-unencrypted[\s\S]*parameter "On" has no default/,
    );
  });

  it('keeps quiet about files that are none of ours', async () => {
    const client = await start();
    await client.open('file:///work/values.yaml', 'yaml', 'image: nginx\n');
    assert.deepEqual(await client.diagnostics('file:///work/values.yaml'), []);
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 8000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, 'waited too long');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
