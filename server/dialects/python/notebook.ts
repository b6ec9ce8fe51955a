// Notebooks: joins the code cells to one module and blanks what is not Python.
import { parseTree } from 'jsonc-parser';
import { cellMagic, notebookCode } from '../../core/notebook';
import type { Problem } from '../../core/resource';
import type { Code } from './syntax';

/** Reads the code cells of a notebook, broken JSON as far as it goes. */
export function readNotebook(uri: string, text: string): { code: Code; problems: readonly Problem[] } {
  const found = notebookCode(text, parseTree);
  if (found) {
    const code = found.cells.map((cell) => `${blankMagics(cell.text)}\n`).join('');
    return { code: { uri, text: code, map: found.map }, problems: [] };
  }
  const span = { start: 0, end: Math.min(1, text.length) };
  return {
    code: { uri, text: '', map: { runs: [] } },
    problems: [{ span, message: 'This notebook has no readable cells.' }],
  };
}

/** Blanks magics, shell lines and help requests of one cell; the length stays as it was. */
export function blankMagics(cell: string): string {
  if (cellMagic(cell) !== undefined) return cell.replace(/[^\r\n]/g, ' ');
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
