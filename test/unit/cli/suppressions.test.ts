// Suppressions and baselines on the command line: reports, problems, exit codes, bad input.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli, ensureBuilt } from '../../support/built';

const BAD = 'resource "aws_ebs_volume" "d" {\n  encrypted = false\n}\n';

interface JsonReport {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly suppressedBy?: {
      readonly tool: string;
      readonly reason?: string;
      readonly words?: string;
      readonly line?: number;
    };
  }[];
  readonly problems: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

describe('command line: what is ignored', () => {
  before(ensureBuilt);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-ignored-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const runIn = (
    environment: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): { out: string; error: string; code: number | null } => {
    const env = { ...process.env, CI: '', ...environment };
    const options = { cwd: folder, encoding: 'utf8', env } as const;
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], options);
    return { out: stdout, error: stderr, code: status };
  };
  const run = (...args: readonly string[]): ReturnType<typeof runIn> => runIn({}, ...args);
  const scan = (...args: readonly string[]): JsonReport =>
    JSON.parse(run('scan', '--format', 'json', '--profile', 'baseline', ...args).out) as JsonReport;

  describe('suppressions', () => {
    it('name the tool, its words and their line', () => {
      write('a.tf', BAD.replace('\n', '\n  # checkov:skip=CKV_AWS_3:scratch\n'));
      assert.deepEqual(scan().findings[0]?.suppressedBy, {
        tool: 'checkov',
        reason: 'scratch',
        words: 'checkov:skip=CKV_AWS_3:scratch',
        line: 2,
      });
      assert.equal(run('scan', '--profile', 'baseline').code, 0);
      assert.equal(run('scan', '--profile', 'baseline', '--no-suppressions').code, 1);
    });

    it('of a repository hold in a folder below, too', () => {
      write('.git/HEAD', 'ref: refs/heads/main\n');
      write('.trivyignore', 'AVD-AWS-0026\n');
      write('infra/a.tf', BAD);
      assert.deepEqual(scan('infra').findings[0]?.suppressedBy, { tool: 'trivy' });
      assert.equal(scan('infra', '--no-suppressions').findings[0]?.suppressedBy, undefined);
    });

    it('that are stale or misspelt are problems, without effect on the exit code', () => {
      write(
        'a.tf',
        `# cipherlint-ignore ebs-volume-unencrypted\n${BAD.replace('false', 'true')}# cipherlint-ignore ebs-volum-unencrypted\n`,
      );
      const { problems } = scan();
      assert.deepEqual(
        problems.map(({ path, line }) => [path, line]),
        [
          ['a.tf', 1],
          ['a.tf', 5],
        ],
      );
      assert.match(problems[1]?.message ?? '', /Did you mean "ebs-volume-unencrypted"/);
      assert.equal(run('scan', '--profile', 'baseline').code, 0);
    });

    it('in a module are stale only where every call says so', () => {
      write(
        'm/a.tf',
        `variable "on" {}\n\n# cipherlint-ignore ebs-volume-unencrypted\n${BAD.replace('false', 'var.on')}`,
      );
      write('one/a.tf', 'module "m" {\n  source = "../m"\n  on     = true\n}\n');
      write('two/a.tf', 'module "m" {\n  source = "../m"\n  on     = false\n}\n');
      assert.deepEqual(scan().problems, []);
      rmSync(join(folder, 'two'), { recursive: true });
      assert.deepEqual(
        scan().problems.map(({ path, line }) => [path, line]),
        [['m/a.tf', 3]],
      );
    });
  });

  describe('baseline', () => {
    const file = '.cipherlint-baseline.json';

    it('hides what is known, whatever moves, and shows what is new', () => {
      write('a.tf', BAD);
      assert.equal(run('baseline', '--profile', 'baseline').code, 0);
      assert.equal(run('scan', '--profile', 'baseline', '--baseline', file).code, 0);
      renameSync(join(folder, 'a.tf'), join(folder, 'b.tf'));
      write('b.tf', `# moved\n\n${BAD}`);
      assert.deepEqual(scan('--baseline', file).findings[0]?.suppressedBy, { tool: 'baseline' });
      write('c.tf', BAD.replace('"d"', '"e"'));
      assert.equal(run('scan', '--profile', 'baseline', '--baseline', file).code, 1);
    });

    it('says how much of it is gone, and loses that', () => {
      write('a.tf', BAD);
      write('b.tf', BAD.replace('"d"', '"e"'));
      run('baseline', '--profile', 'baseline');
      rmSync(join(folder, 'b.tf'));
      assert.match(
        run('scan', '--profile', 'baseline', '--baseline', file).error,
        /knows 1 finding; 1 finding of it is gone and taken out of \.cipherlint-baseline\.json/,
      );
      const { entries } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { entries: { path: string }[] };
      assert.deepEqual(
        entries.map(({ path }) => path),
        ['a.tf'],
      );
    });

    for (const { title, environment, options, written } of [
      { title: 'is not written in CI', environment: { CI: 'true' }, options: [], written: false },
      { title: 'is written in CI on request', environment: { CI: '1' }, options: ['--prune-baseline'], written: true },
      { title: 'is not written on request', environment: {}, options: ['--keep-baseline'], written: false },
      { title: 'is not written in a dry run', environment: {}, options: ['--fix-dry-run'], written: false },
      { title: 'is written where CI is "false"', environment: { CI: 'false' }, options: [], written: true },
    ])
      it(title, () => {
        write('a.tf', BAD);
        run('baseline', '--profile', 'baseline');
        const before = readFileSync(join(folder, file), 'utf8');
        write('a.tf', '');
        const { error, code } = runIn(environment, 'scan', '--baseline', file, ...options);
        assert.match(error, written ? /1 finding of it is gone and taken out/ : /1 finding of it is gone$/m);
        assert.equal(code, 0);
        assert.equal(readFileSync(join(folder, file), 'utf8') !== before, written);
      });

    it('loses nothing that is only not looked at, and follows what has moved', () => {
      write('a.tf', BAD);
      write('b.tf', BAD.replace('"d"', '"e"'));
      const paths = (): readonly string[] =>
        (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { entries: { path: string }[] }).entries.map(
          ({ path }) => path,
        );
      run('baseline', '--profile', 'baseline');
      const before = readFileSync(join(folder, file), 'utf8');
      run('scan', 'a.tf', '--profile', 'baseline', '--baseline', file);
      run('scan', '--rule', 'rds-*', '--baseline', file);
      write('.cipherlint.yaml', 'rules: { ebs-*: "off" }\n');
      run('scan', '--baseline', file);
      assert.equal(readFileSync(join(folder, file), 'utf8'), before);
      rmSync(join(folder, '.cipherlint.yaml'));
      renameSync(join(folder, 'a.tf'), join(folder, 'z.tf'));
      rmSync(join(folder, 'b.tf'));
      run('scan', '--profile', 'baseline', '--baseline', file);
      assert.deepEqual(paths(), ['z.tf']);
    });

    it('is found by the configuration, which the editor reads, too', () => {
      write('.cipherlint.yaml', 'profile: baseline\nbaseline: known.json\n');
      write('infra/a.tf', BAD);
      assert.match(run('scan').error, /the baseline .*known\.json can't be read/);
      assert.equal(run('baseline').code, 0);
      assert.equal(run('scan').code, 0);
      assert.equal(run('scan', 'infra').code, 0);
    });

    it('is the same from another folder', () => {
      write('infra/a.tf', BAD);
      run('baseline', 'infra', '--profile', 'baseline', '--output', 'known.json');
      assert.equal(run('scan', '.', '--profile', 'baseline', '--baseline', 'known.json').code, 0);
      assert.equal(run('scan', 'infra', '--profile', 'baseline', '--baseline', 'known.json').code, 0);
    });

    it('that is missing or broken ends with 2 and says why', () => {
      write('a.tf', BAD);
      write('broken.json', '{');
      assert.deepEqual(run('scan', '--baseline', 'missing.json'), {
        out: '',
        error: 'cipherlint: the baseline missing.json can\'t be read; "cipherlint baseline" writes one\n',
        code: 2,
      });
      const broken = run('scan', '--baseline', 'broken.json');
      assert.match(broken.error, /^cipherlint: the baseline broken.json can't be used: it is not JSON/);
      assert.equal(broken.code, 2);
    });
  });

  it('prints every format', () => {
    write('a.tf', BAD);
    const starts: readonly (readonly [string, RegExp])[] = [
      ['junit', /^<\?xml /],
      ['html', /^<!DOCTYPE html>/],
      ['github', /^::error file=a.tf,line=2,/],
    ];
    for (const [format, start] of starts) {
      const { out, code } = run('scan', '--profile', 'baseline', '--format', format);
      assert.match(out, start);
      assert.equal(code, 1);
    }
  });
});
