// Other linters as judges: small programs on the PATH that speak the JSON of Checkov, Trivy and cfn-lint, and what is made of their words.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { exceptionsIn, printVerdicts } from '../../../scripts/fixes/peer-report';
import { installedPeers, judgeable, judgedBy, type FixedText, type Installed } from '../../../scripts/fixes/peers';
import { kindFiles } from '../../support/kinds';

/** Looks at each file of the folder: `encrypted` that is `false` fails, in the words of the linter. */
const FILES = `
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join, relative } = require('node:path');
const below = (path) => (statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => below(join(path, name))) : [path]);
const bad = (path) => /[Ee]ncrypted.*false/.test(readFileSync(path, 'utf8'));
const folder = process.argv.slice(2).find((word) => word.startsWith('/'));
`;
const CHECKOV = `${FILES}
if (!process.argv.includes('--soft-fail')) process.exit(2);
const failed_checks = below(folder).filter(bad).map((path) => ({ check_id: 'CKV_AWS_16', file_path: '/' + relative(folder, path), resource: 'aws_db_instance.a' }));
console.log(JSON.stringify([{ check_type: 'terraform', results: { failed_checks } }, { check_type: 'secrets', results: { failed_checks: [] } }]));
`;
const TWICE = `${FILES}
const named = (path) => [...readFileSync(path, 'utf8').matchAll(/"(\\w)" \\{\\n  storage_encrypted = false/g)].map((found) => found[1]);
const failed_checks = below(folder).flatMap((path) =>
  named(path).map((name) => ({ check_id: 'CKV_AWS_16', file_path: '/' + relative(folder, path), resource: 'aws_db_instance.' + name })),
);
console.log(JSON.stringify({ check_type: 'terraform', results: { failed_checks } }));
`;
const COUNTING = `${FILES}
console.error(below(folder).length + ' files of ' + process.argv[process.argv.indexOf('--check') + 1]);
console.log('stop');
`;
const TRIVY = `${FILES}
const Results = below(folder).map((path) => ({
  Target: relative(folder, path),
  Misconfigurations: [{ ID: 'AWS-0080', AVDID: 'AVD-AWS-0080', Status: bad(path) ? 'FAIL' : 'PASS' }],
}));
console.log(JSON.stringify({ SchemaVersion: 2, Results }));
`;
const CFN_LINT = `${FILES}
const paths = process.argv.slice(2).filter((word) => word.endsWith('.yaml'));
const E = (path) => ({ Filename: path, Level: 'Error', Rule: { Id: 'E3002' } });
const W = (path) => ({ Filename: path, Level: 'Warning', Rule: { Id: 'W1001' } });
console.log(JSON.stringify([...paths.filter((path) => /Encryptd/.test(readFileSync(path, 'utf8'))).map(E), ...paths.map(W)]));
process.exit(paths.length > 0 ? 2 : 0);
`;

const rule = kindFiles()
  .flatMap(({ kind }) => kind?.rules ?? [])
  .find(({ id }) => id === 'rds-instance-unencrypted');

function hcl(value: string): string {
  return `resource "aws_db_instance" "a" {\n  storage_encrypted = ${value}\n}\n`;
}

function fixed(name: string, path: string, before: string, after: string): FixedText {
  assert.ok(rule, 'the rule is there');
  return { name, rule, resource: 'aws_db_instance.a', path, before, after };
}

describe('other linters as judges of fixes', function () {
  if (process.platform === 'win32') return; // programs without an extension are none there
  this.timeout(30_000);
  let folder = '';
  const install = (name: string, code: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `#!/usr/bin/env node\n${code}`);
    chmodSync(file, 0o755);
    return file;
  };
  const pathOf = (): string => [folder, dirname(process.execPath)].join(delimiter);
  const printed = (run: () => number): { readonly failures: number; readonly lines: readonly string[] } => {
    const lines: string[] = [];
    const { log } = console;
    console.log = (line: string) => lines.push(...line.split('\n'));
    try {
      return { failures: run(), lines };
    } finally {
      console.log = log;
    }
  };
  const peer = (name: string): Installed => {
    const found = installedPeers(pathOf()).find((each) => each.peer.name === name);
    assert.ok(found, `${name} is found on the PATH`);
    return found;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-judges-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('says so where none is installed, and that is no failure', () => {
    const { failures, lines } = printed(() => printVerdicts([], [], folder));
    assert.equal(failures, 0);
    assert.deepEqual(lines, ['', 'Not on the PATH, so not asked: checkov, trivy, cfn-lint']);
  });

  it('does not take a file for a program that can not be run', () => {
    writeFileSync(join(folder, 'checkov'), '');
    assert.deepEqual(installedPeers(folder), []);
  });

  for (const [name, code, id] of [
    ['checkov', CHECKOV, 'CKV_AWS_16'],
    ['trivy', TRIVY, 'AWS-0080'],
  ] as const)
    it(`hears from ${name} that a verdict turned, or stays`, () => {
      install(name, code);
      const cases = [
        fixed('good', 'main.tf', hcl('false'), hcl('true')),
        fixed('bad', 'main.tf', hcl('false'), hcl('false')),
      ];
      assert.deepEqual(judgedBy(peer(name), cases), [
        { peer: name, name: 'good', rule: 'rds-instance-unencrypted', id, outcome: 'turned' },
        { peer: name, name: 'bad', rule: 'rds-instance-unencrypted', id, outcome: 'stays' },
      ]);
    });

  it('tells resources apart: one of two that was fixed is a verdict that turned, one of another resource none', () => {
    install('checkov', TWICE);
    const two = (value: string): string => hcl(value) + hcl('false').replace('"a"', '"b"');
    const cases = [
      fixed('one of two', 'main.tf', two('false'), two('true')),
      fixed('another', 'main.tf', two('var.a'), two('true')),
    ];
    const verdicts = judgedBy(peer('checkov'), cases);
    assert.ok(typeof verdicts !== 'string');
    assert.deepEqual(
      verdicts.map(({ outcome }) => outcome),
      ['turned'],
    );
  });

  it('is asked about nothing but files of rules that it has, too, in batches, and about the same text once', () => {
    install('checkov', COUNTING);
    const cases = Array.from({ length: 200 }, (_, i) => fixed(String(i), 'main.tf', hcl('false'), hcl('true')));
    const [first] = cases;
    assert.ok(first);
    const other = { ...first, rule: { ...first.rule, equivalents: {} } };
    assert.equal(judgeable(peer('checkov').peer, [...cases, other]).length, 200);
    assert.deepEqual(judgedBy(peer('checkov'), cases), 'its output is no JSON 2 files of CKV_AWS_16');
  });

  it('hears from cfn-lint what is no longer valid, and leaves its warnings aside', () => {
    install('cfn-lint', CFN_LINT);
    const cases = [fixed('typo', 'template.yaml', 'Encrypted: false\n', 'Encryptd: true\n')];
    assert.deepEqual(judgedBy(peer('cfn-lint'), cases), [
      { peer: 'cfn-lint', name: 'typo', rule: 'rds-instance-unencrypted', id: 'E3002', outcome: 'comes' },
    ]);
  });

  it('counts what is not explained as a failure, and prints the reason of what is', () => {
    install('checkov', CHECKOV);
    const cases = [fixed('bad', 'main.tf', hcl('false'), hcl('false'))];
    const open = printed(() => printVerdicts(cases, [], pathOf()));
    assert.equal(open.failures, 1);
    assert.ok(open.lines.includes('  CKV_AWS_16 still fails after rds-instance-unencrypted: NOT EXPLAINED  [bad]'));
    const reason = 'It asks for the literal text.';
    const known = { peer: 'checkov', id: 'CKV_AWS_16', rule: '*', reason };
    const two = [...cases, fixed('as bad', 'main.tf', hcl('false'), hcl('false'))];
    const explained = printed(() => printVerdicts(two, [known], pathOf()));
    assert.equal(explained.failures, 0);
    assert.deepEqual(explained.lines, [
      '',
      'Not on the PATH, so not asked: trivy, cfn-lint',
      '',
      'checkov: 2 fixed files, 0 verdicts turned from fail to pass, 2 exceptions, 0 failures',
      `  CKV_AWS_16 still fails after rds-instance-unencrypted: ${reason}  [bad and 1 more]`,
    ]);
  });

  it('says so where a linter prints something else', () => {
    install('trivy', 'console.error("no database"); console.log("FATAL");');
    const cases = [fixed('good', 'main.tf', hcl('false'), hcl('true'))];
    const { failures, lines } = printed(() => printVerdicts(cases, [], pathOf()));
    assert.equal(failures, 1);
    assert.equal(lines.at(-1), 'trivy could not be asked: its output is no JSON no database');
  });

  it('has a reason for every exception in the table', () => {
    const table = exceptionsIn(join(__dirname, '../../../scripts/fixes/peer-exceptions.tsv'));
    assert.deepEqual(
      table.filter(({ peer: name, id, rule: ours, reason }) => [name, id, ours, reason].includes('')),
      [],
    );
  });
});
