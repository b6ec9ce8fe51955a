// Parsing with the tree of the text before an edit: the same tree as parsing from the start.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseScript } from '../../../../server/dialects/script/parser';
import { script } from '../../../bench/texts';

const CLASS = `import { Bucket } from 'aws-cdk-lib/aws-s3';
export class Store<T> extends Bucket {
  private readonly name = \`data-\${String(1 / 2)}\`;
  async grant(@inject() who: T, ...more: readonly T[]) {
    for await (const each of more) if (each) return <const>{ [this.name]: each, ...who };
    label: while (true) break label;
  }
}
enum Mode { On = 'on' }
export default (a?: Mode) => a?.toString() ?? /x[/]y/g.test('z') /* end */;
`;

/** What opens and closes strings, comments, blocks and contexts, and so changes what stands behind it. */
const TYPED = [
  '',
  ' ',
  '\n',
  '//',
  '/*',
  '*/',
  '"',
  '`',
  '${',
  '{',
  '}',
  '(',
  ')',
  ';',
  '/',
  '<',
  '=>',
  'await ',
  'class A {',
  'x',
];

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat({ max: 10 }),
    typed: fc.constantFrom(...TYPED),
  }),
  { minLength: 3, maxLength: 8 },
);

/** Everything that is read of a tree: lines and columns are not. */
function shown(ast: unknown): string {
  return JSON.stringify(ast, (key, value: unknown) => {
    if (key === 'loc' || key === 'parent') return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

describe('parsing a script after an edit', () => {
  for (const [name, text] of [
    ['calls.ts', script(20)],
    ['class.ts', CLASS],
    ['class.tsx', CLASS],
  ] as const) {
    it(`gives the tree that parsing from the start gives: ${name}`, () => {
      fc.assert(
        fc.property(edits, (steps) => {
          let now = text;
          let earlier = parseScript(now, name)?.tree;
          for (const { at, removed, typed } of steps) {
            const start = Math.floor(now.length * at);
            now = now.slice(0, start) + typed + now.slice(start + removed);
            const parsed = parseScript(now, name, earlier);
            assert.equal(shown(parsed?.ast), shown(parseScript(now, name)?.ast));
            earlier = parsed?.tree;
          }
        }),
        { numRuns: 40, seed: 3 },
      );
    });
  }
});
