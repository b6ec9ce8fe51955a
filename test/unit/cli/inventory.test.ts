// `cipherlint inventory` on real folders: formats, groups, exit codes, bad input.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { cli, ensureBuilt } from '../../support/built';
import { root } from '../../support/kinds';

const MAIN = `resource "aws_ebs_volume" "off" {
  availability_zone = "eu-west-1a"
  encrypted         = false
  tags              = { data-classification = "phi" }
}
variable "key" {}
resource "aws_sns_topic" "t" {
  kms_master_key_id = var.key
}
`;

describe('cipherlint inventory', () => {
  before(ensureBuilt);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-inventory-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const run = (...args: readonly string[]): { out: string; error: string; code: number | null } => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, 'inventory', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { out: stdout, error: stderr, code: status };
  };
  interface Row {
    readonly name: string;
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly atRest?: { readonly state: string; readonly why?: string; readonly at?: { readonly line: number } };
    readonly classification: readonly string[];
    readonly sensitive: boolean;
  }
  const groups = (...args: readonly string[]): readonly { readonly name: string; readonly rows: readonly Row[] }[] =>
    (JSON.parse(run('--format', 'json', ...args).out) as { groups: { name: string; rows: Row[] }[] }).groups;

  it('prints a table with reasons and sums, and judges nothing', () => {
    write({ 'main.tf': MAIN });
    const { out, code } = run();
    assert.match(out, /^EC2\n {2}aws_ebs_volume\.off +off +- +- +- +phi\n {4}EBS volume, main\.tf:1\n/m);
    assert.match(out, / {4}unknown at rest: variable "key" has no default\n/);
    assert.match(out, /1 file: 2 data stores, 0 transport edges, 0 keys\n {2}At rest {5}1 off, 1 unknown\n/);
    assert.equal(code, 0);
  });

  it('has places counted from 1, of the resource and of what decides', () => {
    write({ 'infra/main.tf': MAIN });
    const [ec2] = groups();
    assert.deepEqual(
      ec2?.rows.map(({ name, path, line, column, atRest }) => [
        name,
        path,
        line,
        column,
        atRest?.state,
        atRest?.at?.line,
      ]),
      [['aws_ebs_volume.off', 'infra/main.tf', 1, 10, 'off', 3]],
    );
  });

  it('groups by service, file or classification', () => {
    write({ 'a/main.tf': MAIN, 'b.yaml': 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n' });
    const names = (by: string): readonly string[] => groups('--group', by).map(({ name }) => name);
    assert.deepEqual(names('service'), ['EC2', 'SNS', 'SQS']);
    assert.deepEqual(names('file'), ['a/main.tf', 'b.yaml']);
    assert.deepEqual(names('classification'), ['phi', 'Not classified']);
  });

  it('takes the tags that classify from the nearest configuration, and leaves excluded files out', () => {
    write({
      '.cipherlint.yaml': 'classification: { tags: [Datenklasse], values: [geheim] }\nexclude: [old/]\n',
      'main.tf': 'resource "aws_sqs_queue" "q" {\n  tags = { Datenklasse = "geheim" }\n}\n',
      'old/main.tf': MAIN,
    });
    assert.deepEqual(
      groups().flatMap(({ rows }) =>
        rows.map(({ name, classification, sensitive }) => [name, classification, sensitive]),
      ),
      [['aws_sqs_queue.q', ['geheim'], true]],
    );
  });

  it('writes valid SARIF', () => {
    write({ 'main.tf': MAIN });
    const schema = JSON.parse(
      readFileSync(join(root, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    assert.ok(validate(JSON.parse(run('--format', 'sarif').out)), JSON.stringify(validate.errors));
  });

  it('writes CSV and a web page to a file', () => {
    write({ 'main.tf': MAIN });
    for (const format of ['csv', 'html']) {
      const { out, code } = run('--format', format, '--output', `inventory.${format}`);
      assert.deepEqual([out, code], ['', 0]);
      assert.ok(existsSync(join(folder, `inventory.${format}`)));
    }
    assert.match(readFileSync(join(folder, 'inventory.csv'), 'utf8'), /^store,EC2,EBS volume,aws_ebs_volume\.off,/m);
    assert.match(readFileSync(join(folder, 'inventory.html'), 'utf8'), /aria-label="At rest: 1 off, 1 unknown"/);
  });

  it('says what is wrong with the arguments, and where there is nothing', () => {
    write({ 'readme.md': 'x', 'bad.yaml': '\u0000' });
    assert.match(run('readme.md').out, /^No data stores, transport edges or keys in 0 files\.\n/);
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['missing'], /missing: no such file or folder/],
      [['--format', 'junit'], /--format takes one of pretty, html, csv, json, sarif/],
      [['--group', 'colour'], /--group takes one of service, file, classification/],
      [['bad.yaml'], /bad\.yaml: Not read: the file is not text\./],
    ];
    for (const [args, message] of cases) {
      const { error, code } = run(...args);
      assert.match(error, message);
      assert.equal(code, 2);
    }
  });
});
