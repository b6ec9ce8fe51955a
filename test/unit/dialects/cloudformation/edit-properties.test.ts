// What must hold for every edit of a template: it parses, it says the old things plus the change, a second time it changes nothing.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { stringify } from 'yaml';
import type { Change } from '../../../../server/core/resource';
import { applyEdits, type TextEdit } from '../../../../server/core/text';
import { editCloudFormation } from '../../../../server/dialects/cloudformation/edit';
import { remove, resourcesOf, set, yamlData } from './edit-helper';

type Language = 'yaml' | 'json';

function dataOf(text: string, language: Language): unknown {
  return language === 'yaml' ? yamlData(text) : parse(text.replace(/^\ufeff/, ''), [], { allowTrailingComma: true });
}

type Data = Record<string, unknown>;

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of the data with a property of a resource set by a plain path. */
function withValue(data: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const old = isData(data) ? data : {};
  return { ...old, [key]: withValue(old[key], rest, value) };
}

function sectionKeys(data: unknown): readonly string[] {
  return isData(data) && isData(data.resources) ? ['resources', 'Resources'] : ['Resources'];
}

const name = fc.constantFrom('Enc', 'Key', 'Alpha', 'Beta', 'Gamma', 'a.b', 'Nested');
const leaf = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -5, max: 5000 }),
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    'yes',
    'no',
    '012',
    '1.0',
    '',
    'a: b',
    '# x',
    '2012-10-17',
    '*',
    '- a',
    '!Ref x',
    'multi\nline\n',
    '{{x}}',
    'x # y',
    'é',
    '~',
    '0x1f',
    '1e3',
    '.5',
    ' a ',
  ),
);
const tree = fc.letrec<{ value: unknown; map: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('map'), fc.array(tie('value'), { maxLength: 3 })),
  map: fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));
const keys = fc.array(name, { minLength: 1, maxLength: 3 });
const newValue = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(name, leaf, { maxKeys: 3, noNullPrototype: true }),
);

const write = {
  yaml: (data: unknown, indent: number, flow: boolean, odd: boolean) =>
    stringify(data, {
      indent,
      indentSeq: odd,
      ...(flow ? { collectionStyle: 'flow' as const } : {}),
      lineWidth: 0,
      version: '1.1' as const,
      aliasDuplicateObjects: false,
    }),
  json: (data: unknown, indent: number, flow: boolean) => JSON.stringify(data, null, flow ? 0 : indent),
};

/** A path that a property test sets or removes, with quotes around names that need them. */
function written(path: readonly string[]): string {
  return path.map((key) => `'${key}'`).join('.');
}

/** Applies a change to A; undefined where it is refused. */
function apply(
  text: string,
  language: Language,
  change: Change,
): { text: string; edits: readonly TextEdit[] } | undefined {
  const resource = resourcesOf(text, language).find((r) => r.id === 'A');
  if (!resource) return assert.fail('A is missing');
  const result = editCloudFormation(text, resource, change);
  return result.ok ? { text: applyEdits(text, result.edits), edits: result.edits } : undefined;
}

/** Whether `path` can be walked: nothing but maps on the way. */
function walkable(data: unknown, path: readonly string[]): boolean {
  let at: unknown = data;
  for (const key of path.slice(0, -1)) {
    if (!isData(at)) return false;
    if (at[key] === undefined) return true;
    at = at[key];
  }
  return isData(at);
}

describe('CloudFormation edits, properties', () => {
  for (const language of ['yaml', 'json'] as const) {
    for (const eol of ['\n', '\r\n']) {
      it(`a random value at a random place: ${language}, ${JSON.stringify(eol)}`, () => {
        fc.assert(
          fc.property(
            tree.map,
            fc.constantFrom(2, 4),
            fc.boolean(),
            fc.boolean(),
            keys,
            newValue,
            (random, indent, flow, odd, path, value) => {
              checkSet(language, eol, random, indent, flow, odd, path, value);
            },
          ),
          { numRuns: 150, seed: 7 },
        );
      });
    }
  }

  it('removing what was set brings the old data back', () => {
    fc.assert(
      fc.property(tree.map, fc.constantFrom<Language>('yaml', 'json'), fc.boolean(), (random, language, flow) => {
        const data = templateOf(random);
        const text = write[language](data, 2, flow, true);
        const there = apply(text, language, set('Fresh.Deep', true));
        const back = there && apply(there.text, language, remove('Fresh.Deep'));
        assert.ok(back);
        const plain = isData(random) && Object.keys(random).length === 0;
        const expected = plain
          ? { Resources: { ...data.Resources, A: { Type: 'T', DeletionPolicy: 'Retain' } } }
          : data;
        assert.deepEqual(dataOf(back.text, language), dataOf(write[language](expected, 2, flow, true), language));
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  for (const language of ['yaml', 'json'] as const) {
    it(`no half-typed text makes it throw: ${language}`, () => {
      const data = templateOf({ L: [{ K: 'a' }, { K: ['b', {}] }], T: 'one\ntwo\n', M: { X: null } });
      const text = write[language](data, 2, false, true).replace(
        'T: |',
        'R: !If [C, &x {D: *x}, !Ref\n        "q"]\n      T: |+',
      );
      const [resource] = resourcesOf(text, language);
      assert.ok(resource);
      for (let at = 0; at <= text.length; at += 3) {
        for (const half of [text.slice(0, at), text.slice(0, at) + text.slice(at + 1)]) {
          for (const change of [set('L[K=z].V', 1), set('M.X.Y', 1), remove('L[].K')]) {
            const span = { start: resource.span.start, end: Math.min(resource.span.end, half.length) };
            const result = editCloudFormation(half, { ...resource, span }, change);
            assert.ok(!result.ok || result.edits.every((edit) => edit.span.end <= half.length));
          }
        }
      }
    });
  }

  it('every template of the corpus', function () {
    this.timeout(120_000);
    const root = join(__dirname, '../../../../../shared/corpus/files');
    if (!existsSync(root)) {
      console.log('      skipped: no corpus at ../shared/corpus/files');
      this.skip();
    }
    let resources = 0;
    let refused = 0;
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ya?ml|json)$/.test(file)) continue;
      const text = readFileSync(join(root, file), 'utf8');
      const language = file.endsWith('json') ? 'json' : 'yaml';
      const before = dataOf(text, language);
      for (const resource of resourcesOf(text, language)) {
        resources++;
        refused += checkResource(text, language, file, resource, before);
      }
    }
    console.log(`      ${String(resources)} resources, ${String(refused)} refused`);
    assert.ok(resources > 300 && refused < resources / 100);
  });
});

function templateOf(map: unknown): { Resources: Data } {
  return { Resources: { A: { Type: 'T', Properties: map, DeletionPolicy: 'Retain' }, B: { Type: 'T' } } };
}

function checkSet(
  language: Language,
  eol: string,
  map: unknown,
  indent: number,
  flow: boolean,
  odd: boolean,
  path: readonly string[],
  value: unknown,
): void {
  const text = write[language](templateOf(map), indent, flow, odd).replace(/\n/g, eol);
  const change = set(written(path), value);
  const done = apply(text, language, change);
  if (!walkable(map, path)) return;
  assert.ok(done, `refused in\n${text}`);
  const before = dataOf(text, language);
  assert.deepEqual(
    dataOf(done.text, language),
    withValue(before, ['Resources', 'A', 'Properties', ...path], value),
    `${text}\n=>\n${done.text}`,
  );
  assert.equal(apply(done.text, language, change)?.edits.length, 0, `a second time:\n${done.text}`);
  const alien = eol === '\n' ? /\r/ : /[^\r]\n/;
  assert.ok(!alien.test(done.text), 'line endings');
}

/** 1 where the edit was refused. */
function checkResource(
  text: string,
  language: Language,
  file: string,
  resource: ReturnType<typeof resourcesOf>[number],
  before: unknown,
): number {
  const change = set('CipherlintTest', true);
  const result = editCloudFormation(text, resource, change);
  if (!result.ok) {
    console.log(`      ${file} ${resource.id}: ${result.reason}`);
    return 1;
  }
  const after = applyEdits(text, result.edits);
  const expected = withValue(before, [...sectionKeys(before), resource.id, 'Properties', 'CipherlintTest'], true);
  assert.deepEqual(dataOf(after, language), expected, `${file} ${resource.id}`);
  // Nothing but the braces of an empty map may go.
  for (const { span } of result.edits) assert.match(text.slice(span.start, span.end), /^\s*(?:\{\})?$/, file);
  const again = resourcesOf(after, language).find((r) => r.id === resource.id);
  assert.deepEqual(
    again && editCloudFormation(after, again, change),
    { ok: true, edits: [] },
    `${file} ${resource.id}, again`,
  );
  return 0;
}
