// Which statement of which block writes which name: the index on which names are followed back to their values.
import { textOf, type Node } from './syntax';
import { definitionOf, writesOf } from './writes';

/** A block of statements with the places where each name is written, nested blocks included. */
export interface Block {
  readonly statements: readonly Node[];
  /** The compound statement whose block it is; undefined for the module. */
  readonly owner: Node | undefined;
  readonly writes: ReadonlyMap<string, readonly number[]>;
}

/** Where a statement stands. */
export interface Position {
  readonly block: Block;
  readonly index: number;
}

export interface BlockIndex {
  readonly module: Block;
  readonly positions: ReadonlyMap<Node, Position>;
  readonly bodies: ReadonlyMap<Node, Block>;
  /** Every call, in order. */
  readonly calls: readonly Node[];
  /** Assignments to attributes and items, in order: `ctx.verify_mode = x`. */
  readonly assignments: readonly Node[];
  /** Names of the module that functions set, by `global`. */
  readonly globals: ReadonlySet<string>;
}

const COMPOUND = new Set([
  'IfStatement',
  'ForStatement',
  'WhileStatement',
  'TryStatement',
  'WithStatement',
  'MatchStatement',
]);

/** Indexes the scripts of a unit as one module, names flowing from earlier to later ones. */
export function indexBlocks(scripts: readonly Node[]): BlockIndex {
  const positions = new Map<Node, Position>();
  const bodies = new Map<Node, Block>();
  const calls: Node[] = [];
  const assignments: Node[] = [];
  const globals = new Set<string>();

  function block(parents: readonly Node[], owner: Node | undefined): Block {
    const statements = parents.flatMap((p) => flatten(p));
    const writes = new Map<string, number[]>();
    const made: Block = { statements, owner, writes };
    statements.forEach((statement, index) => {
      positions.set(statement, { block: made, index });
      for (const name of visit(statement)) note(writes, name, index);
    });
    for (const parent of parents) bodies.set(parent, made);
    return made;
  }

  /** Indexes what lies in a statement; gives the names it writes in its own scope. */
  function visit(statement: Node): Set<string> {
    const names = new Set(writesOf(statement).map((w) => w.name));
    const definition = definitionOf(statement);
    walk(statement, (body) => {
      const inner = block([body], definition ?? statement);
      if (!definition) for (const name of inner.writes.keys()) names.add(name);
    });
    return names;
  }

  function walk(node: Node, onBody: (body: Node) => void): void {
    for (const child of node.kids) {
      if (child.name === 'Body') onBody(child);
      else walk(child, onBody);
    }
    if (node.name === 'CallExpression') calls.push(node);
    else if (node.name === 'AssignStatement') assignments.push(node);
    else if (node.name === 'ScopeStatement' && node.kids[0]?.name === 'global')
      for (const name of node.kids) globals.add(textOf(name));
  }

  const module = block(scripts, undefined);
  calls.sort(inOrder(scripts));
  return { module, positions, bodies, calls, assignments, globals };
}

function inOrder(scripts: readonly Node[]): (a: Node, b: Node) => number {
  const rank = new Map(scripts.map((script, index) => [script.code, index]));
  return (a, b) => (rank.get(a.code) ?? 0) - (rank.get(b.code) ?? 0) || a.start - b.start || b.end - a.end;
}

function note(writes: Map<string, number[]>, name: string, index: number): void {
  const known = writes.get(name);
  if (!known) writes.set(name, [index]);
  else if (known[known.length - 1] !== index) known.push(index);
}

function flatten(parent: Node): readonly Node[] {
  return parent.kids
    .flatMap((k) => (k.name === 'StatementGroup' ? k.kids : [k]))
    .filter((k) => /[A-Za-z]/.test(k.name));
}

/** True for `if`, `for`, `try` and the like: blocks that share the scope they stand in. */
export function isCompound(statement: Node): boolean {
  return COMPOUND.has(statement.name);
}
