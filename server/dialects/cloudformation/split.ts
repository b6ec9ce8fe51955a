// Cuts a YAML template into chunks that can be parsed alone: its top-level keys, and the members of its sections.

/** A part of the text. `section` names the section whose members it holds, `''` for top-level keys. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly section: string;
}

const SECTION =
  /^(Resources|Parameters|Outputs|Conditions|Mappings|Globals|Metadata|Rules|Hooks|Modules)[ \t]*:[ \t]*(?:#.*)?\r?$/;
const OTHER = /^(?:AWSTemplateFormatVersion|Description|Transform|resources)[ \t]*:/;
const MARKER = /^---[ \t]*(?:#.*)?\r?$/;

interface Line {
  readonly start: number;
  readonly end: number;
  /** First character that isn't a space. */
  readonly content: number;
}

interface State {
  readonly pieces: { start: number; end: number; section: string }[];
  section: string;
  /** Indentation of the section's members; -1 until the first one is seen. */
  indent: number;
  begun: boolean;
}

/**
 * Cuts the text; undefined where only a whole parse will do (several documents, directives).
 * Pieces don't overlap. What stands before the first key belongs to none.
 */
export function splitYaml(text: string): readonly Piece[] | undefined {
  const state: State = { pieces: [], section: '', indent: -1, begun: false };
  for (let start = 0; start < text.length;) {
    const line = lineAt(text, start);
    if (!isEmpty(text, line) && !take(text, line, state)) return undefined;
    start = line.end + 1;
  }
  state.pieces.forEach((piece, i) => (piece.end = state.pieces[i + 1]?.start ?? text.length));
  return state.pieces;
}

function lineAt(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  let content = start;
  while (text.charCodeAt(content) === 32) content++;
  return { start, end, content };
}

function isEmpty(text: string, line: Line): boolean {
  const c = text.charCodeAt(line.content);
  return line.content >= line.end || c === 35 || (c === 13 && line.content + 1 >= line.end);
}

/** Takes a line that isn't empty into account; false where the text can't be cut. */
function take(text: string, line: Line, state: State): boolean {
  const indent = line.content - line.start;
  if (indent > 0) {
    if (state.section && text.charCodeAt(line.content) !== 9) takeMember(text, line, indent, state);
    else if (state.pieces.length === 0) cut(state, line.start, '');
    state.begun = true;
    return true;
  }
  if (text.charCodeAt(line.start) === 37 || text.startsWith('...', line.start)) return false;
  if (text.startsWith('---', line.start)) {
    const first = !state.begun && MARKER.test(text.slice(line.start, line.end));
    state.begun = true;
    return first;
  }
  state.begun = true;
  takeTopLevel(text, line, state);
  return true;
}

function takeTopLevel(text: string, line: Line, state: State): void {
  if (state.pieces.length > 0 && continues(text, line.content)) return;
  const words = text.slice(line.start, line.end);
  const known = SECTION.exec(words)?.[1];
  cut(state, line.start, '');
  // Any other word is being typed, or its line has lost its indentation: the section goes on behind it.
  if (known === undefined && !OTHER.test(words)) return;
  state.section = known ?? '';
  state.indent = -1;
}

function takeMember(text: string, line: Line, indent: number, state: State): void {
  if (state.indent >= 0 && (indent > state.indent || continues(text, line.content))) return;
  state.indent = indent;
  cut(state, line.start, state.section);
}

/** List items and closing brackets may stand as far left as the key that they belong to. */
function continues(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return c === 125 || c === 93 || (c === 45 && (next === 32 || next === 10 || next === 13 || Number.isNaN(next)));
}

function cut(state: State, start: number, section: string): void {
  state.pieces.push({ start, end: start, section });
}
