// The engine by itself: three truths, worlds of conditions, order, and a rule that throws.
import assert from 'node:assert/strict';
import { analyze } from '../../../server/core/evaluate';
import type { Kind } from '../../../server/core/kind';
import { indexKinds, type KindIndex } from '../../../server/core/kind-index';
import { kindFromData } from '../../../server/rules/kind-data';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';
import { mark } from '../../support/examples';

const base = {
  kind: 'test.thing',
  noun: 'thing',
  bind: { cloudformation: 'AWS::X::Thing', terraform: 'aws_thing' },
  facts: {
    on: { default: false, cloudformation: 'On', terraform: 'on' },
    mode: { cloudformation: 'Mode', terraform: 'mode' },
    ports: { cloudformation: 'Ports[].Tls', terraform: 'port[].tls' },
  },
};
const rule = (require: unknown, more: object = {}): object => ({
  id: 'thing-off',
  title: 'The thing is off.',
  why: 'It matters.',
  theme: 'at-rest',
  severity: 'high',
  profile: 'baseline',
  quality: false,
  require,
  references: ['https://docs.aws.amazon.com/x'],
  ...more,
});

function kindsWith(...rules: readonly object[]): KindIndex {
  const kind = kindFromData({ ...base, rules });
  assert.ok(kind);
  return indexKinds([kind]);
}

function outcome(kinds: KindIndex, path: string, text: string): string {
  const findings = findingsIn(memoryProject({ [path]: text }, kinds), path);
  const fails = findings.filter(({ verdict }) => verdict === 'fail');
  const unknown = findings.filter(({ verdict }) => verdict === 'unknown');
  return [
    mark(
      text,
      fails.map(({ span }) => span),
    ),
    ...unknown.map(({ reason }) => `? ${reason ?? ''}`),
  ].join('\n');
}

const thing = (body: string): string => `resource "aws_thing" "a" {\n${body}}\n`;

describe('evaluate', () => {
  const on = kindsWith(rule({ on: true }));
  const CASES: readonly {
    readonly name: string;
    readonly kinds: KindIndex;
    readonly text: string;
    readonly gives: string;
  }[] = [
    {
      name: 'a wrong value is blamed itself',
      kinds: on,
      text: thing('  on = false\n'),
      gives: thing('  on = «false»\n'),
    },
    {
      name: 'an absent value is blamed on the type',
      kinds: on,
      text: thing(''),
      gives: 'resource «"aws_thing"» "a" {\n}\n',
    },
    {
      name: 'a text that says true is true',
      kinds: on,
      text: thing('  on = "true"\n'),
      gives: thing('  on = "true"\n'),
    },
    {
      name: 'null counts as absent, and is blamed by its key',
      kinds: on,
      text: thing('  on = null\n'),
      gives: thing('  «on» = null\n'),
    },
    {
      name: 'a variable without default is not known',
      kinds: on,
      text: `variable "v" {}\n\n${thing('  on = var.v\n')}`,
      gives: `variable "v" {}\n\n${thing('  on = var.v\n')}\n? variable "v" has no default`,
    },
    {
      name: 'one bad branch is a gap',
      kinds: on,
      text: `variable "v" {}\n\n${thing('  on = var.v ? true : false\n')}`,
      gives: `variable "v" {}\n\n${thing('  on = var.v ? true : «false»\n')}`,
    },
    {
      name: 'both branches safe is safe',
      kinds: on,
      text: `variable "v" {}\n\n${thing('  on = var.v ? true : "true"\n')}`,
      gives: `variable "v" {}\n\n${thing('  on = var.v ? true : "true"\n')}`,
    },
    {
      name: 'two properties on one condition go together',
      kinds: kindsWith(rule({ on: true }, { when: { mode: 'live' } })),
      text: `variable "v" {}\n\n${thing('  mode = var.v ? "live" : "test"\n  on   = var.v ? true : false\n')}`,
      gives: `variable "v" {}\n\n${thing('  mode = var.v ? "live" : "test"\n  on   = var.v ? true : false\n')}`,
    },
    {
      name: 'every item has to hold',
      kinds: kindsWith(rule({ ports: true })),
      text: thing('  port {\n    tls = true\n  }\n  port {\n    tls = false\n  }\n'),
      gives: thing('  port {\n    tls = true\n  }\n  port {\n    tls = «false»\n  }\n'),
    },
    {
      name: 'some item has to hold',
      kinds: kindsWith(rule({ ports: { some: true } })),
      text: thing('  port {\n    tls = true\n  }\n  port {\n    tls = false\n  }\n'),
      gives: thing('  port {\n    tls = true\n  }\n  port {\n    tls = false\n  }\n'),
    },
    {
      name: 'an item that lacks it is blamed by its head',
      kinds: kindsWith(rule({ ports: true })),
      text: thing('  port {\n    n = 1\n  }\n'),
      gives: thing('  «port» {\n    n = 1\n  }\n'),
    },
    {
      name: 'unless it does not apply',
      kinds: kindsWith(rule({ on: true }, { unless: { mode: { matches: '^test' } } })),
      text: thing('  mode = "test-1"\n'),
      gives: thing('  mode = "test-1"\n'),
    },
    { name: 'count = 0 is not there', kinds: on, text: thing('  count = 0\n'), gives: thing('  count = 0\n') },
  ];
  for (const { name, kinds, text, gives } of CASES) {
    it(name, () => {
      assert.equal(outcome(kinds, 'main.tf', text), gives);
    });
  }

  it('a value somebody picks later: all bad is a gap, a mixture is not known', () => {
    const template = (allowed: string): string =>
      `Parameters:\n  P:\n    Type: String\n    AllowedValues: [${allowed}]\nResources:\n  A:\n    Type: AWS::X::Thing\n    Properties:\n      On: !Ref P\n`;
    assert.equal(
      outcome(on, 't.yaml', template("'false', 'no'")),
      template("'false', 'no'").replace('!Ref P', '«!Ref P»'),
    );
    assert.match(outcome(on, 't.yaml', template("'false', 'true'")), /\n\? /);
  });

  it('a rule that throws is reported, the others go on', () => {
    const good = kindFromData({ ...base, rules: [rule({ on: true }), rule({ on: true }, { id: 'thing-throws' })] });
    assert.ok(good);
    const trap = good.rules[1];
    assert.ok(trap);
    const kind: Kind = {
      ...good,
      rules: [
        good.rules[0] ?? trap,
        {
          ...trap,
          get require(): never {
            throw new Error('a bug');
          },
        },
      ],
    };
    const unit = memoryProject({ 'main.tf': thing('  on = false\n') }, indexKinds([])).judge('main.tf')?.unit;
    assert.ok(unit);
    const { findings, failures } = analyze(unit, indexKinds([kind]));
    assert.deepEqual(
      findings.map(({ rule: { id } }) => id),
      ['thing-off'],
    );
    assert.deepEqual(
      failures.map(({ rule: id }) => id),
      ['thing-throws'],
    );
  });

  it('does not depend on the order of files or of keys', () => {
    const parts = [
      'variable "on" {\n  default = false\n}\n',
      'resource "aws_ebs_volume" "a" {\n  encrypted = var.on\n  size      = 1\n}\n',
      'resource "aws_sns_topic" "b" {\n}\n',
    ];
    const names = (files: Readonly<Record<string, string>>): string[] =>
      Object.keys(files)
        .flatMap((path) => findingsIn(memoryProject(files, allKinds()), path))
        .map(({ rule: { id }, address, verdict }) => `${id} ${address} ${verdict}`)
        .sort();
    const one = names({ 'a.tf': parts.join('\n') });
    assert.ok(one.length > 1);
    assert.deepEqual(names({ 'a.tf': parts[2] ?? '', 'b.tf': parts[0] ?? '', 'c.tf': parts[1] ?? '' }), one);
    assert.deepEqual(
      names({
        'a.tf': [...parts]
          .reverse()
          .join('\n')
          .replace('  encrypted = var.on\n  size      = 1\n', '  size      = 1\n  encrypted = var.on\n'),
      }),
      one,
    );
  });
});
