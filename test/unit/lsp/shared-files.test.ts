// The files that the client shares with a server without a disk: which ones, and that they are found as on a disk.
import assert from 'node:assert/strict';
import { sharedFiles, type SharedFiles } from '../../../server/hosts/shared-files';
import { SHARED_FILES } from '../../../server/lsp/protocol';
import { CONFIG_NAMES } from '../../../server/rules/config-file';
import { PEER_FILES } from '../../../server/rules/peer-files';

/** A workspace in another place than a disk, whose client escapes more than it has to. */
const FOLDER = 'vscode-vfs://github%2B7b/shop/our%20infra';
const at = (path: string): string => `${FOLDER}/${path}`;

describe('shared files', () => {
  let files: SharedFiles;
  const hint = (path: string): unknown => files.settings(FOLDER, path, {}).rules.a;
  beforeEach(() => {
    files = sharedFiles({ ruleIds: ['a'], schema: {}, compile: (source) => new RegExp(source) });
  });

  it('are configurations, baselines, rules and what other tools leave for a repository', () => {
    const shared = new Set(SHARED_FILES.flatMap(expanded));
    const needed = [
      ...CONFIG_NAMES,
      '.cipherlint-baseline.json',
      '.cipherlint/rules/*.yaml',
      '.cipherlint/rules/*.yml',
    ];
    for (const name of [...needed, ...Object.keys(PEER_FILES)]) assert.ok(shared.has(`**/${name}`), name);
  });

  it('hold for what lies below them, the nearest first', () => {
    files.receive([
      { uri: at('.cipherlint.yaml'), text: 'rules: { a: info }' },
      { uri: at('inner/.cipherlint.yaml'), text: 'rules: { a: hint }' },
    ]);
    assert.equal(hint('main.tf'), 'info');
    assert.equal(hint('inner/deep/main.tf'), 'hint');
    assert.equal(files.configurationFor(FOLDER, 'inner/main.tf')?.uri, at('inner/.cipherlint.yaml'));
  });

  it('hold in the root of a file system, too', () => {
    files.receive([{ uri: 'vscode-test-web://mount/.cipherlint.yaml', text: 'rules: { a: info }' }]);
    assert.equal(files.settings('vscode-test-web://mount', 'main.tf', {}).rules.a, 'info');
  });

  it('say which have come, changed and gone', () => {
    const [kept, changed, gone, come] = ['kept', 'changed', 'gone', 'come'].map((name) => at(`${name}.tfvars`));
    const texts = (...pairs: readonly (readonly [string | undefined, string])[]): { uri: string; text: string }[] =>
      pairs.map(([uri = '', text]) => ({ uri, text }));
    files.receive(texts([kept, '1'], [changed, '1'], [gone, '1']));
    assert.deepEqual(files.receive(texts([kept, '1'], [changed, '2'], [come, '1'])), [changed, gone, come]);
  });

  it('a baseline is found where the configuration says', () => {
    files.receive([
      { uri: at('inner/.cipherlint.yaml'), text: 'baseline: ../.cipherlint-baseline.json' },
      { uri: at('.cipherlint-baseline.json'), text: '{}' },
    ]);
    const { baseline = '' } = files.settings(FOLDER, 'inner/main.tf', {});
    assert.deepEqual([files.baseline(baseline)?.text, files.baseline(baseline)?.folder], ['{}', FOLDER]);
    assert.equal(files.baseline('nowhere'), undefined);
  });

  it('complain about what they say, each with its own address', () => {
    files.receive([{ uri: at('.cipherlint.yaml'), text: 'rules: { b: info }' }]);
    files.settings(FOLDER, 'main.tf', {});
    const [file, ...more] = files.configurations();
    assert.deepEqual(
      [file?.uri, file?.problems.map(({ span }) => span.start), more],
      [at('.cipherlint.yaml'), [9], []],
    );
  });

  it('are all that is known of a folder', () => {
    files.receive([{ uri: at('.cipherlint/rules/house.yaml'), text: 'kind: x' }]);
    const access = files.access(FOLDER);
    assert.deepEqual(access.list('.cipherlint/rules'), ['house.yaml']);
    assert.equal(access.text('.cipherlint/rules/house.yaml'), 'kind: x');
    assert.equal(access.list(''), undefined);
    assert.equal(access.text('main.tf'), undefined);
  });
});

/** `a{b,c}d` as `abd` and `acd`. */
function expanded(pattern: string): readonly string[] {
  const [, before = '', inside, after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(pattern) ?? [];
  return inside === undefined ? [pattern] : inside.split(',').map((part) => before + part + after);
}
