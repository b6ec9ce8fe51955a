// Reads folders and files from the disk for the command line and the Node server, and knows which ones to leave alone.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import ignore, { type Ignore } from 'ignore';
import type { FileAccess } from '../core/project';
import { toPath } from './to-path';

export { toPath };

/** Folders that hold other people's or generated files; scanned only where they are named. */
const SKIPPED = new Set([
  'node_modules',
  '.git',
  '.terraform',
  '.terragrunt-cache',
  '.cipherlint',
  'cdk.out',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  'dist-packages',
  'site-packages',
]);
/** UTF-8 bytes. */
export const MAX_FILE_BYTES = 5_000_000;

/** Files that can hold something for us, by name; the adapters decide by content. */
const CANDIDATE =
  /(\.(ya?ml|json|template|tf|tofu|tfvars|py|ipynb|sh|bash|asl)|\.(c|m)?[jt]sx?|^Makefile|^Dockerfile|^terragrunt\.hcl)$/i;

/** A read text, or why there is none. */
export type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** Reads a text file; says so where it is too large, binary or not readable. */
export function readText(file: string): ReadText {
  try {
    const { size } = statSync(file);
    return textOf(size > MAX_FILE_BYTES ? Buffer.alloc(0) : readFileSync(file), size);
  } catch (error) {
    return { ok: false, reason: `Not read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The text of a file's bytes. `size` is that of the file, whose bytes are not needed where it is too large. */
export function textOf(bytes: Buffer, size: number): ReadText {
  if (size > MAX_FILE_BYTES)
    return { ok: false, reason: `Not read: the file is larger than ${String(MAX_FILE_BYTES / 1_000_000)} MB.` };
  if (bytes.subarray(0, 8000).includes(0)) return { ok: false, reason: 'Not read: the file is not text.' };
  return { ok: true, text: bytes.toString('utf8') };
}

/** True for a path that could be ours by its name, and that does not lie in a folder of other people's files. */
export function isCandidate(path: string): boolean {
  const names = path.split('/');
  return CANDIDATE.test(names.pop() ?? '') && !names.some((name) => SKIPPED.has(name));
}

/** File access below a root. Paths that lead outside of it are not read. */
export function diskAccess(root: string): FileAccess {
  const inside = (path: string): string | undefined => {
    const file = resolve(root, path);
    return file === root || file.startsWith(root + sep) ? file : undefined;
  };
  return {
    text: (path) => {
      const file = inside(path);
      const read = file === undefined ? undefined : readText(file);
      return read?.ok ? read.text : undefined;
    },
    list: (folder) => {
      const file = inside(folder);
      try {
        return file === undefined
          ? undefined
          : readdirSync(file, { withFileTypes: true })
              .filter((entry) => entry.isFile() || entry.isSymbolicLink())
              .map((entry) => entry.name);
      } catch {
        return undefined;
      }
    },
    uri: (path) => pathToFileURL(resolve(root, path)).href,
  };
}

const VARIABLES = /\.tfvars(\.json)?$/;

/** The access with variable files that lie outside of the root, or that git does not know: somebody has to name them. */
export function withVariableFiles(access: FileAccess, root: string): FileAccess {
  return {
    ...access,
    text: (path) => {
      const text = access.text(path);
      if (text !== undefined || !VARIABLES.test(path)) return text;
      const read = readText(resolve(root, path));
      return read.ok ? read.text : undefined;
    },
  };
}

/** Every file below a folder that could be ours, in order, without what git ignores. A named file is taken as it is. */
export function candidateFiles(start: string, excluded: readonly string[] = []): readonly string[] {
  return statSync(start).isFile() ? [start] : [...filesBelow(start, excluded)];
}

/** The same for a folder as paths below it. */
export function* pathsBelow(root: string, excluded: readonly string[]): Generator<string> {
  for (const file of filesBelow(root, excluded)) yield toPath(root, file);
}

/** The files of a folder, one by one; nothing where the folder is gone. Links are not followed. */
export function* filesBelow(start: string, excluded: readonly string[] = []): Generator<string> {
  const own = ignore().add([...excluded]);
  const pending: { folder: string; rules: readonly GitIgnore[] }[] = [{ folder: start, rules: ignoresAbove(start) }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { folder } = next;
    const rules = [...next.rules, ...ignoreIn(folder)];
    const folders: string[] = [];
    for (const entry of entriesOf(folder)) {
      const file = join(folder, entry.name);
      const kept = !isIgnored(rules, file, entry.isDirectory()) && !own.ignores(toPath(start, file));
      if (entry.isDirectory() && kept && !SKIPPED.has(entry.name)) folders.push(file);
      else if (entry.isFile() && kept && CANDIDATE.test(entry.name)) yield file;
    }
    pending.push(...folders.reverse().map((file) => ({ folder: file, rules })));
  }
}

function entriesOf(folder: string): { name: string; isDirectory(): boolean; isFile(): boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

interface GitIgnore {
  readonly folder: string;
  readonly rules: Ignore;
}

function ignoreIn(folder: string): readonly GitIgnore[] {
  const read = existsSync(join(folder, '.gitignore')) ? readText(join(folder, '.gitignore')) : undefined;
  return read?.ok ? [{ folder, rules: ignore().add(read.text) }] : [];
}

/** The ignore files between the repository's root and a folder. */
function ignoresAbove(start: string): readonly GitIgnore[] {
  const chain: string[] = [];
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (folder !== resolve(start)) chain.unshift(folder);
    if (existsSync(join(folder, '.git'))) return chain.flatMap(ignoreIn);
    if (dirname(folder) === folder) return [];
  }
}

function isIgnored(rules: readonly GitIgnore[], file: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, rules: own } of rules) {
    const verdict = own.test(toPath(folder, file) + (isFolder ? '/' : ''));
    ignored = verdict.ignored || (ignored && !verdict.unignored);
  }
  return ignored;
}

/** The nearest folder at or above that holds a file of this name. */
export function findUp(start: string, name: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
    if (dirname(folder) === folder) return undefined;
  }
}
