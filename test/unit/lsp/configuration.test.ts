// `.cipherlint.yaml` in the editor: diagnostics with places, completion, hovers, values given for linting; and the same on the command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionItem, Hover } from 'vscode-languageserver-protocol';
import { cli, ensureBuilt } from '../../support/built';
import { startClient, type Client } from '../../support/lsp-client';

const CONFIG = 'profile: baseline\nrules:\n  ebs-volume-unencryptd: off\n';
const MAIN = 'variable "encrypt" {}\nresource "aws_ebs_volume" "d" {\n  encrypted = var.encrypt\n}\n';
const at = (line: number, character: number): { line: number; character: number } => ({ line, character });

describe('language server: configuration', () => {
  before(ensureBuilt);
  let client: Client;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-config-'));
    client = await startClient({ folder: pathToFileURL(folder).href });
  });
  afterEach(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const write = async (name: string, text: string): Promise<void> => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(name), type: 2 }],
    });
  };

  it('says what is wrong, as it is typed', async () => {
    const uri = uriOf('.cipherlint.yaml');
    await client.open(uri, 'yaml', CONFIG);
    assert.deepEqual(
      (await client.diagnostics(uri)).map(({ range, severity, source, code, message }) => [
        [range.start, range.end],
        severity,
        source,
        code,
        message,
      ]),
      [
        [
          [at(2, 2), at(2, 23)],
          2,
          'cipherlint',
          'configuration',
          'No rule is called "ebs-volume-unencryptd". Did you mean "ebs-volume-unencrypted"?',
        ],
      ],
    );
    await client.change(uri, { start: at(2, 22), end: at(2, 22) }, 'e');
    assert.deepEqual(await client.diagnostics(uri), []);
  });

  it('says what is wrong in a file that holds but is not open, until it is right', async () => {
    await write('.cipherlint.yaml', CONFIG);
    await client.open(uriOf('main.tf'), 'terraform', MAIN);
    await client.diagnostics(uriOf('main.tf'));
    await until(() => client.pushed.get(uriOf('.cipherlint.yaml'))?.length === 1);
    assert.deepEqual(client.pushed.get(uriOf('.cipherlint.yaml'))?.[0]?.range, { start: at(2, 2), end: at(2, 23) });
    await write('.cipherlint.yaml', 'profile: baseline\n');
    await client.diagnostics(uriOf('main.tf'));
    await until(() => client.pushed.get(uriOf('.cipherlint.yaml'))?.length === 0);
  });

  it('completes settings, rules and frameworks', async () => {
    const uri = uriOf('.cipherlint.yaml');
    await client.open(uri, 'yaml', 'rules:\n  ebs-vol\ncompliance: [hip]\nprofi\n');
    const complete = (line: number, character: number): Promise<CompletionItem[]> =>
      client.connection.sendRequest('textDocument/completion', {
        textDocument: { uri },
        position: at(line, character),
      });
    const rule = (await complete(1, 9)).find(({ label }) => label === 'ebs-volume-unencrypted');
    assert.deepEqual(rule?.textEdit, {
      range: { start: at(1, 2), end: at(1, 9) },
      newText: 'ebs-volume-unencrypted: ',
    });
    assert.ok((await complete(2, 16)).some(({ label }) => label === 'hipaa'));
    assert.equal((await complete(3, 5))[0]?.label, 'profile');
  });

  it('explains settings and rules on hover', async () => {
    const uri = uriOf('.cipherlint.yaml');
    await client.open(uri, 'yaml', 'rules:\n  ebs-volume-unencrypted: off\n');
    const hover = (line: number, character: number): Promise<Hover | null> =>
      client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: at(line, character) });
    assert.match(JSON.stringify((await hover(0, 2))?.contents), /A level for rules/);
    const rule = await hover(1, 8);
    assert.match(JSON.stringify(rule?.contents), /docs\.aws\.amazon\.com/);
    assert.deepEqual(rule?.range, { start: at(1, 2), end: at(1, 24) });
  });

  it('does not show what the baseline knows', async () => {
    const text = MAIN.replace('var.encrypt', 'false');
    await write('infra/main.tf', text);
    await write('.cipherlint.yaml', 'profile: baseline\nbaseline: known.json\n');
    spawnSync(process.execPath, [cli, 'baseline'], { cwd: folder });
    const uri = uriOf('infra/main.tf');
    await client.open(uri, 'terraform', text);
    assert.deepEqual(await client.diagnostics(uri), []);
    await client.change(
      uri,
      { start: at(3, 1), end: at(3, 1) },
      '\nresource "aws_ebs_volume" "new" {\n  encrypted = false\n}',
    );
    assert.deepEqual(
      (await client.diagnostics(uri)).map(({ range }) => range.start),
      [at(5, 14)],
    );
  });

  it('reads variable files, and says where one is missing', async () => {
    await write('prod/main.tf', MAIN);
    await write('env/prod.tfvars', 'encrypt = false\n');
    await write('.cipherlint.yaml', 'profile: baseline\nvarFiles: [env/prod.tfvars]\n');
    const uri = uriOf('prod/main.tf');
    await client.open(uri, 'terraform', MAIN);
    const [finding] = await client.diagnostics(uri);
    assert.deepEqual(
      finding?.relatedInformation?.map(({ location, message }) => [location.uri, location.range, message]),
      [[uriOf('env/prod.tfvars'), { start: at(0, 10), end: at(0, 15) }, 'variable "encrypt" in prod.tfvars']],
    );
    await write('env/prod.tfvars', 'encrypt = true\n');
    assert.deepEqual(await client.diagnostics(uri), []);
    const config = uriOf('.cipherlint.yaml');
    await client.open(config, 'yaml', 'varFiles:\n  - env/prod.tfvars\n  - env/none.tfvars\n');
    assert.deepEqual(
      (await client.diagnostics(config)).map(({ range, message }) => [range.start, message]),
      [[at(2, 4), 'There is no file env/none.tfvars.']],
    );
  });

  it('applies overrides and given values at once, and as the command line does', async () => {
    await write('prod/main.tf', MAIN);
    await write('.cipherlint.yaml', 'profile: baseline\nvalues: { terraform: { encrypt: true } }\n');
    const uri = uriOf('prod/main.tf');
    await client.open(uri, 'terraform', MAIN);
    const inEditor = async (): Promise<unknown> => (await client.diagnostics(uri)).map(({ code }) => code);
    const onCommandLine = (): unknown => {
      const { stdout } = spawnSync(process.execPath, [cli, 'scan', '--format', 'json', folder], { encoding: 'utf8' });
      return (JSON.parse(stdout) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);
    };
    assert.deepEqual([await inEditor(), onCommandLine()], [[], []]);
    await write(
      '.cipherlint.yaml',
      'profile: baseline\noverrides: [{ paths: [prod/**], values: { terraform: { encrypt: false } } }]\n',
    );
    assert.deepEqual([await inEditor(), onCommandLine()], [['ebs-volume-unencrypted'], ['ebs-volume-unencrypted']]);
    const [finding] = await client.diagnostics(uri);
    assert.deepEqual(
      finding?.relatedInformation?.map(({ location, message }) => [location.range, message]),
      [[{ start: at(0, 9), end: at(0, 18) }, 'value of variable "encrypt" in .cipherlint.yaml']],
    );
  });
});

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 8000;
  while (!holds()) {
    assert.ok(Date.now() < end, 'waited too long');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
