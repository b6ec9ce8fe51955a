// Follows what variables of a script hold from command to command, through branches, loops and functions.
import { expand, expandAll, joined, type Held } from './expand';
import { mergeBranches, type Names } from './branches';
import { textOf, type Command, type Word } from './words';

/** The commands with what variables hold put in their place; what is set on a branch only, or where it can't be seen, is left as it is. */
export function withVariables(commands: readonly Command[], text: string): readonly Command[] {
  const assignments = commands.flatMap((command) =>
    assignmentsOf(command).map((a) => ({ ...a, at: a.word.span.start })),
  );
  if (assignments.length === 0) return commands;
  const last = new Map(assignments.map(({ name, at }) => [name, at]));
  const state: State = { names: new Map(), blocks: [], text, last, inFunctions: new Set(), isNamed: false };
  // what functions set is known only once all of them are read
  for (const command of commands) step(state, command);
  state.names = new Map();
  state.blocks = [];
  return commands.map((command) => step(state, command));
}

type BlockKind = 'if' | 'loop' | 'case' | 'function' | 'group' | 'subshell' | 'and';

interface Block {
  readonly kind: BlockKind;
  readonly before: Names;
  /** What branches that have ended leave. */
  readonly ends: Names[];
  readonly written: Set<string>;
}

interface State {
  names: Map<string, Held>;
  blocks: Block[];
  readonly text: string;
  /** Where each name is set for the last time. */
  readonly last: ReadonlyMap<string, number>;
  /** Names that a function sets for others. */
  readonly inFunctions: Set<string>;
  /** The last command was `function name`: its body comes next. */
  isNamed: boolean;
}

function step(state: State, command: Command): Command {
  const { words, before, isNested } = command;
  if (isNested) return { ...command, words: expandAll(words, state.names) };
  separate(state, before, words[0]?.span.start ?? state.text.length);
  const rest = keywords(state, words);
  const expanded = expandAll(rest, state.names);
  const set = assignmentsOf({ ...command, words: rest });
  for (const { name, word, isLocal } of set) assign(state, name, word, isLocal);
  if (set.length === 0) lose(state, rest);
  return { ...command, words: [...words.slice(0, words.length - rest.length), ...expanded] };
}

/** Bounds, so that names that are made of each other don't grow without end. */
const MAX_NAMES = 300;
const MAX_SIZE = 10_000;

function sizeOf(held: Held): number {
  if (held.kind === 'list') return held.words.length * 10;
  return held.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 10), 0);
}

interface Assignment {
  readonly name: string;
  readonly word: Word;
  readonly isLocal: boolean;
}

const DECLARES = /^(?:export|readonly|local|declare|typeset)$/;
const SETS = /^([A-Za-z_]\w*)\+?=/;

/** What a command sets for those after it: nothing where a program runs behind the assignments. */
function assignmentsOf({ words }: Command): readonly Assignment[] {
  const start = words.findIndex((word) => !KEYWORD.test(textOf(word) ?? ''));
  const rest = start < 0 ? [] : words.slice(start);
  const declares = DECLARES.exec((rest[0] && textOf(rest[0])) ?? '')?.[0];
  const set = rest.flatMap((word): readonly Assignment[] => {
    const name = typeof word.parts[0] === 'string' ? SETS.exec(word.parts[0])?.[1] : undefined;
    return name === undefined
      ? []
      : [{ name, word, isLocal: declares !== undefined && /^(?:local|declare|typeset)$/.test(declares) }];
  });
  return declares !== undefined || set.length === rest.length ? set : [];
}

function assign(state: State, name: string, word: Word, isLocal: boolean): void {
  const isAdded = typeof word.parts[0] === 'string' && /^\w+\+=/.test(word.parts[0]);
  const old = state.names.get(name);
  const held = word.items ? listOf(state, word.items) : textHeld(state, word);
  const made = isAdded && held ? added(old, held) : held;
  if (made && sizeOf(made) <= MAX_SIZE && state.names.size < MAX_NAMES) state.names.set(name, made);
  else state.names.delete(name);
  const around = state.blocks.some(({ kind }) => kind === 'function');
  if (around && !isLocal) state.inFunctions.add(name);
  if (state.inFunctions.has(name) && !around) state.names.delete(name);
  const block = state.blocks[state.blocks.length - 1];
  if (block && !(around && isLocal)) block.written.add(name);
}

function added(old: Held | undefined, more: Held): Held | undefined {
  if (old?.kind === 'list' && more.kind === 'list') return { kind: 'list', words: [...old.words, ...more.words] };
  if (old?.kind !== 'text' || more.kind !== 'text') return undefined;
  return { kind: 'text', parts: joined([...old.parts, ...more.parts]), span: more.span };
}

function listOf(state: State, items: readonly Word[]): Held {
  return { kind: 'list', words: items.flatMap((item) => expand(item, state.names)) };
}

/** What stands behind the sign of an assignment, inside of its quotes; undefined where nothing of it is known. */
function textHeld(state: State, word: Word): Held | undefined {
  const sign = typeof word.parts[0] === 'string' ? (/^\w+\+?=/.exec(word.parts[0])?.[0].length ?? 0) : 0;
  const [first = '', ...rest] = word.parts;
  const start = word.span.start + sign;
  const isQuoted = /^["']/.test(state.text.slice(start, start + 1));
  const inner = isQuoted ? { start: start + 1, end: word.span.end - 1 } : { start, end: word.span.end };
  const tail = typeof first === 'string' ? first.slice(sign) : '';
  const [only] = expand({ span: word.span, parts: [tail, ...rest], bare: false }, state.names);
  const parts = (only?.parts ?? []).filter((part) => part !== '');
  if (parts.length > 0 && parts.every((part) => typeof part !== 'string')) return undefined;
  return { kind: 'text', parts: joined(parts), span: inner };
}

const READS = /^(?:read|mapfile|readarray|getopts|unset|let|printf)$/;

/** Commands that set variables in ways that can't be seen. */
function lose(state: State, words: readonly Word[]): void {
  const [first, ...rest] = words.map((word) => textOf(word) ?? '');
  if (first === 'eval' || first === 'source' || first === '.')
    for (const name of [...state.names.keys()]) forget(state, name);
  else if (first !== undefined && READS.test(first)) for (const name of rest) forget(state, name);
}

function forget(state: State, name: string): void {
  state.names.delete(name);
  state.blocks[state.blocks.length - 1]?.written.add(name);
}

const KEYWORD = /^(?:if|elif|then|else|fi|while|until|for|select|do|done|case|esac|function|!|time|in)$/;

/** Opens and closes blocks by the words at the start of a command; gives the words behind them. */
function keywords(state: State, words: readonly Word[]): readonly Word[] {
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const name = word && textOf(word);
    if (!word || name === undefined || !word.bare || !KEYWORD.test(name)) return words.slice(index);
    const at = word.span.start;
    if (name === 'if') open(state, 'if', at);
    else if (name === 'case') open(state, 'case', at);
    else if (/^(?:while|until|for|select)$/.test(name)) open(state, 'loop', at);
    else if (name === 'elif' || name === 'else') branch(state, 'if');
    else if (name === 'fi') close(state, 'if');
    else if (name === 'done') close(state, 'loop');
    else if (name === 'esac') close(state, 'case');
    const next = words[index + 1];
    if (/^(?:for|select)$/.test(name) && next) forget(state, textOf(next) ?? '');
    state.isNamed = name === 'function';
    if (/^(?:for|select|case|function)$/.test(name)) return words.slice(index + 1);
  }
  return [];
}

/** What stands between two commands: brackets, `&&` and `||`, ends of lists. `at` is where the next command starts. */
function separate(state: State, before: string, at: number): void {
  if (/[;\n]/.test(before) || before.includes('||')) close(state, 'and');
  const signs = state.isNamed ? before.replace(/(?:\(\))?\s*\{/, 'f') : before.replace(/\(\)\s*\{/g, 'f');
  state.isNamed = false;
  for (const sign of signs.matchAll(/&&|\|\||;;|[f{}()]/g)) {
    if (sign[0] === 'f') open(state, 'function', at);
    else if (sign[0] === '{') open(state, 'group', at);
    else if (sign[0] === '}') close(state, 'function', 'group');
    else if (sign[0] === '(') open(state, 'subshell', at);
    else if (sign[0] === ')') close(state, 'subshell');
    else if (sign[0] === ';;') branch(state, 'case');
    else if (!state.blocks.some(({ kind }) => kind === 'and')) open(state, 'and', at);
  }
}

function open(state: State, kind: BlockKind, at: number): void {
  state.blocks.push({ kind, before: new Map(state.names), ends: [], written: new Set() });
  // it may run again, or later: what is set further down may hold by then
  if (kind !== 'loop' && kind !== 'function') return;
  for (const name of [...state.names.keys()]) if ((state.last.get(name) ?? 0) > at) state.names.delete(name);
}

/** The end of one branch: the next starts from what was before the block. */
function branch(state: State, kind: BlockKind): void {
  const block = innermost(state, kind);
  if (!block) return;
  block.ends.push(state.names);
  state.names = new Map(block.before);
}

function close(state: State, ...kinds: readonly BlockKind[]): void {
  const block = innermost(state, ...kinds);
  if (!block) return;
  state.blocks.pop();
  const outer = state.blocks[state.blocks.length - 1];
  if (block.kind === 'group') {
    for (const name of block.written) outer?.written.add(name);
    return;
  }
  const ends = [...block.ends, state.names];
  state.names = new Map(block.before);
  if (block.kind === 'subshell' || block.kind === 'function') return;
  mergeBranches(state.names, block.written, ends);
  for (const name of block.written) outer?.written.add(name);
}

/** The innermost block where it is of this kind; lists of `&&` that it holds end with it. */
function innermost(state: State, ...kinds: readonly BlockKind[]): Block | undefined {
  let at = state.blocks.length - 1;
  while (state.blocks[at]?.kind === 'and' && !kinds.includes('and')) at--;
  const block = state.blocks[at];
  if (!block || !kinds.includes(block.kind)) return undefined;
  while (state.blocks.length > at + 1) close(state, 'and');
  return block;
}
