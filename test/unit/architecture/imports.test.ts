// The import table of ARCHITECTURE.md, file by file: who may know whom.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import ts from 'typescript';
import { root } from '../../support/kinds';

interface Layer {
  readonly folder: string;
  /** Folders of the project and packages that it may import. */
  readonly may: readonly string[];
}

const LAYERS: readonly Layer[] = [
  { folder: 'server/core', may: ['server/core', 'diff'] },
  {
    folder: 'server/dialects/cloudformation',
    may: ['server/core', 'server/dialects/cloudformation', 'yaml', 'jsonc-parser'],
  },
  { folder: 'server/dialects/terraform', may: ['server/core', 'server/dialects/terraform', 'yaml', 'jsonc-parser'] },
  {
    folder: 'server/dialects/python',
    may: ['server/core', 'server/dialects/python', '@lezer/python', '@lezer/common', 'jsonc-parser'],
  },
  {
    folder: 'server/dialects/script',
    may: [
      'server/core',
      'server/dialects/script',
      '@typescript-eslint/typescript-estree',
      '@typescript-eslint/types',
      'typescript',
    ],
  },
  { folder: 'server/dialects/shell', may: ['server/core', 'server/dialects/shell', 'yaml', 'jsonc-parser'] },
  { folder: 'server/rules', may: ['server/core', 'server/rules', 'yaml'] },
  { folder: 'server/report', may: ['server/core', 'server/report'] },
  {
    folder: 'server/lsp',
    may: ['server/core', 'server/rules', 'server/lsp', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  { folder: 'client', may: ['client', 'server/lsp/protocol', 'vscode', 'vscode-languageclient', 'node:'] },
];

/** Only this file knows the TypeScript parser, so that it can be loaded late. */
const PARSER = 'server/dialects/script/parser.ts';
/** The half of the parser file that only it may use. */
/** What only the parser's file imports. */
const ITS_PARTS = ['server/dialects/script/conversion.ts', 'server/dialects/script/recovery.ts'];

describe('architecture', () => {
  for (const { folder, may } of LAYERS) {
    it(`${folder} imports only ${may.join(', ')}`, () => {
      const wrong = filesIn(folder).flatMap((file) =>
        importsOf(file)
          .filter(
            (name) =>
              !may.some(
                (allowed) =>
                  name === allowed ||
                  name.startsWith(`${allowed}/`) ||
                  (allowed.endsWith(':') && name.startsWith(allowed)),
              ),
          )
          .map((name) => `${file} imports ${name}`),
      );
      assert.deepEqual(wrong, []);
    });
  }

  it('only the parser file and its parts import the TypeScript parser at run time', () => {
    const loads = /^import (?!type)[^;]*'(typescript|@typescript-eslint\/[^']+|\.\/conversion)'/m;
    const wrong = filesIn('server').filter(
      (file) => file !== PARSER && !ITS_PARTS.includes(file) && loads.test(readFileSync(join(root, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });

  it('every source file opens with one sentence that says what it is', () => {
    const wrong = [...filesIn('server'), ...filesIn('client'), ...filesIn('scripts'), ...filesIn('test')].filter(
      (file) => !/^(#!.*\n)?\/\/ \S.*/.test(readFileSync(join(root, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });

  it('every invariant of ARCHITECTURE.md names a test that is there', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const section = text.slice(text.indexOf('## Invariants'), text.indexOf('## Decisions'));
    const invariants = section.split('\n').filter((line) => /^\d+\. /.test(line));
    assert.ok(invariants.length >= 7, 'the invariants are numbered');
    for (const line of invariants) {
      const tests = [...line.matchAll(/`((?:test|scripts)\/[^`]+|tsconfig[^`]*)`/g)].map((match) => match[1] ?? '');
      assert.ok(tests.length > 0, `an invariant names its test: ${line}`);
      for (const test of tests) assert.doesNotThrow(() => readFileSync(join(root, test)), `${test} is there`);
    }
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        entry.name.endsWith('.ts') &&
        !entry.name.endsWith('.d.ts') &&
        !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Packages as they are named, files of the project by their path without ending. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return names.map((name) =>
    name.startsWith('.')
      ? posix.normalize(relative(root, resolve(join(root, dirname(file)), name)).replaceAll('\\', '/'))
      : name,
  );
}
