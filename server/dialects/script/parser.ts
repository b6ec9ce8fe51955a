// The only file that loads the TypeScript parser; hosts import it lazily, as a chunk of its own.
// The part of @typescript-eslint/parser that parses: it also looks for scopes, which takes more time than all the rest.
import { parse } from '@typescript-eslint/typescript-estree';
import * as ts from 'typescript';
import type { Block } from './ast';

/** A parsed script: its tree, whose ranges are UTF-16 offsets, and whether the text has syntax errors. */
export interface ParsedScript {
  readonly ast: Block;
  readonly broken: boolean;
}

const NOWHERE: ts.LineAndCharacter = { line: 0, character: 0 };

/**
 * Parses a script, half-typed or not. `fileName` decides by its extension between TypeScript, JavaScript and JSX.
 * Undefined where even the error-tolerant way fails (nesting too deep for the stack).
 */
export function parseScript(text: string, fileName: string): ParsedScript | undefined {
  try {
    const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, scriptKind(fileName));
    // The parser refuses a file with diagnostics; without them it converts whatever tree TypeScript recovered.
    const diagnostics = (file as unknown as { parseDiagnostics?: unknown[] }).parseDiagnostics;
    const broken = (diagnostics?.length ?? 0) > 0;
    if (diagnostics) diagnostics.length = 0;
    // Nobody reads lines and columns, and the conversion asks for those of every node.
    file.getLineAndCharacterOfPosition = () => NOWHERE;
    // Takes a tree in place of a text, as its sister functions say in their types.
    const ast = parse(file as unknown as string, {
      allowInvalidAST: true,
      errorOnUnknownASTType: false,
      range: true,
      loc: true, // leaving it out means to make it and to delete it from every node
      filePath: fileName,
    });
    return { ast: ast as unknown as Block, broken };
  } catch {
    return undefined;
  }
}

function scriptKind(fileName: string): ts.ScriptKind {
  if (/\.tsx$/i.test(fileName)) return ts.ScriptKind.TSX;
  if (/\.[mc]?ts$/i.test(fileName)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}
