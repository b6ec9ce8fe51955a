// Shell text in notebooks: cells of `%%bash`, lines behind `!`. Where it stands in the cells, and from there in the file.
import { parseTree } from 'jsonc-parser';
import { mapSpan } from '../../core/json-offsets';
import { cellMagic, isNotebook, notebookCode, type CellCode } from '../../core/notebook';
import type { Span } from '../../core/text';
import { withVariables } from '../../core/shell/variables';
import { commandsIn, type Command, type Word } from '../../core/shell/words';

const SCRIPT = /^%%(?:bash|sh|script\s+(?:\S*\/)?(?:env\s+)?(?:bash|sh)\b)/;
/** `!cmd`, `!!cmd`, `out = !cmd`, `%sx cmd`, `%system cmd`. */
const LINE = /^[ \t]*(?:[\w, \t]+=[ \t]*)?(?:!{1,2}|%(?:sx|system)[ \t])/;
/** What Python puts into such a line: `{bucket}`, `{job.name}`, `{names[0]}`, `{key():>8}`. */
const HOLES = /\{[A-Za-z_]\w*(?:\.\w+|\[[^\]{}\n]*\]|\([^(){}\n]*\))*(?:![rsa])?(?::[^{}\n=]*)?\}/y;

/** The commands of a notebook, or of one cell as an editor gives it; their spans are those of the file. */
export function notebookCommands(path: string, text: string): readonly Command[] {
  if (!isNotebook(path, text)) return cellCommands({ text, start: 0 }, text);
  const code = notebookCode(text, parseTree);
  if (!code) return [];
  const joined = code.cells.map((cell) => `${cell.text}\n`).join('');
  const at = (span: Span): Span => mapSpan(code.map, span.start, span.end);
  return code.cells.flatMap((cell) =>
    cellCommands(cell, joined).map((command) => ({ ...command, words: command.words.map((word) => moved(word, at)) })),
  );
}

function cellCommands({ text, start }: CellCode, code: string): readonly Command[] {
  const magic = cellMagic(text);
  const end = start + text.length;
  if (magic === undefined)
    return linesOf(text).flatMap((line) => commandsIn(code, start + line.start, start + line.end, HOLES));
  if (!SCRIPT.test(magic)) return [];
  const first = text.indexOf(magic) + magic.length;
  return withVariables(commandsIn(code, start + first, end), code);
}

/** The spans of shell text in a cell of Python; a backslash at the end continues it. */
function linesOf(cell: string): readonly Span[] {
  const found: Span[] = [];
  let at = 0;
  while (at < cell.length) {
    let end = lineEnd(cell, at);
    const sign = LINE.exec(cell.slice(at, end));
    if (sign) {
      while (end < cell.length && /\\\r?$/.test(cell.slice(Math.max(at, end - 2), end))) end = lineEnd(cell, end + 1);
      found.push({ start: at + sign[0].length, end });
    }
    at = end + 1;
  }
  return found;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function moved(word: Word, at: (span: Span) => Span): Word {
  const { from, items } = word;
  return {
    ...word,
    span: at(word.span),
    ...(from ? { from: { ...from, span: at(from.span) } } : {}),
    ...(items ? { items: items.map((item) => moved(item, at)) } : {}),
  };
}
