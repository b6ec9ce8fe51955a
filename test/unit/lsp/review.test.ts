// The review before a commit, asked of the published server about real git repositories.
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REVIEW, type Review } from '../../../server/lsp/protocol';
import { gitFolder, repositoryForEachTest } from '../../support/git-folder';
import { startClient, type Client } from '../../support/lsp-client';

const volume = (encrypted: boolean, name = 'Disk'): string =>
  `Resources:\n  ${name}:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${String(encrypted)}\n`;
const BAD = volume(false);
const GOOD = volume(true);

type Reviewed = Extract<Review, { readonly ok: true }>;

/** `path rule staged-line:column -> line:column new|old`, without what is not in the working file. */
const places = ({ findings }: Reviewed): readonly string[] =>
  findings.map(({ path, stagedRange: staged, range, isNew }) =>
    [
      path,
      `${String(staged.start.line)}:${String(staged.start.character)}`,
      '->',
      range ? `${String(range.start.line)}:${String(range.start.character)}` : 'gone',
      isNew ? 'new' : 'old',
    ].join(' '),
  );

describe('review of what is staged, by the language server', () => {
  const repository = repositoryForEachTest();
  let client: Client;
  before(async () => {
    client = await startClient({ settings: { profile: 'baseline' } });
  });
  after(async () => {
    await client.stop();
  });
  const ask = (folder = repository.folder, more: { places?: boolean } = {}): Promise<Review> =>
    client.connection.sendRequest(REVIEW, { folder: pathToFileURL(folder).href, ...more });
  const review = async (folder?: string, more?: { places?: boolean }): Promise<Reviewed> => {
    const answer = await ask(folder, more);
    assert.ok(answer.ok, answer.ok ? '' : answer.reason);
    return answer;
  };
  const reason = async (folder?: string): Promise<string> => {
    const answer = await ask(folder);
    return answer.ok ? `ok: ${String(answer.count)}` : answer.reason;
  };
  const uriOf = (path: string): string => pathToFileURL(join(repository.folder, path)).href;

  it('sees the staged text, new findings first, each where it stands in the working file', async () => {
    repository.commit({ 'old.yaml': BAD, 'a.yaml': GOOD, 'z.yaml': GOOD });
    repository.write({ 'old.yaml': `# one more line\n${BAD}`, 'z.yaml': BAD, 'a.yaml': BAD });
    repository.git('add', 'old.yaml', 'z.yaml');
    repository.write({ 'z.yaml': `# not staged\n\n${BAD}` });
    const found = await review();
    assert.deepEqual(places(found), ['z.yaml 4:17 -> 6:17 new', 'old.yaml 5:17 -> 5:17 old']);
    assert.deepEqual(
      found.files.map(({ path, edited, deleted }) => [path, edited, deleted]),
      [
        ['z.yaml', true, false],
        ['old.yaml', false, false],
      ],
    );
    const [first] = found.findings;
    assert.deepEqual(
      [first?.rule, first?.theme, first?.level, first?.fixable, first?.uri],
      ['ebs-volume-unencrypted', 'at-rest', 'high', true, uriOf('z.yaml')],
    );
    assert.deepEqual([found.against, found.count, found.top], ['HEAD', 2, pathToFileURL(repository.folder).href]);
  });

  it('drops the place of what the working file has no longer', async () => {
    repository.commit({ 'README.md': '' });
    repository.write({ 'a.yaml': BAD, 'b.yaml': BAD, 'c.yaml': BAD });
    repository.git('add', '.');
    repository.write({ 'a.yaml': GOOD });
    rmSync(join(repository.folder, 'b.yaml'));
    const found = await review();
    assert.deepEqual(places(found), ['a.yaml 4:17 -> gone new', 'b.yaml 4:17 -> gone new', 'c.yaml 4:17 -> 4:17 new']);
    assert.deepEqual(
      found.files.map(({ edited, deleted }) => [edited, deleted]),
      [
        [true, false],
        [true, true],
        [false, false],
      ],
    );
  });

  it('follows an open document while it is edited, without another look at the index', async () => {
    const missing = 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Size: 1\n';
    repository.write({ 'a.yaml': missing });
    repository.git('add', '.');
    assert.deepEqual(places(await review()), ['a.yaml 2:10 -> 2:10 new']);
    const uri = uriOf('a.yaml');
    await client.open(uri, 'yaml', missing);
    const line = (number: number) => ({ line: number, character: 0 });
    await client.change(uri, { start: line(0), end: line(0) }, '# a comment\n');
    repository.git('rm', '--quiet', '--cached', 'a.yaml');
    assert.deepEqual(places(await review(repository.folder, { places: true })), ['a.yaml 2:10 -> 3:10 new']);
    await client.change(uri, { start: line(5), end: line(5) }, '      Encrypted: true\n');
    assert.deepEqual(places(await review(repository.folder, { places: true })), ['a.yaml 2:10 -> gone new']);
    assert.deepEqual(places(await review()), [], 'nothing is staged any more');
  });

  it('takes a stage that is renamed, before the first commit, in a subfolder and by a link', async () => {
    repository.write({ 'sub folder/a.yaml': BAD });
    repository.git('add', '.');
    const linked = join(repository.folder, '..', 'linked');
    symlinkSync(repository.folder, linked);
    assert.deepEqual(places(await review()), ['sub folder/a.yaml 4:17 -> 4:17 new']);
    const below = await review(join(repository.folder, 'sub folder'));
    assert.deepEqual(places(below), ['sub folder/a.yaml 4:17 -> 4:17 new']);
    const byLink = await review(linked);
    assert.equal(byLink.findings[0]?.uri, pathToFileURL(join(linked, 'sub folder/a.yaml')).href);
    repository.git('-c', 'user.name=T', '-c', 'user.email=t@t', 'commit', '-qm', 'x');
    repository.git('mv', 'sub folder/a.yaml', 'b.yaml');
    assert.deepEqual(places(await review()), ['b.yaml 4:17 -> 4:17 old']);
  });

  it('keeps odd file names', async () => {
    const names = ['ein Öl\u00e4.yaml', 'new\nline.yaml', '#hash%41?.yaml', 'quote\'".yaml'];
    repository.write(Object.fromEntries(names.map((name) => [name, BAD])));
    repository.git('add', '.');
    const { findings } = await review();
    assert.deepEqual(findings.map(({ path }) => path).sort(), [...names].sort());
    assert.deepEqual(findings.map(({ uri }) => uri).sort(), names.map(uriOf).sort());
  });

  it('says what was not looked at: conflicts, binary and LFS files, and a broken configuration', async () => {
    repository.commit({ 'c.yaml': GOOD });
    repository.git('checkout', '-qb', 'other');
    repository.commit({ 'c.yaml': GOOD.replace('true', "'true'") });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'c.yaml': BAD });
    repository.tryGit(['merge', 'other']);
    repository.write({
      'b.yaml': Buffer.from([1, 0, 2]),
      'l.yaml': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 3\n`,
      '.cipherlint.yaml': 'rules: [',
      'marked.yaml': `<<<<<<< HEAD\n${BAD}=======\n${GOOD}>>>>>>> other\n`,
    });
    repository.git('add', 'b.yaml', 'l.yaml', '.cipherlint.yaml', 'marked.yaml');
    const { problems } = await review();
    const messageOf = (path: string): string => problems.find((problem) => problem.path === path)?.message ?? '';
    assert.equal(messageOf('c.yaml'), 'Not looked at: the merge conflict is not resolved.');
    assert.equal(messageOf('b.yaml'), 'Not read: the file is not text.');
    assert.match(messageOf('l.yaml'), /^Not read: the text lies in Git LFS/);
    assert.notEqual(messageOf('.cipherlint.yaml'), '');
    assert.notEqual(messageOf('marked.yaml'), '');
  });

  it('says in one sentence why there is nothing to review', async () => {
    const bare = gitFolder(['--bare']);
    const none = gitFolder(false);
    try {
      assert.equal(await reason(bare.folder), 'This is a bare repository: it has no index and no files to look at.');
      assert.equal(await reason(none.folder), 'This is not a git repository.');
      assert.match(await reason(join(none.folder, 'gone')), /^The folder .*gone is not there any more\.$/);
      assert.equal(
        await client.connection
          .sendRequest<Review>(REVIEW, { folder: 'vscode-vfs://github/a/b' })
          .then((answer) => (answer.ok ? '' : answer.reason)),
        'This folder lies on no disk that git could look at.',
      );
    } finally {
      bare.remove();
      none.remove();
    }
    writeFileSync(join(repository.folder, '.git/index'), 'not an index');
    assert.match(await reason(), /^Git says: .*(index|bad signature)/i);
  });

  it('looks at a submodule as at a repository of its own, and not into it from outside', async () => {
    const inner = gitFolder();
    try {
      inner.commit({ 'a.yaml': BAD });
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'inner');
      assert.deepEqual(places(await review()), []);
      repository.write({ 'inner/b.yaml': BAD });
      repository.git('-C', 'inner', 'add', 'b.yaml');
      assert.deepEqual(places(await review(join(repository.folder, 'inner'))), ['b.yaml 4:17 -> 4:17 new']);
      renameSync(join(repository.folder, 'inner'), join(repository.folder, 'moved'));
      mkdirSync(join(repository.folder, 'inner'));
      assert.deepEqual(places(await review()), []);
    } finally {
      inner.remove();
    }
  });

  it('says so where there is no git on the machine', async () => {
    const without = await startClient({ settings: {}, environment: { PATH: '/nowhere', Path: '' } });
    try {
      const answer = await without.connection.sendRequest<Review>(REVIEW, {
        folder: pathToFileURL(repository.folder).href,
      });
      assert.deepEqual(answer, { ok: false, reason: 'Git was not found on the PATH.' });
    } finally {
      await without.stop();
    }
  });
});
