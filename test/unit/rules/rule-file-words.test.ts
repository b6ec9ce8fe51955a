// Completion in rule files: what fits where the cursor `|` stands, in whole files and in half-typed ones.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeAt } from '../../../server/rules/rule-file-place';
import { wordsAt } from '../../../server/rules/rule-file-words';
import type { Schema } from '../../../server/rules/schema-check';
import { root } from '../../support/kinds';

const schema = JSON.parse(readFileSync(join(root, 'rules/kind.schema.json'), 'utf8')) as Schema;

const FILE = `kind: house.bucket
facts:
  name: { cloudformation: BucketName }
  key:
    cloudformation: Key
scopes:
  part: { cloudformation: 'Parts[]' }
rules:
  - id: house-one
    theme: at-rest
`;

const PLACES: readonly (readonly [string, readonly (string | number)[], string | undefined, string])[] = [
  ['ki|', [], undefined, 'ki'],
  ['facts:\n  key:\n    cl|', ['facts', 'key'], undefined, 'cl'],
  ['rules:\n  - id: x\n    se|', ['rules', 0], undefined, 'se'],
  ['rules:\n  - id: x\n    severity: h|', ['rules', 0], 'severity', 'h'],
  ['rules:\n- id: x\n  sev|', ['rules', 0], undefined, 'sev'],
  ['rules:\n  - id: x\n    require: { name: { ma|', ['rules', 0, 'require', 'name'], undefined, 'ma'],
  ['rules:\n  - id: x\n    require: { a: true, b|', ['rules', 0, 'require'], undefined, 'b'],
  ['rules:\n  - id: x\n    require:\n      any:\n        - na|', ['rules', 0, 'require', 'any', 0], undefined, 'na'],
  ['rules:\n  - id: x\n    fix: { set: { on: true }, rem|', ['rules', 0, 'fix'], undefined, 'rem'],
  ['rules:\n  # a comment\n  - id: x\n\n    pro|', ['rules', 0], undefined, 'pro'],
];

const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ['    severity: |', ['high', 'medium', 'low']],
  ['    profile: b|', ['baseline', 'customer-keys', 'strict']],
  ['    each: |', ['part']],
  ['    fix: { title: Do, set: { |', ['name', 'key']],
  ['    require: { |', ['name', 'key', 'any', 'all', 'not']],
  ['    require: { name: { |', ['in', 'set', 'matches', 'startsWith', 'atLeast', 'atMost', 'is', 'not', 'some']],
  ['    require: { name: { is: |', ['customer-key', 'aws-key']],
  ['    require: { name: { set: |', ['true', 'false']],
];

describe('completion in rule files', () => {
  for (const [marked, path, key, typed] of PLACES)
    it(`knows the place in ${JSON.stringify(marked)}`, () => {
      const offset = marked.indexOf('|');
      assert.deepEqual(placeAt(marked.replace('|', ''), offset), { path, key, typed });
    });

  for (const [line, expected] of WORDS)
    it(`offers what fits in ${JSON.stringify(line)}`, () => {
      const marked = FILE + line;
      const { words } = wordsAt(marked.replace('|', ''), marked.indexOf('|'), schema);
      assert.deepEqual(
        words.map(({ text }) => text),
        expected,
      );
    });

  it('offers the keys of a file and of a fact', () => {
    const keys = (text: string): readonly string[] =>
      wordsAt(text, text.length, schema).words.map(({ text: key }) => key);
    assert.deepEqual(keys('k'), ['kind', 'noun', 'bind', 'scopes', 'facts', 'store', 'rules']);
    assert.ok(keys('facts:\n  on: { ').includes('default'));
    assert.ok(keys('facts:\n  on: { derive: ').includes('words-of'));
  });

  it('never throws on half a file', () => {
    for (let end = 0; end <= FILE.length; end++) wordsAt(FILE.slice(0, end), end, schema);
  });
});
