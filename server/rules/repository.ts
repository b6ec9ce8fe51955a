// Finds the files in which other tools keep suppressions for a repository: in the folder of a file and in every folder above it.
import type { FileAccess } from '../core/project';
import type { RepositorySuppression } from '../core/suppress/suppression';
import { PEER_FILES, readPeerFile } from './peer-files';

/** The suppressions that may hold for some files. */
export type RepositoryFinder = (paths: readonly string[]) => readonly RepositorySuppression[];

const NAMES = Object.keys(PEER_FILES);

/**
 * A finder over an access to files, which keeps what it has read. `prefix`: where the files' paths start, seen from the access's root,
 * for hosts that may look above the folder they work in.
 */
export function findRepositorySuppressions(access: FileAccess, prefix = ''): RepositoryFinder {
  const read = new Map<string, readonly RepositorySuppression[]>();
  const inFolder = (folder: string): readonly RepositorySuppression[] => {
    const known = read.get(folder);
    if (known) return known;
    const found = NAMES.flatMap((name) => {
      const path = joined(folder, name);
      const text = access.text(path);
      const own = name.includes('/') ? joined(folder, name.slice(0, name.lastIndexOf('/'))) : folder;
      return text === undefined ? [] : readPeerFile(name, { folder: own, uri: access.uri(path), text });
    }).map((suppression) => ({
      ...suppression,
      holdsFor: (path: string) => suppression.holdsFor(joined(prefix, path)),
    }));
    read.set(folder, found);
    return found;
  };
  return (paths) => {
    const folders = new Set(paths.flatMap((path) => foldersAbove(joined(prefix, path))));
    return [...folders].flatMap(inFolder);
  };
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.includes('..') ? [] : ['', ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))];
}
