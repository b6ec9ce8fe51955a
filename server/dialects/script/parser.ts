// With conversion.ts and recovery.ts the only file that loads the TypeScript parser; hosts import it lazily, as a chunk of its own.
// The part of @typescript-eslint/parser that parses (see conversion.ts): it also looks for scopes, which takes more time than all the rest.
import * as ts from 'typescript';
import { differenceOf } from '../../core/difference';
import type { Span } from '../../core/text';
import { withAsides, type Aside } from './asides';
import type { Block } from './ast';
import { convert, convertStatements, type Conversion } from './conversion';
import { errorAfterChange, firstError, MODULE, recover, type Recovered, type Update } from './recovery';

/** A parsed script: its tree, whose ranges are UTF-16 offsets. */
export interface ParsedScript {
  readonly ast: Block;
  /** From which the next version of the text is parsed faster, once. */
  readonly tree: SyntaxTree;
  /** Where statements are so broken that more may belong to them than can be seen. */
  readonly unsure: readonly Span[];
}

/** TypeScript's own tree, and what was converted of it. Whoever parses with it takes it away: that changes it. */
export interface SyntaxTree {
  file: ts.SourceFile | undefined;
  readonly conversion: Conversion;
  /** Its text, which may have blanks for statements that were broken, has no errors. */
  readonly isSound: boolean;
}

/**
 * Parses a script, half-typed or not. A statement that is broken is read by itself, so that the others are what they would be without it.
 * `earlier` is the tree of the text before an edit: it makes parsing faster, never different. `fileName` decides by its extension between
 * TypeScript, JavaScript and JSX. Undefined where even the error-tolerant way fails (nesting too deep for the stack).
 */
export function parseScript(text: string, fileName: string, earlier?: object): ParsedScript | undefined {
  try {
    const before = takeFrom(earlier as SyntaxTree | undefined, fileName);
    const { file, broken, isSound } = read(text, fileName, before);
    const conversion: Conversion = before?.conversion ?? new WeakMap();
    const asides = broken.map((stretch) => aside(text, stretch, fileName));
    const ast = withAsides(convert(convertible(file), conversion), asides);
    const unsure = asides.filter(({ isWhole }) => !isWhole).map(({ span }) => span);
    return { ast, tree: { file, conversion, isSound }, unsure };
  } catch {
    return undefined;
  }
}

interface Tree extends SyntaxTree {
  readonly file: ts.SourceFile;
}

/** What an earlier tree can give; it is no use to anybody else from here on. */
function takeFrom(earlier: SyntaxTree | undefined, fileName: string): Tree | undefined {
  const { file } = earlier ?? {};
  if (!earlier || file?.fileName !== fileName) return undefined;
  earlier.file = undefined;
  return { ...earlier, file };
}

function read(text: string, fileName: string, before: Tree | undefined): Recovered {
  const update = (tree: ts.SourceFile, now: string): ts.SourceFile => updated(tree, now) ?? parsed(now, fileName);
  const { error, base } = lookAt(text, fileName, before, update);
  if (error === undefined) return { file: base.text === text ? base : update(base, text), broken: [], isSound: true };
  return recover(text, error, base, update);
}

/**
 * Where the parser complains first, if it does, and a tree to go on from. Where the text is broken by now, that is the tree of the last one that
 * was not: it has more in common with what is made of this one.
 */
function lookAt(text: string, fileName: string, before: Tree | undefined, update: Update): Looked {
  const expected = before?.isSound ? errorAfterChange(before.file, text) : undefined;
  if (before && expected !== undefined)
    return { error: expected === 'maybe' ? firstError(parsed(text, fileName)) : expected, base: before.file };
  const base = before ? update(before.file, text) : parsed(text, fileName);
  return { error: firstError(base), base };
}

interface Looked {
  readonly error: number | undefined;
  readonly base: ts.SourceFile;
}

function parsed(text: string, fileName: string): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, scriptKind(fileName));
}

/** Takes over from another tree what its text has in common with this one. */
function updated(file: ts.SourceFile, text: string): ts.SourceFile | undefined {
  const { start, end, by } = differenceOf(file.text, text);
  try {
    return ts.updateSourceFile(file, text, { span: { start, length: end - start }, newLength: end - start + by });
  } catch {
    return undefined; // parsed from the start, as if there had been no earlier text
  }
}

/** The statements of a broken stretch, as well as they can be read without what surrounds it. */
function aside(text: string, span: Span, fileName: string): Aside {
  const code = text.slice(span.start, span.end).trimEnd();
  const before = span.start < MODULE.length ? '' : MODULE;
  const file = parsed(before.padEnd(span.start) + code, fileName); // blanks keep the offsets
  const statements = file.statements.filter(({ end }) => end > span.start);
  const isWhole = statements.length === 1 && statements[0]?.end === span.start + code.length;
  return { span, statements: convertStatements(convertible(file), statements), isWhole };
}

const NOWHERE: ts.LineAndCharacter = { line: 0, character: 0 };

/** The parser refuses a file with diagnostics; without them it converts whatever tree TypeScript recovered. */
function convertible(file: ts.SourceFile): ts.SourceFile {
  const diagnostics = (file as unknown as { parseDiagnostics?: unknown[] }).parseDiagnostics;
  if (diagnostics) diagnostics.length = 0;
  // Nobody reads lines and columns, and the conversion asks for those of every node.
  file.getLineAndCharacterOfPosition = () => NOWHERE;
  return file;
}

function scriptKind(fileName: string): ts.ScriptKind {
  if (/\.tsx$/i.test(fileName)) return ts.ScriptKind.TSX;
  if (/\.[mc]?ts$/i.test(fileName)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}
