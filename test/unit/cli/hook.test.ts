// `hook install` and `hook uninstall` in real git repositories: the commit stops where it should, and nobody's hook is lost.
import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cli } from '../../support/built';
import { type Run, gitFolder, repositoryForEachTest } from '../../support/git-folder';

const volume = (encrypted: boolean): string =>
  `Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${String(encrypted)}\n`;

describe('hook', () => {
  before(function () {
    if (process.platform !== 'win32') return;
    console.log('      skipped: execute permissions are tested on other systems');
    this.skip();
  });
  const repository = repositoryForEachTest();

  const file = (path: string): string => join(repository.folder, path);
  const read = (path: string): string => readFileSync(file(path), 'utf8');
  const hook = (verb: string, cwd = ''): Run => repository.run(['hook', verb], { cwd });
  const script = (path: string, text: string, mode = 0o755): void => {
    mkdirSync(dirname(file(path)), { recursive: true });
    writeFileSync(file(path), text);
    chmodSync(file(path), mode);
  };
  /** Commits a text for a.yaml as a person does. */
  const commit = (encrypted: boolean, ...args: readonly string[]): Run => {
    repository.write({ 'a.yaml': `# ${String(Math.random())}\n${volume(encrypted)}` });
    repository.git('add', 'a.yaml');
    return repository.tryGit(['commit', '-m', 'x', ...args]);
  };
  const installed = (path: string): void => {
    assert.match(read(path), /^# >>> cipherlint >>>.*\n[\s\S]* scan --staged [\s\S]*\n# <<< cipherlint <<<$/m);
    assert.ok((statSync(file(path)).mode & 0o111) === 0o111, 'executable');
  };

  it('stops a commit that brings a gap, and no other', () => {
    const { out, code } = hook('install');
    assert.deepEqual(
      [out, code],
      ['cipherlint: .git/hooks/pre-commit written: it runs "cipherlint scan --staged" before every commit\n', 0],
    );
    installed('.git/hooks/pre-commit');
    assert.equal(commit(true).code, 0);
    const stopped = commit(false);
    assert.equal(stopped.code, 1);
    assert.match(stopped.out + stopped.error, /New against HEAD: \d finding/);
    assert.match(stopped.error, /the commit was stopped/);
    assert.equal(commit(false, '--no-verify').code, 0);
    assert.equal(commit(false).code, 0, 'the gap is not new any more');
    assert.equal(commit(true, '--', 'a.yaml').code, 0, 'a partial commit');
  });

  it('is written once, and leaves nothing behind', () => {
    hook('install');
    const once = read('.git/hooks/pre-commit');
    assert.match(hook('install').out, /brought up to date/);
    assert.equal(read('.git/hooks/pre-commit'), once);
    assert.equal(hook('uninstall').out, 'cipherlint: removed from .git/hooks/pre-commit\n');
    assert.ok(!existsSync(file('.git/hooks/pre-commit')));
    assert.deepEqual(hook('uninstall'), {
      out: 'cipherlint: no hook of ours is installed here\n',
      error: '',
      code: 0,
    });
  });

  it('goes into a shell hook without changing what that does', () => {
    const own = '#!/usr/bin/env bash\nset -eu\necho own\n[ ! -e stop ] || exit 3\nexec true';
    script('.git/hooks/pre-commit', own);
    assert.match(hook('install').out, /now runs/);
    installed('.git/hooks/pre-commit');
    assert.equal(commit(false).code, 1);
    const good = commit(true);
    assert.deepEqual([good.code, /^own$/m.test(good.out + good.error)], [0, true]);
    repository.write({ stop: '' });
    assert.equal(commit(true).code, 1, 'the own hook still stops commits');
    hook('uninstall');
    assert.equal(read('.git/hooks/pre-commit'), own);
  });

  it('leaves other hooks alone and says so', () => {
    const cases: readonly (readonly [string, () => void, RegExp])[] = [
      [
        'python',
        () => {
          script('.git/hooks/pre-commit', '#!/usr/bin/env python3\nprint(1)\n');
        },
        /is not a shell script, so nothing was changed/,
      ],
      [
        'off',
        () => {
          script('.git/hooks/pre-commit', '#!/bin/sh\ntrue\n', 0o644);
        },
        /is there but not executable/,
      ],
      [
        'link',
        () => {
          script('shared', '#!/bin/sh\n');
          symlinkSync('../../shared', file('.git/hooks/pre-commit'));
        },
        /is a link or no file/,
      ],
    ];
    for (const [name, prepare, message] of cases) {
      repository.renew();
      mkdirSync(file('.git/hooks'), { recursive: true });
      prepare();
      const before = read('.git/hooks/pre-commit');
      const { error, code } = hook('install');
      assert.match(error, message, name);
      assert.equal(code, 2, name);
      assert.equal(read('.git/hooks/pre-commit'), before, name);
    }
  });

  it('goes where core.hooksPath says, if that is meant for this repository', () => {
    repository.git('config', 'core.hooksPath', 'git hooks');
    assert.match(hook('install').out, /^cipherlint: git hooks\/pre-commit written/);
    installed('git hooks/pre-commit');
    assert.equal(commit(false).code, 1);
    hook('uninstall');
    assert.ok(!existsSync(file('git hooks/pre-commit')));
    repository.git('config', '--unset', 'core.hooksPath');
    repository.git('config', '--global', 'core.hooksPath', file('everywhere'));
    const { error, code } = hook('install');
    assert.match(error, /for more than this repository, so nothing was changed/);
    assert.equal(code, 2);
    assert.ok(!existsSync(file('everywhere')));
  });

  it("appends to husky's file, in both of its forms", () => {
    for (const [folder, before] of [
      ['.husky/_', 'npm test\n'],
      ['.husky', '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\nnpm test'],
    ] as const) {
      repository.git('config', 'core.hooksPath', folder);
      script('.husky/pre-commit', before);
      assert.match(hook('install').out, /^cipherlint: \.husky\/pre-commit now runs/);
      assert.ok(read('.husky/pre-commit').startsWith(before));
      installed('.husky/pre-commit');
      hook('uninstall');
      assert.equal(read('.husky/pre-commit').trim(), before.trim());
    }
    repository.git('config', 'core.hooksPath', 'other');
    assert.match(hook('install').out, /^cipherlint: other\/pre-commit written/, 'husky does not run here');
  });

  it('names nothing of this machine in a hook that is committed', () => {
    mkdirSync(file('node_modules/cipherlint/dist'), { recursive: true });
    for (const name of ['cli.js', 'main.js', 'git.js', 'rules.json', 'typescript.js'])
      copyFileSync(join(dirname(cli), name), file(`node_modules/cipherlint/dist/${name}`));
    repository.write({ '.gitignore': 'node_modules\n', '.husky/pre-commit': '' });
    repository.git('config', 'core.hooksPath', '.husky');
    repository.runFrom(file('node_modules/cipherlint/dist/cli.js'), ['hook', 'install']);
    assert.match(read('.husky/pre-commit'), /^cipherlint_cli='node_modules\/cipherlint\/dist\/cli\.js'$/m);
    assert.ok(!read('.husky/pre-commit').includes(repository.folder));
    assert.equal(commit(false).code, 1);
    assert.equal(commit(true).code, 0);
  });

  it('says what to add where lefthook or pre-commit manage the hooks', () => {
    const cases = [
      ['lefthook.yml', 'lefthook', 'run: npx --no-install cipherlint scan --staged'],
      ['.pre-commit-config.yaml', 'pre-commit', 'entry: npx --no-install cipherlint scan --staged'],
    ] as const;
    for (const [name, manager, words] of cases) {
      repository.renew();
      repository.write({ [name]: '# mine\n' });
      const { out, code } = hook('install');
      assert.ok(out.startsWith(`cipherlint: ${manager} manages the hooks of this repository; add this to ${name}:\n`));
      assert.ok(out.includes(words), out);
      assert.deepEqual([code, read(name), existsSync(file('.git/hooks/pre-commit'))], [0, '# mine\n', false]);
      repository.write({ [name]: out });
      assert.equal(hook('install').out, `cipherlint: ${name} runs Cipherlint already\n`);
      assert.match(hook('uninstall').out, new RegExp(`${name.replaceAll('.', '\\.')} names Cipherlint, take that out`));
    }
  });

  it('works from a second work tree and in a submodule', () => {
    repository.commit({ 'x.txt': 'x' });
    repository.git('worktree', 'add', '--quiet', 'second', '-b', 'second');
    hook('install', 'second');
    installed('.git/hooks/pre-commit');
    repository.write({ 'second/a.yaml': volume(false) });
    repository.git('-C', 'second', 'add', 'a.yaml');
    assert.equal(repository.tryGit(['-C', 'second', 'commit', '-m', 'x']).code, 1);
    assert.equal(commit(false).code, 1);
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository.folder, 'sub');
    hook('install', 'sub');
    installed('.git/modules/sub/hooks/pre-commit');
    repository.write({ 'sub/a.yaml': volume(false) });
    repository.git('-C', 'sub', 'add', 'a.yaml');
    assert.equal(repository.tryGit(['-C', 'sub', 'commit', '-m', 'x']).code, 1);
  });

  it('stops no merge for what the other side has brought', () => {
    repository.commit({ 'x.txt': 'x' });
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit({ 'x.txt': 'side', 'theirs.yaml': volume(false) });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'x.txt': 'ours' });
    hook('install');
    assert.equal(repository.tryGit(['merge', 'side']).code, 1);
    repository.write({ 'x.txt': 'both' });
    repository.git('add', '.');
    const merged = repository.tryGit(['commit', '-m', 'merge']);
    assert.equal(merged.code, 0, merged.error + merged.out);
  });

  it('says what is wrong', () => {
    const bare = gitFolder(['--bare']);
    try {
      assert.match(bare.run(['hook', 'install']).error, /^cipherlint: hook: this is a bare repository/);
    } finally {
      bare.remove();
    }
    for (const args of [['hook'], ['hook', 'remove'], ['hook', 'install', 'x']]) {
      const { error, code } = repository.run(args);
      assert.deepEqual([error, code], ['cipherlint: hook takes "install" or "uninstall"\n', 2]);
    }
  });
});
