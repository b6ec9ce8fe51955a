// `npm run docs [FOLDER]`: a page for every rule and an index with a search, as plain files that need no network and no server.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { allExamples, type Example } from '../test/support/examples';
import { kindFiles } from '../test/support/kinds';
import { SCRIPT, STYLE } from './docs/assets';
import { indexPage } from './docs/index-page';
import { rulePage, type DocumentedRule } from './docs/rule-page';

const projectFolder = path.resolve(__dirname, '..');

/** Every rule with its examples, by kind and then as the kind lists them. */
export function documentedRules(): readonly DocumentedRule[] {
  const examples = new Map<string, Example[]>();
  for (const example of allExamples()) examples.set(example.rule, [...(examples.get(example.rule) ?? []), example]);
  return kindFiles().flatMap(({ kind }) =>
    kind ? kind.rules.map((rule) => ({ kind, rule, examples: examples.get(rule.id) ?? [] })) : [],
  );
}

/** Writes all pages; what lay in the folder's `rules` before is gone. Returns how many rules there are. */
export function writeDocs(folder: string, rules: readonly DocumentedRule[]): number {
  fs.rmSync(path.join(folder, 'rules'), { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'rules'), { recursive: true });
  const write = (name: string, text: string): void => {
    fs.writeFileSync(path.join(folder, name), text);
  };
  write('style.css', STYLE);
  write('search.js', SCRIPT);
  write('index.html', indexPage(rules));
  for (const documented of rules) write(`rules/${documented.rule.id}.html`, rulePage(documented));
  return rules.length;
}

if (require.main === module) {
  const folder = path.resolve(process.argv[2] ?? path.join(projectFolder, '.artifacts/docs'));
  const count = writeDocs(folder, documentedRules());
  console.log(`${String(count)} rules: open ${path.join(folder, 'index.html')}`);
}
