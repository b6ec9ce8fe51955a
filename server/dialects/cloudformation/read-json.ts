// Turns a JSON template into raw nodes; comments, trailing commas and half-typed text are borne.
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Problem } from '../../core/resource';
import { jsonTooDeep, MAX_PROBLEMS } from './limits';
import type { RawEntry, RawNode } from './raw';

interface Read {
  readonly root: RawNode | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a text; offsets count from its start. Never throws: what can't be read is a problem. */
export function readJson(text: string): Read {
  const tooDeep = {
    root: undefined,
    problems: [{ span: { start: 0, end: 0 }, message: 'This is nested too deeply to be read.' }],
  };
  if (jsonTooDeep(text)) return tooDeep;
  try {
    return parse(text);
  } catch {
    // Brackets behind a quote in a comment escape the check; the parser's recursion is the second line.
    return tooDeep;
  }
}

function parse(text: string): Read {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const problems = errors.slice(0, MAX_PROBLEMS).map((error) => ({
    span: { start: error.offset, end: error.offset + error.length },
    message: plainWords(printParseErrorCode(error.error)),
  }));
  return { root: tree ? convert(tree) : undefined, problems };
}

/** `CommaExpected` -> `comma expected`. */
function plainWords(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

function convert(node: Node): RawNode {
  const start = node.offset;
  const end = node.offset + node.length;
  switch (node.type) {
    case 'object':
      return { kind: 'map', start, end, entries: entriesOf(node.children ?? []) };
    case 'array':
      return { kind: 'list', start, end, items: (node.children ?? []).map(convert) };
    case 'property':
      return { kind: 'unknown', start, end, reason: 'not read' };
    default:
      return { kind: 'scalar', start, end, value: (node.value ?? null) as string | number | boolean | null };
  }
}

function entriesOf(properties: readonly Node[]): readonly RawEntry[] {
  const entries: RawEntry[] = [];
  for (const { children } of properties) {
    const [key, value] = children ?? [];
    if (!key) continue;
    const keyEnd = key.offset + key.length;
    const raw: RawNode = value ? convert(value) : { kind: 'scalar', start: keyEnd, end: keyEnd, value: null };
    entries.push({ key: String(key.value), keyStart: key.offset, keyEnd, value: raw });
  }
  return entries;
}
