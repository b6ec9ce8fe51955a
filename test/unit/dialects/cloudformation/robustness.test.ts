// Templates being typed, broken, huge: nothing throws, nothing hangs, and what can be read is read.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Unit } from '../../../../server/core/resource';
import type { Span } from '../../../../server/core/text';
import { cloudformation } from '../../../../server/dialects/cloudformation/index';
import { readYaml } from '../../../../server/dialects/cloudformation/read-yaml';
import { resolveTemplate, resolveText, sourceOf } from './outline';
import { YAML } from './sample';

const JSON_TEXT = JSON.stringify(
  { Resources: { First: { Type: 'AWS::S3::Bucket', Properties: { A: { 'Fn::Sub': '${B}' }, C: [1, true, null] } } } },
  null,
  1,
);

/** Bodies that are worked out late are worked out now, so that units can be compared. */
function spelledOut({ resources, ...unit }: Unit): object {
  const plain = resources.map((resource) => {
    const { dialect, type, id, address, source, language, span, head, exists, body, metadata } = resource;
    return { dialect, type, id, address, source, language, span, head, exists, body, metadata };
  });
  return { ...unit, resources: plain };
}

describe('CloudFormation templates being typed', () => {
  const start = YAML.indexOf('  Typed:');
  const end = YAML.indexOf('  Last:');

  it('every prefix of one resource leaves the others as they are', () => {
    let previous = cloudformation.read(sourceOf(YAML));
    for (let at = start; at <= end; at++) {
      const text = `${YAML.slice(0, at)}\n${YAML.slice(end)}`;
      previous = cloudformation.read(sourceOf(text), previous);
      const unit = resolveTemplate(previous);
      const others = unit.resources.filter(({ id }) => id === 'First' || id === 'Last');
      assert.deepEqual(
        others.map(({ head }) => text.slice(head.start, head.end)),
        ['AWS::S3::Bucket', 'AWS::KMS::Key'],
        text,
      );
      assert.deepEqual(spelledOut(unit), spelledOut(resolveText(text)), 'the chunks kept from before must not show');
    }
  });

  it('one character less, anywhere in one resource, leaves the others as they are', () => {
    for (let at = start + 2; at < end - 1; at++) {
      const text = YAML.slice(0, at) + YAML.slice(at + 1);
      const types = resolveText(text).resources.map(({ id, type }) => `${id} ${type}`);
      assert.equal(types[0], 'First AWS::S3::Bucket', text);
      assert.equal(types.at(-1), 'Last AWS::KMS::Key', text);
    }
  });

  for (const [name, text] of [
    ['YAML', YAML],
    ['JSON', JSON_TEXT],
  ] as const) {
    it(`every prefix of ${name} is borne`, () => {
      for (let at = 0; at <= text.length; at++) checkSpans(text.slice(0, at));
    });
  }
});

const repeat = (text: string, times: number): string => text.repeat(times);
const numbers = (count: number, each: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => each(i)).join('');
const resource = (properties: string): string =>
  `Resources:\n  A:\n    Type: AWS::X::A\n    Properties:\n      P: ${properties}\n`;

const NASTY: readonly {
  readonly name: string;
  readonly text: string;
  readonly resources?: number;
  readonly problem?: RegExp;
}[] = [
  { name: 'nothing', text: '', resources: 0 },
  { name: 'a BOM alone', text: '\uFEFF', resources: 0 },
  {
    name: 'deep flow lists',
    text: `${resource(repeat('[', 10_000))}  B:\n    Type: AWS::X::B\n`,
    resources: 1,
    problem: /too deeply/,
  },
  {
    name: 'flow lists of 300 levels',
    text: `${resource(repeat('[', 300))}  B:\n    Type: AWS::X::B\n`,
    resources: 1,
    problem: /too deeply/,
  },
  { name: 'deep lists on one line', text: `Resources:\n  A:\n    ${repeat('- ', 5000)}x\n`, problem: /too deeply/ },
  {
    name: 'lists of 300 levels on one line',
    text: `Resources:\n  A:\n    ${repeat('- ', 300)}x\n`,
    problem: /too deeply/,
  },
  { name: 'deep lists behind anchors', text: `Resources:\n  A:\n    ${repeat('- &a ', 3000)}x\n`, resources: 0 },
  { name: 'deep keys', text: `Resources:\n  A:\n    ${repeat('? ', 3000)}x\n`, problem: /too deeply/ },
  {
    name: 'deep indentation',
    text: `Resources:\n${numbers(1500, (i) => `${' '.repeat(i + 1)}k:\n`)}`,
    problem: /too deeply/,
  },
  { name: 'deep JSON', text: `{"Resources": ${repeat('{"a":', 10_000)}`, resources: 0, problem: /too deeply/ },
  {
    name: 'deep JSON behind a comment',
    text: `{/*"*/"Resources": ${repeat('[', 100_000)}`,
    resources: 0,
    problem: /too deeply/,
  },
  { name: 'a text over the bound', text: `Resources:\n${repeat('#', 5_000_000)}`, problem: /not read/ },
  { name: 'an alias bomb', text: bomb() },
  { name: 'an alias of itself', text: resource('&p [*p, *p]'), resources: 1 },
  { name: 'a merge of itself', text: resource('&p {<<: *p, a: 1}'), resources: 1 },
  {
    name: 'a map of 20,000 keys',
    text: `${resource('1')}${numbers(20_000, (i) => `      k${String(i)}: v\n`)}`,
    resources: 1,
  },
  {
    name: 'a mapping of 1,500 keys asked 1,500 times',
    text: `Mappings:\n  M:\n${numbers(1500, (i) => `    r${String(i)}: {a: 1}\n`)}${resource(`[${repeat('!FindInMap [M, !Ref AWS::Region, a], ', 1500)}]`)}`,
    resources: 1,
    problem: /too large/,
  },
  {
    name: 'a mapping that asks itself',
    text: `Mappings:\n  M: {a: {b: !FindInMap [M, a, b]}}\n${resource('!FindInMap [M, a, b]')}`,
    resources: 1,
  },
  {
    name: 'a chain of conditions',
    text: `Conditions:\n${numbers(5000, (i) => `  C${String(i)}: !Not [!Condition C${String(i + 1)}]\n`)}${resource('!If [C0, 1, 2]')}`,
    resources: 1,
  },
  {
    name: 'a join that explodes',
    text: `Parameters:\n  P: {Type: String, Default: ${repeat('x', 200_000)}}\n${resource(`!Join [!Ref P, [${repeat('a, ', 2000)}]]`)}`,
    resources: 1,
  },
  {
    name: 'loops in loops',
    text: `Resources:\n  Fn::ForEach::A: [A, [${numbers(300, (i) => `a${String(i)},`)}], {'Fn::ForEach::B': [B, [${numbers(1000, (i) => `b${String(i)},`)}], {'R\${A}\${B}': {Type: AWS::X::A}}]}]\n`,
    problem: /too large/,
  },
  { name: 'a line of 1 MB', text: resource(`"${repeat('x ', 500_000)}"`), resources: 1 },
  { name: 'a line of brackets in a string', text: resource(`"${repeat('{', 150)}"`), resources: 1 },
  { name: 'control characters', text: resource('"\u0000\u0007\uD800"'), resources: 1 },
  { name: 'tags that are not closed', text: resource('!<') },
  { name: 'directives', text: `%YAML 1.1\n%FOO\n---\n${resource('1')}`, resources: 1 },
  {
    name: 'keys named as Object’s own',
    text: `Parameters:\n  __proto__: {Type: String}\n${resource('!Ref constructor')}  __proto__: {Type: AWS::X::A}\n`,
    resources: 2,
  },
];

function bomb(): string {
  const level = (i: number): string => `  L${String(i)}: &l${String(i)} [${repeat(`*l${String(i - 1)}, `, 10)}]\n`;
  return `Metadata:\n  L0: &l0 [x]\n${numbers(12, (i) => level(i + 1))}${resource('*l12')}`;
}

describe('CloudFormation templates that are nasty', () => {
  for (const { name, text, resources, problem } of NASTY) {
    it(name, () => {
      const unit = checkSpans(text);
      if (resources !== undefined) assert.equal(unit.resources.length, resources);
      if (problem)
        assert.match(
          unit.documents.flatMap((document) => document.problems.map((each) => each.message)).join(),
          problem,
        );
    });
  }

  it('what is nested too deeply is read neither the first nor the second time', () => {
    for (const levels of [150, 250, 1000, 1010]) {
      for (let round = 0; round < 2; round++) {
        const { problems } = readYaml(repeat('[', levels) + repeat(']', levels));
        assert.equal(problems.length, levels > 200 ? 1 : 0, String(levels));
      }
    }
  });
});

describe('CloudFormation templates that are changed at random', () => {
  const pieces = fc.constantFrom(
    ' ',
    '  ',
    '\n',
    ':',
    ': ',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '!',
    '!If ',
    '&a ',
    '*a',
    '|',
    '#',
    '\t',
    '%',
    '---\n',
    '{{ x }}',
    'Ref: ',
    '<<: ',
  );
  const edits = fc.array(fc.tuple(fc.nat(YAML.length), fc.nat(12), pieces), { minLength: 1, maxLength: 5 });

  for (const [name, whole] of [
    ['YAML', YAML],
    ['JSON', JSON_TEXT],
  ] as const) {
    it(`${name}: no throw, spans within the text, the same with and without the chunks from before`, () => {
      fc.assert(
        fc.property(edits, (changes) => {
          const text = changes.reduce(
            (before, [at, length, piece]) => before.slice(0, at) + piece + before.slice(at + length),
            whole,
          );
          const warm = cloudformation.read(sourceOf(text), cloudformation.read(sourceOf(whole)));
          assert.deepEqual(spelledOut(resolveTemplate(warm)), spelledOut(checkSpans(text)));
        }),
        { numRuns: 100 },
      );
    });
  }
});

/** Resolves, and looks whether every span lies in the text. */
function checkSpans(text: string): Unit {
  const unit = resolveText(text);
  const check = (span: Span): void => {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
  };
  for (const { span, head, body } of unit.resources) [span, head, body.span, body.head].forEach(check);
  unit.resources.forEach(({ body }) => {
    body.entries.forEach(({ keySpan, value }) => {
      [keySpan, value.span].forEach(check);
    });
  });
  unit.documents.forEach(({ problems }) => {
    problems.forEach(({ span }) => {
      check(span);
    });
  });
  return unit;
}
