// Writes good texts into kind files for `UPDATE=1`: only the text of that example changes, whatever stands around it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar, parseDocument } from 'yaml';
import type { Example } from './examples';
import { root } from './kinds';

/** An example with the good text that it is to have. */
export type Update = Pick<Example, 'file' | 'at'> & { readonly good: string };

/** Writes each update into its file; says which files to review. */
export function updateExamples(updates: readonly Update[]): readonly string[] {
  return [...new Set(updates.map(({ file }) => file))].map((file) => {
    const path = join(root, 'rules', file);
    const own = updates.filter((update) => update.file === file);
    writeFileSync(path, withGoodTexts(readFileSync(path, 'utf8'), own));
    return `      written for review: rules/${file} (${String(own.length)})`;
  });
}

/** The text of a kind file with other good texts. Those that are not there, even empty, stay away. */
export function withGoodTexts(text: string, updates: readonly Pick<Update, 'at' | 'good'>[]): string {
  const document = parseDocument(text);
  const edits = updates.flatMap(({ at, good }) => {
    const node: unknown = document.getIn([...at, 'good'], true);
    return isScalar(node) && node.range ? [{ start: node.range[0], end: node.range[1], good }] : [];
  });
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, good }) =>
        changed.slice(0, start) + block(good, columnOf(changed, start)) + changed.slice(end).replace(/^\n/, ''),
      text,
    );
}

/** Where the key of the value at an offset starts in its line. */
function columnOf(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[\s-]*/.exec(line)?.[0].length ?? 0;
}

/** A literal block, two deeper than its key, with the line break behind it. */
function block(good: string, column: number): string {
  const indent = ' '.repeat(column + 2);
  const lines = good.replace(/\n$/, '').split('\n');
  const kept = good.endsWith('\n') ? '|' : '|-';
  return `${kept}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}\n`;
}
