// Completion and hover in a half-typed `.cipherlint.yaml`, and the schema that they and other editors go by.
import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { meaningAt, proposalsAt } from '../../../server/rules/config-completion';
import { FRAMEWORKS } from '../../../server/core/settings';
import { loadConfig } from '../../../server/rules/config-file';
import { configSchema } from '../../../server/rules/config-schema';

const schema = configSchema([
  { id: 'ebs-volume-unencrypted', title: 'The volume is not encrypted.' },
  { id: 's3-bucket-no-customer-key', title: 'The bucket has no key of yours.' },
]);
const SETTINGS = [
  'profile',
  'rules',
  'exclude',
  'classification',
  'compliance',
  'values',
  'varFiles',
  'baseline',
  'overrides',
  '$schema',
];
const BELOW = ['paths', ...SETTINGS.filter((name) => !['baseline', 'overrides', '$schema'].includes(name))];
const PROFILES = ['baseline', 'customer-keys', 'strict'];
const RULES = ['ebs-volume-unencrypted', 's3-bucket-no-customer-key'];
const LEVELS = ['off', 'hint', 'info', 'warning', 'error'];
const NAMES = Object.keys(FRAMEWORKS);

/** The cursor is at `|`; `«»` is what a proposal replaces. */
const cases: readonly (readonly [text: string, labels: readonly string[]])[] = [
  ['«|»', SETTINGS],
  ['«pro|»', SETTINGS],
  ['«pro|fi»: strict', SETTINGS],
  ['profile: «|»', PROFILES],
  ['profile: «cust|omer»', PROFILES],
  ['profile: # |', []],
  ['profile:|', []],
  ['rules:\n  «|»', RULES],
  ['rules:\n  ebs-volume-unencrypted: off\n\n  # words\n  «s3|»', RULES],
  ['rules:\n  ebs-volume-unencrypted: «|»', LEVELS],
  ['rules:\n  s3-*: «w|»', LEVELS],
  ['rules: { «e|» }', RULES],
  ['rules: { s3-*: off, ebs-volume-unencrypted: «|» }', LEVELS],
  ['profile: strict\n«|»', SETTINGS],
  ['compliance: [«|»]', NAMES],
  ['compliance: [hipaa, «p|»]', NAMES],
  ['compliance:\n  - «|»', NAMES],
  ['compliance:\n- hipaa\n- «|»', NAMES],
  ['overrides:\n  - «|»', BELOW],
  ['overrides:\n  - paths: [prod/**]\n    «|»', BELOW],
  ['overrides:\n- paths:\n    - prod/**\n  rules:\n    «|»', RULES],
  ['overrides:\n- paths:\n    - prod/**\n  profile: «|»', PROFILES],
  ['values:\n  «|»', ['terraform', 'cloudformation', 'environment']],
  ['values:\n  terraform:\n    «|»', []],
  ['something: «|»', []],
];

describe('configuration: completion', () => {
  for (const [marked, labels] of cases) {
    it(`offers ${labels.slice(0, 2).join(', ') || 'nothing'} in ${JSON.stringify(marked)}`, () => {
      const plain = marked.replace(/[«»]/g, '');
      const offset = plain.indexOf('|');
      const proposals = proposalsAt(plain.replace('|', ''), offset, schema);
      assert.deepEqual(
        proposals.map(({ label }) => label),
        labels,
      );
      const start = marked.replace('|', '').indexOf('«');
      const end = marked.replace(/[|«]/g, '').indexOf('»');
      for (const { word } of proposals) assert.deepEqual(word, { start, end });
    });
  }

  it('writes the colon behind a setting, unless something stands there', () => {
    assert.equal(proposalsAt('pro', 3, schema)[0]?.text, 'profile: ');
    assert.equal(proposalsAt('pro: strict', 3, schema)[0]?.text, 'profile');
  });

  it('knows what words mean', () => {
    const text = 'profile: strict\nrules:\n  ebs-volume-unencrypted: error\n';
    const meaning = (word: string): string | undefined => meaningAt(text, text.indexOf(word) + 1, schema)?.meaning;
    assert.match(meaning('profile') ?? '', /Which rules are shown/);
    assert.match(meaning('strict') ?? '', /^Everything/);
    assert.equal(meaning('ebs-volume'), 'The volume is not encrypted.');
    assert.equal(meaning('error'), 'Shown as an error.');
    assert.equal(meaningAt('foo: bar\n', 1, schema), undefined);
  });
});

describe('configuration: schema', () => {
  const validate = new Ajv({ strict: false }).compile(schema);
  const texts: readonly (readonly [text: string, valid: boolean])[] = [
    ['profile: strict\nrules: { s3-*: warning, ebs-volume-unencrypted: "off" }\nexclude: fixtures/**\n', true],
    [
      'compliance: [hipaa]\nclassification: { tags: [Data], values: [phi] }\nbaseline: .cipherlint-baseline.json\n',
      true,
    ],
    ['values: { terraform: { a: [1, { b: true }] }, cloudformation: { P: x }, environment: { K: v } }\n', true],
    ['overrides:\n  - paths: [prod/**]\n    profile: strict\n    values: { terraform: { a: 1 } }\n', true],
    ['profil: strict\n', false],
    ['profile: loud\n', false],
    ['rules: { ebs-volume-unencryptd: error }\n', false],
    ['rules: { s3-*: loud }\n', false],
    ['compliance: [soc2]\n', false],
    ['values: { cdk: { a: 1 } }\n', false],
    ['overrides: [{ profile: strict }]\n', false],
    ['overrides: [{ paths: [x], baseline: y }]\n', false],
  ];
  for (const [text, valid] of texts) {
    it(`${valid ? 'takes' : 'refuses'} ${JSON.stringify(text)}, as the reader does`, () => {
      assert.equal(validate(parse(text)), valid, JSON.stringify(validate.errors));
      assert.equal(
        loadConfig(text, ['ebs-volume-unencrypted', 's3-bucket-no-customer-key']).problems.length === 0,
        valid,
      );
    });
  }
});
