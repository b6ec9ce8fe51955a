// Reads git's machine formats: the entries of an index or a tree, and what differs between two of them. Names are ended by a zero byte.

/** One file of a tree: `100644`, `100755`, `120000` for a symbolic link, `160000` for a submodule; and the id of its text. */
export interface Entry {
  readonly mode: string;
  readonly id: string;
}

/** Entries by path from the top of the repository, with `/`. */
export type Entries = ReadonlyMap<string, Entry>;

export interface Index {
  readonly entries: Entries;
  /** Paths with an unresolved merge conflict. */
  readonly conflicts: readonly string[];
}

/** Reads `git ls-files --stage -z`. */
export function readIndex(out: Buffer): Index {
  const entries = new Map<string, Entry>();
  const conflicts = new Set<string>();
  for (const record of records(out)) {
    const match = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(record);
    if (!match) continue;
    const [, mode = '', id = '', stage, path = ''] = match;
    if (stage === '0') entries.set(path, { mode, id });
    else conflicts.add(path);
  }
  return { entries, conflicts: [...conflicts] };
}

/** Reads `git ls-tree -r -z`. */
export function readTree(out: Buffer): Entries {
  const entries = new Map<string, Entry>();
  for (const record of records(out)) {
    const match = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(record);
    if (match) entries.set(match[3] ?? '', { mode: match[1] ?? '', id: match[2] ?? '' });
  }
  return entries;
}

export interface Change {
  /** Undefined for a file that was added. */
  readonly before: (Entry & { readonly path: string }) | undefined;
  /** Undefined for a file that was deleted. The id is all zeros where git has not stored the text yet. */
  readonly after: (Entry & { readonly path: string }) | undefined;
}

/** Reads `git diff-index --raw -z --no-abbrev`. Unmerged paths are left out: the index names them. */
export function readChanges(out: Buffer): readonly Change[] {
  const changes: Change[] = [];
  const fields = records(out);
  for (let i = 0; i < fields.length; i++) {
    const match = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(fields[i] ?? '');
    if (!match) continue;
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = match;
    const from = fields[++i] ?? '';
    const to = status === 'R' || status === 'C' ? (fields[++i] ?? '') : from;
    if (status === 'U') continue;
    changes.push({ before: entry(oldMode, oldId, from), after: entry(newMode, newId, to) });
  }
  return changes;
}

function entry(mode: string, id: string, path: string): (Entry & { readonly path: string }) | undefined {
  return /^0+$/.test(mode) ? undefined : { mode, id, path };
}

/** Texts between zero bytes. */
export function records(out: Buffer): readonly string[] {
  return out
    .toString('utf8')
    .split('\0')
    .filter((record) => record !== '');
}

/** A plain file: neither a symbolic link nor a submodule. */
export function isPlainFile({ mode }: Entry): boolean {
  return mode.startsWith('100');
}

export function isLink({ mode }: Entry): boolean {
  return mode === '120000';
}
