// Parsing with the tree of the text before an edit: the same tree as parsing from the start.
import assert from 'node:assert/strict';
import { parse } from '@typescript-eslint/typescript-estree';
import fc from 'fast-check';
import * as ts from 'typescript';
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

/** Long blocks in long blocks, and statements of every size between them. */
const NESTED = `export default class App<T extends object = {}> extends Stack<T> {
  static { register('app'); ${'pad(1); '.repeat(80)} }
  constructor(private readonly scope: Construct, id: string) {
    super(scope, id);
    'text alone';
    ${Array.from({ length: 12 }, (_, i) => `new Bucket<number>(this, 'Bucket${String(i)}', { encrypted: true, size: ${String(i)} as const });`).join('\n    ')}
    try { ${Array.from({ length: 9 }, (_, i) => `await each<string>(async (x) => { send(x, ${String(i)}, \`part \${x}\`, 'some text that makes this long'); });`).join('\n')} } catch (error) { throw error; } finally { done(); }
  }
  get all(): T[] { return []; }
}
export const last = 1, more = () => { ${'step(); '.repeat(90)} };
export async function end() { ${'if (await last) await step(); '.repeat(40)} }
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

function sourceFile(text: string, name: string): ts.SourceFile {
  const kind = name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
}

/** True where TypeScript's parser does not complain. */
function isSound(text: string, name: string): boolean {
  return (sourceFile(text, name) as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length === 0;
}

/** What the parser itself makes of a whole text. */
function fromTheStart(text: string, name: string): unknown {
  const options = { allowInvalidAST: true, errorOnUnknownASTType: false, range: true, filePath: name };
  return parse(sourceFile(text, name) as unknown as string, options);
}

/** Everything that is read of a tree: lines and columns are not, nor which texts are directives. */
function shown(ast: unknown): string {
  return JSON.stringify(ast, (key, value: unknown) => {
    if (key === 'loc' || key === 'parent' || key === 'directive') return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

describe('parsing a script after an edit', () => {
  for (const [name, text] of [
    ['calls.ts', script(20)],
    ['calls within calls.ts', NESTED],
    ['class.ts', CLASS],
    ['class.tsx', CLASS.replace('<const>{', '{')],
  ] as const) {
    it(`reads the whole text: ${name}`, () => {
      assert.equal(shown(parseScript(text, name)?.ast), shown(fromTheStart(text, name)));
    });

    it(`gives the tree that parsing from the start gives: ${name}`, () => {
      fc.assert(
        fc.property(edits, (steps) => {
          let now = text;
          let earlier = parseScript(now, name)?.tree;
          for (const { at, removed, typed } of steps) {
            const start = Math.floor(now.length * at);
            now = now.slice(0, start) + typed + now.slice(start + removed);
            const parsed = parseScript(now, name, earlier);
            const { ast, unsure } = parseScript(now, name) ?? {};
            assert.deepEqual([shown(parsed?.ast), parsed?.unsure], [shown(ast), unsure], now);
            if (isSound(now, name)) assert.equal(shown(ast), shown(fromTheStart(now, name)));
            earlier = parsed?.tree;
          }
        }),
        { numRuns: 12, seed: 3 },
      );
    });
  }
});
