// Python's syntax tree as plain nodes, and the few questions that every other file here asks of it.
import { parser } from '@lezer/python';
import { TreeFragment, type Tree } from '@lezer/common';
import type { Span } from '../../core/text';
import { mapSpan, type OffsetMap } from '../../core/json-offsets';

/** Python code and where it comes from: a `.py` file's text, or the joined cells of a notebook. */
export interface Code {
  readonly uri: string;
  readonly text: string;
  /** Leads from offsets in `text` to offsets in the file; absent where they are the same. */
  readonly map?: OffsetMap;
}

/** A node of the tree; `name` is the grammar's. Error nodes are left out, their children stand in their place. */
export interface Node {
  readonly name: string;
  /** Offsets in `code.text`, not in the file. */
  readonly start: number;
  readonly end: number;
  readonly kids: readonly Node[];
  readonly parent: Node | undefined;
  readonly code: Code;
}

/** Nesting beyond this is not followed; such nodes have no children. */
export const MAX_DEPTH = 150;

interface Draft extends Node {
  kids: Draft[];
}

/** Most nodes are leaves: they share one empty list. */
const LEAF: Draft[] = [];

function addKid(parent: Draft, child: Draft): void {
  if (parent.kids === LEAF) parent.kids = [child];
  else parent.kids.push(child);
}

/** Parses Python. With the tree and text of an earlier version only what changed is parsed again. */
export function parsePython(text: string, previous?: { readonly tree: Tree; readonly text: string }): Tree {
  if (!previous) return parser.parse(text);
  const change = changedRange(previous.text, text);
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(previous.tree), [change]);
  return parser.parse(text, fragments);
}

function changedRange(from: string, to: string): { fromA: number; toA: number; fromB: number; toB: number } {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && from.charCodeAt(from.length - 1 - same) === to.charCodeAt(to.length - 1 - same)) {
    same++;
  }
  return { fromA: start, toA: from.length - same, fromB: start, toB: to.length - same };
}

/** Turns a parser's tree into nodes. Also says where it got too deep or held an error first. */
export function toNodes(tree: Tree, code: Code): { root: Node; error?: number; tooDeep?: number } {
  const root: Draft = { name: 'Script', start: 0, end: code.text.length, kids: LEAF, parent: undefined, code };
  const stack: Draft[] = [root];
  let error: number | undefined;
  let tooDeep: number | undefined;
  const cursor = tree.cursor();
  if (!cursor.firstChild()) return { root };
  for (;;) {
    const parent = stack[stack.length - 1] ?? root;
    const isError = cursor.type.isError;
    if (isError) {
      error ??= cursor.from;
      replaceBase(parent, cursor.from, cursor.to);
    }
    let node = parent;
    if (!isError && cursor.name !== 'Comment') {
      node = { name: cursor.name, start: cursor.from, end: cursor.to, kids: LEAF, parent, code };
      if (stack.length < MAX_DEPTH) addKid(parent, node);
      else {
        tooDeep ??= cursor.from;
        node = parent;
      }
    }
    const deep = stack.length >= MAX_DEPTH;
    if (!deep && cursor.firstChild()) {
      stack.push(node);
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent() || cursor.type.isTop) {
        return { root, ...(error === undefined ? {} : { error }), ...(tooDeep === undefined ? {} : { tooDeep }) };
      }
      stack.pop();
    }
  }
}

/** `f(a, b⏎c.d()` reads as `b.d()` with `c` for an error; the nearer name is the one that is meant. */
function replaceBase(parent: Draft, start: number, end: number): void {
  const name = parent.code.text.slice(start, Math.min(end, start + 100));
  if (parent.name !== 'MemberExpression' || !/^[A-Za-z_]\w*$/.test(name)) return;
  parent.kids = [{ name: 'VariableName', start, end, kids: LEAF, parent, code: parent.code }];
}

/** The code of a node as written. */
export function textOf(node: Node): string {
  return node.code.text.slice(node.start, node.end);
}

/** Where a node stands in its file. */
export function spanOf(node: Node): Span {
  return spanIn(node.code, node.start, node.end);
}

/** Where a range of a code's text stands in its file. */
export function spanIn(code: Code, start: number, end: number): Span {
  return code.map ? mapSpan(code.map, start, end) : { start, end };
}

/** The first child with one of these names. */
export function kid(node: Node, ...names: readonly string[]): Node | undefined {
  return node.kids.find((k) => names.includes(k.name));
}

/** Tokens that carry no value of their own. */
const PUNCTUATION = /^[^A-Za-z]+$|^(?:if|else|elif|for|in|as|and|or|not|is|async|await|AssignOp|UpdateOp|TypeDef)$/;

/** Children that are expressions. */
export function expressions(node: Node): readonly Node[] {
  return node.kids.filter((k) => !PUNCTUATION.test(k.name));
}

/** Takes parentheses and `await` away. */
export function bare(node: Node): Node {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression' || inner.name === 'AwaitExpression') {
    const next = inner.kids.find((k) => k.name !== '(' && k.name !== 'await');
    if (!next || next.name === ')') return inner;
    inner = next;
  }
  return inner.name === 'NamedExpression' ? (inner.kids[2] ?? inner) : inner;
}

/** One argument of a call: `value`, `name=value`, `*value`, `**value`. A half-typed `name=` has no value. */
export interface Argument {
  readonly name?: Node;
  readonly star?: '*' | '**';
  readonly value?: Node;
  /** Offsets in the code, from the name or the star to the end of the value. */
  readonly start: number;
  readonly end: number;
}

/** The arguments between the parentheses of a call, in order. */
export function argumentsOf(call: Node): readonly Argument[] {
  const list = kid(call, 'ArgList');
  if (!list || list.kids.some((k) => k.name === 'for')) return [];
  const result: Argument[] = [];
  for (const part of split(list.kids.filter((k) => k.name !== '(' && k.name !== ')'))) {
    const made = argument(part);
    if (made) result.push(made);
  }
  return result;
}

/** The argument that is given by this name, where one is. */
export function argumentNamed(name: string, given: readonly Argument[]): Argument | undefined {
  return given.find((each) => each.name && textOf(each.name) === name);
}

function argument(part: readonly Node[]): Argument | undefined {
  const first = part[0];
  const last = part[part.length - 1];
  if (!first || !last) return undefined;
  const at = { start: first.start, end: last.end };
  if (first.name === '*' || first.name === '**') {
    return part[1] ? { star: first.name, value: part[1], ...at } : undefined;
  }
  if (part[1]?.name !== 'AssignOp') return { value: first, ...at };
  return part[2] ? { name: first, value: part[2], ...at } : { name: first, ...at };
}

/** Splits children at commas. */
export function split(kids: readonly Node[]): readonly (readonly Node[])[] {
  const parts: Node[][] = [];
  let part: Node[] = [];
  for (const k of kids) {
    if (k.name === ',') {
      parts.push(part);
      part = [];
    } else part.push(k);
  }
  parts.push(part);
  return parts;
}

/** `a.b.c` as written in names only, or undefined for anything else. */
export function dotted(node: Node): string | undefined {
  if (node.name === 'VariableName') return textOf(node);
  if (node.name !== 'MemberExpression') return undefined;
  const property = kid(node, 'PropertyName');
  const base = node.kids[0] && property ? dotted(node.kids[0]) : undefined;
  return base === undefined || !property ? undefined : `${base}.${textOf(property)}`;
}

/** The part of a call or member that names it: `put_object` in `s3.put_object(...)`. */
export function calleeName(call: Node): Node | undefined {
  const callee = call.kids[0];
  return callee?.name === 'MemberExpression' ? kid(callee, 'PropertyName') : callee;
}
