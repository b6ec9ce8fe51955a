// The layout of existing text: lines and indentation.
import { bodyContainer, type Container } from './edit-target';
import type { Block } from './hcl/ast';

/** One level of indentation, as the first of these blocks with something on a line of its own has it; two blanks where none has. */
export function indentUnit(text: string, blocks: readonly Block[]): string {
  for (const block of blocks) {
    const [first] = bodyContainer(block).items;
    if (!first || !isFirstOnLine(text, first.span.start)) continue;
    const outer = indentAt(text, block.span.start);
    const inner = indentAt(text, first.span.start);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return '  ';
}

/** The start of the line on which `at` stands. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Behind the newline of the line on which `at` stands, or the text's end. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** The end of the line on which `at` stands, before its line ending. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The blanks at the start of the line on which `at` stands. */
export function indentAt(text: string, at: number): string {
  const start = lineStart(text, at);
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** True where nothing but blanks stands before `at` on its line. */
export function isFirstOnLine(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return before < 0 || text[before] === '\n' || text[before] === '\ufeff';
}

/** True where the line from `from` to `to` is blank. */
export function isBlankLine(text: string, from: number, to: number): boolean {
  return text.slice(from, to).trim() === '';
}

/** The indentation of what stands in a container: that of its first item on a line of its own, else one level more than its brace's line. */
export function innerIndent(text: string, container: Container, unit: string): string {
  const item = container.items.find(({ span }) => isFirstOnLine(text, span.start));
  return item ? indentAt(text, item.span.start) : indentAt(text, container.inner.start) + unit;
}
