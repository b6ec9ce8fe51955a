// Text edits inside an object literal, in the literal's own layout: indentation, commas, line endings, comments.
import { lineEnding, type TextEdit } from '../../core/text';
import type { ObjectExpression } from './ast';

/** How new text is written at one place. */
export interface Style {
  readonly quote: string;
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** The indentation of the line on which the new text starts. */
  readonly indent: string;
  /** New objects and lists go over several lines. */
  readonly multiline: boolean;
  readonly trailingComma: boolean;
  /** What ends a statement: a file may do without semicolons. */
  readonly end: ';' | '';
}

/** The style of a text outside any object: quotes by majority, one line. */
export function fileStyle(text: string): Style {
  const count = (mark: string): number => text.slice(0, 50_000).split(mark).length;
  const unit = /^(\t| {2,8})\S/m.exec(text)?.[1] ?? '  ';
  const start = text.slice(0, 50_000);
  const withComma = start.match(/,[ \t]*\r?\n\s*[}\]]/g)?.length ?? 0;
  const without = start.match(/[\w'"`)\]}][ \t]*\r?\n\s*[}\]]\s*[),]/g)?.length ?? 0;
  const trailingComma = withComma >= without;
  return {
    quote: count('"') > count("'") ? '"' : "'",
    eol: lineEnding(text),
    unit,
    indent: '',
    multiline: false,
    trailingComma,
    end: /;[ \t]*\r?$/m.test(start) || !start.includes('\n') ? ';' : '',
  };
}

/** The white space with which the line of this offset begins. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, Math.max(start, offset)))?.[0] ?? '';
}

/** The offset of the next character that is neither white space nor in a comment; `end` where there is none. */
export function nextCode(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    if (/\s/.test(text.charAt(at))) at++;
    else if (text.startsWith('//', at)) {
      const line = text.indexOf('\n', at);
      at = line < 0 ? end : line;
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      at = close < 0 ? end : close + 2;
    } else return at;
  }
  return end;
}

/** Adds a property at the end of an object literal; `write` gives `key: value` in the style it is handed. */
export function insertProperty(
  text: string,
  node: ObjectExpression,
  style: Style,
  write: (style: Style) => string,
): TextEdit[] {
  const last = node.properties[node.properties.length - 1];
  const [first] = node.properties;
  if (!first || !last) return fillEmpty(text, node, style, write);
  const [start, end] = node.range;
  const isMultiline = text.slice(start, first.range[0]).includes('\n');
  const next = nextCode(text, last.range[1], end);
  const comma = text.charAt(next) === ',' ? next : -1;
  if (!isMultiline) {
    const at = comma < 0 ? last.range[1] : comma + 1;
    return [
      { span: { start: at, end: at }, newText: `${comma < 0 ? ',' : ''} ${write(style)}${comma < 0 ? '' : ','}` },
    ];
  }
  const indent = indentAt(text, first.range[0]);
  const outer = indentAt(text, end - 1);
  const unit = indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : style.unit;
  const line = style.eol + indent + write({ ...style, indent, unit, multiline: true, trailingComma: comma >= 0 });
  const behind = comma < 0 ? last.range[1] : comma + 1;
  const at = lineEndAfter(text, behind, end - 1);
  if (comma >= 0) return [{ span: { start: at, end: at }, newText: `${line},` }];
  if (at === behind) return [{ span: { start: at, end: at }, newText: `,${line}` }];
  return [
    { span: { start: behind, end: behind }, newText: ',' },
    { span: { start: at, end: at }, newText: line },
  ];
}

/** Where a new line may start behind `from`: after a comment on the same line, else right there. */
function lineEndAfter(text: string, from: number, limit: number): number {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)(?=\r?\n)/.exec(text.slice(from, limit));
  return rest ? from + rest[0].length : from;
}

function fillEmpty(text: string, node: ObjectExpression, style: Style, write: (style: Style) => string): TextEdit[] {
  const [start, end] = node.range;
  const inside = text.slice(start + 1, end - 1);
  const isClosed = text.charAt(end - 1) === '}' && end - start > 1;
  if (isClosed && !inside.includes('\n') && inside.trim() === '') {
    return [{ span: { start, end }, newText: `{ ${write(style)} }` }];
  }
  const indent = indentAt(text, start) + style.unit;
  const made = style.eol + indent + write({ ...style, indent, multiline: true });
  return [{ span: { start: start + 1, end: start + 1 }, newText: style.trailingComma ? `${made},` : made }];
}

/** Removes the property with this index, its line included where it stands alone there. */
export function removeProperty(text: string, node: ObjectExpression, index: number): TextEdit[] {
  const property = node.properties[index];
  if (!property) return [];
  const previous = node.properties[index - 1];
  const next = node.properties[index + 1];
  const end = node.range[1];
  const after = nextCode(text, property.range[1], end);
  const comma = text.charAt(after) === ',';
  const stop = comma ? after + 1 : property.range[1];
  if (!comma && !next && previous) return [{ span: { start: previous.range[1], end: property.range[1] }, newText: '' }];
  const lineStart = text.lastIndexOf('\n', property.range[0] - 1) + 1;
  const lineRest = /^[ \t]*(?:\/\/[^\r\n]*)?\r?\n/.exec(text.slice(stop, end));
  if (lineRest && text.slice(lineStart, property.range[0]).trim() === '') {
    return [{ span: { start: lineStart, end: stop + lineRest[0].length }, newText: '' }];
  }
  if (next) return [{ span: { start: property.range[0], end: next.range[0] }, newText: '' }];
  if (previous) return [{ span: { start: previous.range[1], end: property.range[1] }, newText: '' }];
  return [{ span: { start: node.range[0], end }, newText: '{}' }];
}
