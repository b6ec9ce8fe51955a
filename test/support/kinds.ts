// Loads the kind files of the repository for tests, with their examples.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { indexKinds, type KindIndex } from '../../server/core/kind-index';
import { loadKind, type LoadedKind } from '../../server/rules/load';

export const root = join(__dirname, '..', '..');

export interface KindFile extends LoadedKind {
  /** Path below `rules/`, with `/`. */
  readonly path: string;
  readonly text: string;
}

let files: readonly KindFile[] | undefined;

/** Every kind file, read once. */
export function kindFiles(): readonly KindFile[] {
  files ??= kindPaths(join(root, 'rules')).map((path) => {
    const text = readFileSync(path, 'utf8');
    return { path: relative(join(root, 'rules'), path).replaceAll('\\', '/'), text, ...loadKind(text) };
  });
  return files;
}

let index: KindIndex | undefined;

/** The index over every kind file. */
export function allKinds(): KindIndex {
  index ??= indexKinds(kindFiles().flatMap((file) => file.kind ?? []));
  return index;
}

function kindPaths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ['compliance', 'data'].includes(entry.name) ? [] : kindPaths(path);
      return entry.name.endsWith('.yaml') ? [path] : [];
    });
}
