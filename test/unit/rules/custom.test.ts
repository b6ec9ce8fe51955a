// Rules of a workspace: read with complaints at their places, bounded, and without a way to run code or to hang.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinIndexes } from '../../../server/core/kind-index';
import { compilePattern } from '../../../server/hosts/pattern-engine';
import { findCustomFiles, isCustomRulePath, readCustomRules, type CustomRules } from '../../../server/rules/custom';
import { schemaComplaints, type Schema } from '../../../server/rules/schema-check';
import { allKinds, kindFiles, root } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

const schema = JSON.parse(readFileSync(join(root, 'rules/kind.schema.json'), 'utf8')) as Schema;

function read(...texts: readonly string[]): CustomRules {
  const files = texts.map((text, i) => ({ path: `.cipherlint/rules/${String(i)}.yaml`, text }));
  return readCustomRules(files, { ruleIds: ['ebs-volume-unencrypted'], schema, compile: compilePattern });
}

/** Complaints as `text they stand on: message`. */
function complaintsIn(text: string): readonly string[] {
  return read(text).files.flatMap(({ complaints }) =>
    complaints.map(({ span, message }) => `${text.slice(span.start, span.end).split('\n')[0] ?? ''}: ${message}`),
  );
}

const HOUSE = `kind: house.bucket
noun: bucket of our house
bind: { cloudformation: AWS::S3::Bucket, terraform: aws_s3_bucket }
facts:
  name: { cloudformation: BucketName, terraform: bucket }
rules:
  - id: house-bucket-name
    title: The bucket is not called as our house calls buckets.
    why: Names with the prefix of our house tell who owns a bucket and its key.
    theme: key-management
    severity: medium
    profile: baseline
    require: { name: { matches: '^house-' } }
`;

const TEMPLATE = `Resources:
  Shop:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: shop
`;

describe('rules of a workspace', () => {
  it('judge beside our own, at the same places', () => {
    const custom = read(HOUSE);
    assert.deepEqual(custom.files[0]?.complaints, []);
    assert.deepEqual(custom.ruleIds, ['house-bucket-name']);
    const project = memoryProject({ 'a.yaml': TEMPLATE }, joinIndexes(allKinds(), custom.kinds));
    const found = findingsIn(project, 'a.yaml').filter(({ verdict }) => verdict === 'fail');
    const own = found.find(({ rule }) => rule.id === 'house-bucket-name');
    assert.equal(own && TEMPLATE.slice(own.span.start, own.span.end), 'shop');
    assert.ok(found.some(({ rule }) => rule.id.startsWith('s3-bucket')));
  });

  it('are complained about at the place, and give no rule then', () => {
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
      ['severity: medium', 'severity: urgent', ['urgent: expected one of high, medium, low']],
      ['    theme: key-management\n', '', ['- id'.slice(2) + ': house-bucket-name: "theme" is missing']],
      ['require: { name:', 'require: { nam:', ['id: house-bucket-name: there is no fact "nam"']],
      [
        'matches:',
        'looksLike:',
        [
          'looksLike: there is no "looksLike" here; known are in, set, matches, startsWith, atLeast, atMost, is, not, some',
        ],
      ],
      [
        "'^house-'",
        "'^(?=house)'",
        ["'^(?=house)': expected a regular expression, without look-around and back-references"],
      ],
      ["'^house-'", "'^(house'", ["'^(house': expected a regular expression, without look-around and back-references"]],
      [
        'house-bucket-name',
        'ebs-volume-unencrypted',
        ['ebs-volume-unencrypted: there is a rule called "ebs-volume-unencrypted" already'],
      ],
      ['name: { cloud', 'name: { derive: words-of, from: [other], cloud', ['[other]: there is no fact "other"']],
      [
        'name: { cloudformation: BucketName',
        'other: { derive: words-of, from: [name] }\n  name: { derive: words-of, from: [other], cloudformation: BucketName',
        ['[name]: "other" hangs on itself', '[other]: "name" hangs on itself'],
      ],
      ['name: { cloud', 'name: { derive: constructor, cloud', ['constructor: there is no derivation "constructor"']],
      [
        'noun: bucket of our house\n',
        'noun: bucket of our house\nrun: rm -rf\n',
        ['run: there is no "run" here; known are kind, noun, bind, scopes, facts, store, rules'],
      ],
    ];
    for (const [from, to, expected] of cases) {
      const text = HOUSE.replace(from, () => to);
      assert.notEqual(text, HOUSE, from);
      assert.deepEqual(complaintsIn(text), expected, to);
      assert.deepEqual(read(text).ruleIds, []);
    }
  });

  it('say the same id only once in a workspace', () => {
    const { ruleIds, files } = read(HOUSE, HOUSE);
    assert.deepEqual(ruleIds, ['house-bucket-name']);
    assert.deepEqual(
      files[1]?.complaints.map(({ message }) => message),
      ['there is a rule called "house-bucket-name" already'],
    );
  });

  it('cannot hang: a pattern takes linear time whatever it and the text are', () => {
    const { kinds, ruleIds } = read(HOUSE.replace("'^house-'", () => "'^(a+)+$'"));
    assert.deepEqual(ruleIds, ['house-bucket-name']);
    const template = TEMPLATE.replace('BucketName: shop', `BucketName: ${'a'.repeat(5_000)}!`);
    const started = performance.now();
    const found = findingsIn(memoryProject({ 'a.yaml': template }, kinds), 'a.yaml');
    assert.equal(found.length, 1);
    assert.ok(performance.now() - started < 2_000);
  });

  it('take only plain patterns as options of derivations, which are not judged in linear time', () => {
    const text = HOUSE.replace(
      'facts:\n',
      () => "facts:\n  family: { derive: default-by, from: [name], options: { '1': '^(a+)+$' } }\n",
    );
    assert.deepEqual(complaintsIn(text), [
      "'^(a+)+$': expected a plain pattern of at most 100 characters, without * + ? { and \\",
    ]);
  });

  it('are bounded in size, number and depth, and never throw', () => {
    const messages = (text: string): readonly string[] => complaintsIn(text).map((line) => line.replace(/^.*?: /, ''));
    assert.deepEqual(messages(`# ${'x'.repeat(200_000)}\n${HOUSE}`), ['not read: more than 200000 characters']);
    assert.deepEqual(
      read(...Array.from({ length: 101 }, () => '')).files[100]?.complaints[0]?.message,
      'not read: more than 100 files',
    );
    for (const deep of [`a: ${'['.repeat(20_000)}`, '- '.repeat(20_000), `a: ${'{ b: '.repeat(2_000)}`])
      assert.deepEqual(messages(deep), ['not read: nested too deep']);
    const bomb = `a: &a [b, b]\nc: &c [${'*a, '.repeat(50)}]\nd: &d [${'*c, '.repeat(50)}]\ne: [${'*d, '.repeat(50)}]\n`;
    assert.ok(messages(bomb).length > 0);
    for (let end = 0; end < HOUSE.length; end += 7) read(HOUSE.slice(0, end));
  });

  it('are found by their folder', () => {
    assert.ok(isCustomRulePath('.cipherlint/rules/house.yaml'));
    assert.ok(isCustomRulePath('a/b/.cipherlint/rules/house.yml'));
    assert.ok(!isCustomRulePath('.cipherlint/rules/deeper/house.yaml'));
    assert.ok(!isCustomRulePath('rules/house.yaml'));
    const access = {
      list: (folder: string) => (folder === '.cipherlint/rules' ? ['b.yaml', 'a.yml', 'notes.md'] : undefined),
      text: (path: string) => `text of ${path}`,
    };
    assert.deepEqual(
      findCustomFiles(access).map(({ path }) => path),
      ['.cipherlint/rules/a.yml', '.cipherlint/rules/b.yaml'],
    );
  });

  it('fit the same schema as ours do', () => {
    const wrong = kindFiles().flatMap(({ path, data }) =>
      schemaComplaints(schema, data).map((complaint) => `${path} ${complaint.path.join('.')}: ${complaint.message}`),
    );
    assert.deepEqual(wrong.slice(0, 5), []);
  });
});
