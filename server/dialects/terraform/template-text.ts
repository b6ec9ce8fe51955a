// Reads the text of a template that stands outside of HCL: in a JSON string, in a file for `templatefile`.
import type { Span } from '../../core/text';
import type { Expression } from './hcl/ast';
import { parseHcl } from './hcl/parse';

const MARKER = 'END_OF_TEMPLATE_TEXT';
const PREFIX = `x = <<${MARKER}\n`;

/** Reads template text; spans count from the text's own start. A literal where it has no interpolation. */
export function parseTemplateText(text: string): Expression {
  const file = parseHcl(`${PREFIX}${text}\n${MARKER}\n`);
  const value = file.body.attributes[0]?.value;
  if (!value) return { kind: 'missing', span: { start: 0, end: text.length } };
  return moveSpans(withoutLastNewline(value), (span) => clamp(span, -PREFIX.length, text.length));
}

/** Reads the template in a JSON string that stands at `span`, quotes included. Spans inside are exact unless the string has escapes. */
export function parseTemplate(decoded: string, span: Span, source: string): Expression {
  const exact = source.slice(span.start + 1, span.end - 1) === decoded;
  const template = parseTemplateText(decoded);
  const moved = moveSpans(template, (inner) => (exact ? { start: inner.start + span.start + 1, end: inner.end + span.start + 1 } : span));
  return { ...moved, span };
}

function clamp(span: Span, delta: number, length: number): Span {
  const at = (offset: number) => Math.min(Math.max(offset + delta, 0), length);
  return { start: at(span.start), end: at(span.end) };
}

/** The heredoc that the text was wrapped into adds one line break. */
function withoutLastNewline(value: Expression): Expression {
  if (value.kind === 'literal' && typeof value.value === 'string') return { ...value, value: value.value.replace(/\n$/, '') };
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
  return Object.fromEntries(Object.entries(node).map(([key, value]: [string, unknown]) => [key, moveSpans(value, move)])) as T;
}

function isSpan(node: object): node is Span {
  return 'start' in node && 'end' in node;
}
