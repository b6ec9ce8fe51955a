// Scores Cipherlint against labelled cases of other linters' own tests, through the equivalents that rules name. Writes nothing into the repository.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findingsOf, realRun } from './corpus/run';
import { printScore, score, type Exception, type Label } from './corpus/score';
import { allKinds } from '../test/support/kinds';

const args = process.argv.slice(2);
const real = args.indexOf('--real');
const folder = resolve(
  args.find((arg, i) => !arg.startsWith('--') && i !== real + 1) ?? join(__dirname, '../../shared/corpus'),
);

if (real >= 0) {
  realRun(resolve(args[real + 1] ?? '.'));
} else if (!existsSync(join(folder, 'labels.jsonl'))) {
  console.log(`Skipped: there is no labelled corpus in ${folder}. Name another folder: npm run corpus -- DIR`);
} else {
  const labels = readFileSync(join(folder, 'labels.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Label);
  const exceptions = readExceptions();
  printScore(
    score(labels, exceptions, allKinds(), (path) => findingsOf(folder, path)),
    args.includes('--all'),
  );
}

function readExceptions(): readonly Exception[] {
  const text = readFileSync(join(__dirname, 'corpus/exceptions.tsv'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .map(([rule = '', path = '', resource = '', reason = '']) => ({ rule, path, resource, reason }));
}
