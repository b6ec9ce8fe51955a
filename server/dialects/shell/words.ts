// Cuts shell text into commands of words with exact offsets: quotes, continuations, expansions, comments, heredocs.
import type { Span } from '../../core/text';

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

/** The commands between two offsets, those inside `$(…)` and backticks included. Never throws; unclosed quotes end with the text. */
export function commandsIn(text: string, from: number, to: number, depth = 0, found: Command[] = []): Command[] {
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
      const word = readWord(text, at, to, depth, found);
      words.push(word);
      at = Math.max(word.span.end, at + 1);
    }
  }
  close();
  // what closes blocks at the end tells as much as what stands between commands
  if (before !== '' && found.length < MAX_COMMANDS) found.push({ words: [], before, isNested: depth > 0 });
  return found;
}

function lineEnd(text: string, from: number, to: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 || end > to ? to : end;
}

/** A redirection's target is no argument. */
function afterTarget(text: string, from: number, to: number): number {
  const target = /^[>&]?[ \t]*[^\s;|()]*/.exec(text.slice(from, Math.min(to, from + 500)));
  return from + (target?.[0].length ?? 0);
}

/** The offset of the heredoc's closing line, or just behind `<<` where none closes it. The rest of the first line is left out. */
function afterHeredoc(text: string, at: number, to: number): number {
  const start = /^<<-?[ \t]*(['"]?)([\w.-]+)\1/.exec(text.slice(at, Math.min(to, at + 200)));
  const name = start?.[2];
  if (!start || name === undefined) return at + 2;
  let line = lineEnd(text, at, to);
  while (line < to) {
    const next = lineEnd(text, line + 1, to);
    if (text.slice(line + 1, next).trim() === name) return next;
    line = next;
  }
  return at + start[0].length;
}

interface Reading {
  readonly parts: (string | { readonly name: string })[];
  at: number;
  bare: boolean;
}

function readWord(text: string, start: number, to: number, depth: number, found: Command[]): Word {
  const state: Reading = { parts: [], at: start, bare: true };
  while (state.at < to) {
    const char = text.charAt(state.at);
    if (char === '(' && isArray(state)) return readItems(text, start, to, depth, found, state);
    if (/[\s;&|()<>]/.test(char)) break;
    if (char === "'") readSingle(text, to, state);
    else if (char === '"') readDouble(text, to, state, depth, found);
    else if (char === '\\') {
      if (/^\\\r?\n/.test(text.slice(state.at, state.at + 3))) break;
      add(state, text.charAt(state.at + 1));
      state.at += 2;
    } else if (char === '$' || char === '`') readExpansion(text, to, state, depth, found);
    else {
      add(state, char);
      state.at++;
    }
  }
  return { span: { start, end: Math.min(state.at, to) }, parts: state.parts, bare: state.bare };
}

function isArray({ parts: [only, second] }: Reading): boolean {
  return second === undefined && typeof only === 'string' && /^[A-Za-z_]\w*\+?=$/.test(only);
}

/** `NAME=(a b "c d")`, over several lines or not, up to the bracket that closes it. */
function readItems(text: string, start: number, to: number, depth: number, found: Command[], state: Reading): Word {
  const items: Word[] = [];
  let at = state.at + 1;
  while (at < to && text.charAt(at) !== ')' && items.length < MAX_ITEMS) {
    const char = text.charAt(at);
    if (char === '#') at = lineEnd(text, at, to);
    else if (/[\s;&|()<>]/.test(char) || /^\\\r?\n/.test(text.slice(at, at + 3))) at++;
    else {
      const word = readWord(text, at, to, depth, found);
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

function readSingle(text: string, to: number, state: Reading): void {
  const end = text.indexOf("'", state.at + 1);
  const stop = end < 0 || end > to ? to : end;
  add(state, text.slice(state.at + 1, stop));
  state.at = stop + 1;
  state.bare = false;
}

function readDouble(text: string, to: number, state: Reading, depth: number, found: Command[]): void {
  state.at++;
  state.bare = false;
  add(state, '');
  while (state.at < to && text.charAt(state.at) !== '"') {
    const char = text.charAt(state.at);
    if (char === '\\' && /["\\$`\n]/.test(text.charAt(state.at + 1))) {
      if (text.charAt(state.at + 1) !== '\n') add(state, text.charAt(state.at + 1));
      state.at += 2;
    } else if (char === '$' || char === '`') readExpansion(text, to, state, depth, found);
    else {
      add(state, char);
      state.at++;
    }
  }
  state.at++;
}

/** `$x`, `${x}`, `$(command)`, `` `command` ``, Make's `$(X)` and GitHub's `${{ x }}`: their values aren't known. */
function readExpansion(text: string, to: number, state: Reading, depth: number, found: Command[]): void {
  const from = state.at;
  const rest = text.slice(from, Math.min(to, from + 200));
  const simple = /^\$\{\{[^}]*\}\}|^\$\$?\{[^}]*\}|^\$\$?\w+|^\$[@*#?!$-]/.exec(rest);
  const isCommand = text.startsWith('$(', from) || text.startsWith('$$(', from);
  if (isCommand || text.charAt(from) === '`') {
    const open = isCommand ? text.indexOf('(', from) : from;
    const close = isCommand ? closing(text, open, to) : text.indexOf('`', from + 1);
    const end = close < 0 || close > to ? to : close;
    if (depth < MAX_NESTING) commandsIn(text, open + 1, end, depth + 1, found);
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

/** The offset of the bracket that closes the one at `open`; quotes are passed over. */
function closing(text: string, open: number, to: number): number {
  let depth = 0;
  for (let at = open; at < to; at++) {
    const char = text.charAt(at);
    if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
    else if (char === "'" || char === '"') {
      const end = text.indexOf(char, at + 1);
      if (end > 0 && end < to) at = end;
    }
  }
  return -1;
}

/** The word's text where it is wholly known. */
export function textOf(word: Word): string | undefined {
  if (word.parts.length === 0) return '';
  const [only] = word.parts;
  return word.parts.length === 1 && typeof only === 'string' ? only : undefined;
}
