// Cuts shell text into commands of words with exact offsets: quotes, continuations, expansions, comments, heredocs.
import type { Span } from '../text';
import { afterHeredoc, afterTarget, closing, lineEnd } from './skip';

/** A piece of a word: known text, or the name of an expansion whose value isn't known. */
export type Part = string | { readonly name: string };

/** One word. */
export interface Word {
  readonly span: Span;
  readonly parts: readonly Part[];
  /** Written without quotes: an unknown expansion may then become several words, or none. */
  readonly bare: boolean;
  /** The words in the brackets of `NAME=(…)`. */
  readonly items?: readonly Word[];
  /** The variable by which it got what it says, and where that is written. */
  readonly from?: { readonly name: string; readonly span: Span };
  /** It stands in the variable as a whole; its span is that of the variable's use. */
  readonly isMoved?: true;
  /** Added on a branch only: it may be there or not. */
  readonly isMaybe?: true;
}

/** Words up to the next separator. */
export interface Command {
  readonly words: readonly Word[];
  /** The separators between this command and the one before it, without blanks: `;`, `&&`, `(`, a line's end. */
  readonly before: string;
  /** True inside of `$(…)` and backticks. */
  readonly isNested: boolean;
}

const MAX_COMMANDS = 20_000;
const MAX_NESTING = 20;
const MAX_SEPARATORS = 1000;
const MAX_ITEMS = 1000;

/** Text that is cut into commands, and what was found of them. */
interface Input {
  readonly text: string;
  readonly to: number;
  readonly depth: number;
  readonly found: Command[];
  /** What somebody else puts in before the shell sees the text, at the place where a search starts. */
  readonly holes: RegExp | undefined;
}

/** The commands between two offsets, those inside `$(…)` and backticks included. Never throws; unclosed quotes end with the text. */
export function commandsIn(text: string, from: number, to: number, holes?: RegExp): Command[] {
  return readCommands({ text, to, depth: 0, found: [], holes }, from);
}

function readCommands(input: Input, from: number): Command[] {
  const { text, to, depth, found } = input;
  let words: Word[] = [];
  let before = '';
  let at = from;
  const close = (): void => {
    if (words.length === 0) return;
    if (found.length < MAX_COMMANDS) found.push({ words, before, isNested: depth > 0 });
    words = [];
    before = '';
  };
  while (at < to) {
    const char = text.charAt(at);
    const two = text.slice(at, at + 2);
    if (/^\\\r?\n/.test(text.slice(at, at + 3))) at += text.charAt(at + 1) === '\r' ? 3 : 2;
    else if (char === ' ' || char === '\t' || char === '\r') at++;
    else if (char === '#') at = lineEnd(text, at, to);
    else if (two === '<<' && text.charAt(at + 2) !== '<') at = afterHeredoc(text, at, to);
    else if (/[\n;&|(){}<>]/.test(char) && !/^\{[^\s]/.test(two)) {
      at++;
      if (/[<>]/.test(char)) at = afterTarget(text, at, to);
      else {
        close();
        if (before.length < MAX_SEPARATORS) before += char;
      }
    } else {
      const word = readWord(input, at);
      words.push(word);
      at = Math.max(word.span.end, at + 1);
    }
  }
  close();
  // what closes blocks at the end tells as much as what stands between commands
  if (before !== '' && found.length < MAX_COMMANDS) found.push({ words: [], before, isNested: depth > 0 });
  return found;
}

interface Reading {
  readonly parts: (string | { readonly name: string })[];
  at: number;
  bare: boolean;
}

function readWord(input: Input, start: number): Word {
  const { text, to } = input;
  const state: Reading = { parts: [], at: start, bare: true };
  while (state.at < to) {
    const char = text.charAt(state.at);
    if (char === '(' && isArray(state)) return readItems(input, start, state);
    if (/[\s;&|()<>]/.test(char)) break;
    if (char === "'") readSingle(input, state);
    else if (char === '"') readDouble(input, state);
    else if (char === '\\') {
      if (/^\\\r?\n/.test(text.slice(state.at, state.at + 3))) break;
      add(state, text.charAt(state.at + 1));
      state.at += 2;
    } else if (char === '$' || char === '`') readExpansion(input, state);
    else readPlain(input, state);
  }
  return { span: { start, end: Math.min(state.at, to) }, parts: state.parts, bare: state.bare };
}

function isArray({ parts: [only, second] }: Reading): boolean {
  return second === undefined && typeof only === 'string' && /^[A-Za-z_]\w*\+?=$/.test(only);
}

/** `NAME=(a b "c d")`, over several lines or not, up to the bracket that closes it. */
function readItems(input: Input, start: number, state: Reading): Word {
  const { text, to } = input;
  const items: Word[] = [];
  let at = state.at + 1;
  while (at < to && text.charAt(at) !== ')' && items.length < MAX_ITEMS) {
    const char = text.charAt(at);
    if (char === '#') at = lineEnd(text, at, to);
    else if (/[\s;&|()<>]/.test(char) || /^\\\r?\n/.test(text.slice(at, at + 3))) at++;
    else {
      const word = readWord(input, at);
      items.push(word);
      at = Math.max(word.span.end, at + 1);
    }
  }
  return { span: { start, end: Math.min(at + 1, to) }, parts: state.parts, bare: true, items };
}

function add(state: Reading, text: string): void {
  const last = state.parts.length - 1;
  const before = state.parts[last];
  if (typeof before === 'string') state.parts[last] = before + text;
  else state.parts.push(text);
}

/** One character, or what stands for something that is put in. */
function readPlain({ text, holes }: Input, state: Reading): void {
  const char = text.charAt(state.at);
  if (holes && char === '{') {
    holes.lastIndex = state.at;
    const hole = holes.exec(text)?.[0];
    if (hole !== undefined) {
      state.parts.push({ name: hole });
      state.at += hole.length;
      return;
    }
  }
  add(state, char);
  state.at++;
}

function readSingle(input: Input, state: Reading): void {
  const { text, to, holes } = input;
  const end = text.indexOf("'", state.at + 1);
  const stop = end < 0 || end > to ? to : end;
  state.at++;
  if (holes) while (state.at < stop) readPlain(input, state);
  else add(state, text.slice(state.at, stop));
  state.at = stop + 1;
  state.bare = false;
}

function readDouble(input: Input, state: Reading): void {
  const { text, to } = input;
  state.at++;
  state.bare = false;
  add(state, '');
  while (state.at < to && text.charAt(state.at) !== '"') {
    const char = text.charAt(state.at);
    if (char === '\\' && /["\\$`\n]/.test(text.charAt(state.at + 1))) {
      if (text.charAt(state.at + 1) !== '\n') add(state, text.charAt(state.at + 1));
      state.at += 2;
    } else if (char === '$' || char === '`') readExpansion(input, state);
    else readPlain(input, state);
  }
  state.at++;
}

/** `$x`, `${x}`, `$(command)`, `` `command` ``, Make's `$(X)` and GitHub's `${{ x }}`: their values aren't known. */
function readExpansion(input: Input, state: Reading): void {
  const { text, to, depth } = input;
  const from = state.at;
  const rest = text.slice(from, Math.min(to, from + 200));
  const simple = /^\$\{\{[^}]*\}\}|^\$\$?\{[^}]*\}|^\$\$?\w+|^\$[@*#?!$-]/.exec(rest);
  const isCommand = text.startsWith('$(', from) || text.startsWith('$$(', from);
  if (isCommand || text.charAt(from) === '`') {
    const open = isCommand ? text.indexOf('(', from) : from;
    const close = isCommand ? closing(text, open, to) : text.indexOf('`', from + 1);
    const end = close < 0 || close > to ? to : close;
    if (depth < MAX_NESTING) readCommands({ ...input, to: end, depth: depth + 1 }, open + 1);
    state.at = end + 1;
    state.parts.push({ name: text.slice(from, Math.min(end + 1, from + 40)) });
  } else if (simple) {
    state.at = from + simple[0].length;
    state.parts.push({ name: simple[0] });
  } else {
    add(state, text.charAt(from));
    state.at++;
  }
}

/** The word's text where it is wholly known. */
export function textOf(word: Word): string | undefined {
  if (word.parts.length === 0) return '';
  const [only] = word.parts;
  return word.parts.length === 1 && typeof only === 'string' ? only : undefined;
}
