// Every text that the extension and the server show is translated, and no translation is left over.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../support/kinds';

const json = (name: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, string>;

/** The first argument of each call of `vscode.l10n.t` (or `t`) and `say`, which has to be written out. */
function textsIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(?:\bl10n\.t|\bsay|^t)$/.test(node.expression.getText())) {
      const [text] = node.arguments;
      assert.ok(text && ts.isStringLiteralLike(text), `${file}: ${node.getText()} is written out`);
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

const sources = ['client', 'server/lsp'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name)),
);
const holes = (text: string): string => (text.match(/\{\d+\}/g) ?? []).sort().join();

describe('translations', () => {
  for (const language of ['de']) {
    it(`${language}: the texts of the extension and the server`, () => {
      const bundle = json(`l10n/bundle.l10n.${language}.json`);
      assert.deepEqual(Object.keys(bundle).sort(), [...new Set(sources.flatMap(textsIn))].sort());
      for (const [english, other] of Object.entries(bundle)) assert.equal(holes(other), holes(english), english);
    });

    it(`${language}: the texts of the manifest`, () => {
      const [english, other] = [json('package.nls.json'), json(`package.nls.${language}.json`)];
      assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort());
      for (const [name, text] of Object.entries(english)) {
        const commands = (words = ''): readonly string[] => words.match(/\(command:[^)]*\)|`[^`]*`/g) ?? [];
        assert.deepEqual([...commands(other[name])].sort(), [...commands(text)].sort(), name);
      }
    });
  }
});
