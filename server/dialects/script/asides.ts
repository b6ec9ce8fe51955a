// Puts statements that were read by themselves back where they stand in a tree.
import type { Span } from '../../core/text';
import { isNode, keysOf, type Block, type Node } from './ast';

/** A broken stretch of a script, read by itself. */
export interface Aside {
  readonly span: Span;
  readonly statements: readonly Node[];
  /** It is one statement, and all of it was understood as part of that. */
  readonly isWhole: boolean;
}

/** The tree with what was read aside in its place. Nodes of the tree stay as they are: they may be part of the next one. */
export function withAsides(tree: Block, asides: readonly Aside[]): Block {
  return asides.reduce((now, { span, statements }) => withStatements(now, span, statements) ?? now, tree);
}

/** A copy of a block, or of a node with a block somewhere within, that has statements more; undefined where it can't have them there. */
function withStatements<T extends Node>(node: T, span: Span, statements: readonly Node[]): T | undefined {
  const record = node as unknown as Record<string, unknown>;
  for (const key of keysOf(record, node.type)) {
    const value = record[key];
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    const around = parts.find((part) => isNode(part) && surrounds(part, span));
    const changed = around === undefined ? undefined : withStatements(around as Node, span, statements);
    if (!changed) continue;
    return { ...node, [key]: Array.isArray(value) ? parts.map((part) => (part === around ? changed : part)) : changed };
  }
  if (!isBlock(node)) return undefined;
  const behind = node.body.findIndex(({ range }) => range[0] >= span.end);
  const at = behind < 0 ? node.body.length : behind;
  return { ...node, body: [...node.body.slice(0, at), ...statements, ...node.body.slice(at)] };
}

function surrounds({ range: [start, end] }: Node, span: Span): boolean {
  return start <= span.start && end >= span.end;
}

function isBlock(node: Node): node is Block {
  return node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'TSModuleBlock';
}
