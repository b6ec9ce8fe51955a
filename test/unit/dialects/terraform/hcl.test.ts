// The HCL parser: what it makes of every construct, of half-typed text, and of text made to hurt it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Block, Body, Expression, HclFile, TemplatePart } from '../../../../server/dialects/terraform/hcl/ast';
import { parseHcl } from '../../../../server/dialects/terraform/hcl/parse';

/** An expression in few chars; every node that isn't self-evident shows the text of its span. */
function outline(text: string, e: Expression): string {
  const show = (inner: Expression): string => outline(text, inner);
  const all = (list: readonly Expression[]): string => list.map(show).join(' ');
  switch (e.kind) {
    case 'literal':
      return JSON.stringify(e.value);
    case 'variable':
      return e.name;
    case 'template':
      return `template(${e.parts.map((part) => outlinePart(text, part)).join(' ')})`;
    case 'get':
      return `${show(e.from)}.${e.name}`;
    case 'index':
      return `${show(e.from)}[${show(e.key)}]`;
    case 'splat':
      return `${show(e.from)}[*]`;
    case 'call':
      return `${e.name}(${all(e.args)}${e.expandLast ? '...' : ''})`;
    case 'tuple':
      return `[${all(e.items)}]`;
    case 'object':
      return `{${e.entries.map((entry) => `${show(entry.key)}: ${show(entry.value)}`).join(', ')}}`;
    case 'for': {
      const names = e.keyName === undefined ? e.valueName : `${e.keyName},${e.valueName}`;
      const key = e.key ? `${show(e.key)} => ` : '';
      const when = e.when ? ` if ${show(e.when)}` : '';
      return `for<${e.into}>(${names} in ${show(e.over)}: ${key}${show(e.value)}${e.grouped ? '...' : ''}${when})`;
    }
    case 'conditional':
      return `(${show(e.test)} ? ${show(e.yes)} : ${show(e.no)})`;
    case 'binary':
      return `(${show(e.left)} ${e.operator} ${show(e.right)})`;
    case 'unary':
      return `${e.operator}${show(e.operand)}`;
    case 'paren':
      return `paren(${show(e.inner)})`;
    case 'missing':
      return '<missing>';
  }
}

function outlinePart(text: string, part: TemplatePart): string {
  if (part.kind === 'text') return JSON.stringify(part.text);
  return part.kind === 'directive' ? text.slice(part.span.start, part.span.end) : `<${outline(text, part.value)}>`;
}

function outlineBody(text: string, body: Body, indent = ''): string[] {
  const attributes = body.attributes.map((a) => ({
    at: a.span.start,
    lines: [`${indent}${a.name} = ${outline(text, a.value)}`],
  }));
  const blocks = body.blocks.map((b) => ({ at: b.span.start, lines: outlineBlock(text, b, indent) }));
  return [...attributes, ...blocks].sort((a, b) => a.at - b.at).flatMap(({ lines }) => lines);
}

function outlineBlock(text: string, block: Block, indent: string): string[] {
  const labels = block.labels.map((label) => ` ${JSON.stringify(label.text)}`).join('');
  return [
    `${indent}${block.type}${labels}${block.closed ? '' : ' (open)'}`,
    ...outlineBody(text, block.body, `${indent}  `),
  ];
}

function valueOf(text: string): Expression {
  return parseHcl(text).body.attributes[0]?.value ?? assert.fail('no attribute');
}

/** An expression's source and its outline. */
const EXPRESSIONS: readonly (readonly [source: string, expected: string])[] = [
  ['1', '1'],
  ['-1.5e3', '-1500'],
  ['1e-2', '0.01'],
  ['true', 'true'],
  ['null', 'null'],
  ['"plain"', '"plain"'],
  ['""', '""'],
  ['"q\\"b\\\\n\\nr\\rt\\tu\\u00e9U\\U0001F600"', JSON.stringify('q"b\\n\nr\rt\tué' + 'U😀')],
  ['"$${a} %%{if}"', '"${a} %{if}"'],
  ['"$$${a}"', '"$${a}"'],
  ['"100%"', '"100%"'],
  ['"$"', '"$"'],
  ['"a${b}c"', 'template("a" <b> "c")'],
  ['"${b}"', 'template(<b>)'],
  ['"${b}$${c}"', 'template(<b> "${c}")'],
  ['"${"${"x"}"}"', 'template(<template(<"x">)>)'],
  ['"${ {a = "}"}.a }"', 'template(<{"a": "}"}.a>)'],
  ['"${\n  f(\n  1\n)\n}"', 'template(<f(1)>)'],
  ['"a ${~ b ~} c"', 'template("a" <b> "c")'],
  ['"%{ if a == "x" }y%{ else }z%{ endif }"', 'template(%{ if a == "x" } "y" %{ else } "z" %{ endif })'],
  ['"%{ for k, v in m }${k}%{ endfor ~} x"', 'template(%{ for k, v in m } <k> %{ endfor ~} "x")'],
  ['a.b.c', 'a.b.c'],
  ['a[0].b["k"]', 'a[0].b["k"]'],
  ['a.0.b', 'a[0].b'],
  ['a.*.b', 'a[*].b'],
  ['a[*].b[1]', 'a[*].b[1]'],
  ['a [0]', 'a[0]'],
  ['a-b.c', 'a-b.c'],
  ['f()', 'f()'],
  ['f(1, "a",)', 'f(1 "a")'],
  ['f (1)', 'f(1)'],
  ['f(a...)', 'f(a...)'],
  ['provider::aws::arn(x)', 'provider::aws::arn(x)'],
  ['f(\n  1, # one\n  2 // two\n  /* three */\n)', 'f(1 2)'],
  ['[]', '[]'],
  ['[1, 2,]', '[1 2]'],
  ['[\n  1,\n\n  [2],\n]', '[1 [2]]'],
  ['{}', '{}'],
  ['{ a = 1, "b" = 2, (c) = 3, d : 4 }', '{"a": 1, "b": 2, paren(c): 3, "d": 4}'],
  ['{\n  a = 1\n  b = 2 # two\n\n  "x" : 1,\n}', '{"a": 1, "b": 2, "x": 1}'],
  ['{ in = 1, for = 2, if = 3, null = 4, true = 5 }', '{"in": 1, "for": 2, "if": 3, "null": 4, "true": 5}'],
  ['{ "${a}-b" = 1 }', '{template(<a> "-b"): 1}'],
  ['{ 1 = 2 }', '{1: 2}'],
  [
    'object({ a = string, b = optional(list(map(string)), []) })',
    'object({"a": string, "b": optional(list(map(string)) [])})',
  ],
  ['[for x in y : x]', 'for<tuple>(x in y: x)'],
  ['[ for i, x in y : x.id if x.on ]', 'for<tuple>(i,x in y: x.id if x.on)'],
  ['[\n  for x in y :\n  x\n  if true\n]', 'for<tuple>(x in y: x if true)'],
  ['{ for k, v in m : k => v }', 'for<object>(k,v in m: k => v)'],
  ['{for k, v in m : v => k... if v != ""}', 'for<object>(k,v in m: v => k... if (v != ""))'],
  ['[for x in [for y in z : y] : { a = x }]', 'for<tuple>(x in for<tuple>(y in z: y): {"a": x})'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['(\n  a\n  ? b\n  : c\n)', 'paren((a ? b : c))'],
  ['[a ?\n b :\n c]', '[(a ? b : c)]'],
  ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
  ['a || b && c == d', '(a || (b && (c == d)))'],
  ['a < b == (c >= d)', '((a < b) == paren((c >= d)))'],
  ['!a.b && -c > 1 % 2', '(!a.b && (-c > (1 % 2)))'],
  ['a / b != c', '((a / b) != c)'],
  ['[\n a\n + b\n]', '[(a + b)]'],
  ['<<EOT\n  a\nb ${c}\nEOT', 'template("  a\\nb " <c> "\\n")'],
  ['<<EOT\nEOT', '""'],
  ['<<EOT\n"$${x}" \\n {{ y }} %%{z}\nEOT', '"\\"${x}\\" \\\\n {{ y }} %{z}\\n"'],
  ['<<-EOT\n    a\n      b\n\n    c\n  EOT', '"a\\n  b\\n\\nc\\n"'],
  ['<<-EOT\n    ${a}\n      b\n    EOT', 'template(<a> "\\n  b\\n")'],
  ['<<-EOT\n    a ${b} c\n      d\n    EOT', 'template("a " <b> " c\\n  d\\n")'],
  ['<<EOT\nSELECT *\nFROM x -- "EOT" EOT\nEOTX\nEOT', '"SELECT *\\nFROM x -- \\"EOT\\" EOT\\nEOTX\\n"'],
  ['<<EOT\n%{ for a in b ~}\n  x\n%{ endfor }\nEOT', 'template(%{ for a in b ~} "x\\n" %{ endfor } "\\n")'],
  ['<<EOT\ncat <<EOT > file\nEOT', '"cat <<EOT > file\\n"'],
  ['f(<<A\nx\nA\n, <<B\ny\nB\n)', 'f("x\\n" "y\\n")'],
  ['<<EOT\r\na\r\nEOT\r', '"a\\r\\n"'],
];

describe('parseHcl: expressions', () => {
  for (const [source, expected] of EXPRESSIONS) {
    it(JSON.stringify(source), () => {
      const text = `a = ${source}\nb = 1\n`;
      const file = parseHcl(text);
      assert.deepEqual(file.problems, []);
      assert.equal(file.body.attributes.length, 2);
      const value = valueOf(text);
      assert.equal(outline(text, value), expected);
      assert.equal(text.slice(value.span.start, value.span.end), source.trimEnd());
    });
  }

  it('gives every part of a template and every step of a reference its place', () => {
    const text = '\uFEFFa = "x${b.c[0]}\\ty"\r\n';
    const value = valueOf(text);
    assert.ok(value.kind === 'template');
    assert.deepEqual(
      value.parts.map(({ span }) => text.slice(span.start, span.end)),
      ['x', '${b.c[0]}', '\\ty'],
    );
    const inner = value.parts[1];
    assert.ok(inner?.kind === 'interpolation' && inner.value.kind === 'index' && inner.value.from.kind === 'get');
    const { key, from } = inner.value;
    assert.deepEqual(
      [key.span, from.span, from.from.span],
      [
        { start: 13, end: 14 },
        { start: 9, end: 12 },
        { start: 9, end: 10 },
      ],
    );
  });

  it('gives the entries of an object their places', () => {
    const text = 'a = { b : 1, (c) = "d" }';
    const value = valueOf(text);
    assert.ok(value.kind === 'object');
    assert.deepEqual(
      value.entries.map((e) => [e.key.span, e.value.span, e.span].map((s) => text.slice(s.start, s.end))),
      [
        ['b', '1', 'b : 1'],
        ['(c)', '"d"', '(c) = "d"'],
      ],
    );
  });
});

const SAMPLE = `# A comment
resource "aws_db_instance" "main" {
  engine = "postgres" // trailing
  tags   = { Name = "x", "a b" : 1 }
  list   = [1, "two", var.three]
  policy = <<-EOT
    { "a": "\${var.b}" }
  EOT

  rule {
    on = var.on ? true : false
  }
  empty {}
}

/* block
comment */
locals {
  a = [for k, v in var.m : "\${k}-\${v}" if v != ""]
  b = jsonencode({ Statement = [{ Effect = "Allow" }] })
}

variable "last" {
  default = "x"
  type    = object({ a = string })
}
`;

describe('parseHcl: bodies', () => {
  it('reads attributes, blocks, labels and comments', () => {
    const file = parseHcl(SAMPLE);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(outlineBody(SAMPLE, file.body), [
      'resource "aws_db_instance" "main"',
      '  engine = "postgres"',
      '  tags = {"Name": "x", "a b": 1}',
      '  list = [1 "two" var.three]',
      '  policy = template("{ \\"a\\": \\"" <var.b> "\\" }\\n")',
      '  rule',
      '    on = (var.on ? true : false)',
      '  empty',
      'locals',
      '  a = for<tuple>(k,v in var.m: template(<k> "-" <v>) if (v != ""))',
      '  b = jsonencode({"Statement": [{"Effect": "Allow"}]})',
      'variable "last"',
      '  default = "x"',
      '  type = object({"a": string})',
    ]);
  });

  it('reads the same with CRLF and a byte order mark', () => {
    const text = '\uFEFF' + SAMPLE.replace(/\n/g, '\r\n');
    const file = parseHcl(text);
    assert.deepEqual(file.problems, []);
    const lines = outlineBody(text, file.body).map((line) => line.replaceAll('\\r', ''));
    assert.deepEqual(lines, outlineBody(SAMPLE, parseHcl(SAMPLE).body));
  });

  it('gives blocks their places', () => {
    const text = 'a "b" c {\n  d = 1\n}\n';
    const [block] = parseHcl(text).body.blocks;
    assert.ok(block);
    const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.equal(slice(block.span), text.trimEnd());
    assert.equal(slice(block.typeSpan), 'a');
    assert.deepEqual(
      block.labels.map(({ span }) => slice(span)),
      ['"b"', 'c'],
    );
    assert.equal(slice(block.body.span), '\n  d = 1\n');
    const [attribute] = block.body.attributes;
    assert.ok(attribute);
    assert.deepEqual([slice(attribute.nameSpan), slice(attribute.span)], ['d', 'd = 1']);
  });

  it('keeps both of two attributes with one name', () => {
    assert.deepEqual(outlineBody('', parseHcl('a = 1\na = 2').body), ['a = 1', 'a = 2']);
  });
});

/** Half-typed text, what is read of it, and the texts where problems are noted. */
const HALF_TYPED: readonly (readonly [text: string, expected: readonly string[], problems: readonly string[]])[] = [
  ['a =\nb = 1', ['a = <missing>', 'b = 1'], ['\n']],
  ['a\nb = 1', ['a = <missing>', 'b = 1'], ['a']],
  ['a = "x\nb = 1', ['a = "x"', 'b = 1'], ['"x']],
  ['a = "x${y\nb = 1', ['a = template("x" <y>)', 'b = 1'], ['${', '"x${y\n']],
  ['a = x.\nb = 1', ['a = x.', 'b = 1'], ['.']],
  ['a = [1, 2\nb = 1', ['a = [1 2]', 'b = 1'], ['[']],
  ['a = f(1,\nb = 1', ['a = f(1)', 'b = 1'], ['(']],
  ['a = f([{\n  c = [d\n}])\nb = 1', ['a = f([{"c": [d]}])', 'b = 1'], ['[']],
  ['a = {\n  c = [1\n  d = 2\n}\nb = 1', ['a = {"c": [1], "d": 2}', 'b = 1'], ['[']],
  ['a = x ? y\nb = 1', ['a = (x ? y : <missing>)', 'b = 1'], ['?']],
  ['a = 1 +\nb = 1', ['a = (1 + <missing>)', 'b = 1'], ['\n']],
  ['a = (1\nb = 1', ['a = paren(1)', 'b = 1'], ['(', 'b']],
  ['a = [1 2]\nb = 1', ['a = [1 2]', 'b = 1'], ['2']],
  ['a = "\\q"\nb = 1', ['a = "\\\\q"', 'b = 1'], ['\\q']],
  ['a = <<EOT\nb = 1', ['a = <missing>', 'b = 1'], ['<<EOT']],
  ['a = { b\n  c = 1\n}\nb = 1', ['a = {"b": <missing>, "c": 1}', 'b = 1'], ['b']],
  ['a = { b { c = 1 } }\nb = 1', ['a = {"b": {"c": 1}}', 'b = 1'], ['b']],
  ['a : 1\nb = 1', ['a = 1', 'b = 1'], [':']],
  ['"a" = 1\nb = 1', ['a = 1', 'b = 1'], ['"a"']],
  ['a = 1,\nb = 1', ['a = 1', 'b = 1'], [',']],
  ['a = 1 b = 1', ['a = 1', 'b = 1'], ['b']],
  ['x "y" { a = b; c = "d"; }', ['x "y"', '  a = b', '  c = "d"'], [';', ';']],
  ['a = 1 ) ]\nb = 1', ['a = 1', 'b = 1'], [')']],
  ['}\nb = 1', ['b = 1'], ['}']],
  ['r "x\nb = 1', ['r "x" (open)', 'b = 1'], ['"x', 'r "x']],
  ['r "x {\n  a = 1\n}\nb = 1', ['r "x"', '  a = 1', 'b = 1'], ['"x ']],
  ['resource "x" "y" {\n  a = 1\n\nvariable "z" {}', ['resource "x" "y" (open)', '  a = 1', 'variable "z"'], ['{']],
  [
    'resource "x" "y" {\n  a = {\n    b = 1\n\nlocals {\n}',
    ['resource "x" "y" (open)', '  a = {"b": 1}', 'locals'],
    ['{', '{'],
  ],
  [
    'resource "x" "y" {\n  a = <<EOT\n\n}\nlocals {\n  b = <<EOT\nc\nEOT\n}',
    ['resource "x" "y"', '  a = <missing>', 'locals', '  b = "c\\n"'],
    ['<<EOT'],
  ],
  ['a = 1 /* b = 1', ['a = 1'], ['/*']],
];

function problemTexts(text: string, file: HclFile): string[] {
  return file.problems.map(({ span }) => text.slice(span.start, span.end)).sort();
}

describe('parseHcl: half-typed text', () => {
  for (const [text, expected, problems] of HALF_TYPED) {
    it(JSON.stringify(text), () => {
      const file = parseHcl(text);
      assert.deepEqual(outlineBody(text, file.body), expected);
      assert.deepEqual(problemTexts(text, file), [...problems].sort());
    });
  }

  it('reads every prefix and keeps the blocks before', () => {
    const resource = outlineBlock(SAMPLE, parseHcl(SAMPLE).body.blocks[0] ?? assert.fail(), '');
    const end = SAMPLE.indexOf('/* block');
    for (let length = 0; length <= SAMPLE.length; length++) {
      const text = SAMPLE.slice(0, length);
      const file = parseHcl(text);
      checkSpans(text, file.body);
      const [first] = file.body.blocks;
      if (length >= end) assert.deepEqual(first && outlineBlock(text, first, ''), resource);
    }
  });

  it('keeps the other blocks when a brace, a quote or an equals sign is missing', () => {
    const blocks = parseHcl(SAMPLE).body.blocks;
    for (let at = 0; at < SAMPLE.length; at++) {
      if (!'{}"=[]()'.includes(SAMPLE.charAt(at))) continue;
      const text = SAMPLE.slice(0, at) + SAMPLE.slice(at + 1);
      const file = parseHcl(text);
      checkSpans(text, file.body);
      const found = file.body.blocks.map((block) => outlineBlock(text, block, '').join('\n'));
      for (const block of blocks) {
        const inside = block.span.start <= at && at < block.span.end;
        if (!inside)
          assert.ok(found.includes(outlineBlock(SAMPLE, block, '').join('\n')), `without ${String(at)}: ${block.type}`);
      }
    }
  });
});

/** Attributes and blocks stand in order, inside their body, and names are where they say. */
function checkSpans(text: string, body: Body): void {
  const spans = [...body.attributes, ...body.blocks].map(({ span }) => span).sort((a, b) => a.start - b.start);
  let last = body.span.start;
  for (const span of spans) {
    assert.ok(last <= span.start && span.start <= span.end && span.end <= body.span.end, JSON.stringify([text, span]));
    last = span.end;
  }
  for (const { name, nameSpan, value, span } of body.attributes) {
    const written = text.slice(nameSpan.start, nameSpan.end);
    assert.ok(written === name || written.startsWith('"'));
    checkExpression(value, span.end);
  }
  for (const block of body.blocks) checkSpans(text, block.body);
}

function checkExpression(expression: Expression, end: number): void {
  const { span } = expression;
  assert.ok(span.start <= span.end && span.end <= end, JSON.stringify({ expression, end }));
  for (const child of Object.values(expression)) {
    const children: readonly unknown[] = Array.isArray(child) ? child : [child];
    for (const inner of children) if (isExpression(inner)) checkExpression(inner, span.end);
  }
}

function isExpression(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'kind' in value && 'span' in value;
}

const TOKENS = [
  'a',
  'for',
  'in',
  'if',
  'b.c',
  ' ',
  '\n',
  '=',
  '"',
  '${',
  '%{',
  '}',
  '{',
  '[',
  ']',
  '(',
  ')',
  ',',
  '.',
  '...',
  ':',
  '?',
  '<<A',
  '\nA\n',
  '<<-A\n',
  '-',
  '!',
  '+',
  '=>',
  '#',
  '/*',
  '*/',
  '\\',
  '1',
  'resource "a" "b" {\n',
  '\r\n',
  '\0',
  '😀',
  '*',
];

describe('parseHcl: any text', () => {
  it('never throws, and spans stay in order', () => {
    const anything = fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(anything, (text) => {
        checkSpans(text, parseHcl(text).body);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the blocks around any rubbish without braces and quotes', () => {
    const rubbish = fc.array(fc.constantFrom(...TOKENS.filter((t) => !/["{}<*#\\]/.test(t))), { maxLength: 30 });
    fc.assert(
      fc.property(rubbish, (tokens) => {
        const text = `locals {\n  a = 1\n}\n${tokens.join('')}\nresource "a" "b" {\n  c = 2\n}\n`;
        const { blocks } = parseHcl(text).body;
        assert.deepEqual(blocks.at(0)?.type, 'locals');
        assert.deepEqual(outlineBlock(text, blocks.at(-1) ?? assert.fail(), ''), ['resource "a" "b"', '  c = 2']);
      }),
      { numRuns: 300 },
    );
  });
});

const repeat = (text: string, times = Math.ceil(300_000 / text.length)): string => text.repeat(times);

/** Hundreds of kilobytes each, most of it on one line. */
const HOSTILE: Readonly<Record<string, string>> = {
  'open lists': 'a = ' + repeat('['),
  'open calls': 'a = ' + repeat('f('),
  'open objects': 'a = ' + repeat('{a='),
  'open objects over lines': repeat('a = {\n'),
  'open blocks': repeat('a {'),
  'open blocks over lines': repeat('a {\n'),
  'open blocks before many headers': 'a {\n'.repeat(390) + repeat('resource "a" "b" {\n'),
  'a long sum': 'a = ' + repeat('1+'),
  'a long reference': 'a = b' + repeat('.c'),
  'a long condition': 'a = ' + repeat('b ? c : '),
  'many signs': 'a = ' + repeat('!'),
  'strings in strings': 'a = ' + repeat('"${'),
  'open interpolations': 'a = "' + repeat('${'),
  'a list without commas': 'a = [' + repeat('b '),
  'a long list': 'a = [' + repeat('"x", ') + ']',
  'a megabyte on one line': 'a = [' + repeat('{ b = "c" }, ', 80_000) + ']',
  'a long string': 'a = "' + repeat('x') + '"',
  'heredocs with a tag each': Array.from({ length: 30_000 }, (_, i) => `a = <<A${String(i)}\n`).join(''),
  'heredocs that hold what opens the next': repeat('a = <<A\n${{\nA\n'),
  'a comment in deep brackets': 'a = ' + '['.repeat(390) + '/*' + repeat(' ') + '*/',
  'nested for': 'a = ' + repeat('[for x in '),
  'many labels': repeat('a "b" '),
  'many directives': 'a = "' + repeat('%{ if x }') + '"',
  'one long name': repeat('a'),
  blanks: repeat(' '),
  quotes: repeat('"'),
};

describe('parseHcl: hostile text', () => {
  for (const [what, text] of Object.entries(HOSTILE)) {
    it(what, () => {
      const start = process.cpuUsage();
      const file = parseHcl(text);
      const { user } = process.cpuUsage(start);
      assert.ok(user < 3_000_000, `took ${String(user / 1000)} ms`);
      assert.ok(file.problems.length <= 500);
      // What walks the tree recurses: the tree must be flat enough for that.
      JSON.stringify(file.body);
    });
  }

  it('names the depth that it does not read', () => {
    const file = parseHcl('a = ' + '['.repeat(1000) + ']'.repeat(1000) + '\nb = 1\n');
    assert.ok(file.problems.some(({ message }) => message.includes('400 levels')));
    assert.deepEqual(
      file.body.attributes.map(({ name }) => name),
      ['a', 'b'],
    );
  });
});
