// What is staged: the texts of the index, compared with HEAD and, in a merge, with what is merged in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blobsOf } from './blobs';
import { basePaths, type Base, type ChangedFile, type ChangeSet } from './change-set';
import { isPlainFile, readChanges, readIndex, type Change, type Entries, type Entry } from './entries';
import type { Repository } from './repository';
import type { Answer } from './run';
import { treeAccess } from './tree-access';

interface Parent {
  readonly entries: () => Entries;
  readonly changes: readonly Change[];
}

/** Reads what is staged. Nothing of the work tree's files is looked at. */
export function stagedChanges(repository: Repository): Answer<ChangeSet> {
  const listed = repository.ask(['ls-files', '--stage', '-z']);
  if (!listed.ok) return listed;
  const index = readIndex(listed.value);
  const parents = parentsOf(repository, index.entries);
  if (!parents.ok) return parents;
  const [head] = parents.value;
  const blobs = blobsOf(repository);
  const access = treeAccess(repository.top, () => index.entries, blobs);
  return {
    ok: true,
    value: {
      top: repository.top,
      against: 'HEAD',
      what: 'staged',
      files: head ? changedFiles(head.changes) : allFiles(index.entries),
      conflicts: index.conflicts,
      access,
      read: (path) => access.read(path),
      prepare: (files) => {
        blobs.prefetch([...access.idsNear(files.map(({ path }) => path)), ...idsBefore(files)]);
        return files;
      },
      bases: (files) =>
        parents.value.map(({ entries, changes }): Base => {
          const base = basePaths(files, changes);
          const before = treeAccess(repository.top, entries, blobs);
          blobs.prefetch(before.idsNear(base.paths));
          return { access: before, ...base };
        }),
    },
  };
}

/** HEAD and what is merged into it; nothing before the first commit. */
function parentsOf(repository: Repository, index: Entries): Answer<readonly Parent[]> {
  const head = repository.commit('HEAD');
  const parents: Parent[] = [];
  for (const commit of head === undefined ? [] : [head, ...mergedIn(repository)]) {
    const differing = repository.ask([
      'diff-index',
      '--cached',
      '--raw',
      '-z',
      '--no-abbrev',
      '-M',
      '--ignore-submodules=all',
      commit,
      '--',
    ]);
    if (!differing.ok) return differing;
    const changes = readChanges(differing.value);
    parents.push({ changes, entries: () => entriesBefore(index, changes) });
  }
  return { ok: true, value: parents };
}

function mergedIn(repository: Repository): readonly string[] {
  const folder = repository.gitFolder();
  try {
    return folder.ok ? (readFileSync(join(folder.value, 'MERGE_HEAD'), 'utf8').match(/^[0-9a-f]{40,64}$/gm) ?? []) : [];
  } catch {
    return []; // no merge is going on
  }
}

/** A commit's tree is the index with what differs put back: asking git for the whole tree would take longer. */
function entriesBefore(index: Entries, changes: readonly Change[]): Entries {
  const entries = new Map(index);
  for (const { after } of changes) if (after) entries.delete(after.path);
  for (const { before } of changes) if (before) entries.set(before.path, before);
  return entries;
}

/** Plain files that are there now. */
export function changedFiles(changes: readonly Change[]): readonly ChangedFile[] {
  return changes.flatMap((change) =>
    change.after && isPlainFile(change.after) ? [{ path: change.after.path, change }] : [],
  );
}

/** Before the first commit every file is new. */
export function allFiles(entries: Entries): readonly ChangedFile[] {
  return [...entries].flatMap(([path, entry]) =>
    isPlainFile(entry) ? [{ path, change: { before: undefined, after: { path, ...entry } } }] : [],
  );
}

export function idsBefore(files: readonly ChangedFile[]): readonly Entry['id'][] {
  return files.flatMap(({ change }) => (change?.before && isPlainFile(change.before) ? [change.before.id] : []));
}
