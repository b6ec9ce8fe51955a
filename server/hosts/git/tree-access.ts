// File access over the entries of an index or a commit, so that modules and nested templates are looked up there and not on the disk.
import { posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { baseName, folderOf } from '../../core/paths';
import type { FileAccess } from '../../core/project';
import { diskAccess, type ReadText } from '../disk';
import type { Blobs } from './blobs';
import { isLink, isPlainFile, type Entries, type Entry } from './entries';

export interface TreeAccess extends FileAccess {
  /** A file's text, or why there is none; undefined where the tree has no such file. */
  read(path: string): ReadText | undefined;
  /** The ids of the files, and of those that are read together with them. */
  idsNear(paths: readonly string[]): readonly string[];
}

const MAX_LINKS = 8;
/** Files that are read together with others of their folder. */
const TOGETHER = /(\.(tf|tofu|tfvars)(\.json)?|(^|\/)terragrunt\.hcl)$/i;

/** Access to a tree below `top`. `entries` is asked for when it is first needed. */
export function treeAccess(top: string, entriesOf: () => Entries, blobs: Blobs): TreeAccess {
  const disk = diskAccess(top);
  let kept: Entries | undefined;
  const entries = (): Entries => (kept ??= entriesOf());
  let keptFolders: ReadonlyMap<string, readonly string[]> | undefined;
  const folders = (): ReadonlyMap<string, readonly string[]> => (keptFolders ??= foldersOf(entries()));

  const idsNear = (paths: readonly string[]): readonly string[] => {
    const together = new Set(paths.filter((path) => TOGETHER.test(path)).map(folderOf));
    const near = [...together].flatMap((folder) =>
      (folders().get(folder) ?? []).filter((name) => TOGETHER.test(name)).map((name) => posix.join(folder, name)),
    );
    return [...paths, ...near].flatMap((path) => {
      const entry = entries().get(path);
      return entry && isPlainFile(entry) ? [entry.id] : [];
    });
  };
  const read = (wanted: string): ReadText | undefined => {
    const [path, entry] = follow(entries(), wanted, blobs);
    if (!entry) return undefined;
    blobs.prefetch([entry.id, ...idsNear([path])]);
    return blobs.get(entry.id);
  };
  return {
    read,
    idsNear,
    text: (path) => {
      const found = read(path);
      if (found) return found.ok ? found.text : undefined;
      return isFetched(path) ? disk.text(path) : undefined;
    },
    list: (folder) => folders().get(normal(folder)) ?? (isFetched(folder) ? disk.list(folder) : undefined),
    uri: (path) => pathToFileURL(resolve(top, path)).href,
  };
}

/** What `terraform init` has fetched is never committed: it is the same for every tree. */
function isFetched(path: string): boolean {
  return path.split('/').includes('.terraform');
}

function normal(path: string): string {
  const clean = posix.normalize(path).replace(/\/$/, '');
  return clean === '.' ? '' : clean;
}

/** The file at a path, through symbolic links that stay in the tree. */
function follow(entries: Entries, wanted: string, blobs: Blobs): readonly [string, Entry | undefined] {
  let path = normal(wanted);
  for (let i = 0; i < MAX_LINKS; i++) {
    const entry = entries.get(path);
    if (!entry || isPlainFile(entry)) return [path, entry];
    const target = isLink(entry) ? blobs.get(entry.id) : undefined;
    if (!target?.ok || posix.isAbsolute(target.text)) return [path, undefined];
    path = posix.normalize(posix.join(folderOf(path), target.text));
  }
  return [path, undefined];
}

function foldersOf(entries: Entries): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const [path, entry] of entries) {
    if (!isPlainFile(entry) && !isLink(entry)) continue;
    const folder = folderOf(path);
    const names = folders.get(folder);
    if (names) names.push(baseName(path));
    else folders.set(folder, [baseName(path)]);
  }
  return folders;
}
