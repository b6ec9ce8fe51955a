// Reads stored texts by their ids, many at once and each only once.
import { MAX_FILE_BYTES, textOf, type ReadText } from '../disk';
import type { Repository } from './repository';

export interface Blobs {
  /** Reads these now, in one go; those that are known cost nothing. */
  prefetch(ids: Iterable<string>): void;
  get(id: string): ReadText;
}

/** Bytes asked for in one go, so that memory stays bounded whatever lies in the repository. */
const MAX_BATCH = 64_000_000;
const POINTER = 'version https://git-lfs.github.com/spec/v1';

/** A reader over the objects of a repository. */
export function blobsOf(repository: Repository): Blobs {
  const known = new Map<string, ReadText>();
  const prefetch = (ids: Iterable<string>): void => {
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    if (missing.length === 0) return;
    for (const batch of batches(repository, missing, known)) readBatch(repository, batch, known);
    for (const id of missing)
      if (!known.has(id)) known.set(id, { ok: false, reason: 'Not read: git does not have it.' });
  };
  const get = (id: string): ReadText => {
    prefetch([id]);
    return known.get(id) ?? { ok: false, reason: 'Not read: git does not have it.' };
  };
  return { prefetch, get };
}

/** Asks for sizes first: what is over the bound is never asked for. */
function batches(
  repository: Repository,
  ids: readonly string[],
  known: Map<string, ReadText>,
): readonly (readonly string[])[] {
  const sizes = repository.ask(['cat-file', '--batch-check'], `${ids.join('\n')}\n`);
  if (!sizes.ok) return [];
  const found: string[][] = [[]];
  let bytes = 0;
  for (const line of sizes.value.toString('latin1').split('\n')) {
    const [id = '', type, size = '0'] = line.split(' ');
    if (type !== 'blob') continue;
    const length = Number(size);
    if (length > MAX_FILE_BYTES) known.set(id, textOf(Buffer.alloc(0), length));
    if (length > MAX_FILE_BYTES) continue;
    bytes += length;
    if (bytes > MAX_BATCH) {
      found.push([]);
      bytes = length;
    }
    found.at(-1)?.push(id);
  }
  return found.filter((batch) => batch.length > 0);
}

function readBatch(repository: Repository, ids: readonly string[], known: Map<string, ReadText>): void {
  const answer = repository.ask(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  if (!answer.ok) return;
  const out = answer.value;
  for (let at = 0; at < out.length;) {
    const end = out.indexOf(10, at);
    if (end < 0) return;
    const [id = '', type, size = '0'] = out.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type === 'missing') continue;
    const bytes = out.subarray(at, at + Number(size));
    if (type === 'blob') known.set(id, storedText(bytes));
    at += Number(size) + 1;
  }
}

function storedText(bytes: Buffer): ReadText {
  const pointer = bytes.length < 1024 && bytes.toString('latin1', 0, POINTER.length) === POINTER;
  return pointer
    ? { ok: false, reason: 'Not read: the text lies in Git LFS, the repository holds a pointer only.' }
    : textOf(bytes, bytes.length);
}
