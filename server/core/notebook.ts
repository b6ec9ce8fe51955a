// What all readers of notebooks share: where the code cells stand in the JSON, and which magic a cell starts with.
import { decodeJson, type OffsetMap, type Run } from './json-offsets';

/** What is used of a JSON parser's tree. */
export interface JsonTree {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly value?: unknown;
  readonly children?: readonly JsonTree[];
}

/** The code of a notebook: one text per code cell, as if each ended with a line's end. */
export interface NotebookCode {
  readonly cells: readonly CellCode[];
  /** Leads from offsets in the cells' joined text to offsets in the file. */
  readonly map: OffsetMap;
}

export interface CellCode {
  readonly text: string;
  /** Offset in the joined text of all cells. */
  readonly start: number;
}

/** True for the JSON of a notebook; the text of a single cell is not. */
export function isNotebook(path: string, text: string): boolean {
  return path.endsWith('.ipynb') && /^\uFEFF?\s*\{/.test(text) && text.includes('"cells"');
}

/** Finds the code cells of a notebook, broken JSON as far as `parse` goes; undefined where there are none to be found. */
export function notebookCode(text: string, parse: (text: string) => JsonTree | undefined): NotebookCode | undefined {
  const root = nestingOf(text) > 200 ? undefined : parse(text.replace(/^\uFEFF/, ' '));
  const all = root && propertyOf(root, 'cells');
  if (all?.type !== 'array') return undefined;
  const cells: CellCode[] = [];
  const runs: Run[] = [];
  let start = 0;
  for (const cell of all.children ?? []) {
    if (propertyOf(cell, 'cell_type')?.value !== 'code') continue;
    const source = propertyOf(cell, 'source');
    const read = source ? readCell(source, text, start) : { text: '', runs: [] };
    cells.push({ text: read.text, start });
    for (const run of read.runs) runs.push(run);
    start += read.text.length + 1;
  }
  return { cells, map: { runs } };
}

function propertyOf(object: JsonTree, name: string): JsonTree | undefined {
  if (object.type !== 'object') return undefined;
  return object.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function readCell(source: JsonTree, text: string, code: number): { text: string; runs: readonly Run[] } {
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

/** Magics that take only their own line; the rest of the cell is Python. */
const LINE_ONLY = /^%%(?:time|timeit|capture|prun|memit|mprun|heat|notify|skip|local|pyspark)\b/;

/** The magic that takes a whole cell, `%%bash --out x`; undefined where the cell is Python. */
export function cellMagic(cell: string): string | undefined {
  const first = /^\s*(%%.*)/.exec(cell)?.[1];
  return first !== undefined && !LINE_ONLY.test(first) ? first : undefined;
}
