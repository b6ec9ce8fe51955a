// Reads one Python file, notebook or notebook cell.
import type { Tree } from '@lezer/common';
import { isNotebook } from '../../core/notebook';
import type { Document, Problem } from '../../core/resource';
import type { SourceText, Span } from '../../core/text';
import { legible } from './legible';
import { blankMagics, readNotebook } from './notebook';
import { parsePython, spanIn, toNodes, type Code, type Node } from './syntax';

/** A file as read: its code (for a notebook the joined cells), syntax tree and complaints. */
export interface PythonFile extends Document {
  readonly language: 'python';
  readonly code: Code;
  readonly root: Node;
  /** The parser's own tree, from which the next version is read faster; absent where nothing was parsed. */
  readonly tree?: Tree;
}

/** Code beyond this many UTF-16 units is not parsed. */
export const MAX_CODE = 1_000_000;
/** Notebooks may be larger: pictures in their outputs are skipped. */
export const MAX_NOTEBOOK = 20_000_000;

/** Reads a file. Half-typed code is read as far as it goes; code over the bound is not parsed, and a problem says so. */
export function readPython(source: SourceText, previous?: PythonFile): PythonFile {
  const notebook = isNotebook(source.path, source.text);
  if (source.text.length > (notebook ? MAX_NOTEBOOK : MAX_CODE)) return unread(source, source.text.length);
  const { code, problems } = notebook ? readNotebook(source.uri, source.text) : plain(source);
  if (code.text.length > MAX_CODE) return unread(source, code.text.length);
  const before = previous?.tree && { tree: previous.tree, text: legible(previous.code.text) };
  const tree = parsePython(legible(code.text), before);
  const { root, error, tooDeep } = toNodes(tree, code);
  const at = (offset: number): Span => spanIn(code, offset, Math.min(offset + 1, code.text.length));
  const found: Problem[] = [...problems];
  if (error !== undefined) found.push({ span: at(error), message: 'This is not (yet) valid Python.' });
  if (tooDeep !== undefined) found.push({ span: at(tooDeep), message: 'Nested too deeply to be read.' });
  return { source, language: 'python', problems: found, code, root, tree };
}

function plain(source: SourceText): { code: Code; problems: readonly Problem[] } {
  const text = source.text.replace(/^\uFEFF/, ' ');
  return { code: { uri: source.uri, text: source.path.endsWith('.ipynb') ? blankMagics(text) : text }, problems: [] };
}

function unread(source: SourceText, size: number): PythonFile {
  const code: Code = { uri: source.uri, text: '' };
  const message = `Not read: ${(size / 1e6).toFixed(1)} MB of code is more than the ${String(MAX_CODE / 1e6)} MB that are read.`;
  const root: Node = { name: 'Script', start: 0, end: 0, kids: [], parent: undefined, code };
  return { source, language: 'python', problems: [{ span: { start: 0, end: 0 }, message }], code, root };
}
