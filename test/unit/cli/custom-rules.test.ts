// Rules of a workspace on the command line: found in the scanned folder or above it, complained about, named in configurations, left out where asked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli, ensureBuilt } from '../../support/built';
import { HOUSE_BUCKET, HOUSE_DISK, HOUSE_RULES, HOUSE_STORE } from '../../support/house-rules';

const RULES = `${HOUSE_RULES}    fix: { title: Call it house-shop, set: { name: house-shop } }
`;

describe('rules of a workspace on the command line', () => {
  before(ensureBuilt);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-custom-'));
    write('.cipherlint/rules/house.yaml', RULES);
    write('infra/main.tf', HOUSE_BUCKET);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const run = (...args: readonly string[]): { out: string; code: number | null } => {
    const { stdout, status } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
    return { out: stdout, code: status };
  };
  const rulesFound = (...args: readonly string[]): readonly string[] => {
    const { out } = run('scan', '--format', 'json', '--profile', 'baseline', ...args);
    return (JSON.parse(out) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);
  };

  it('judge the folder that has them, and folders below', () => {
    assert.deepEqual(rulesFound('.'), ['house-bucket-name']);
    assert.deepEqual(rulesFound('infra'), ['house-bucket-name']);
    assert.equal(run('scan', '--profile', 'baseline').code, 1);
  });

  it('are left out with --no-config, and can be set like any rule', () => {
    assert.deepEqual(rulesFound('--no-config'), []);
    write('.cipherlint.yaml', 'rules: { house-*: off }\n');
    const { out, code } = run('scan', '--profile', 'baseline');
    assert.doesNotMatch(out, /house-bucket-name|No rule is called/);
    assert.equal(code, 0);
  });

  it('are listed and explained', () => {
    assert.match(run('rules').out, /^house-bucket-name +high +baseline +The bucket/m);
    assert.match(run('explain', 'house-bucket-name').out, /^# house-bucket-name\n/);
  });

  it('bring stores into the inventory', () => {
    write('.cipherlint/rules/disk.yaml', HOUSE_STORE);
    write('infra/disk.tf', HOUSE_DISK);
    const inventory = (...args: readonly string[]): string => run('inventory', '--format', 'csv', ...args).out;
    assert.match(inventory('infra'), /house_disk\.orders/);
    assert.doesNotMatch(inventory('infra', '--no-config'), /house_disk/);
  });

  it('are complained about by line, and give no finding then', () => {
    write('.cipherlint/rules/house.yaml', RULES.replace('severity: high', 'severity: urgent'));
    const { out, code } = run('scan', '--profile', 'baseline', '.');
    assert.match(out, /\.cipherlint\/rules\/house\.yaml:11 {2}In this rule file: expected one of high, medium, low\./);
    assert.equal(code, 0);
  });

  it('are not scanned themselves', () => {
    write('.cipherlint/rules/house.yaml', `${RULES}# Resources:\n`);
    const { out } = run('scan', '--format', 'json');
    assert.deepEqual(Object.keys(JSON.parse(out) as object).includes('findings'), true);
    assert.doesNotMatch(out, /"path": ?"\.cipherlint/);
  });
});
