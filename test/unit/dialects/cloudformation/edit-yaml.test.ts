// Edits of YAML templates: texts before and after, written by hand.
import assert from 'node:assert/strict';
import type { Change } from '../../../../server/core/resource';
import { editCloudFormation } from '../../../../server/dialects/cloudformation/edit';
import { change, changed, objectAt, raw, ref, remove, resourcesOf, set } from './edit-helper';

type Case = readonly [name: string, before: string, change: Change, after: string];

const sse = 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm';

/** What stands below `Type:` of the resource A. */
const inA: readonly Case[] = [
  [
    'a value in place, comment kept',
    'P:\n  Enc: false # why\n  Z: 1',
    set('Enc', true),
    'P:\n  Enc: true # why\n  Z: 1',
  ],
  ['double quotes stay', 'P:\n  Enc: "none"', set('Enc', 'aws:kms'), 'P:\n  Enc: "aws:kms"'],
  ['single quotes stay', "P:\n  Enc: 'none' # c", set('Enc', 'aws:kms'), "P:\n  Enc: 'aws:kms' # c"],
  ['a quoted boolean becomes plain', "P:\n  Enc: 'false'", set('Enc', true), 'P:\n  Enc: true'],
  ['a plain text that needs quotes gets them', 'P:\n  Enc: x', set('Enc', 'yes'), "P:\n  Enc: 'yes'"],
  ['a number as text', 'P:\n  V: 1.0', set('V', '1.2'), "P:\n  V: '1.2'"],
  ['a number', 'P:\n  V: 1', set('V', 7), 'P:\n  V: 7'],
  ['the same value', 'P:\n  Enc: true # c', set('Enc', true), 'P:\n  Enc: true # c'],
  ['a short tag, whole', 'P:\n  Enc: !Ref Flag # c\n  Z: 1', set('Enc', true), 'P:\n  Enc: true # c\n  Z: 1'],
  [
    'an !If over lines',
    'P:\n  Enc: !If\n    - C\n    - true\n    - false\n  Z: 1',
    set('Enc', true),
    'P:\n  Enc: true\n  Z: 1',
  ],
  ['an !If in brackets', 'P:\n  Enc: !If [C, true, false] # c', set('Enc', true), 'P:\n  Enc: true # c'],
  [
    'a long form over lines',
    'P:\n  Enc: # c\n    Fn::If:\n      - C\n      - true\n      - false\n  Z: 1',
    set('Enc', true),
    'P:\n  Enc: true # c\n  Z: 1',
  ],
  [
    'a comment between key and value stays',
    'P:\n  Enc:\n    # why\n    Fn::If: [C, 1, 2]\n  Z: 1',
    set('Enc', true),
    'P:\n  Enc: true\n    # why\n  Z: 1',
  ],
  ['a block text', 'P:\n  T: |\n    one\n\n    two\n\n  Z: 1', set('T', 'x'), 'P:\n  T: x\n\n  Z: 1'],
  ['a key without a value', 'P:\n  Enc:\n  Z: 1', set('Enc', true), 'P:\n  Enc: true\n  Z: 1'],
  ['a key without a value, comment', 'P:\n  Enc: # todo\n  Z: 1', set('Enc', true), 'P:\n  Enc: true # todo\n  Z: 1'],
  ['a null', 'P:\n  Enc: null\n  Z: 1', set('Enc.Act', true), 'P:\n  Enc:\n    Act: true\n  Z: 1'],
  [
    'AWS::NoValue counts as nothing',
    'P:\n  Enc: !Ref AWS::NoValue # c\n  Z: 1',
    set('Enc.Act', true),
    'P:\n  Enc: # c\n    Act: true\n  Z: 1',
  ],
  [
    'a new key behind the last one',
    'P:\n  X: 1 # one\n  Y: 2 # two\n\n# end',
    set('Enc', true),
    'P:\n  X: 1 # one\n  Y: 2 # two\n  Enc: true\n\n# end',
  ],
  [
    'a new key behind a list without indentation',
    'P:\n  Tags:\n  - Key: a\n    Value: b\n',
    set('Enc', true),
    'P:\n  Tags:\n  - Key: a\n    Value: b\n  Enc: true\n',
  ],
  [
    'a new key behind a block text',
    'P:\n  T: |\n    one\n\nX: y',
    set('Enc', true),
    'P:\n  T: |\n    one\n  Enc: true\n\nX: y',
  ],
  [
    'a new key behind a block text that keeps its end',
    'P:\n  T: |+\n    one\n\nX: y',
    set('Enc', true),
    'P:\n  T: |+\n    one\n\n  Enc: true\nX: y',
  ],
  [
    'a comment that belongs to the last value',
    'P:\n  X:\n    Y: 1\n    # about Y\n  # about P\nD: 1',
    set('Enc', true),
    'P:\n  X:\n    Y: 1\n    # about Y\n  Enc: true\n  # about P\nD: 1',
  ],
  ['maps on the way', 'P:\n  X: 1', set('A.B.C', 'v'), 'P:\n  X: 1\n  A:\n    B:\n      C: v'],
  [
    'half of the way exists',
    'P:\n  A:\n    B: # here\n      X: 1\n  Y: 2',
    set('A.B.C', 'v'),
    'P:\n  A:\n    B: # here\n      X: 1\n      C: v\n  Y: 2',
  ],
  ['no properties', 'D: Retain', set('Enc', true), 'P:\n  Enc: true\nD: Retain'],
  ['empty properties', 'P:\nD: Retain', set('Enc', true), 'P:\n  Enc: true\nD: Retain'],
  ['empty braces', 'P: {}\nD: Retain', set('A.Enc', true), 'P:\n  A:\n    Enc: true\nD: Retain'],
  ['empty braces with a comment', 'P: {} # none', set('Enc', true), 'P: # none\n  Enc: true'],
  [
    'a list, indented as elsewhere',
    'P:\n  T:\n    - a\n  X: 1',
    set(sse, 'AES256'),
    'P:\n  T:\n    - a\n  X: 1\n  BucketEncryption:\n    ServerSideEncryptionConfiguration:\n      - ServerSideEncryptionByDefault:\n          SSEAlgorithm: AES256',
  ],
  [
    'a list, not indented as elsewhere',
    'P:\n  T: # c\n\n  - a\n  X: 1',
    set(sse, 'AES256'),
    'P:\n  T: # c\n\n  - a\n  X: 1\n  BucketEncryption:\n    ServerSideEncryptionConfiguration:\n    - ServerSideEncryptionByDefault:\n        SSEAlgorithm: AES256',
  ],
  [
    'every item of a list',
    'P:\n  R:\n    - Nm: a\n    - Nm: b # b\n      E: false',
    set('R[].E', true),
    'P:\n  R:\n    - Nm: a\n      E: true\n    - Nm: b # b\n      E: true',
  ],
  ['an empty list', 'P:\n  R: []', set('R[].E', true), 'P:\n  R:\n    - E: true'],
  ['a plain list', 'P:\n  R:\n    - a\n    - "b"', set('R[]', 'c'), 'P:\n  R:\n    - c\n    - "c"'],
  [
    'an item by its property',
    'P:\n  R:\n    - Nm: a\n      V: 0\n    - Nm: b\n      V: 0',
    set('R[][Nm=b].V', 1),
    'P:\n  R:\n    - Nm: a\n      V: 0\n    - Nm: b\n      V: 1',
  ],
  [
    'a new item',
    'P:\n  R:\n    - Nm: a\n      V: 0 # zero\n    # end\n  Z: 1',
    set('R[][Nm=b].V', 1),
    'P:\n  R:\n    - Nm: a\n      V: 0 # zero\n    - Nm: b\n      V: 1\n    # end\n  Z: 1',
  ],
  [
    'a new item without brackets in the path',
    'P:\n  R:\n  - Nm: a\n    V: 0\n',
    set('R[Nm=b].V', 1),
    'P:\n  R:\n  - Nm: a\n    V: 0\n  - Nm: b\n    V: 1\n',
  ],
  [
    'a new item in braces as the last one',
    'P:\n  R:\n    - {Nm: a, V: 0}',
    set('R[Nm=b].V', 1),
    'P:\n  R:\n    - {Nm: a, V: 0}\n    - {Nm: b, V: 1}',
  ],
  ['a new list with a marked item', 'P:\n  X: 1', set('R[Nm=b].V', 1), 'P:\n  X: 1\n  R:\n    - Nm: b\n      V: 1'],
  ['braces', 'P: { X: 1, Y: b } # c', set('Enc', true), 'P: { X: 1, Y: b, Enc: true } # c'],
  ['tight braces', 'P: {X: 1}', set('A.B', 'x'), 'P: {X: 1, A: {B: x}}'],
  ['a value in braces', 'P: {X: !Ref Y, Z: "q"}', set('X', true), 'P: {X: true, Z: "q"}'],
  ['a quoted value in braces', 'P: {X: 1, Z: "q"}', set('Z', 'no'), 'P: {X: 1, Z: "no"}'],
  [
    'braces over lines',
    'P: {\n    X: 1, # one\n    Y: 2 # two\n  }',
    set('Enc', true),
    'P: {\n    X: 1, # one\n    Y: 2, # two\n    Enc: true\n  }',
  ],
  [
    'braces over lines, comma at the end',
    'P: {\n    X: 1,\n    Y: 2, # two\n  }',
    set('Enc', true),
    'P: {\n    X: 1,\n    Y: 2, # two\n    Enc: true,\n  }',
  ],
  ['brackets', 'P:\n  R: [{Nm: a}]', set('R[Nm=b].V', 1), 'P:\n  R: [{Nm: a}, {Nm: b, V: 1}]'],
  ['JSON inside', 'P: {"X": "1"}', set('A.B', 'x'), 'P: {"X": "1", "A": {"B": "x"}}'],
  ['raw text', 'P:\n  X: 1', set('K', raw('!Sub "${X}-y"')), 'P:\n  X: 1\n  K: !Sub "${X}-y"'],
  [
    'raw text of several lines',
    'P:\n  X: 1',
    set('K', raw('Fn::Sub:\n  - a\n  - b: c')),
    'P:\n  X: 1\n  K:\n    Fn::Sub:\n      - a\n      - b: c',
  ],
  ['a reference', 'P:\n  X: 1', set('K', ref('Key', 'Arn')), 'P:\n  X: 1\n  K: !GetAtt Key.Arn'],
  ['a reference without attribute', 'P:\n  X: !Sub x', set('K', ref('Key')), 'P:\n  X: !Sub x\n  K: !Ref Key'],
  [
    'long forms',
    'P:\n  X:\n    Ref: Y',
    set('K', ref('Key', 'Arn')),
    'P:\n  X:\n    Ref: Y\n  K:\n    Fn::GetAtt:\n      - Key\n      - Arn',
  ],
  [
    'long forms with brackets',
    'P:\n  X:\n    Fn::GetAtt: [Y, Arn]',
    set('K', ref('Key', 'Arn')),
    'P:\n  X:\n    Fn::GetAtt: [Y, Arn]\n  K:\n    Fn::GetAtt: [Key, Arn]',
  ],
  ['a long Ref', 'P:\n  X:\n    Fn::Sub: a', set('K', ref('Key')), 'P:\n  X:\n    Fn::Sub: a\n  K:\n    Ref: Key'],
  ['a whole map', 'P:\n  M:\n    A: 1 # gone\n    B: 2\n  Z: 1', set('M', { C: 3 }), 'P:\n  M:\n    C: 3\n  Z: 1'],
  [
    'a plain value becomes a map',
    'P:\n  M: old # c\n  Z: 1',
    set('M', { C: [1, { D: 'x' }] }),
    'P:\n  M: # c\n    C:\n      - 1\n      - D: x\n  Z: 1',
  ],
  [
    'an item becomes a map',
    'P:\n  M:\n    - old # c\n    - {A: 1}',
    set('M[]', { A: 1, B: 2 }),
    'P:\n  M:\n    - A: 1\n      B: 2 # c\n    - A: 1\n      B: 2',
  ],
  ['a quoted key', 'P:\n  "X": 1\n  \'Enc\': false', set('Enc', true), 'P:\n  "X": 1\n  \'Enc\': true'],
  [
    'a key with dots',
    'P:\n  Parameters:\n    a.b: 1',
    set("Parameters.'rds.force_ssl'", 1),
    'P:\n  Parameters:\n    a.b: 1\n    rds.force_ssl: 1',
  ],
  ['a key with a colon', 'P:\n  X: 1', set("'a: b'.c", 1), "P:\n  X: 1\n  'a: b':\n    c: 1"],
  [
    'text over lines before',
    'P:\n  D: one\n    two\n  E: "a\n    b" # c',
    set('Enc', true),
    'P:\n  D: one\n    two\n  E: "a\n    b" # c\n  Enc: true',
  ],
  [
    'a deeper transform is no call',
    'P:\n  Fn::Transform:\n    Name: AWS::Include',
    set('Enc', true),
    'P:\n  Fn::Transform:\n    Name: AWS::Include\n  Enc: true',
  ],
  ['remove a key', 'P:\n  X: 1\n  Enc: false # off\n  Z: 1', remove('Enc'), 'P:\n  X: 1\n  Z: 1'],
  [
    'remove a map, comments above stay',
    'P:\n  # why\n  M:\n    A: 1\n    # in M\n  Z: 1',
    remove('M'),
    'P:\n  # why\n  Z: 1',
  ],
  ['remove what gets empty', 'P:\n  X: 1\n  M:\n    Nm:\n      O: 1\n  Z: 1', remove('M.Nm.O'), 'P:\n  X: 1\n  Z: 1'],
  ['remove the last property', 'P:\n  X: 1\nD: Retain', remove('X'), 'D: Retain'],
  ['remove from braces', 'P: {X: 1, Y: 2, Z: 3}', remove('Y'), 'P: {X: 1, Z: 3}'],
  ['remove the first from braces', 'P: { X: 1, Y: 2 }', remove('X'), 'P: { Y: 2 }'],
  ['remove the last from braces', 'P: { X: 1, Y: 2 }', remove('Y'), 'P: { X: 1 }'],
  [
    'remove an item',
    'P:\n  R:\n    - Nm: a\n      V: 0\n    - Nm: b # b\n  Z: 1',
    remove('R[Nm=a]'),
    'P:\n  R:\n    - Nm: b # b\n  Z: 1',
  ],
  [
    'remove in every item',
    'P:\n  R:\n    - V: 0\n      Nm: a\n    - Nm: b\n      V: 1\n  Z: 1',
    remove('R[].V'),
    'P:\n  R:\n    - Nm: a\n    - Nm: b\n  Z: 1',
  ],
  ['remove all items', 'P:\n  R:\n    - V: 0\n    - V: 1\n  Z: 1', remove('R[].V'), 'P:\n  Z: 1'],
];

/** Puts the lines of a case below `Type:`; `P:` is short for `Properties:`. */
function template(lines: string, eol: string): string {
  const body = lines
    .replace(/^P:/gm, 'Properties:')
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
  return ['Resources:', '  A:', `    Type: AWS::Test::Thing`, ...body].join(eol);
}

const whole: readonly Case[] = [
  [
    'a BOM',
    '\ufeffResources:\n  A:\n    Type: T\n',
    set('E', true),
    '\ufeffResources:\n  A:\n    Type: T\n    Properties:\n      E: true\n',
  ],
  [
    'a BOM and braces',
    '\ufeff{Resources: {A: {Type: T}}}',
    set('E', true),
    '\ufeff{Resources: {A: {Type: T, Properties: {E: true}}}}',
  ],
  [
    'an anchor that nobody uses',
    'Resources:\n  A:\n    Type: T\n    Properties: &p\n      M: &m {X: 1}\n      N: &n 1\n',
    set('M.E', true),
    'Resources:\n  A:\n    Type: T\n    Properties: &p\n      M: &m {X: 1, E: true}\n      N: &n 1\n',
  ],
  [
    'long forms only, in braces',
    'Resources:\n  A:\n    Type: T\n    Properties: { X: { Ref: Y } }\n',
    set('K', ref('Key', 'Arn')),
    'Resources:\n  A:\n    Type: T\n    Properties: { X: { Ref: Y }, K: { Fn::GetAtt: [Key, Arn] } }\n',
  ],
  [
    'comments with colons and dashes say nothing about lists',
    'Resources:\n  A:\n    Type: T\n    Properties:\n      # Tags:\n      # - x\n      T: # c\n      - x: 1\n      U: |\n        k:\n        - z\n',
    set('R[].E', true),
    'Resources:\n  A:\n    Type: T\n    Properties:\n      # Tags:\n      # - x\n      T: # c\n      - x: 1\n      U: |\n        k:\n        - z\n      R:\n      - E: true\n',
  ],
  [
    'remove at the end of the file',
    'Resources:\n  A:\n    Type: T\n    Properties:\n      X: 1\n      E: 1',
    remove('E'),
    'Resources:\n  A:\n    Type: T\n    Properties:\n      X: 1',
  ],

  [
    'four spaces',
    'Resources:\n    A:\n        Type: T\n        Properties:\n            X: 1\n    B:\n        Type: T\n',
    set('R[].E.F', true),
    'Resources:\n    A:\n        Type: T\n        Properties:\n            X: 1\n            R:\n                - E:\n                      F: true\n    B:\n        Type: T\n',
  ],
  [
    'four spaces, no properties, comments',
    'Resources:\n    A: # the thing\n        Type: T # its type\n        # more\n    B:\n        Type: T\n',
    set('E.F', true),
    'Resources:\n    A: # the thing\n        Type: T # its type\n        Properties:\n            E:\n                F: true\n        # more\n    B:\n        Type: T\n',
  ],
  [
    'no line at the end',
    'Resources:\n  A:\n    Type: T',
    set('E', true),
    'Resources:\n  A:\n    Type: T\n    Properties:\n      E: true',
  ],
  [
    'a template in braces',
    '{Resources: {A: {Type: T}, B: {Type: U}}}',
    set('E', true),
    '{Resources: {A: {Type: T, Properties: {E: true}}, B: {Type: U}}}',
  ],
  [
    'JSON in a YAML file',
    '{\n  "Resources": {\n    "A": {\n      "Type": "T",\n      "Properties": {\n        "X": 1\n      }\n    }\n  }\n}\n',
    set('K', ref('Key', 'Arn')),
    '{\n  "Resources": {\n    "A": {\n      "Type": "T",\n      "Properties": {\n        "X": 1,\n        "K": {"Fn::GetAtt": ["Key", "Arn"]}\n      }\n    }\n  }\n}\n',
  ],
  [
    'double quotes where the file has them',
    'Resources:\n  A:\n    Type: "T"\n',
    set('E', 'on'),
    'Resources:\n  A:\n    Type: "T"\n    Properties:\n      E: "on"\n',
  ],
  [
    'serverless',
    'service: x\nresources:\n  Resources:\n    A:\n      Type: T\n      Properties:\n        Nm: ${self:x}\n',
    set('E', true),
    'service: x\nresources:\n  Resources:\n    A:\n      Type: T\n      Properties:\n        Nm: ${self:x}\n        E: true\n',
  ],
  [
    'a new resource',
    'Resources:\n  A:\n    Type: T\n    Properties:\n      X: 1 # c\n      # end\n\n  # about B\n  B:\n    Type: T\n',
    { kind: 'add-resource', type: 'AWS::KMS::Key', name: 'A-Key', body: [] },
    'Resources:\n  A:\n    Type: T\n    Properties:\n      X: 1 # c\n      # end\n\n  AKey:\n    Type: AWS::KMS::Key\n\n  # about B\n  B:\n    Type: T\n',
  ],
  [
    'a new resource without blank lines',
    'Resources:\n  A:\n    Type: T\n  B:\n    Type: T\nOutputs:\n  K: !Ref Key\n',
    {
      kind: 'add-resource',
      type: 'AWS::KMS::Key',
      name: 'Key',
      body: [
        { path: [{ name: 'EnableKeyRotation', list: false }], value: { kind: 'scalar', value: true } },
        {
          path: [
            { name: 'P', list: true },
            { name: 'X', list: false },
          ],
          value: { kind: 'scalar', value: '1' },
        },
        {
          path: [
            { name: 'P', list: true },
            { name: 'W', list: false },
          ],
          value: { kind: 'ref', target: 'A', attribute: '' },
        },
      ],
    },
    "Resources:\n  A:\n    Type: T\n  Key2:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: true\n      P:\n        - X: '1'\n          W: !Ref A\n  B:\n    Type: T\nOutputs:\n  K: !Ref Key\n",
  ],
  [
    'a new resource behind the only one',
    'Parameters:\n  X: {Type: String}\n\nResources:\n  A:\n    Type: T\n\nOutputs: {}\n',
    { kind: 'add-resource', type: 'U', name: 'B', body: [] },
    'Parameters:\n  X: {Type: String}\n\nResources:\n  A:\n    Type: T\n\n  B:\n    Type: U\n\nOutputs: {}\n',
  ],
  [
    'a new resource in braces',
    'Resources: {A: {Type: T}, C: {Type: T}}\n',
    { kind: 'add-resource', type: 'U', name: 'B', body: [] },
    'Resources: {A: {Type: T}, B: {Type: U}, C: {Type: T}}\n',
  ],
];

const refused: readonly (readonly [name: string, lines: string, change: Change, reason: RegExp])[] = [
  ['an alias', 'P:\n  M: *base', set('M.E', true), /anchor \(\*base\)/],
  ['an alias as the value', 'P:\n  M: *base', set('M', true), /anchor/],
  ['aliased properties', 'P: *base', set('E', true), /anchor/],
  ['an anchor that others use', 'P:\n  M: &m\n    E: 1\n  Nm: *m', set('M.E', 2), /other places share/],
  ['a merge key', 'P:\n  <<: *base\n  X: 1', set('E', true), /merge key/],
  ['inside of an !If', 'P:\n  M: !If [C, {E: false}, {E: true}]', set('M.E', true), /!If/],
  ['inside of a long form', 'P:\n  M:\n    Fn::If: [C, {E: false}, {E: true}]', set('M.E', true), /Fn::If/],
  ['inside of a text', 'P:\n  M: x', set('M.E', true), /shape/],
  [
    'an item behind a condition',
    'P:\n  R:\n    - !If [C, {Nm: b, V: 0}, {Nm: b, V: 1}]',
    set('R[Nm=b].V', 1),
    /expression/,
  ],
  ['broken text', 'P:\n  M: "x\n  Nm: 1', set('E', true), /syntax/],
  ['remove what is not there', 'P:\n  X: 1', remove('E'), /not written/],
  ['explicit keys', 'P:\n  ? X\n  : 1', set('E', true), /unusual/],
];

describe('CloudFormation edits in YAML', () => {
  for (const [name, before, wanted, after] of inA) {
    for (const [eol, what] of [
      ['\n', ''],
      ['\r\n', ', CRLF'],
    ] as const) {
      it(name + what, () => {
        const text = template(before, eol);
        assert.equal(changed(text, 'yaml', wanted), template(after, eol));
      });
    }
  }
  for (const [name, before, wanted, after] of whole) {
    it(name, () => {
      assert.equal(changed(before, 'yaml', wanted), after);
    });
  }
  for (const [name, lines, wanted, reason] of refused) {
    it(`refuses ${name}`, () => {
      const text = `x: &base {}\n${template(lines, '\n')}`;
      const start = text.indexOf('A:');
      const [resource] = resourcesOf('Resources:\n  A:\n    Type: T\n', 'yaml');
      assert.ok(resource);
      const result = editCloudFormation(text, { ...resource, span: { start, end: text.length } }, wanted);
      assert.ok(!result.ok && reason.test(result.reason), JSON.stringify(result));
    });
  }

  it('is not disturbed by a broken neighbour', () => {
    const text = 'Resources:\n  B:\n    Type: "oops\n  A:\n    Type: T\n    Properties:\n      X: 1\n  C: {\n';
    const [resource] = resourcesOf('Resources:\n  A:\n    Type: T\n', 'yaml');
    const span = { start: text.indexOf('A:'), end: text.indexOf('\n  C') };
    const result = resource && editCloudFormation(text, { ...resource, span }, set('E', true));
    assert.deepEqual(result, {
      ok: true,
      edits: [{ span: { start: span.end, end: span.end }, newText: '\n      E: true' }],
    });
  });

  it('starts at an object in a list', () => {
    const text =
      'Resources:\n  A:\n    Type: T\n    Properties:\n      R:\n        - Nm: a\n        - Nm: b # b\n      Z: 1\n';
    const at = text.indexOf('Nm: b');
    const within = objectAt({ start: at, end: at + 5 });
    assert.equal(
      changed(text, 'yaml', set('E.F', true, within)),
      text.replace('b # b\n', 'b # b\n          E:\n            F: true\n'),
    );
  });

  it('starts at a branch of a condition', () => {
    const text =
      'Resources:\n  A:\n    Type: T\n    Properties:\n      M: !If\n        - C\n        - Nm: a\n        - !Ref AWS::NoValue\n';
    const at = text.indexOf('Nm: a');
    const within = objectAt({ start: at, end: at + 5 });
    assert.equal(changed(text, 'yaml', set('E', true, within)), text.replace('Nm: a\n', 'Nm: a\n          E: true\n'));
    assert.deepEqual(change(text, 'yaml', set('E', true, objectAt({ start: 0, end: 3 }))).ok, false);
  });
});
