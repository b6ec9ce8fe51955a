// What differs in the work tree from a commit, files that git does not know yet included.
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { diskAccess, readText } from '../disk';
import { blobsOf, type Blobs } from './blobs';
import { basePaths, type ChangedFile, type ChangeSet } from './change-set';
import { readChanges, readIndex, readTree, records, type Change, type Index } from './entries';
import type { Repository } from './repository';
import type { Answer } from './run';
import { allFiles, changedFiles, idsBefore } from './staged';
import { treeAccess } from './tree-access';

/** Reads what differs from a commit by name. HEAD before the first commit: everything is new. */
export function changesSince(repository: Repository, name: string): Answer<ChangeSet> {
  const { top } = repository;
  const commit = repository.commit(name);
  if (commit === undefined && name !== 'HEAD') return { ok: false, reason: `git knows no commit "${name}"` };
  const listed = repository.ask(['ls-files', '--stage', '-z']);
  const others = repository.ask(['ls-files', '--others', '--exclude-standard', '-z']);
  if (!listed.ok) return listed;
  if (!others.ok) return others;
  const index = readIndex(listed.value);
  const changes = commit === undefined ? undefined : differing(repository, commit);
  if (changes && !changes.ok) return changes;
  const blobs = blobsOf(repository);
  return {
    ok: true,
    value: {
      top,
      against: name,
      what: 'changed',
      files: filesOf(top, index, changes?.value, records(others.value)),
      conflicts: index.conflicts,
      access: diskAccess(top),
      read: (path) => (isFile(join(top, path)) ? readText(join(top, path)) : undefined),
      prepare: (files) => trulyChanged(top, files, blobs),
      bases: (files) => {
        if (commit === undefined) return [];
        const before = treeAccess(top, () => treeOf(repository, commit), blobs);
        return [{ access: before, ...basePaths(files, changes?.value ?? []) }];
      },
    },
  };
}

/** Without renames: to find them git would run the filters that a repository may have set up. */
function differing(repository: Repository, commit: string): Answer<readonly Change[]> {
  const options = ['--raw', '-z', '--no-abbrev', '--no-renames', '--ignore-submodules=all'];
  const answer = repository.ask(['diff-index', ...options, commit, '--']);
  return answer.ok ? { ok: true, value: readChanges(answer.value) } : answer;
}

function treeOf(repository: Repository, commit: string): ReturnType<typeof readTree> {
  const answer = repository.ask(['ls-tree', '-r', '-z', commit]);
  return answer.ok ? readTree(answer.value) : new Map();
}

function filesOf(
  top: string,
  index: Index,
  changes: readonly Change[] | undefined,
  others: readonly string[],
): readonly ChangedFile[] {
  const untracked = others.map((path): ChangedFile => ({ path, change: undefined }));
  const conflicts = new Set(index.conflicts);
  const files = [...(changes ? changedFiles(changes) : allFiles(index.entries)), ...untracked];
  return [...new Map(files.map((file) => [file.path, file])).values()].filter(
    ({ path }) => !conflicts.has(path) && isFile(join(top, path)),
  );
}

function isFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** git takes a file as changed where only its time is: the texts decide. Line ends may be others on the disk. */
function trulyChanged(top: string, files: readonly ChangedFile[], blobs: Blobs): readonly ChangedFile[] {
  blobs.prefetch(idsBefore(files));
  return files.filter(({ path, change }) => {
    if (change?.before?.path !== path) return true;
    const before = blobs.get(change.before.id);
    const now = readText(join(top, path));
    if (!before.ok || !now.ok) return true;
    return unixLines(before.text) !== unixLines(now.text);
  });
}

function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
