// With conversion.ts the only file that loads the TypeScript parser; hosts import it lazily, as a chunk of its own.
// The part of @typescript-eslint/parser that parses (see conversion.ts): it also looks for scopes, which takes more time than all the rest.
import * as ts from 'typescript';
import { differenceOf } from '../../core/difference';
import type { Block } from './ast';
import { convert, type Conversion } from './conversion';

/** A parsed script: its tree, whose ranges are UTF-16 offsets. */
export interface ParsedScript {
  readonly ast: Block;
  /** From which the next version of the text is parsed faster, once. */
  readonly tree: SyntaxTree;
}

/** TypeScript's own tree, and what was converted of it. Whoever parses with it takes it away: that changes it. */
export interface SyntaxTree {
  file: ts.SourceFile | undefined;
  readonly conversion: Conversion;
}

const NOWHERE: ts.LineAndCharacter = { line: 0, character: 0 };

/**
 * Parses a script, half-typed or not. `earlier` is the tree of the text before an edit: it makes parsing faster, never different. `fileName` decides by its extension between TypeScript, JavaScript and JSX.
 * Undefined where even the error-tolerant way fails (nesting too deep for the stack).
 */
export function parseScript(text: string, fileName: string, earlier?: object): ParsedScript | undefined {
  try {
    const before = earlier as SyntaxTree | undefined;
    const file = updated(text, fileName, before) ?? parsed(text, fileName);
    // The parser refuses a file with diagnostics; without them it converts whatever tree TypeScript recovered.
    const diagnostics = (file as unknown as { parseDiagnostics?: unknown[] }).parseDiagnostics;
    if (diagnostics) diagnostics.length = 0;
    // Nobody reads lines and columns, and the conversion asks for those of every node.
    file.getLineAndCharacterOfPosition = () => NOWHERE;
    const conversion: Conversion = before?.conversion ?? new WeakMap();
    return { ast: convert(file, conversion), tree: { file, conversion } };
  } catch {
    return undefined;
  }
}

function parsed(text: string, fileName: string): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, scriptKind(fileName));
}

/** Takes over from an earlier tree what the edit left alone. */
function updated(text: string, fileName: string, earlier: SyntaxTree | undefined): ts.SourceFile | undefined {
  const file = earlier?.file;
  if (!earlier || file?.fileName !== fileName) return undefined;
  earlier.file = undefined;
  const { start, end, by } = differenceOf(file.text, text);
  try {
    return ts.updateSourceFile(file, text, { span: { start, length: end - start }, newLength: end - start + by });
  } catch {
    return undefined; // parsed from the start, as if there had been no earlier text
  }
}

function scriptKind(fileName: string): ts.ScriptKind {
  if (/\.tsx$/i.test(fileName)) return ts.ScriptKind.TSX;
  if (/\.[mc]?ts$/i.test(fileName)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}
