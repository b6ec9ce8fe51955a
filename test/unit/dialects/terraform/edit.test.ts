// Changes to HCL text: what stands there before and after, byte for byte.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePath } from '../../../../server/core/path';
import type { Change, EditResult, NewValue, Resource } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import type { ObjectValue } from '../../../../server/core/value';
import { editHcl } from '../../../../server/dialects/terraform/edit';
import { parseHcl } from '../../../../server/dialects/terraform/hcl/parse';

type Short = string | number | boolean | { raw: string } | NewValue;

/** Lines without a common indentation, to be joined. */
type Lines = readonly string[];

function value(short: Short): NewValue {
  if (typeof short !== 'object') return { kind: 'scalar', value: short };
  return 'raw' in short ? { kind: 'raw', text: short.raw } : short;
}

const path = (text: string) => parsePath(text) ?? assert.fail(`not a path: ${text}`);
const set = (to: string, short: Short): Change => ({ kind: 'set', path: path(to), value: value(short) });
const remove = (what: string): Change => ({ kind: 'remove', path: path(what) });
const add = (type: string, name: string, body: Readonly<Record<string, Short>>): Change => ({
  kind: 'add-resource',
  type,
  name,
  body: Object.entries(body).map(([to, short]) => ({ path: path(to), value: value(short) })),
});

function objectAt(start: number): ObjectValue {
  const span = { start, end: start };
  return { kind: 'object', span, head: span, entries: [], open: false };
}

/** The block that starts with `header`, as far as an edit looks at it. */
function resourceIn(text: string, header: string): Resource {
  const start = text.indexOf(header);
  assert.ok(start >= 0, `no ${header} in the text`);
  const span = { start, end: text.length };
  const body = objectAt(start);
  const names = { type: 'aws_thing', id: 'aws_thing.a', address: 'aws_thing.a', source: 'file:///main.tf' };
  return { ...names, dialect: 'terraform', language: 'hcl', span, head: span, body, exists: 'always' };
}

function edit(text: string, change: Change, header = 'resource'): EditResult {
  return editHcl(text, resourceIn(text, header), change);
}

function apply(text: string, change: Change): string {
  const result = edit(text, change);
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return applyEdits(text, result.edits);
}

const resource = (...lines: Lines): string => ['resource "aws_thing" "a" {', ...lines, '}', ''].join('\n');

interface Case {
  readonly does: string;
  readonly before: string;
  readonly change: Change;
  readonly after: string;
}

const CASES: readonly Case[] = [
  {
    does: 'replaces the value only',
    before: resource('  encrypted = false # for now', '  name      = "x"'),
    change: set('encrypted', true),
    after: resource('  encrypted = true # for now', '  name      = "x"'),
  },
  {
    does: 'replaces a condition and a reference as a whole',
    before: resource('  encrypted = var.on ? var.a : false', '  name      = var.name'),
    change: set('encrypted', true),
    after: resource('  encrypted = true', '  name      = var.name'),
  },
  {
    does: 'leaves what is already so',
    before: resource('  encrypted   =   true'),
    change: set('encrypted', true),
    after: resource('  encrypted   =   true'),
  },
  {
    does: 'fills in a value that is half typed',
    before: resource('  encrypted =', '  name = "x"'),
    change: set('encrypted', true),
    after: resource('  encrypted = true', '  name = "x"'),
  },
  {
    does: 'fills in a bare name',
    before: resource('  encrypted', '  name = "x"'),
    change: set('encrypted', true),
    after: resource('  encrypted = true', '  name = "x"'),
  },
  {
    does: 'takes over the width of the group',
    before: resource('  engine_version = "15"', '  name           = "x"'),
    change: set('encrypted', true),
    after: resource('  engine_version = "15"', '  name           = "x"', '  encrypted      = true'),
  },
  {
    does: 'widens the group for a longer name',
    before: resource('  count = 1', '', '  engine = "x" # the engine', '  name   = "x"'),
    change: set('storage_encrypted', true),
    after: resource(
      '  count = 1',
      '',
      '  engine            = "x" # the engine',
      '  name              = "x"',
      '  storage_encrypted = true',
    ),
  },
  {
    does: 'leaves a group alone that is not aligned',
    before: resource('  engine = "x"', '  a = 1'),
    change: set('storage_encrypted', true),
    after: resource('  engine = "x"', '  a = 1', '  storage_encrypted = true'),
  },
  {
    does: 'keeps a width of its own',
    before: resource('  engine               = "x"', '  a                    = 1'),
    change: set('storage_encrypted', true),
    after: resource('  engine               = "x"', '  a                    = 1', '  storage_encrypted    = true'),
  },
  {
    does: 'goes before tags of several lines and before blocks',
    before: resource(
      '  name = "x"',
      '',
      '  tags = {',
      '    A = 1',
      '  }',
      '',
      '  timeouts {',
      '    create = "1m"',
      '  }',
    ),
    change: set('encrypted', true),
    after: resource(
      '  name      = "x"',
      '  encrypted = true',
      '',
      '  tags = {',
      '    A = 1',
      '  }',
      '',
      '  timeouts {',
      '    create = "1m"',
      '  }',
    ),
  },
  {
    does: 'goes before depends_on where something else is there',
    before: resource('  name = "x"', '', '  depends_on = [aws_b.c]'),
    change: set('encrypted', true),
    after: resource('  name      = "x"', '  encrypted = true', '', '  depends_on = [aws_b.c]'),
  },
  {
    does: 'goes behind an attribute of several lines where there is no other',
    before: resource('  tags = {', '    A = 1', '  } # all of them'),
    change: set('encrypted', true),
    after: resource('  tags = {', '    A = 1', '  } # all of them', '  encrypted = true'),
  },
  {
    does: 'goes behind a heredoc',
    before: resource('  policy = <<EOT', '{ "a": 1 }', 'EOT'),
    change: set('encrypted', true),
    after: resource('  policy    = <<EOT', '{ "a": 1 }', 'EOT', '  encrypted = true'),
  },
  {
    does: 'goes before the first block with a blank line between',
    before: resource('  # about the block', '  timeouts {', '    create = "1m"', '  }'),
    change: set('encrypted', true),
    after: resource('  encrypted = true', '', '  # about the block', '  timeouts {', '    create = "1m"', '  }'),
  },
  {
    does: 'opens an empty body on one line',
    before: 'resource "aws_thing" "a" {}\n',
    change: set('encrypted', true),
    after: resource('  encrypted = true'),
  },
  {
    does: 'fills an empty body of two lines',
    before: resource(),
    change: set('encrypted', true),
    after: resource('  encrypted = true'),
  },
  {
    does: 'keeps a comment behind the brace',
    before: 'resource "aws_thing" "a" { # mine\n}\n',
    change: set('encrypted', true),
    after: 'resource "aws_thing" "a" { # mine\n  encrypted = true\n}\n',
  },
  {
    does: 'opens a block of one line',
    before: 'resource "aws_thing" "a" { name = "x" }\n',
    change: set('encrypted', true),
    after: resource('  name      = "x"', '  encrypted = true'),
  },
  {
    does: 'opens a nested block of one line',
    before: resource('  rule { name = "x" }'),
    change: set('rule.on', true),
    after: resource('  rule {', '    name = "x"', '    on   = true', '  }'),
  },
  {
    does: 'keeps tabs',
    before: resource('\tname = "x"', '', '\trule {', '\t\ta = 1', '\t}'),
    change: set('rule.deep.on', true),
    after: resource('\tname = "x"', '', '\trule {', '\t\ta = 1', '', '\t\tdeep {', '\t\t\ton = true', '\t\t}', '\t}'),
  },
  {
    does: 'keeps four blanks',
    before: resource('    name = "x"'),
    change: set('rule.on', true),
    after: resource('    name = "x"', '', '    rule {', '        on = true', '    }'),
  },
  {
    does: 'takes the indentation of an empty block from the file',
    before: resource() + 'locals {\n    a = 1\n}\n',
    change: set('encrypted', true),
    after: resource('    encrypted = true') + 'locals {\n    a = 1\n}\n',
  },
  {
    does: 'keeps CRLF',
    before: resource('  name = "x"', '').replace(/\n/g, '\r\n'),
    change: set('rule.on', true),
    after: resource('  name = "x"', '', '  rule {', '    on = true', '  }', '').replace(/\n/g, '\r\n'),
  },
  {
    does: 'keeps CRLF when a name is longer',
    before: resource('  name = "x" # c', '').replace(/\n/g, '\r\n'),
    change: set('encrypted', true),
    after: resource('  name      = "x" # c', '  encrypted = true', '').replace(/\n/g, '\r\n'),
  },
  {
    does: 'creates the blocks on the way',
    before: resource('  name = "x"'),
    change: set('rule[].apply.algorithm', 'aws:kms'),
    after: resource('  name = "x"', '', '  rule {', '    apply {', '      algorithm = "aws:kms"', '    }', '  }'),
  },
  {
    does: 'creates a block in an empty body',
    before: 'resource "aws_thing" "a" {}\n',
    change: set('rule.on', true),
    after: resource('  rule {', '    on = true', '  }'),
  },
  {
    does: 'sets it in every block of the name',
    before: resource('  rule {', '    on = false', '  }', '', '  rule {', '  }'),
    change: set('rule[].on', true),
    after: resource('  rule {', '    on = true', '  }', '', '  rule {', '    on = true', '  }'),
  },
  {
    does: 'sets it in the block with the value',
    before: resource(
      '  parameter {',
      '    name  = "b"',
      '    value = "0"',
      '  }',
      '',
      '  parameter {',
      '    name = "a"',
      '  }',
    ),
    change: set('parameter[name=a].value', '1'),
    after: resource(
      '  parameter {',
      '    name  = "b"',
      '    value = "0"',
      '  }',
      '',
      '  parameter {',
      '    name  = "a"',
      '    value = "1"',
      '  }',
    ),
  },
  {
    does: 'creates the block with the value',
    before: resource('  parameter {', '    name  = "b"', '    value = "0"', '  }'),
    change: set('parameter[name=a.b].value', '1'),
    after: resource(
      '  parameter {',
      '    name  = "b"',
      '    value = "0"',
      '  }',
      '',
      '  parameter {',
      '    name  = "a.b"',
      '    value = "1"',
      '  }',
    ),
  },
  {
    does: 'sets it in the content of a dynamic block',
    before: resource(
      '  dynamic "rule" {',
      '    for_each = var.rules',
      '    content {',
      '      on = false',
      '    }',
      '  }',
    ),
    change: set('rule[].on', true),
    after: resource(
      '  dynamic "rule" {',
      '    for_each = var.rules',
      '    content {',
      '      on = true',
      '    }',
      '  }',
    ),
  },
  {
    does: 'creates an argument that holds an object',
    before: resource('  name = "x"'),
    change: set('properties=.ENFORCE_SSL', 'true'),
    after: resource('  name       = "x"', '  properties = { ENFORCE_SSL = "true" }'),
  },
  {
    does: 'adds to an object of several lines',
    before: resource('  properties = {', '    A_LONG_NAME = 1', '    B           = 2', '  }'),
    change: set('properties=.ENFORCE_SSL', 'true'),
    after: resource(
      '  properties = {',
      '    A_LONG_NAME = 1',
      '    B           = 2',
      '    ENFORCE_SSL = "true"',
      '  }',
    ),
  },
  {
    does: 'adds to an object with commas and colons',
    before: resource('  properties = {', '    "A": 1,', '    "B": 2, # two', '  }'),
    change: set('properties=.on', true),
    after: resource('  properties = {', '    "A": 1,', '    "B": 2, # two', '    on: true,', '  }'),
  },
  {
    does: 'adds to an object on one line',
    before: resource('  properties = { A = 1 }'),
    change: set("properties=.'b c'", true),
    after: resource('  properties = { A = 1, "b c" = true }'),
  },
  {
    does: 'fills an empty object',
    before: resource('  properties = {}'),
    change: set('properties=.a', true),
    after: resource('  properties = { a = true }'),
  },
  {
    does: 'keeps a comment before a brace that ends the line of the last entry',
    before: resource('  properties = {', '    A = 1 /* one */ }'),
    change: set('properties=.B', 2),
    after: resource('  properties = {', '    A = 1, /* one */', '    B = 2', '  }'),
  },
  {
    does: 'escapes a string',
    before: resource('  name = "x"'),
    change: set('name', 'a"b\\c${d}%{e}\n'),
    after: resource('  name = "a\\"b\\\\c$${d}%%{e}\\n"'),
  },
  {
    does: 'writes a reference',
    before: resource('  kms_key_id = "x"'),
    change: set('kms_key_id', { kind: 'ref', target: 'module.a["x"].aws_kms_key.main', attribute: 'arn' }),
    after: resource('  kms_key_id = aws_kms_key.main.arn'),
  },
  {
    does: 'writes an object of several lines below a group',
    before: resource('  name = "x"'),
    change: set('tags', {
      kind: 'object',
      entries: [
        ['Long', value('1')],
        ['A', { kind: 'list', items: [value(1), value(true)] }],
      ],
    }),
    after: resource('  name = "x"', '  tags = {', '    Long = "1"', '    A    = [1, true]', '  }'),
  },
  {
    does: 'indents an expression of several lines',
    before: resource('  policy = "x"'),
    change: set('policy', { raw: 'jsonencode({\n  A = 1\n})' }),
    after: resource('  policy = jsonencode({', '    A = 1', '  })'),
  },
  {
    does: 'splits a group whose middle gets several lines',
    before: resource('  long_name = 1', '  p         = 2', '  ab        = 3'),
    change: set('p', { raw: 'f([\n  1\n])' }),
    after: resource('  long_name = 1', '  p = f([', '    1', '  ])', '  ab = 3'),
  },
  {
    does: 'joins the groups around a value that gets one line',
    before: resource('  long_name = 1', '  p = {', '    a = 1', '  }', '  ab = 3'),
    change: set('p', true),
    after: resource('  long_name = 1', '  p         = true', '  ab        = 3'),
  },
  {
    does: 'removes an attribute with its line',
    before: resource('  name      = "x"', '  encrypted = false # why', '  a         = 1'),
    change: remove('encrypted'),
    after: resource('  name = "x"', '  a    = 1'),
  },
  {
    does: 'removes a block and the blank line before it',
    before: resource('  name = "x"', '', '  rule {', '    a = 1', '  }'),
    change: remove('rule'),
    after: resource('  name = "x"'),
  },
  {
    does: 'removes the first block and the blank line behind it',
    before: resource('  rule {', '    a = 1', '  }', '', '  name = "x"'),
    change: remove('rule'),
    after: resource('  name = "x"'),
  },
  {
    does: 'leaves one blank line between the others',
    before: resource('  name = "x"', '', '  rule {', '  }', '', '  other {', '  }'),
    change: remove('rule'),
    after: resource('  name = "x"', '', '  other {', '  }'),
  },
  {
    does: 'joins the groups around what it removes',
    before: resource('  long_name = 1', '  p = {', '    a = 1', '  }', '  ab = 3'),
    change: remove('p'),
    after: resource('  long_name = 1', '  ab        = 3'),
  },
  {
    does: 'removes inside every nested block',
    before: resource('  rule {', '    a = 1', '    b = 2', '  }', '', '  rule {', '    b = 3', '  }'),
    change: remove('rule[].b'),
    after: resource('  rule {', '    a = 1', '  }', '', '  rule {', '  }'),
  },
  {
    does: 'removes the block with the value',
    before: resource('  parameter {', '    name = "a"', '  }', '', '  parameter {', '    name = "b"', '  }'),
    change: remove('parameter[name=b]'),
    after: resource('  parameter {', '    name = "a"', '  }'),
  },
  {
    does: 'removes an entry from an object on one line',
    before: resource('  properties = { A = 1, B = 2 }'),
    change: remove('properties=.A'),
    after: resource('  properties = { B = 2 }'),
  },
  {
    does: 'removes the only attribute of a one-line block',
    before: 'resource "aws_thing" "a" { name = "x" }\n',
    change: remove('name'),
    after: 'resource "aws_thing" "a" {}\n',
  },
  {
    does: 'does nothing where there is nothing to remove',
    before: resource('  name = "x"'),
    change: remove('rule[].b'),
    after: resource('  name = "x"'),
  },
  {
    does: 'adds a resource behind this one',
    before: resource('  name = "x"') + '\n# the rest\nlocals {\n}\n',
    change: add('aws_kms_key', 'main', {
      description: 'For everything',
      enable_key_rotation: true,
      'rule.apply.on': true,
      'rule.apply.algorithm': 'x',
      'settings=.a': 1,
      'settings=.b.c': 2,
    }),
    after:
      resource('  name = "x"') +
      [
        '',
        'resource "aws_kms_key" "main" {',
        '  description         = "For everything"',
        '  enable_key_rotation = true',
        '  settings = {',
        '    a = 1',
        '    b = { c = 2 }',
        '  }',
        '',
        '  rule {',
        '    apply {',
        '      on        = true',
        '      algorithm = "x"',
        '    }',
        '  }',
        '}',
        '',
        '# the rest',
        'locals {',
        '}',
        '',
      ].join('\n'),
  },
  {
    does: 'gives a new resource a name of its own',
    before: resource('  name = "x"') + 'resource "aws_b" "a_c" {\n}\n',
    change: add('aws_b', 'a.c', {}),
    after: resource('  name = "x"') + '\nresource "aws_b" "a_c_2" {}\n\nresource "aws_b" "a_c" {\n}\n',
  },
];

const REFUSED: readonly { readonly before: string; readonly change: Change; readonly because: RegExp }[] = [
  { before: resource('  rule = var.rules'), change: set('rule[].on', true), because: /"rule" is not written out here/ },
  { before: resource('  rule {', '  }'), change: set('rule', true), because: /"rule" is a block/ },
  { before: 'resource "aws_thing" "a" {\n  a = 1\n', change: set('b', 1), because: /not closed/ },
];

describe('editHcl', () => {
  for (const { does, before, change, after } of CASES) {
    it(does, () => {
      assert.equal(apply(before, change), after);
    });
  }

  for (const { before, change, because } of REFUSED) {
    it(`refuses: ${because.source}`, () => {
      const result = edit(before, change);
      assert.ok(!result.ok);
      assert.match(result.reason, because);
    });
  }

  it('starts from a nested block, a list item or an object', () => {
    const text = resource('  rule {', '    a = 1', '  }', '', '  list = [{ b = 1 }, { c = 1 }]');
    for (const [needle, expected] of [
      ['rule {', text.replace('    a = 1\n', '    a  = 1\n    on = true\n')],
      ['{ c', text.replace('{ c = 1 }', '{ c = 1, on = true }')],
    ] as const) {
      assert.equal(apply(text, { ...set('on', true), within: objectAt(text.indexOf(needle)) } as Change), expected);
    }
  });

  it('refuses a place outside the block', () => {
    const change = { ...set('on', true), within: objectAt(5000) } as Change;
    assert.deepEqual(edit(resource(), change), {
      ok: false,
      reason: 'What is to be changed is not written out in this block.',
    });
  });

  it('leaves text that parses, and a second time changes nothing', () => {
    for (const { does, before, change, after } of CASES) {
      assert.ok(parseHcl(after).problems.length <= parseHcl(before).problems.length, does);
      if (change.kind !== 'add-resource') assert.equal(apply(after, change), after, does);
    }
  });
});

/** Bodies in odd layouts: blank lines, comments, tabs, nested and one-line blocks. */
const STATEMENTS = [
  'a = 1',
  'long_name = "x" # why',
  'b   = [1, 2]',
  'tags = {\n  A = 1\n}',
  '# a comment',
  '',
  '/* more */ c = f(1) // end',
  'rule {\n}',
  'rule { x = 1 }',
  'rule {\n  deep {\n    x = false\n  }\n}',
  'text = <<-EOT\n  a\n  EOT',
  'list = [\n  1,\n]',
];
const CHANGES = [
  set('on', true),
  set('rule[].deep.x', true),
  set('rule.x', 5),
  set('tags=.B', 'x'),
  set('a', 'y'),
  remove('a'),
  remove('rule'),
  remove('text'),
];

describe('editHcl on any layout', () => {
  it('keeps what it does not mean, parses, and is done after one time', () => {
    const statements = fc.uniqueArray(fc.constantFrom(...STATEMENTS), {
      selector: (s) => (s.split(' ')[0] ?? '') + (s.startsWith('rule') ? s : ''),
      maxLength: 8,
    });
    fc.assert(
      fc.property(statements, fc.constantFrom(...CHANGES), fc.boolean(), (lines, change, crlf) => {
        const plain = '# first\n' + resource(...lines) + 'resource "other" "b" {}\n';
        const before = crlf ? plain.replace(/\n/g, '\r\n') : plain;
        assert.deepEqual(parseHcl(before).problems, []);
        const after = apply(before, change);
        assert.deepEqual(parseHcl(after).problems, [], after);
        assert.equal(apply(after, change), after);
        for (const line of lines.filter((text) => text.startsWith('#'))) assert.ok(after.includes(line));
        assert.ok(after.startsWith('# first') && after.trimEnd().endsWith('resource "other" "b" {}'));
        if (crlf) assert.doesNotMatch(after, /[^\r]\n/);
      }),
    );
  });
});
