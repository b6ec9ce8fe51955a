// Reads a script in which statements are broken as if these were not there, so that one that is being typed does not change how the others are read.
import * as ts from 'typescript';
import { differenceOf } from '../../core/difference';
import type { Span } from '../../core/text';
import { stretchesAround, suspectsAbove } from './broken-lines';

/** A tree of a text, or of the text with blanks for statements that are broken. */
export interface Recovered {
  readonly file: ts.SourceFile;
  readonly broken: readonly Span[];
  /** There are no other errors in it. */
  readonly isSound: boolean;
}

/** Gives the tree of another text; the tree that it starts from is spent. */
export type Update = (tree: ts.SourceFile, text: string) => ts.SourceFile;

const MAX_TRIES = 8;
/** Characters that all tries together may go through: each goes through the whole tree once. */
const MAX_TRIED = 500_000;
/** How many stretches are tried for each error: a statement is rarely further out. */
const MAX_STRETCHES = 3;

/** Where the parser complains first; undefined where it doesn't. */
export function firstError(file: ts.SourceFile): number | undefined {
  const { parseDiagnostics = [] } = file as unknown as { parseDiagnostics?: readonly { readonly start: number }[] };
  return parseDiagnostics.length === 0 ? undefined : Math.min(...parseDiagnostics.map(({ start }) => start));
}

/** What makes a module of a text: it may wait for promises outside of functions. */
export const MODULE = 'export {};';

/** Longer texts are not worth being parsed one more time. */
const MAX_ALONE = 5000;

/**
 * Where the parser will complain first in a text that differs from that of a tree without complaints, told from the statement that was changed
 * (blanks filled in included) for the price of parsing that: `maybe` where it can't be told, undefined where it most likely won't.
 */
export function errorAfterChange(file: ts.SourceFile, text: string): number | 'maybe' | undefined {
  const change = differenceOf(file.text, text);
  const statement = changedStatement(file, change);
  const from = statement ? statement.getStart(file) : text.lastIndexOf('\n', change.start - 1) + 1;
  const behind = text.indexOf('\n', change.end + change.by);
  const to = statement && statement.end >= change.end ? statement.end + change.by : behind < 0 ? text.length : behind;
  const changed = text.slice(from, to).trimEnd();
  if (changed.length > MAX_ALONE) return 'maybe';
  const alone = firstError(ts.createSourceFile(file.fileName, `${MODULE}${changed}`, ts.ScriptTarget.Latest));
  if (alone === undefined) return undefined;
  const error = alone - MODULE.length;
  // the statement still begins where it did, what is not closed goes on behind it, and `yield` has a meaning only within its function
  const begins = statement !== undefined && /^\w+\W/.test(text.slice(from, change.start));
  return begins && error < changed.length && !changed.includes('yield') ? from + error : 'maybe';
}

/** The innermost statement around a change, if it is short, or the one that ends before it on the same line. */
function changedStatement(file: ts.SourceFile, { start, end }: Span): ts.Node | undefined {
  const before = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  const at = start - (before.length - before.trimEnd().length);
  const around = nodesAround(file, { start, end });
  const touching = nodesAround(file, { start: at - 1, end: at });
  return [...around, ...touching.filter((node) => node.end === at)]
    .reverse()
    .find((node) => ts.isStatement(node) && node.end - node.pos < MAX_ALONE);
}

/**
 * Blanks whole statements until the text parses; which ones hangs on nothing but the text. Where a few do not help, the tree is that of the text
 * with all its errors. `error` is where the parser complains first, `base` any tree of this file, which is spent.
 */
export function recover(text: string, error: number, base: ts.SourceFile, update: Update): Recovered {
  const broken: Span[] = [];
  const tries: Tries = { file: base, left: Math.min(MAX_TRIES, Math.ceil(MAX_TRIED / text.length)), update };
  let now: Without | undefined = { text, error };
  while (now?.error !== undefined) {
    now = withoutStatement(now.text, now.error, tries);
    if (now?.stretch) broken.push(now.stretch);
  }
  if (!now) return { file: update(tries.file, text), broken: [], isSound: false };
  return { file: tries.file, broken, isSound: true };
}

interface Tries {
  /** The tree of what was tried last. */
  file: ts.SourceFile;
  left: number;
  readonly update: Update;
}

interface Without {
  readonly text: string;
  /** Where the parser complains first by now. */
  readonly error: number | undefined;
  readonly stretch?: Span;
}

/** The text without the smallest statement around an error that is to blame for it. */
function withoutStatement(text: string, error: number, tries: Tries): Without | undefined {
  for (const stretch of stretchesToTry(text, error)) {
    if (tries.left-- === 0) return undefined;
    const without = blanked(text, stretch);
    tries.file = tries.update(tries.file, without);
    const next = firstError(tries.file);
    const helps = next === undefined || next > Math.max(error, stretch.end);
    if (helps && isAmongStatements(tries.file, stretch)) return { text: without, error: next, stretch };
  }
  return undefined;
}

/** Where the text ends too early, nothing follows that could be read better without the statement that is broken. */
function stretchesToTry(text: string, error: number): readonly Span[] {
  const suspects = [...suspectsAbove(text, error)];
  if (error >= text.trimEnd().length) return suspects;
  return [...suspects, ...[...stretchesAround(text, error)].slice(0, MAX_STRETCHES)];
}

/** The text with blanks for a stretch of it; lines stay. */
function blanked(text: string, { start, end }: Span): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}

/** True where a stretch of blanks lies between statements, and not within one. */
function isAmongStatements(file: ts.SourceFile, stretch: Span): boolean {
  const around = nodesAround(file, stretch).at(-1);
  return around === undefined || ts.isBlock(around) || ts.isModuleBlock(around);
}

/** The nodes around a stretch of a file, from the outermost. */
function nodesAround(file: ts.SourceFile, { start, end }: Span): readonly ts.Node[] {
  const around: ts.Node[] = [];
  const step = (node: ts.Node): ts.Node | undefined =>
    ts.forEachChild(node, (child) => (child.getStart(file) <= start && child.end >= end ? child : undefined));
  for (let node = step(file); node; node = step(node)) around.push(node);
  return around;
}
