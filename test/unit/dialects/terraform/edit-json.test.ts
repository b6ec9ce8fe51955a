// Edits of Terraform's JSON syntax: texts before and after, written by hand.
import assert from 'node:assert/strict';
import { parsePath } from '../../../../server/core/path';
import type { Change, NewValue, Resource, Segment } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { editTerraformJson } from '../../../../server/dialects/terraform/edit-json';

const path = (text: string): readonly Segment[] => parsePath(text) ?? assert.fail(text);
const scalar = (value: string | number | boolean): NewValue => ({ kind: 'scalar', value });
const set = (where: string, value: NewValue): Change => ({ kind: 'set', path: path(where), value });
const remove = (where: string): Change => ({ kind: 'remove', path: path(where) });

/** The resource whose text is `own` in the file. */
function resourceAt(text: string, own: string): Resource {
  const start = text.indexOf(own);
  assert.ok(start >= 0, `not in the text: ${own}`);
  const span = { start, end: start + own.length };
  return {
    dialect: 'terraform',
    type: 'aws_x',
    id: 'aws_x.a',
    address: 'aws_x.a',
    source: 'file:///main.tf.json',
    language: 'json',
    span,
    head: span,
    body: { kind: 'object', span, entries: [], open: false, head: span },
    exists: 'always',
  };
}

type Case = readonly [name: string, before: readonly string[], change: Change, after: readonly string[]];

const cases: readonly Case[] = [
  ['a value', ['"enc": false,', '"z": 1'], set('enc', scalar(true)), ['"enc": true,', '"z": 1']],
  ['a template, whole', ['"enc": "${var.x}"'], set('enc', scalar(true)), ['"enc": true']],
  ['a new argument', ['"x": 1'], set('enc', scalar(true)), ['"x": 1,', '"enc": true']],
  ['a text that looks like a template', ['"x": 1'], set('p', scalar('${a}')), ['"x": 1,', '"p": "$${a}"']],
  [
    'a reference',
    ['"x": 1'],
    set('k', { kind: 'ref', target: 'module.m[0].aws_kms_key.k', attribute: 'arn' }),
    ['"x": 1,', '"k": "${aws_kms_key.k.arn}"'],
  ],
  ['an expression', ['"x": 1'], set('k', { kind: 'raw', text: 'var.key' }), ['"x": 1,', '"k": "${var.key}"']],
  ['JSON as it is', ['"x": 1'], set('k', { kind: 'raw', text: '["a"]' }), ['"x": 1,', '"k": ["a"]']],
  [
    'a block as an object',
    ['"v": {', '>"x": 1', '}'],
    set('v.enabled', scalar(true)),
    ['"v": {', '>"x": 1,', '>"enabled": true', '}'],
  ],
  [
    'a block as a list',
    ['"v": [', '>{ "x": 1 }', ']'],
    set('v.enabled', scalar(true)),
    ['"v": [', '>{ "x": 1, "enabled": true }', ']'],
  ],
  [
    'a listed block as an object',
    ['"v": { "x": 1 }'],
    set('v[].enabled', scalar(true)),
    ['"v": { "x": 1, "enabled": true }'],
  ],
  [
    'a new block',
    ['"x": 1'],
    set('v.w.enabled', scalar(true)),
    ['"x": 1,', '"v": {', '>"w": {', '>>"enabled": true', '>}', '}'],
  ],
  [
    'a marked block',
    ['"parameter": [', '>{ "name": "a", "value": 1 }', ']'],
    set('parameter[name=b].value', scalar(1)),
    ['"parameter": [', '>{ "name": "a", "value": 1 },', '>{ "name": "b", "value": 1 }', ']'],
  ],
  ['the same again', ['"x": 1'], set('x', scalar(1)), ['"x": 1']],
  ['remove', ['"x": 1,', '"y": 2'], remove('y'), ['"x": 1']],
  ['remove what gets empty', ['"x": 1,', '"v": [', '>{ "w": 1 }', ']'], remove('v.w'), ['"x": 1']],
];

function template(lines: readonly string[], step: string, eol: string): string {
  const all = [
    '{',
    '>"resource": {',
    '>>"aws_x": {',
    '>>>"a": {',
    ...lines.map((line) => `>>>>${line}`),
    '>>>}',
    '>>}',
    '>}',
    '}',
    '',
  ];
  return all.map((line) => line.replace(/^>+/, (depth) => step.repeat(depth.length))).join(eol);
}

/** The part of a template that is the resource a. */
function ownText(text: string): string {
  const start = text.indexOf('"a": {');
  const end = /\}\s*\}\s*\}\s*\}\s*$/.exec(text)?.index ?? assert.fail('no end');
  return text.slice(start, end + 1);
}

function edited(text: string, own: string, change: Change): string {
  const result = editTerraformJson(text, resourceAt(text, own), change);
  if (!result.ok) return assert.fail(result.reason);
  return applyEdits(text, result.edits);
}

const add = (type: string, name: string): Change => ({
  kind: 'add-resource',
  type,
  name,
  body: [{ path: path('bucket'), value: { kind: 'ref', target: 'aws_x.a', attribute: 'id' } }],
});

const whole: readonly (readonly [name: string, before: string, own: string, change: Change, after: string])[] = [
  [
    'one line',
    '{"resource":{"aws_x":{"a":{"x":1}}}}',
    '"a":{"x":1}',
    set('v.w', scalar(true)),
    '{"resource":{"aws_x":{"a":{"x":1,"v":{"w":true}}}}}',
  ],
  [
    'a list of bodies',
    '{"resource":{"aws_x":{"a":[{"x":1},{"x":2}]}}}',
    '{"x":2}',
    set('x', scalar(3)),
    '{"resource":{"aws_x":{"a":[{"x":1},{"x":3}]}}}',
  ],
  [
    'an empty body stays',
    '{"resource":{"aws_x":{"a":{"x":1}}}}',
    '"a":{"x":1}',
    remove('x'),
    '{"resource":{"aws_x":{"a":{}}}}',
  ],
  [
    'an empty body gets filled',
    '{"resource":{"aws_x":{"a":{}}}}',
    '"a":{}',
    set('x', scalar(1)),
    '{"resource":{"aws_x":{"a":{"x":1}}}}',
  ],
  [
    'a new resource of the same type',
    '{"resource":{"aws_x":{"a":{"x":1},"b":{}}}}',
    '"a":{"x":1}',
    add('aws_x', 'b'),
    '{"resource":{"aws_x":{"a":{"x":1},"b_2":{"bucket":"${aws_x.a.id}"},"b":{}}}}',
  ],
  [
    'a new resource of another type',
    '{\n  "resource": {\n    "aws_x": {\n      "a": {\n        "x": 1\n      }\n    }\n  }\n}\n',
    '"a": {\n        "x": 1\n      }',
    add('aws_y', 'a'),
    '{\n  "resource": {\n    "aws_x": {\n      "a": {\n        "x": 1\n      }\n    },\n    "aws_y": {\n      "a": {\n        "bucket": "${aws_x.a.id}"\n      }\n    }\n  }\n}\n',
  ],
];

describe('Terraform JSON edits', () => {
  for (const [name, before, change, after] of cases) {
    for (const [what, step, eol] of [
      ['two spaces', '  ', '\n'],
      ['tabs', '\t', '\n'],
      ['CRLF', '    ', '\r\n'],
    ] as const) {
      it(`${name}, ${what}`, () => {
        const text = template(before, step, eol);
        assert.equal(edited(text, ownText(text), change), template(after, step, eol));
      });
    }
  }
  for (const [name, before, own, change, after] of whole) {
    it(name, () => {
      assert.equal(edited(before, own, change), after);
    });
  }

  it('refuses what a dynamic block makes, and broken text', () => {
    const dynamic = '{"resource":{"aws_x":{"a":{"dynamic":{"rule":{"for_each":[],"content":{}}}}}}}';
    const own = '"a":{"dynamic":{"rule":{"for_each":[],"content":{}}}}';
    const result = editTerraformJson(dynamic, resourceAt(dynamic, own), set('rule.x', scalar(1)));
    assert.ok(!result.ok && result.reason.includes('dynamic'));
    const broken = '{"resource":{"aws_x":{"a":{"x":}}}}';
    assert.equal(editTerraformJson(broken, resourceAt(broken, '"a":{"x":}'), set('x', scalar(1))).ok, false);
  });
});
