// Turns TypeScript's tree into ESTree statement by statement, and takes over the statements that an earlier version of the text had, too.
import { parse } from '@typescript-eslint/typescript-estree';
import * as ts from 'typescript';
import type { Block, Node } from './ast';

/** A statement as it was converted, and where it ended then: TypeScript moves the statements that it takes over, and these follow. */
interface Converted {
  readonly node: Node;
  /** Every range in it but those of `inner`. */
  readonly ranges: readonly [number, number][];
  /** The statements of its long blocks, which are taken over one by one. */
  readonly inner: readonly (readonly [ts.Statement, Converted])[];
  end: number;
}

/** What was converted of the statements of a file. Moved along with the file: good for its newest version only. */
export type Conversion = WeakMap<ts.Statement, Converted>;

/** Characters from which on a block's statements are worth being converted one by one. */
const LONG = 500;

type Statements = ts.NodeArray<ts.Statement>;
/** A block without its statements, while what surrounds it is converted. */
interface Emptied {
  readonly block: { statements: Statements };
  readonly statements: Statements;
  readonly converted: readonly Converted[];
}

/** The ESTree program of a file. Throws where the conversion does: trees of half-typed text may lack parts. */
export function convert(file: ts.SourceFile, earlier: Conversion): Block {
  const program = convertAll(file, []);
  return Object.assign(program, { body: convertList(file, file.statements, earlier).map(({ node }) => node) });
}

/** Statements of a file in ESTree, converted for this once. */
export function convertStatements(file: ts.SourceFile, statements: readonly ts.Statement[]): readonly Node[] {
  return convertAll(file, statements).body;
}

/** What the statements are in ESTree: those that are known, moved to where they stand now, and the others. */
function convertList(file: ts.SourceFile, statements: Statements, known: Conversion): readonly Converted[] {
  const missing = statements.filter((statement) => !known.has(statement));
  const emptied = new Map<number, Emptied>();
  try {
    for (const statement of missing) emptyBlocks(file, statement, known, emptied);
    const nodes = convertAll(file, missing).body;
    missing.forEach((statement, i) => {
      const node = nodes[i];
      if (node) known.set(statement, filled(statement, node, emptied));
    });
  } finally {
    for (const { block, statements: own } of emptied.values()) block.statements = own;
  }
  return statements.flatMap((statement) => {
    const converted = known.get(statement);
    if (converted) moveAlong(statement, converted);
    return converted ?? [];
  });
}

/** These statements alone, as a program: the parser takes a tree in place of a text, and looks for tokens among its children. */
function convertAll(file: ts.SourceFile, statements: readonly ts.Statement[]): Block {
  const own = { statements: { value: statements }, getChildren: { value: () => statements } };
  const alone = Object.create(file, own) as ts.SourceFile;
  const ast = parse(alone as unknown as string, {
    allowInvalidAST: true,
    errorOnUnknownASTType: false,
    range: true,
    loc: true, // leaving it out means to make it and to delete it from every node
    filePath: file.fileName,
  });
  return ast as unknown as Block;
}

/** Takes the statements out of the long blocks in a node, and converts them: known ones need not be looked at again. */
function emptyBlocks(file: ts.SourceFile, node: ts.Node, known: Conversion, emptied: Map<number, Emptied>): void {
  if (node.end - node.pos < LONG) return;
  if (!ts.isBlock(node) || ts.isClassStaticBlockDeclaration(node.parent)) {
    ts.forEachChild(node, (child) => {
      emptyBlocks(file, child, known, emptied);
    });
    return;
  }
  const { statements } = node;
  const converted = convertList(file, statements, known);
  const block = node as { statements: Statements };
  emptied.set(node.getStart(file), { block, statements, converted });
  block.statements = ts.factory.createNodeArray();
}

/** A converted statement with the statements put back into its blocks. */
function filled(statement: ts.Statement, node: Node, emptied: ReadonlyMap<number, Emptied>): Converted {
  const ranges = new Set<[number, number]>();
  const inner: (readonly [ts.Statement, Converted])[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      value.forEach(walk);
      return;
    }
    const part = value as Record<string, unknown> & { range?: [number, number] };
    if (part.range) ranges.add(part.range);
    for (const key in part) if (key !== 'range' && key !== 'loc') walk(part[key]);
    const taken = part.type === 'BlockStatement' && part.range ? emptied.get(part.range[0]) : undefined;
    if (!taken) return;
    part.body = taken.converted.map((each) => each.node);
    taken.statements.forEach((each, i) => {
      const converted = taken.converted[i];
      if (converted) inner.push([each, converted]);
    });
  };
  walk(node);
  return { node, ranges: [...ranges], inner, end: statement.end };
}

function moveAlong(statement: ts.Statement, converted: Converted): void {
  const by = statement.end - converted.end;
  if (by !== 0) {
    for (const range of converted.ranges) {
      range[0] += by;
      range[1] += by;
    }
    converted.end = statement.end;
  }
  for (const [each, inner] of converted.inner) moveAlong(each, inner);
}
