// What a check before a commit looks at: the files that differ, the texts they have now, and those they had before.
import type { FileAccess } from '../../core/project';
import type { ReadText } from '../disk';
import type { Change } from './entries';

export interface ChangedFile {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly change: Change | undefined;
}

/** One state to compare with: HEAD, or the other side of a merge. */
export interface Base {
  readonly access: FileAccess;
  /** The paths that the files had there. */
  readonly paths: readonly string[];
  /** New names of files that were renamed since. */
  readonly renamed: ReadonlyMap<string, string>;
}

export interface ChangeSet {
  /** The folder to which all paths are relative. */
  readonly top: string;
  /** What it is compared with, as people call it. */
  readonly against: string;
  /** `staged`, `changed`: for messages. */
  readonly what: 'staged' | 'changed';
  readonly files: readonly ChangedFile[];
  readonly conflicts: readonly string[];
  readonly access: FileAccess;
  /** A file's text as it is looked at, or why there is none; undefined where there is no such file. */
  read(path: string): ReadText | undefined;
  /** Reads what these files need in one go; returns those that truly differ. */
  prepare(files: readonly ChangedFile[]): readonly ChangedFile[];
  /** The states before, for these files; none where there is no commit yet. */
  bases(files: readonly ChangedFile[]): readonly Base[];
}

/** The paths that files had in a base, those included that are gone since. `changes`: between that base and now. */
export function basePaths(files: readonly ChangedFile[], changes: readonly Change[]): Omit<Base, 'access'> {
  const byPath = new Map(changes.flatMap((change) => (change.after ? [[change.after.path, change] as const] : [])));
  const kept = files.flatMap(({ path }) => {
    const change = byPath.get(path);
    return change ? (change.before ? [change.before.path] : []) : [path];
  });
  const gone = changes.flatMap(({ before, after }) => (before && !after ? [before.path] : []));
  const renamed = changes.flatMap(({ before, after }) =>
    before && after && before.path !== after.path ? [[before.path, after.path] as const] : [],
  );
  return { paths: [...new Set([...kept, ...gone])], renamed: new Map(renamed) };
}
