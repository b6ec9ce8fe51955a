// Files that options name by `file://`: of the workspace, or written by the script itself from a heredoc.
import { parseTree, type Node as Json } from 'jsonc-parser';
import type { Files } from '../../core/resource';
import type { SourceText } from '../../core/text';
import { usedAt, type ConfigValue } from '../../core/value';
import type { ReadFile } from '../../core/shell/aws';
import { textOf, type Command, type Word } from '../../core/shell/words';

/** A file's text, and where it stands. */
interface Found {
  readonly uri: string;
  readonly text: string;
  /** Offset of the text in the document. */
  readonly at: number;
}

const MAX_FILE = 500_000;
const MAX_FILES = 200;
const MAX_DEPTH = 100;

/** How the commands of a script see files. A path is taken from the script's folder or the root, where only one of them has it. */
export function filesOf(source: SourceText, commands: readonly Command[], around: Files<unknown>): ReadFile {
  const folders = foldersOf(source, commands);
  const known = new Map<string, Found | undefined>();
  return (word) => {
    const name = /^file:\/\/(?:\.\/)?([\w./-]+)$/.exec(textOf(word) ?? '')?.[1];
    if (name === undefined || name.startsWith('/') || name.includes('..')) return undefined;
    if (!known.has(name)) known.set(name, known.size < MAX_FILES ? findFile(source, name, folders, around) : undefined);
    const found = known.get(name);
    const root = found && found.text.length <= MAX_FILE ? parseTree(found.text) : undefined;
    if (!found || (root?.type !== 'object' && root?.type !== 'array')) return undefined;
    return usedAt(jsonValue(root, found.at, 0), word.span, { uri: found.uri, note: `written in ${name}` });
  };
}

function findFile(
  source: SourceText,
  name: string,
  folders: readonly string[],
  around: Files<unknown>,
): Found | undefined {
  return isWritten(source.text, name) ? heredoc(source, name) : inWorkspace(name, folders, around);
}

/** The folders that the script may run in; none where it goes elsewhere itself. */
function foldersOf({ path }: SourceText, commands: readonly Command[]): readonly string[] {
  const own = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const moves = commands.filter(({ words: [first] }) => first && /^(?:cd|pushd)$/.test(textOf(first) ?? ''));
  const isOwn = moves.every(({ words }) => words.some(({ parts }) => parts.some(namesOwnFolder)));
  if (!isOwn) return [];
  return moves.length > 0 ? [own] : [...new Set([own, ''])];
}

function namesOwnFolder(part: Word['parts'][number]): boolean {
  return typeof part !== 'string' && /dirname.*(?:\$0|BASH_SOURCE)/.test(part.name);
}

function inWorkspace(name: string, folders: readonly string[], around: Files<unknown>): Found | undefined {
  const found = folders.flatMap((folder): readonly Found[] => {
    const text = around.text(folder + name);
    return text === undefined ? [] : [{ uri: around.uri(folder + name), text, at: 0 }];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** True where the script itself writes the file: what lies in the workspace then says nothing. */
function isWritten(text: string, name: string): boolean {
  return isNamedBehind('>|\\s-o\\s|--output\\s', text, name);
}

/** True where the file's name follows one of these signs, or stands behind a command that changes files. */
function isNamedBehind(signs: string, text: string, name: string): boolean {
  const last = escaped(name.slice(name.lastIndexOf('/') + 1));
  return new RegExp(`(?:(?:${signs})[ \\t]*[^\\s;|]{0,200}|\\b(?:tee|cp|mv|sed)\\s[^\\n;|]{0,200})${last}`).test(text);
}

function escaped(name: string): string {
  return name.replaceAll('.', '\\.');
}

/** What `cat > name <<'EOF'` writes, where that is done once and nothing in it is put in by the shell. */
function heredoc(source: SourceText, name: string): Found | undefined {
  const starts = [...source.text.matchAll(/^[ \t]*cat\b[^\n]{0,200}<<-?[ \t]*(['"]?)(\w+)\1[^\n]*\n/gm)].filter(
    ([line]) => new RegExp(`>[ \\t]*["']?(?:\\./)?${escaped(name)}["']?(?=[\\s<;]|$)`).test(line),
  );
  const [only, second] = starts;
  const mark = only?.[2];
  if (!only || second || mark === undefined || isNamedBehind('>>', source.text, name)) return undefined;
  const at = only.index + only[0].length;
  const end = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, 'm').exec(source.text.slice(at));
  const text = end ? source.text.slice(at, at + end.index) : undefined;
  if (text === undefined || (only[1] === '' && /[$\`\\]/.test(text))) return undefined;
  return { uri: source.uri, text, at };
}

/** A JSON value; its spans are those of the document in which it stands. */
function jsonValue(node: Json, at: number, depth: number): ConfigValue {
  const span = { start: at + node.offset, end: at + node.offset + node.length };
  if (depth > MAX_DEPTH) return { kind: 'unknown', span, reason: 'nested too deeply' };
  const inner = (child: Json): ConfigValue => jsonValue(child, at, depth + 1);
  if (node.type === 'array') return { kind: 'list', span, open: false, items: (node.children ?? []).map(inner) };
  if (node.type !== 'object') {
    const value: unknown = node.value;
    const isPlain = value === null || /^(?:string|number|boolean)$/.test(typeof value);
    return isPlain
      ? { kind: 'scalar', span, value: value as string | number | boolean | null }
      : { kind: 'unknown', span, reason: 'not a plain value' };
  }
  const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value
      ? [
          {
            key: String(key.value),
            keySpan: { start: at + key.offset, end: at + key.offset + key.length },
            value: inner(value),
          },
        ]
      : [],
  );
  return { kind: 'object', span, head: span, open: false, entries };
}
