// `.cipherlint.yaml`: what is understood, and what is complained about at which place.
import assert from 'node:assert/strict';
import { loadConfig } from '../../../server/rules/config-file';
import { unmark } from '../../support/examples';

const RULES = ['s3-bucket-no-customer-key', 'ebs-volume-unencrypted'];

interface Complaint {
  readonly title: string;
  /** The text, with the places of the complaints marked. */
  readonly text: string;
  readonly messages: readonly RegExp[];
}

const complaints: readonly Complaint[] = [
  { title: 'a name that is no setting', text: '«profil»: strict\n', messages: [/no setting "profil".*mean "profile"/] },
  { title: 'a value that is none', text: 'profile: «loud»\n', messages: [/one of baseline, customer-keys, strict/] },
  {
    title: 'a rule that does not exist',
    text: 'rules:\n  «ebs-volume-unencryptd»: off\n',
    messages: [/No rule is called "ebs-volume-unencryptd". Did you mean "ebs-volume-unencrypted"/],
  },
  {
    title: 'a pattern that fits nothing',
    text: 'rules: { «"zz-*"»: error }\n',
    messages: [/No rule is called "zz-\*"/],
  },
  { title: 'a level that is none', text: 'rules:\n  s3-*: «loud»\n', messages: [/off, hint, info, warning, error/] },
  { title: 'a list where a map belongs', text: 'rules: «[s3-*]»\n', messages: [/Expected a map/] },
  {
    title: 'a framework that nothing maps to',
    text: 'compliance: [hipaa, «soc2»]\n',
    messages: [/No rule maps to "soc2". Known are aws-fsbp, /],
  },
  { title: 'a number where a text belongs', text: 'exclude: «5»\n', messages: [/text or a list of texts/] },
  {
    title: 'an override without paths',
    text: 'overrides:\n  - «{ profile: strict }»\n',
    messages: [/without "paths" it holds nowhere/],
  },
  {
    title: 'what is wrong in an override, in its place',
    text: 'overrides:\n  - paths: [prod/**]\n    profile: «loud»\n    «paht»: x\n',
    messages: [/no setting "paht"/, /one of baseline/],
  },
  { title: 'overrides that are no list', text: 'overrides: «{ paths: [x] }»\n', messages: [/Expected a list/] },
  {
    title: 'values for something else',
    text: 'values:\n  «cdk»: { a: b }\n',
    messages: [/Expected terraform, cloudformation, environment/],
  },
  { title: 'a file that is no map', text: '«just words»\n', messages: [/Expected a map of settings/] },
];

describe('configuration file', () => {
  for (const { title, text, messages } of complaints) {
    it(`complains about ${title}`, () => {
      const marked = unmark(text);
      const { problems } = loadConfig(marked.text, RULES);
      const inOrder = [...problems].sort((a, b) => a.span.start - b.span.start);
      assert.deepEqual(
        inOrder.map(({ span }) => span),
        marked.spans,
      );
      for (const message of messages)
        assert.ok(
          problems.some((problem) => message.test(problem.message)),
          String(message),
        );
    });
  }

  it('says where YAML itself is broken, and settles for nothing', () => {
    const { config, problems } = loadConfig('profile: strict\nrules: {\n', RULES);
    assert.deepEqual(config, {});
    assert.ok(problems.length > 0);
    assert.doesNotMatch(problems[0]?.message ?? '', /at line/);
  });

  it('keeps what is right beside what is wrong', () => {
    const { config } = loadConfig('profile: strict\nrules:\n  s3-*: "off"\n  nothing: error\nexclude: 5\n', RULES);
    assert.deepEqual(config, { profile: 'strict', rules: { 's3-*': 'off' }, exclude: [] });
  });

  it('takes what is not written yet for not written', () => {
    const { config, problems } = loadConfig('profile:\nrules:\noverrides:\nvalues:\n  terraform:\n', RULES);
    assert.deepEqual({ config, problems }, { config: { values: {} }, problems: [] });
  });

  it('reads values as data', () => {
    const text = `values:
  terraform: { encrypted: true, zones: [a, b], tags: { DataClassification: phi }, since: 2026-01-01 }
  cloudformation: { Environment: prod }
  environment: { KMS_KEY: alias/app }
overrides:
  - paths: prod/**
    values: { terraform: { encrypted: false } }
`;
    const { config, problems } = loadConfig(text, RULES);
    assert.deepEqual(problems, []);
    assert.deepEqual(config.values, {
      terraform: { encrypted: true, zones: ['a', 'b'], tags: { DataClassification: 'phi' }, since: '2026-01-01' },
      cloudformation: { Environment: 'prod' },
      environment: { KMS_KEY: 'alias/app' },
    });
    assert.deepEqual(config.overrides, [
      { paths: ['prod/**'], settings: { values: { terraform: { encrypted: false } } } },
    ]);
  });

  it('does not blow up on aliases in aliases', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `${String.fromCharCode(98 + i)}: &${String.fromCharCode(98 + i)} [${`*${String.fromCharCode(97 + i)},`.repeat(9)}x]\n`).join('')}`;
    assert.equal(loadConfig(bomb, RULES).problems.length, 1);
  });
});
