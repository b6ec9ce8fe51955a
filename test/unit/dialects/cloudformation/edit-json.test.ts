// Edits of JSON templates: texts before and after, written by hand.
import assert from 'node:assert/strict';
import type { Change } from '../../../../server/core/resource';
import { change, changed, objectAt, raw, ref, remove, resourcesOf, set } from './edit-helper';

type Case = readonly [name: string, before: readonly string[], change: Change, after: readonly string[]];

/** The properties of A, one step (`>`) deeper for each level; every case runs with two and four spaces, tabs and CRLF. */
const properties: readonly Case[] = [
  ['a value in place', ['"Enc": false,', '"Z": 1'], set('Enc', true), ['"Enc": true,', '"Z": 1']],
  ['a text', ['"Enc": "none"'], set('Enc', 'aws:kms'), ['"Enc": "aws:kms"']],
  ['the same value', ['"Enc": true'], set('Enc', true), ['"Enc": true']],
  ['a call, whole', ['"Enc": { "Ref": "Flag" },', '"Z": 1'], set('Enc', true), ['"Enc": true,', '"Z": 1']],
  ['a call over lines', ['"Enc": {', '>"Ref": "Flag"', '},', '"Z": 1'], set('Enc', true), ['"Enc": true,', '"Z": 1']],
  ['null', ['"Enc": null'], set('Enc.Act', true), ['"Enc": {', '>"Act": true', '}']],
  ['a new key', ['"X": 1'], set('Enc', true), ['"X": 1,', '"Enc": true']],
  ['a new key behind a map', ['"X": {', '>"Y": 1', '}'], set('Enc', true), ['"X": {', '>"Y": 1', '},', '"Enc": true']],
  ['maps on the way', ['"X": 1'], set('A.B', 'v'), ['"X": 1,', '"A": {', '>"B": "v"', '}']],
  ['an existing map', ['"A": {', '>"X": 1', '}'], set('A.B', 'v'), ['"A": {', '>"X": 1,', '>"B": "v"', '}']],
  ['a map on one line', ['"A": { "X": 1 }'], set('A.B.C', 'v'), ['"A": { "X": 1, "B": { "C": "v" } }']],
  ['a tight map on one line', ['"A": {"X": 1}'], set('A.B.C', 'v'), ['"A": {"X": 1, "B": {"C": "v"}}']],
  ['an empty map', ['"A": {}'], set('A.B', 'v'), ['"A": {', '>"B": "v"', '}']],
  ['a list', ['"X": 1'], set('R[].E', true), ['"X": 1,', '"R": [', '>{', '>>"E": true', '>}', ']']],
  ['an empty list', ['"R": []'], set('R[].E', true), ['"R": [', '>{', '>>"E": true', '>}', ']']],
  [
    'every item',
    ['"R": [', '>{ "N": 1 },', '>{', '>>"N": 2', '>}', ']'],
    set('R[].E', true),
    ['"R": [', '>{ "N": 1, "E": true },', '>{', '>>"N": 2,', '>>"E": true', '>}', ']'],
  ],
  [
    'an item by its property',
    ['"R": [', '>{ "N": "a", "V": 0 },', '>{ "N": "b", "V": 0 }', ']'],
    set('R[N=b].V', 1),
    ['"R": [', '>{ "N": "a", "V": 0 },', '>{ "N": "b", "V": 1 }', ']'],
  ],
  [
    'a new item on one line',
    ['"R": [', '>{ "N": "a", "V": 0 }', ']'],
    set('R[N=b].V', 1),
    ['"R": [', '>{ "N": "a", "V": 0 },', '>{ "N": "b", "V": 1 }', ']'],
  ],
  [
    'a new item over lines',
    ['"R": [', '>{', '>>"N": "a"', '>}', ']'],
    set('R[N=b].V', 1),
    ['"R": [', '>{', '>>"N": "a"', '>},', '>{', '>>"N": "b",', '>>"V": 1', '>}', ']'],
  ],
  ['a reference', ['"X": 1'], set('K', ref('Key', 'Arn')), ['"X": 1,', '"K": {"Fn::GetAtt": ["Key", "Arn"]}']],
  [
    'a reference as the file writes them',
    ['"X": { "Ref": "Y" }'],
    set('K', ref('Key')),
    ['"X": { "Ref": "Y" },', '"K": { "Ref": "Key" }'],
  ],
  [
    'references over lines',
    ['"X": {', '>"Ref": "Y"', '}'],
    set('K', ref('Key')),
    ['"X": {', '>"Ref": "Y"', '},', '"K": {', '>"Ref": "Key"', '}'],
  ],
  ['raw text', ['"X": 1'], set('K', raw('{"Fn::Sub": "x"}')), ['"X": 1,', '"K": {"Fn::Sub": "x"}']],
  ['blanks around colons', ['"X" : 1'], set('K', 2), ['"X" : 1,', '"K" : 2']],
  ['a comment behind the last key', ['"X": 1 // one', '// end'], set('K', 2), ['"X": 1, // one', '"K": 2', '// end']],
  ['a comma behind the last key', ['"X": 1, /* one */'], set('K', 2), ['"X": 1, /* one */', '"K": 2,']],
  [
    'a whole map',
    ['"M": {', '>"A": 1', '},', '"Z": 1'],
    set('M', { B: [1, 'x'] }),
    ['"M": {', '>"B": [1, "x"]', '},', '"Z": 1'],
  ],
  ['remove a key', ['"X": 1,', '"E": 0,', '"Z": 1'], remove('E'), ['"X": 1,', '"Z": 1']],
  ['remove the first key', ['"E": {', '>"A": 1', '},', '"Z": 1'], remove('E'), ['"Z": 1']],
  ['remove the last key', ['"X": 1,', '"E": 0'], remove('E'), ['"X": 1']],
  ['remove the last key, comments', ['"X": 1, // one', '"E": 0 // two'], remove('E'), ['"X": 1 // one']],
  ['remove what gets empty', ['"X": 1,', '"E": {', '>"F": { "G": 1 }', '}'], remove('E.F.G'), ['"X": 1']],
  [
    'remove an item',
    ['"R": [', '>{ "N": "a" },', '>{ "N": "b" }', ']'],
    remove('R[N=b]'),
    ['"R": [', '>{ "N": "a" }', ']'],
  ],
  ['remove on one line', ['"R": { "A": 1, "B": 2, "C": 3 }'], remove('R.B'), ['"R": { "A": 1, "C": 3 }']],
];

const layouts = [
  ['two spaces', '  ', '\n', ''],
  ['four spaces', '    ', '\n', ''],
  ['tabs', '\t', '\n', ''],
  ['CRLF and a BOM', '  ', '\r\n', '\ufeff'],
] as const;

function template(lines: readonly string[], step: string, eol: string, bom: string): string {
  const inner = lines.map((line) => `>>>>${line}`);
  const all = [
    '{',
    '>"Resources": {',
    '>>"A": {',
    '>>>"Type": "T",',
    '>>>"Properties": {',
    ...inner,
    '>>>}',
    '>>},',
    '>>"B": {',
    '>>>"Type": "T"',
    '>>}',
    '>}',
    '}',
    '',
  ];
  return bom + all.map((line) => line.replace(/^>+/, (depth) => step.repeat(depth.length))).join(eol);
}

const whole: readonly (readonly [name: string, before: string, change: Change, after: string])[] = [
  [
    'one line',
    '{"Resources":{"A":{"Type":"T"}}}',
    set('E.F', true),
    '{"Resources":{"A":{"Type":"T","Properties":{"E":{"F":true}}}}}',
  ],
  [
    'one line, loose',
    '{ "Resources": { "A": { "Type": "T", "Properties": { "X": [1, 2] } } } }',
    set('E', 'x'),
    '{ "Resources": { "A": { "Type": "T", "Properties": { "X": [1, 2], "E": "x" } } } }',
  ],
  [
    'one line, reference',
    '{"Resources":{"A":{"Type":"T","Properties":{"X":1}}}}',
    set('K', ref('Key', 'Arn')),
    '{"Resources":{"A":{"Type":"T","Properties":{"X":1,"K":{"Fn::GetAtt":["Key","Arn"]}}}}}',
  ],
  [
    'one line, new item',
    '{"Resources":{"A":{"Type":"T","Properties":{"R":[{"N":"a"}]}}}}',
    set('R[N=b].V', 1),
    '{"Resources":{"A":{"Type":"T","Properties":{"R":[{"N":"a"},{"N":"b","V":1}]}}}}',
  ],
  [
    'no properties, an attribute behind the type',
    '{\n  "Resources": {\n    "A": {\n      "Type": "T", // type\n      "DeletionPolicy": "Retain"\n    }\n  }\n}\n',
    set('E', true),
    '{\n  "Resources": {\n    "A": {\n      "Type": "T", // type\n      "Properties": {\n        "E": true\n      },\n      "DeletionPolicy": "Retain"\n    }\n  }\n}\n',
  ],
  [
    'no properties, only a type',
    '{\n  "Resources": {\n    "A": {\n      "Type": "T"\n    }\n  }\n}\n',
    set('E', true),
    '{\n  "Resources": {\n    "A": {\n      "Type": "T",\n      "Properties": {\n        "E": true\n      }\n    }\n  }\n}\n',
  ],
  [
    'remove the only property',
    '{"Resources":{"A":{"Type":"T","Properties":{"E":1}}}}',
    remove('E'),
    '{"Resources":{"A":{"Type":"T"}}}',
  ],
  [
    'a new resource',
    '{\n  "Resources": {\n    "A": {\n      "Type": "T"\n    },\n\n    "B": {\n      "Type": "T"\n    }\n  }\n}\n',
    { kind: 'add-resource', type: 'U', name: 'B', body: [{ path: [{ name: 'X', list: false }], value: ref('A') }] },
    '{\n  "Resources": {\n    "A": {\n      "Type": "T"\n    },\n\n    "B2": {\n      "Type": "U",\n      "Properties": {\n        "X": {"Ref": "A"}\n      }\n    },\n\n    "B": {\n      "Type": "T"\n    }\n  }\n}\n',
  ],
  [
    'a new resource behind the last',
    '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "T"\n\t\t}\n\t}\n}\n',
    { kind: 'add-resource', type: 'U', name: 'B', body: [] },
    '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "T"\n\t\t},\n\t\t"B": {\n\t\t\t"Type": "U"\n\t\t}\n\t}\n}\n',
  ],
  [
    'a new resource on one line',
    '{"Resources":{"A":{"Type":"T"},"C":{}}}',
    { kind: 'add-resource', type: 'U', name: 'B', body: [] },
    '{"Resources":{"A":{"Type":"T"},"B":{"Type":"U"},"C":{}}}',
  ],
];

const refused: readonly (readonly [name: string, lines: readonly string[], change: Change, reason: RegExp])[] = [
  ['inside of a call', ['"M": { "Fn::If": ["C", {}, {}] }'], set('M.E', 1), /Fn::If/],
  ['inside of a text', ['"M": "x"'], set('M.E', 1), /shape/],
  ['remove what is not there', ['"M": 1'], remove('N'), /not written/],
];

describe('CloudFormation edits in JSON', () => {
  for (const [name, before, wanted, after] of properties) {
    for (const [what, step, eol, bom] of layouts) {
      it(`${name}, ${what}`, () => {
        assert.equal(changed(template(before, step, eol, bom), 'json', wanted), template(after, step, eol, bom));
      });
    }
  }
  for (const [name, before, wanted, after] of whole) {
    it(name, () => {
      assert.equal(changed(before, 'json', wanted), after);
    });
  }
  for (const [name, lines, wanted, reason] of refused) {
    it(`refuses ${name}`, () => {
      const result = change(template(lines, '  ', '\n', ''), 'json', wanted);
      assert.ok(!result.ok && reason.test(result.reason), JSON.stringify(result));
    });
  }

  it('starts at an object in a call', () => {
    const text = template(['"M": { "Fn::If": ["C", { "X": 1 }, { "Ref": "AWS::NoValue" }] }'], '  ', '\n', '');
    const start = text.indexOf('{ "X"');
    const within = objectAt({ start, end: start + 10 });
    assert.equal(changed(text, 'json', set('E', true, within)), text.replace('"X": 1', '"X": 1, "E": true'));
  });

  it('says where an edit goes', () => {
    const text = '{"Resources":{"A":{"Type":"T","Properties":{"E":false}}}}';
    const at = text.indexOf('false');
    assert.deepEqual(change(text, 'json', set('E', true)), {
      ok: true,
      edits: [{ span: { start: at, end: at + 5 }, newText: 'true' }],
    });
    assert.equal(resourcesOf(text, 'json').length, 1);
  });
});
