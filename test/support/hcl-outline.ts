// What a Terraform text holds, as one list of lines with positions: from the syntax tree of the HCL parser, and from that of tree-sitter.
import { Language, Parser, type Node } from 'web-tree-sitter';
import type { Span } from '../../server/core/text';
import type { Attribute, Block, Body, Expression } from '../../server/dialects/terraform/hcl/ast';

/** One thing in the text: a block with its labels, an attribute with its value, or a part of a value. */
export interface Piece {
  readonly span: Span;
  /** What it is and where its parts stand. */
  readonly what: string;
}

const at = ({ start, end }: Span): string => `${String(start)}-${String(end)}`;
const blockText = (type: string, labels: readonly string[], spans: readonly Span[]): string =>
  `block ${[type, ...labels].join(' ')} at ${spans.map(at).join(' ')}`;
const attributeText = (name: string, nameSpan: Span, value: Span): string =>
  `attribute ${name} at ${at(nameSpan)}, value at ${at(value)}`;

/** Every piece of a body of ours, in no particular order. */
export function piecesOf(body: Body): readonly Piece[] {
  return [...body.attributes.flatMap(attributePieces), ...body.blocks.flatMap(blockPieces)];
}

function blockPieces(block: Block): readonly Piece[] {
  const { type, typeSpan, labels, span, body } = block;
  const names = labels.map(({ text }) => text);
  const spans = [typeSpan, ...labels.map((label) => label.span)];
  return [{ span, what: blockText(type, names, spans) }, ...piecesOf(body)];
}

function attributePieces({ name, nameSpan, span, value }: Attribute): readonly Piece[] {
  return [{ span, what: attributeText(name, nameSpan, value.span) }, ...expressionPieces(value)];
}

const COMPARED: ReadonlySet<string> = new Set(['tuple', 'object', 'for', 'call', 'conditional']);

function expressionPieces(expression: Expression): readonly Piece[] {
  const inner = childrenOf(expression).flatMap(expressionPieces);
  if (!COMPARED.has(expression.kind)) return inner;
  return [{ span: expression.span, what: expression.kind }, ...inner];
}

function childrenOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'template':
      return e.parts.flatMap((part) => (part.kind === 'interpolation' ? [part.value] : []));
    case 'get':
    case 'splat':
      return [e.from];
    case 'index':
      return [e.from, e.key];
    case 'call':
      return e.args;
    case 'tuple':
      return e.items;
    case 'object':
      return e.entries.flatMap(({ key, value }) => [key, value]);
    case 'for':
      return [e.over, e.key, e.value, e.when].flatMap((part) => part ?? []);
    case 'conditional':
      return [e.test, e.yes, e.no];
    case 'binary':
      return [e.left, e.right];
    case 'unary':
      return [e.operand];
    case 'paren':
      return [e.inner];
    default:
      return [];
  }
}

/** What tree-sitter makes of a text. */
export interface SeenByTreeSitter {
  /** False where it found an error or something missing. */
  readonly clean: boolean;
  readonly pieces: readonly Piece[];
  /** The pieces of the blocks, at any depth, that it read to their end and without an error in them. */
  readonly whole: readonly Piece[];
}

/** Loads tree-sitter with the Terraform grammar. The function it gives keeps no tree from one text to the next. */
export async function loadTreeSitter(): Promise<(text: string) => SeenByTreeSitter> {
  const parser = await treeSitterParser();
  return (text) => {
    const tree = parser.parse(text);
    if (!tree) throw new Error('tree-sitter gave up');
    const { rootNode } = tree;
    const nodes = rootNode.descendantsOfType(['attribute', 'block', ...Object.keys(EXPRESSIONS)]);
    const pieces = nodes.map((node) => ({ span: spanOf(node), what: nodeText(node) }));
    const blocks = nodes.filter(({ type, hasError }) => type === 'block' && !hasError).map(spanOf);
    const seen = { clean: !rootNode.hasError, pieces, whole: pieces.filter(({ span }) => liesInOne(span, blocks)) };
    tree.delete(); // its memory is not JavaScript's
    return seen;
  };
}

/** The parser alone. */
export async function treeSitterParser(): Promise<Parser> {
  await Parser.init();
  const grammar = require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm');
  return new Parser().setLanguage(await Language.load(grammar));
}

function liesInOne(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => other.start <= span.start && span.end <= other.end);
}

const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });

const EXPRESSIONS: Readonly<Record<string, string>> = {
  tuple: 'tuple',
  object: 'object',
  for_tuple_expr: 'for',
  for_object_expr: 'for',
  function_call: 'call',
  conditional: 'conditional',
};

function nodeText(node: Node): string {
  const known = EXPRESSIONS[node.type];
  if (known !== undefined) return known;
  const [first, ...rest] = node.namedChildren.filter(({ type }) => type !== 'comment');
  if (!first) return node.type;
  if (node.type === 'attribute') return attributeText(first.text, spanOf(first), spanOf(rest.at(-1) ?? first));
  const labels = rest.filter(({ type }) => type === 'identifier' || type === 'string_lit');
  const names = labels.map(({ type, text }) => (type === 'identifier' ? text : text.slice(1, -1)));
  return blockText(first.text, names, [first, ...labels].map(spanOf));
}
