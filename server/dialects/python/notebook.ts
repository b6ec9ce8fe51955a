// Notebooks: finds the code cells in a notebook's JSON, joins them to one module and blanks what is not Python.
import { parseTree, findNodeAtLocation, type Node as Json } from 'jsonc-parser';
import type { Problem } from '../../core/resource';
import type { Code } from './syntax';
import { decodeJson, type Run } from '../../core/json-offsets';

/** Magics that take only their own line; the rest of the cell is Python. */
const LINE_ONLY = /^%%(?:time|timeit|capture|prun|memit|mprun|heat|notify|skip|local|pyspark)\b/;

/** True for the JSON of a notebook; the text of a single cell is not. */
export function isNotebook(path: string, text: string): boolean {
  return path.endsWith('.ipynb') && /^\uFEFF?\s*\{/.test(text) && text.includes('"cells"');
}

/** Reads the code cells of a notebook, broken JSON as far as it goes. */
export function readNotebook(uri: string, text: string): { code: Code; problems: readonly Problem[] } {
  const root = nestingOf(text) > 200 ? undefined : parseTree(text.replace(/^\uFEFF/, ' '));
  const cells = root && findNodeAtLocation(root, ['cells']);
  if (cells?.type !== 'array') {
    const span = { start: 0, end: Math.min(1, text.length) };
    return {
      code: { uri, text: '', map: { runs: [] } },
      problems: [{ span, message: 'This notebook has no readable cells.' }],
    };
  }
  let code = '';
  const runs: Run[] = [];
  for (const cell of cells.children ?? []) {
    if (findNodeAtLocation(cell, ['cell_type'])?.value !== 'code') continue;
    const source = findNodeAtLocation(cell, ['source']);
    const joined = source ? readCell(source, text, code.length) : { text: '', runs: [] };
    code += blankMagics(joined.text) + '\n';
    for (const run of joined.runs) runs.push(run);
  }
  return { code: { uri, text: code, map: { runs } }, problems: [] };
}

function readCell(source: Json, text: string, code: number): { text: string; runs: readonly Run[] } {
  const lines = source.type === 'array' ? (source.children ?? []) : [source];
  const runs: Run[] = [];
  let joined = '';
  for (const line of lines) {
    if (line.type !== 'string') continue;
    const raw = text.slice(line.offset + 1, line.offset + Math.max(1, line.length - 1));
    const decoded = decodeJson(raw, line.offset + 1, code + joined.length);
    joined += decoded.text;
    for (const run of decoded.runs) runs.push(run);
  }
  return { text: joined, runs };
}

function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5b || c === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x5d || c === 0x7d) depth--;
    else if (c === 0x22) i = stringEnd(text, i);
  }
  return deepest;
}

function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i++;
    else if (c === 0x22 || c === 0x0a) return i;
  }
  return text.length;
}

/** Blanks magics, shell lines and help requests of one cell; the length stays as it was. */
export function blankMagics(cell: string): string {
  const first = /^\s*(%%.*)/.exec(cell);
  if (first?.[1] && !LINE_ONLY.test(first[1])) return cell.replace(/[^\r\n]/g, ' ');
  if (!/[%!?]/.test(cell)) return cell;
  let continued = false;
  const lines = cell.split('\n').map((line) => {
    const magic = continued || /^\s*(?:%{1,2}[A-Za-z_]|!|\?{1,2}\w|[\w.]+\?{1,2}\s*$)/.test(line);
    continued = magic && /\\\r?$/.test(line);
    if (magic) return line.replace(/[^\r]/g, ' ');
    // What a shell command or magic returned: a name that is never set stands for it.
    return line.replace(/^(\s*[\w, ]+=\s*)([!%][A-Za-z_].*?)(\r?)$/, (_, head: string, tail: string, cr: string) => {
      return head + '_'.padEnd(tail.length) + cr;
    });
  });
  return lines.join('\n');
}
