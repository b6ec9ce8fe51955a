// `scan --staged` and `scan --changed` in real git repositories: which texts count, what is new, and every odd state of an index.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GitFolder, type JsonReport, gitFolder, repositoryForEachTest, scanJson } from '../../support/git-folder';

const volume = (encrypted: boolean, name = 'Disk'): string =>
  `Resources:\n  ${name}:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${String(encrypted)}\n`;
const BAD = volume(false);
const GOOD = volume(true);
const RULE = 'ebs-volume-unencrypted';

/** `path:line:column` of the findings of one rule, with `new` or `old`. */
const places = (report: JsonReport): readonly string[] =>
  report.findings
    .filter(({ rule }) => rule === RULE)
    .map((f) => `${f.path}:${String(f.line)}:${String(f.column)} ${f.new ? 'new' : 'old'}`);

describe('scan of what is staged or changed', () => {
  const repository = repositoryForEachTest();
  const staged = (...args: readonly string[]): readonly string[] => places(scanJson(repository, ['--staged', ...args]));
  const changed = (...args: readonly string[]): readonly string[] =>
    places(scanJson(repository, ['--changed', ...args]));

  it('sees the staged text, not the one on the disk', () => {
    repository.commit({ 'a.yaml': GOOD, 'b.yaml': GOOD });
    repository.write({ 'a.yaml': BAD });
    repository.git('add', 'a.yaml');
    repository.write({ 'a.yaml': GOOD, 'b.yaml': BAD });
    assert.deepEqual(staged(), ['a.yaml:5:18 new']);
    assert.deepEqual(changed(), ['b.yaml:5:18 new']);
  });

  it('lists what is new first; only that fails', () => {
    repository.commit({ 'a.yaml': BAD, 'z.yaml': GOOD });
    repository.write({ 'a.yaml': `# moved down\n${BAD}`, 'z.yaml': BAD });
    repository.git('add', 'a.yaml');
    assert.deepEqual(staged(), ['a.yaml:6:18 old']);
    assert.equal(repository.run(['scan', '--staged']).code, 0);
    assert.equal(repository.run(['scan', '--changed']).code, 1);
    repository.git('add', 'z.yaml');
    assert.deepEqual(staged(), ['z.yaml:5:18 new', 'a.yaml:6:18 old']);
    const { out, code } = repository.run(['scan', '--staged', '--profile', 'baseline']);
    assert.match(
      out,
      /^New against HEAD: 1 finding\n\nz\.yaml\n {2}5:18 .*\n\nThere already at HEAD, not counted: 1 finding\n\na\.yaml\n {2}6:18 /,
    );
    assert.equal(code, 1);
    assert.equal(repository.run(['scan', '--staged', '--fail-on', 'never']).code, 0);
    const sarif = JSON.parse(
      repository.run(['scan', '--staged', '--profile', 'baseline', '--format', 'sarif']).out,
    ) as { runs: { results: { baselineState: string }[] }[] };
    assert.deepEqual(
      sarif.runs[0]?.results.map(({ baselineState }) => baselineState),
      ['new', 'unchanged'],
    );
  });

  it('takes what was ignored and is not any more as new', () => {
    const ignored = BAD.replace('      Enc', `      # cipherlint-ignore ${RULE} -- scratch\n      Enc`);
    repository.commit({ 'a.yaml': ignored });
    repository.write({ 'a.yaml': BAD });
    repository.git('add', '.');
    assert.deepEqual(staged(), ['a.yaml:5:18 new']);
  });

  it('works before the first commit', () => {
    assert.deepEqual(staged(), []);
    repository.write({ 'a.yaml': BAD, 'b.yaml': BAD });
    repository.git('add', 'a.yaml');
    assert.deepEqual(staged(), ['a.yaml:5:18 new']);
    assert.deepEqual(changed(), ['a.yaml:5:18 new', 'b.yaml:5:18 new']);
  });

  it('leaves out what is deleted, whether it is still on the disk or not', () => {
    repository.commit({ 'a.yaml': BAD, 'b.yaml': BAD });
    repository.git('rm', '--quiet', 'a.yaml');
    repository.git('rm', '--quiet', '--cached', 'b.yaml');
    assert.deepEqual(staged(), []);
    assert.deepEqual(changed(), ['b.yaml:5:18 old']);
  });

  it('knows a finding again in a renamed file, and in one to which it has moved', () => {
    repository.commit({ 'a.yaml': BAD, 'one.tf': 'resource "aws_ebs_volume" "d" {\n}\n' });
    repository.git('mv', 'a.yaml', 'renamed.yaml');
    repository.git('rm', '--quiet', 'one.tf');
    repository.write({
      'other.yaml': `# same name, other file\n${BAD}`,
      'two.tf':
        '# moved, with so many new words around it that git does not call it a rename\n'.repeat(5) +
        'resource "aws_ebs_volume" "d" {\n}\n',
    });
    repository.git('add', '.');
    assert.deepEqual(staged(), ['other.yaml:6:18 new', 'renamed.yaml:5:18 old', 'two.tf:6:10 old']);
  });

  it('looks modules and variables up in the index', () => {
    repository.commit({
      'main.tf': 'module "m" {\n  source = "./modules/disk"\n  on     = false\n}\n',
      'modules/disk/main.tf': 'variable "on" {\n}\n',
    });
    const disk = 'variable "on" {\n}\n\nresource "aws_ebs_volume" "d" {\n  encrypted = var.on\n}\n';
    repository.write({
      'modules/disk/main.tf': disk,
      'main.tf': 'module "m" {\n  source = "./modules/disk"\n  on     = false # off\n}\n',
    });
    repository.git('add', '.');
    repository.write({
      'main.tf': 'module "m" {\n  source = "./modules/disk"\n  on     = true\n}\n',
      'modules/disk/main.tf': '',
    });
    rmSync(join(repository.folder, 'modules'), { recursive: true });
    const report = scanJson(repository, ['--staged']);
    assert.deepEqual(
      report.findings
        .filter(({ rule }) => rule === RULE)
        .map(({ path, line, address, new: isNew }) => [path, line, address, isNew]),
      [['modules/disk/main.tf', 5, 'module.m.aws_ebs_volume.d', true]],
    );
  });

  it('reads the configuration as it is staged', () => {
    repository.commit({ '.cipherlint.yaml': `rules:\n  ${RULE}: off\n`, 'a.yaml': GOOD });
    repository.write({ 'a.yaml': BAD, '.cipherlint.yaml': 'rules: {}\n' });
    repository.git('add', 'a.yaml');
    assert.deepEqual(staged(), []);
    assert.deepEqual(changed(), ['a.yaml:5:18 new']);
    repository.git('add', '.cipherlint.yaml');
    assert.deepEqual(staged(), ['a.yaml:5:18 new']);
  });

  it('reads the index that a partial commit works with', () => {
    repository.commit({ 'a.yaml': GOOD, 'b.yaml': GOOD });
    repository.write({ 'a.yaml': BAD, 'b.yaml': BAD });
    repository.git('add', 'a.yaml');
    const environment = { GIT_INDEX_FILE: join(repository.folder, 'partial-index') };
    repository.tryGit(['read-tree', 'HEAD'], environment);
    repository.tryGit(['add', 'b.yaml'], environment);
    assert.deepEqual(places(scanJson(repository, ['--staged'], { environment })), ['b.yaml:5:18 new']);
  });

  it('names files with a merge conflict and looks at the others; what is merged in is not new', () => {
    repository.commit({ 'a.yaml': GOOD, 'b.yaml': GOOD });
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit({ 'a.yaml': BAD, 'b.yaml': BAD, 'theirs.yaml': BAD });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'a.yaml': GOOD.replace('true', 'true # ours') });
    assert.equal(repository.tryGit(['merge', 'side']).code, 1);
    const report = scanJson(repository, ['--staged']);
    assert.deepEqual(places(report), ['b.yaml:5:18 old', 'theirs.yaml:5:18 old']);
    assert.deepEqual(
      report.problems.map(({ path, message }) => [path, message]),
      [['a.yaml', 'Not looked at: the merge conflict is not resolved.']],
    );
    repository.write({ 'a.yaml': volume(false, 'Other') });
    repository.git('add', 'a.yaml');
    assert.deepEqual(staged(), ['a.yaml:5:18 new', 'b.yaml:5:18 old', 'theirs.yaml:5:18 old']);
  });

  it('passes over submodules, links, binary, large and LFS files, and says which', () => {
    const other = gitFolder();
    try {
      other.commit({ 'a.yaml': BAD });
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.folder, 'sub');
      symlinkSync('bad.yaml', join(repository.folder, 'link.yaml'));
      repository.write({
        'bad.yaml': BAD,
        'binary.json': Buffer.from([123, 0, 1]),
        'large.json': Buffer.alloc(5_000_001, 32),
        'lfs.json': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`,
        'photo.png': Buffer.from([0, 1, 2]),
        'node_modules/p/a.yaml': BAD,
      });
      repository.git('add', '--all');
      const report = scanJson(repository, ['--staged']);
      assert.deepEqual(places(report), ['bad.yaml:5:18 new']);
      assert.deepEqual(
        report.problems.map(({ path, message }) => `${path}: ${message}`),
        [
          'binary.json: Not read: the file is not text.',
          'large.json: Not read: the file is larger than 5 MB.',
          'lfs.json: Not read: the text lies in Git LFS, the repository holds a pointer only.',
        ],
      );
      assert.deepEqual(places(scanJson(repository, ['--staged'], { cwd: 'sub' })), []);
    } finally {
      other.remove();
    }
  });

  it('takes names with spaces, line breaks and letters of any kind', () => {
    const names = ['a b.yaml', 'line\nbreak.yaml', 'tab\t"quote".yaml', 'ä/日本.yaml'];
    repository.commit({ 'x.yaml': GOOD });
    repository.write(Object.fromEntries(names.map((name) => [name, BAD])));
    assert.deepEqual(
      changed(),
      names.map((name) => `${name}:5:18 new`),
    );
    repository.git('add', '.');
    assert.deepEqual(
      staged(),
      names.map((name) => `${name}:5:18 new`),
    );
    assert.deepEqual(staged('ä'), ['ä/日本.yaml:5:18 new']);
    assert.match(repository.run(['scan', '--staged', 'line\nbreak.yaml']).out, /^line\\nbreak\.yaml$/m);
  });

  it('looks at the whole repository from any folder, or below the paths that are named', () => {
    repository.write({ 'a.yaml': BAD, 'in/b.yaml': BAD, 'in/deep/c.yaml': BAD });
    repository.git('add', '.');
    const all = ['a.yaml:5:18 new', 'in/b.yaml:5:18 new', 'in/deep/c.yaml:5:18 new'];
    assert.deepEqual(places(scanJson(repository, ['--staged'], { cwd: 'in/deep' })), all);
    assert.deepEqual(places(scanJson(repository, ['--staged', '.'], { cwd: 'in' })), all.slice(1));
    assert.deepEqual(places(scanJson(repository, ['--changed', 'in/deep'])), all.slice(2));
    assert.match(repository.run(['scan', '--staged', '/']).error, /^cipherlint: \/: not in the repository /);
  });

  it('works in a second work tree', () => {
    repository.commit({ 'a.yaml': GOOD });
    repository.git('worktree', 'add', '--quiet', 'second', '-b', 'second');
    writeFileSync(join(repository.folder, 'second/a.yaml'), BAD);
    repository.git('-C', 'second', 'add', '.');
    assert.deepEqual(places(scanJson(repository, ['--staged'], { cwd: 'second' })), ['a.yaml:5:18 new']);
    assert.deepEqual(staged(), []);
  });

  it('compares the disk with a commit by name, untracked files included, ignored ones not', () => {
    repository.commit({ 'a.yaml': GOOD, 'same.yaml': BAD, '.gitignore': 'ignored.yaml\n' });
    repository.git('tag', 'start');
    repository.commit({ 'a.yaml': BAD });
    repository.write({ 'new file.yaml': BAD, 'ignored.yaml': BAD, 'same.yaml': BAD.replaceAll('\n', '\r\n') });
    utimesSync(join(repository.folder, 'a.yaml'), new Date(0), new Date(0));
    assert.deepEqual(changed(), ['new file.yaml:5:18 new']);
    assert.deepEqual(changed('start'), ['a.yaml:5:18 new', 'new file.yaml:5:18 new']);
    assert.equal(scanJson(repository, ['--changed=start']).against, 'start');
    const { error, code } = repository.run(['scan', '--changed', 'no-such']);
    assert.deepEqual([error, code], ['cipherlint: --changed: git knows no commit "no-such"\n', 2]);
    assert.equal(repository.run(['scan', '--changed=--output=x']).code, 2);
  });

  it('fixes what is changed, not what is staged', () => {
    const key = 'Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: false\n';
    repository.commit({ 'old.yaml': key, 'a.yaml': GOOD });
    repository.write({ 'a.yaml': key });
    repository.run(['scan', '--changed', '--fix']);
    const read = (path: string): string => readFileSync(join(repository.folder, path), 'utf8');
    assert.match(read('a.yaml'), /EnableKeyRotation: true\n/);
    assert.equal(read('old.yaml'), key);
    assert.match(repository.run(['scan', '--staged', '--fix']).error, /^cipherlint: --staged only looks/);
  });

  it('says what is wrong where it can not work', () => {
    const bare = gitFolder(['--bare']);
    const none = gitFolder(false);
    const ceiling = { GIT_CEILING_DIRECTORIES: none.folder };
    try {
      const cases: readonly (readonly [GitFolder, readonly string[], string, Readonly<Record<string, string>>])[] = [
        [bare, ['--staged'], '--staged: this is a bare repository: it has no index and no files to look at', {}],
        [none, ['--changed'], '--changed: this is not a git repository', ceiling],
        [repository, ['--staged'], '--staged: git was not found on the PATH', { PATH: '' }],
        [repository, ['--staged', '--changed'], '--staged and --changed exclude each other', {}],
        [repository, ['--staged', '--stdin'], '--stdin goes with neither --staged nor --changed', {}],
      ];
      for (const [where, args, message, environment] of cases) {
        const { error, code } = where.run(['scan', ...args], { environment });
        assert.deepEqual([error, code], [`cipherlint: ${message}\n`, 2]);
      }
    } finally {
      bare.remove();
      none.remove();
    }
    repository.commit({ 'a.yaml': GOOD });
    writeFileSync(join(repository.folder, '.git/index'), 'rubbish that is no index at all');
    const { error, code } = repository.run(['scan', '--staged']);
    assert.match(error, /^cipherlint: --staged: git says: .*index/);
    assert.equal(code, 2);
  });

  it('runs nothing that the repository has set up, and no git that lies in it', function () {
    if (process.platform === 'win32') this.skip();
    const { folder } = repository;
    repository.commit({ 'a.yaml': GOOD, '.gitattributes': '*.yaml filter=evil diff=evil\n' });
    const evil = join(folder, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\ntouch '${folder}/.git/ran'\ncat\n`, { mode: 0o755 });
    for (const name of [
      'core.fsmonitor',
      'filter.evil.clean',
      'filter.evil.smudge',
      'diff.evil.textconv',
      'diff.evil.command',
      'diff.external',
      'core.pager',
    ])
      repository.git('config', name, evil);
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    renameSync(evil, join(folder, 'node_modules/.bin/git'));
    repository.tryGit(['config', 'core.fsmonitor', join(folder, 'node_modules/.bin/git')]);
    repository.write({ 'a.yaml': BAD });
    rmSync(join(folder, '.git/ran'), { force: true });
    const environment = { PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH ?? ''}` };
    assert.deepEqual(places(scanJson(repository, ['--changed'], { environment })), ['a.yaml:5:18 new']);
    scanJson(repository, ['--staged'], { environment });
    assert.throws(() => readFileSync(join(folder, '.git/ran')), /ENOENT/);
  });
});
