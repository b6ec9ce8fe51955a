// Real clients that are not VS Code: Neovim's own and Emacs' eglot, attached to the published server. Skipped where they are not installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, ensureBuilt } from '../../support/built';
import { root } from '../../support/kinds';

interface Editor {
  readonly name: string;
  /** Runs without a window and without settings of its own, where it is installed. */
  readonly program: string;
  readonly args: readonly string[];
  /** Prints nothing where what the test needs is installed. */
  readonly probe: readonly string[];
}

const support = (file: string): string => join(root, 'test/support', file);

const EDITORS: readonly Editor[] = [
  {
    name: 'Neovim',
    program: 'nvim',
    args: ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${support('neovim.lua')}`],
    probe: ['--headless', '-u', 'NONE', '-c', 'quit'],
  },
  {
    name: 'Emacs with eglot',
    program: 'emacs',
    args: ['--batch', '--no-init-file', '--load', support('eglot.el')],
    probe: ['--batch', '--no-init-file', '--eval', "(progn (package-initialize) (require 'eglot))"],
  },
];

/** What the scripts of the editors print. */
interface Seen {
  readonly error?: string;
  readonly diagnostics: readonly {
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly source: string;
  }[];
  readonly action: string;
  readonly after: readonly string[];
}

describe('other editors', () => {
  before(ensureBuilt);

  for (const { name, program, args, probe } of EDITORS) {
    it(`${name} shows a finding at its place, and takes the fix`, function () {
      this.timeout(60_000);
      const found = spawnSync(program, probe, { encoding: 'utf8' });
      if (found.error || found.status !== 0) {
        console.log(`      skipped: ${name} (${program}) is not installed here`);
        this.skip();
      }
      const folder = mkdtempSync(join(tmpdir(), 'cipherlint-editor-'));
      try {
        writeFileSync(join(folder, '.cipherlint.yaml'), 'profile: baseline\n');
        const file = join(folder, 'template.yaml');
        writeFileSync(
          file,
          'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n',
        );
        const env = { ...process.env, CIPHERLINT_FILE: file, CIPHERLINT_CLI: cli, CIPHERLINT_NODE: process.execPath };
        const { stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8', timeout: 50_000 });
        assert.doesNotMatch(stderr, /unsupported|error/i);
        const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Seen;
        assert.equal(seen.error, undefined);
        assert.deepEqual(
          seen.diagnostics.map(({ line, column, code, source }) => [line, column, code, source]),
          [[5, 18, 'ebs-volume-unencrypted', 'cipherlint']],
        );
        assert.match(seen.action, /^Encrypt /);
        assert.equal(seen.after[4], '      Encrypted: true');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
