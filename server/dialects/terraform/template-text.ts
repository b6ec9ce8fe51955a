// Reads the text of a template that stands outside of HCL: in a JSON string, in a file for `templatefile`.
import type { Span } from '../../core/text';
import type { Expression } from './hcl/ast';
import { parseHcl } from './hcl/parse';

const MARKER = 'END_OF_TEMPLATE_TEXT';
const PREFIX = `x = <<${MARKER}\n`;

/** A template and the text into which its spans count. */
export interface TemplateText {
  readonly expression: Expression;
  readonly text: string;
}

/** Reads template text as a file holds it. A literal where it has no interpolation. */
export function parseTemplateText(template: string): TemplateText {
  const text = `${PREFIX}${template}\n${MARKER}\n`;
  const value = parseHcl(text).body.attributes[0]?.value;
  return {
    text,
    expression: value ? withoutLastNewline(value) : { kind: 'missing', span: { start: 0, end: text.length } },
  };
}

/** Reads the template in a JSON string that stands at `span` of `source`, quotes included. */
export function parseTemplate(decoded: string, span: Span, source: string): Expression {
  const { expression } = parseTemplateText(decoded);
  const offsets = rawOffsets(source, span);
  const at = (offset: number) =>
    offsets[Math.min(Math.max(offset - PREFIX.length, 0), offsets.length - 1)] ?? span.start;
  return { ...moveSpans(expression, ({ start, end }) => ({ start: at(start), end: at(end) })), span };
}

/** Where each character of a JSON string stands in the text; behind the last one its closing quote. */
function rawOffsets(source: string, { start, end }: Span): readonly number[] {
  const offsets: number[] = [];
  let at = start + 1;
  while (at < end - 1) {
    offsets.push(at);
    at += source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2;
  }
  return [...offsets, end - 1];
}

/** The heredoc that the text was wrapped into adds one line break. */
function withoutLastNewline(value: Expression): Expression {
  if (value.kind === 'literal' && typeof value.value === 'string')
    return { ...value, value: value.value.replace(/\n$/, '') };
  if (value.kind !== 'template') return value;
  const last = value.parts[value.parts.length - 1];
  if (last?.kind !== 'text') return value;
  const text = last.text.replace(/\n$/, '');
  const rest = value.parts.slice(0, -1);
  return { ...value, parts: text === '' ? rest : [...rest, { ...last, text }] };
}

/** The same tree with other spans. Trees are plain data, and only spans have a `start`. */
function moveSpans<T>(node: T, move: (span: Span) => Span): T {
  if (Array.isArray(node)) return node.map((item: unknown) => moveSpans(item, move)) as T;
  if (typeof node !== 'object' || node === null) return node;
  if (isSpan(node)) return move(node) as T;
  const moved = Object.entries(node).map(([key, value]: [string, unknown]) => [key, moveSpans(value, move)]);
  return Object.fromEntries(moved) as T;
}

function isSpan(node: object): node is Span {
  return 'start' in node && 'end' in node;
}
