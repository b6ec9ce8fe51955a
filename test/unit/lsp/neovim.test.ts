// A second real client: Neovim's own LSP client attached to the published server. Skipped where Neovim is not installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, ensureBuilt } from '../../support/built';
import { root } from '../../support/kinds';

describe('Neovim', () => {
  before(ensureBuilt);

  it('shows a finding at its place, and takes the fix', function () {
    this.timeout(60_000);
    if (spawnSync('nvim', ['--version']).error) {
      console.log('      skipped: Neovim (nvim) is not installed here');
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), 'cipherlint-nvim-'));
    try {
      writeFileSync(join(folder, '.cipherlint.yaml'), 'profile: baseline\n');
      const file = join(folder, 'template.yaml');
      writeFileSync(file, 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n');
      const { stdout, stderr } = spawnSync(
        'nvim',
        ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${join(root, 'test/support/neovim.lua')}`],
        {
          env: { ...process.env, CIPHERLINT_FILE: file, CIPHERLINT_CLI: cli, CIPHERLINT_NODE: process.execPath },
          encoding: 'utf8',
          timeout: 50_000,
        },
      );
      const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
        error?: string;
        diagnostics: { line: number; column: number; code: string; source: string }[];
        action: string;
        after: string[];
      };
      assert.equal(result.error, undefined, stderr);
      const [first] = result.diagnostics;
      assert.deepEqual(
        [first?.line, first?.column, first?.code, first?.source],
        [5, 18, 'ebs-volume-unencrypted', 'cipherlint'],
      );
      assert.match(result.action, /^Encrypt /);
      assert.equal(result.after[4], '      Encrypted: true');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
