// Compares the HCL parser with HashiCorp's own on the corpus, as far as that one's JSON says what it read.
import { parse as parseWithHashiCorp } from '@cdktf/hcl2json';
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Body, Expression } from '../../../../server/dialects/terraform/hcl/ast';
import { parseHcl } from '../../../../server/dialects/terraform/hcl/parse';

const CORPUS = join(__dirname, '../../../../../shared/corpus');

/** Texts with what the corpus may not have. */
const SAMPLES: readonly string[] = [
  'a = <<-EOT\n    one\n\n      two\n   \n  EOT\nb = "x\\ty\\u00e9"\nc = <<EOT\nx \\n\nEOT\n',
  'a = { in = 1, "x" : 2, (b) = 3 }\nc = [for x in y : x]\nd = true ? 1 : 2\n',
  'a b c {\n  d {\n    e = 1\n  }\n  d {}\n}\na b c {}\nz b {\n}\n',
  'a = [{\n  b = [1, 2\n  ,3]\n}, null, -1, 1.5e3, false]\n',
  '\uFEFFa = 1\r\nb {\r\n  c = "d" # e\r\n}\r\n',
  'a = f(<<A\nx\nA\n, [{ b = "c" }])\nd = "e%{ if f }g%{ endif }"\n',
];

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Stands for a value that isn't written plainly; the other parser gives its source then. */
const EXPRESSION = Symbol('expression');
type Mine = string | number | boolean | null | typeof EXPRESSION | readonly Mine[] | Map<string, Mine>;

function plain(e: Expression): Mine {
  switch (e.kind) {
    case 'literal':
      return e.value;
    case 'tuple':
      return e.items.map(plain);
    case 'object':
      return new Map(
        e.entries.map(({ key, value }) => [key.kind === 'literal' ? String(key.value) : '', plain(value)]),
      );
    case 'unary':
      return e.operand.kind === 'literal' && typeof e.operand.value === 'number' ? -e.operand.value : EXPRESSION;
    default:
      return EXPRESSION;
  }
}

/** Compares a body; blocks lie under their type and labels, in a list. */
function compareBody(body: Body, json: Json, where: string): void {
  const expected = entriesOf(json, where);
  for (const { name, value } of body.attributes) comparePlain(plain(value), expected.get(name), `${where}.${name}`);
  const groups = new Map<string, Body[]>();
  for (const { type, labels, body: inner } of body.blocks) {
    const key = JSON.stringify([type, ...labels.map(({ text }) => text)]);
    groups.set(key, [...(groups.get(key) ?? []), inner]);
  }
  for (const [key, bodies] of groups) {
    const found = (JSON.parse(key) as string[]).reduce<Json | undefined>(
      (at, step) => at && entriesOf(at, key).get(step),
      json,
    );
    assert.ok(Array.isArray(found), `${where} ${key} is not there`);
    assert.equal(bodies.length, found.length, `${where} ${key}`);
    for (const [i, inner] of bodies.entries()) compareBody(inner, (found as Json[])[i] ?? null, `${where} ${key}`);
  }
  const names = new Set([...body.attributes.map(({ name }) => name), ...body.blocks.map(({ type }) => type)]);
  assert.deepEqual([...expected.keys()].sort(), [...names].sort(), where);
}

function entriesOf(json: Json, where: string): Map<string, Json> {
  assert.ok(typeof json === 'object' && json !== null && !Array.isArray(json), `${where} is no object`);
  return new Map(Object.entries(json));
}

function comparePlain(mine: Mine, json: Json | undefined, where: string): void {
  assert.notEqual(json, undefined, `${where} is not there`);
  if (json === undefined) return;
  if (mine === EXPRESSION)
    assert.ok(typeof json === 'string' && /[$%]\{/.test(json), `${where}: ${JSON.stringify(json)}`);
  else if (mine instanceof Map) {
    const expected = entriesOf(json, where);
    for (const [key, value] of mine) if (key !== '') comparePlain(value, expected.get(key), `${where}.${key}`);
    if (!mine.has('')) assert.deepEqual([...expected.keys()].sort(), [...mine.keys()].sort(), where);
  } else if (typeof mine === 'object' && mine !== null) {
    assert.ok(Array.isArray(json) && json.length === mine.length, where);
    for (const [i, item] of mine.entries()) comparePlain(item, (json as Json[])[i], `${where}[${String(i)}]`);
  } else if (typeof mine === 'string') {
    // It leaves `$${` as it is.
    assert.ok(typeof json === 'string', where);
    assert.equal(json.replace(/([$%])\1\{/g, '$1{'), mine, where);
  } else assert.equal(json, mine, where);
}

async function compare(name: string, text: string): Promise<void> {
  const expected = (await parseWithHashiCorp(name, text.replace(/^\uFEFF/, ''))) as Json;
  const file = parseHcl(text);
  assert.deepEqual(file.problems, [], name);
  compareBody(file.body, expected, name);
}

describe('parseHcl beside HashiCorp’s parser', function () {
  this.timeout(120_000);

  SAMPLES.forEach((text, i) => {
    it(`reads sample ${String(i + 1)} alike`, () => compare(`sample-${String(i + 1)}.tf`, text));
  });

  it('reads the corpus alike', async function () {
    if (!existsSync(CORPUS)) {
      console.log(`      no corpus at ${CORPUS}: skipped`);
      this.skip();
    }
    const files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tf'));
    assert.ok(files.length > 0);
    for (const path of files) await compare(path, readFileSync(join(CORPUS, path), 'utf8'));
  });
});
