// The published command line on real folders: output, exit codes, formats, settings, bad input.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { cli, ensureBuilt } from '../../support/built';
import { root } from '../../support/kinds';

const VOLUME = 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n';
const SAFE =
  'Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: true\n      KeyPolicy:\n        Statement: []\n';

describe('command line', () => {
  before(ensureBuilt);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (files: Readonly<Record<string, string | Buffer>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const run = (args: readonly string[], input = ''): { out: string; error: string; code: number | null } => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
      maxBuffer: 64_000_000,
    });
    return { out: stdout, error: stderr, code: status };
  };
  interface JsonReport {
    findings: {
      rule: string;
      path: string;
      line: number;
      column: number;
      address: string;
      suppressedBy?: { tool: string; reason: string };
    }[];
    problems: { path: string; message: string }[];
  }
  const json = (...args: readonly string[]): JsonReport =>
    JSON.parse(run(['scan', '--format', 'json', '--profile', 'baseline', ...args]).out) as JsonReport;
  const places = (report: JsonReport): string[] =>
    report.findings.map(({ rule, path, line, column }) => `${path}:${String(line)}:${String(column)} ${rule}`);

  it('takes variable files from its options and from the configuration, wherever they lie', () => {
    const main = 'variable "on" { default = true }\nresource "aws_ebs_volume" "d" {\n  encrypted = var.on\n}\n';
    write({ 'app/main.tf': main, 'env/prod.tfvars': 'on = false\n', 'env/test.tfvars': 'on = true\n' });
    const found = (...args: readonly string[]): string[] => places(json('app', ...args));
    assert.deepEqual(found(), []);
    assert.deepEqual(found('--var-file', 'env/prod.tfvars'), ['main.tf:3:15 ebs-volume-unencrypted']);
    assert.deepEqual(found('--var-file', 'env/prod.tfvars', '--var-file', 'env/test.tfvars'), []);
    write({ '.cipherlint.yaml': 'varFiles: env/prod.tfvars\n' });
    assert.deepEqual(found(), ['main.tf:3:15 ebs-volume-unencrypted']);
    assert.deepEqual(found('--var-file', 'env/test.tfvars'), []);
    assert.match(run(['inventory', 'app', '--format', 'csv']).out, /aws_ebs_volume\.d.*,off/);
    const { error, code } = run(['scan', 'app', '--var-file', 'env/none.tfvars']);
    assert.deepEqual([error, code], ['cipherlint: env/none.tfvars: no such file or folder\n', 2]);
    write({ '.cipherlint.yaml': 'varFiles: [env/prod.tfvars, env/none.tfvars]\n' });
    assert.deepEqual(
      json('app').problems.map(({ message }) => message),
      ['There is no file env/none.tfvars.'],
    );
  });

  it('prints findings with their places, and a summary', () => {
    write({ 'template.yaml': VOLUME });
    const { out, code } = run(['scan', '--profile', 'baseline']);
    assert.match(out, /^template\.yaml\n {2}5:18 {4}error {4}The volume .* {2}ebs-volume-unencrypted {2}Disk\n/);
    assert.match(out, /Encryption summary\n {2}1 file read, 1 finding\n/);
    assert.match(out, /1 data store at rest: 1 off/);
    assert.equal(code, 1);
  });

  it('exits with 0, 1 or 2 as documented', () => {
    write({ 'bad.yaml': VOLUME, 'good/good.yaml': SAFE });
    const cases: readonly (readonly [readonly string[], number])[] = [
      [['scan', 'bad.yaml'], 1],
      [['scan', 'bad.yaml', '--fail-on', 'never'], 0],
      [['scan', 'good', '--profile', 'baseline'], 0],
      [['scan', 'missing.yaml'], 2],
      [['scan', '--format', 'xml'], 2],
      [['scan', '--profile', 'paranoid'], 2],
      [['scan', '--bogus'], 2],
      [['nonsense'], 2],
      [['explain', 'no-such-rule'], 2],
      [['explain', 'rds-instance-unencrypted'], 0],
      [['--version'], 0],
      [['--help'], 0],
    ];
    for (const [args, code] of cases) assert.equal(run(args).code, code, args.join(' '));
  });

  it('passes over what git ignores, and folders of other people, unless they are named', () => {
    write({
      '.gitignore': 'generated/\n*.secret.yaml\n!keep.secret.yaml\n',
      '.git/HEAD': 'ref: refs/heads/main\n',
      'a.yaml': VOLUME,
      'generated/a.yaml': VOLUME,
      'x.secret.yaml': VOLUME,
      'keep.secret.yaml': VOLUME,
      'node_modules/p/a.yaml': VOLUME,
      'cdk.out/a.template.json': '{"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Properties":{"Encrypted":false}}}}',
      '.terraform/modules/m/main.tf': 'resource "aws_ebs_volume" "d" {\n}\n',
    });
    assert.deepEqual(
      json().findings.map(({ path }) => path),
      ['a.yaml', 'keep.secret.yaml'],
    );
    assert.deepEqual(
      json('cdk.out').findings.map(({ path, address }) => [path, address]),
      [['a.template.json', 'Disk']],
    );
  });

  it('reads the nearest configuration, with overrides by path', () => {
    write({
      '.cipherlint.yaml':
        'profile: baseline\nrules:\n  ebs-volume-unencrypted: off\noverrides:\n  - paths: [prod/**]\n    rules: { ebs-volume-unencrypted: error }\n',
      'dev/a.yaml': VOLUME,
      'prod/a.yaml': VOLUME,
      'own/.cipherlint.yaml': 'profile: baseline\n',
      'own/a.yaml': VOLUME,
    });
    assert.deepEqual(
      json().findings.map(({ path }) => path),
      ['own/a.yaml', 'prod/a.yaml'],
    );
    assert.deepEqual(
      json('--no-config').findings.map(({ path }) => path),
      ['dev/a.yaml', 'own/a.yaml', 'prod/a.yaml'],
    );
  });

  it('complains about a configuration with its place, and goes on', () => {
    write({ '.cipherlint.yaml': 'profle: strict\nrules:\n  no-such-rule: off\n', 'a.yaml': VOLUME });
    const report = json();
    assert.deepEqual(
      report.problems.map(({ message }) => message.split('.')[0]),
      ['There is no setting "profle"', 'No rule is called "no-such-rule"'],
    );
    assert.equal(report.findings.length, 1);
  });

  it('honours our suppressions and reports them as such', () => {
    write({
      'a.yaml': VOLUME.replace(
        '      Encrypted',
        '      # cipherlint-ignore ebs-volume-unencrypted -- scratch data\n      Encrypted',
      ),
      'expired.yaml': VOLUME.replace(
        '      Encrypted',
        '      # cipherlint-ignore ebs-volume-unencrypted until=2020-01-01 -- scratch data\n      Encrypted',
      ),
      'file.tf': '# cipherlint-ignore-file ebs-* -- scratch\nresource "aws_ebs_volume" "d" {\n}\n',
      'meta.json':
        '{"Resources":{"Disk":{"Type":"AWS::EC2::Volume","Metadata":{"cipherlint":{"ignore":[{"rule":"ebs-volume-unencrypted","reason":"scratch"}]}},"Properties":{"Encrypted":false}}}}',
    });
    const report = json();
    const own = report.findings.filter(({ rule }) => rule === 'ebs-volume-unencrypted');
    assert.deepEqual(
      own.map(({ path, suppressedBy }) => [path, suppressedBy?.reason]),
      [
        ['a.yaml', 'scratch data'],
        ['expired.yaml', undefined],
        ['file.tf', 'scratch'],
        ['meta.json', 'scratch'],
      ],
    );
    assert.ok(json('--no-suppressions').findings.every(({ suppressedBy }) => suppressedBy === undefined));
  });

  it('writes SARIF that the official schema accepts', () => {
    write({
      'a b/ä.yaml': VOLUME,
      'main.tf': 'variable "on" {\n  default = false\n}\n\nresource "aws_ebs_volume" "d" {\n  encrypted = var.on\n}\n',
    });
    const { out } = run(['scan', '--format', 'sarif', '--unknown']);
    const schema = JSON.parse(
      readFileSync(join(root, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
    ) as Record<string, unknown>;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    const sarif = JSON.parse(out) as { runs: { results: SarifResult[] }[] };
    assert.ok(validate(sarif), JSON.stringify(validate.errors));
    const results = sarif.runs[0]?.results.filter(({ ruleId }) => ruleId === 'ebs-volume-unencrypted') ?? [];
    assert.deepEqual(
      results.map(({ locations: [location] }) => [
        location?.physicalLocation.artifactLocation.uri,
        location?.physicalLocation.region.startLine,
        location?.logicalLocations[0]?.fullyQualifiedName,
      ]),
      [
        ['a%20b/%C3%A4.yaml', 5, 'Disk'],
        ['main.tf', 6, 'aws_ebs_volume.d'],
      ],
    );
    assert.equal(results[1]?.relatedLocations?.[0]?.message.text, 'default of variable "on"');
  });

  it('fixes what is safe, and shows it beforehand', () => {
    const before =
      'Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: false # soon\n';
    write({ 'a.yaml': before });
    const dry = run(['scan', '--fix-dry-run', '--profile', 'baseline', '--rule', 'kms-*']);
    assert.match(
      dry.out,
      /^-{0,4}[\s\S]*\n-      EnableKeyRotation: false # soon\n\+      EnableKeyRotation: true # soon\n/m,
    );
    assert.equal(readFileSync(join(folder, 'a.yaml'), 'utf8'), before);
    const fixed = run(['scan', '--fix', '--rule', 'kms-*']);
    assert.match(fixed.error, /1 finding fixed in 1 file/);
    assert.equal(readFileSync(join(folder, 'a.yaml'), 'utf8'), before.replace('false', 'true'));
  });

  it('reads standard input under a name', () => {
    const { out } = run(
      ['scan', '--stdin', '--stdin-path', 'x/template.yaml', '--format', 'json', '--profile', 'baseline'],
      VOLUME,
    );
    assert.deepEqual(places(JSON.parse(out) as JsonReport), ['x/template.yaml:5:18 ebs-volume-unencrypted']);
  });

  it('lists the rules for scripts, with what they read', () => {
    const rules = JSON.parse(run(['rules', '--format', 'json']).out) as {
      id: string;
      reads: Record<string, string[]>;
      equivalents: Record<string, string[]>;
    }[];
    const rds = rules.find(({ id }) => id === 'rds-instance-unencrypted');
    assert.ok(rds);
    assert.ok(rds.reads.cloudformation?.includes('AWS::RDS::DBInstance.StorageEncrypted'));
    assert.ok(rds.reads.terraform?.includes('aws_db_instance.storage_encrypted'));
    assert.ok(rds.reads.sdk?.includes('rds.CreateDBInstance.StorageEncrypted'));
    assert.deepEqual(rds.equivalents.checkov, ['CKV_AWS_16']);
  });

  it('survives what is no text, too large, broken or a loop', () => {
    write({
      'binary.yaml': Buffer.from([0, 1, 2, 3]),
      'large.json': Buffer.alloc(6_000_000, 'x'),
      'half.tf': 'resource "aws_ebs_volume" "d" {\n  encrypted = ',
      'half.yaml': 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encr',
      'deep.json': `{"Resources":{"D":{"Type":"AWS::EC2::Volume","Properties":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}}}`,
      'latin1.tf': Buffer.from('resource "aws_ebs_volume" "d\xe9" {\n  encrypted = true\n}\n', 'latin1'),
    });
    symlinkSync('.', join(folder, 'loop'));
    const report = json();
    assert.deepEqual(
      report.findings
        .map(({ path, rule }) => `${path} ${rule}`)
        .filter((line) => line.includes('ebs-volume-unencrypted')),
      ['half.yaml ebs-volume-unencrypted'],
    );
    assert.deepEqual(
      report.problems.filter(({ message }) => message.startsWith('Not read')).map(({ path }) => path),
      ['binary.yaml', 'large.json'],
    );
    assert.equal(run(['scan']).code, 2);
  });
});

interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly relatedLocations?: readonly { readonly message: { readonly text: string } }[];
}
