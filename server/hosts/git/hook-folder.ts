// Where git looks for hooks, and who has said so.
import { resolve } from 'node:path';
import { lineOf, type Repository } from './repository';
import type { Answer } from './run';

export interface HookFolder {
  /** Absolute path. It need not be there yet. */
  readonly folder: string;
  /** The value of `core.hooksPath`, and whether it holds for more than this repository. */
  readonly setting: { readonly value: string; readonly shared: boolean } | undefined;
}

/** The folder of a repository's hooks: that of `core.hooksPath`, or the one that all its work trees have in common. */
export function hookFolder(repository: Repository): Answer<HookFolder> {
  const folder = lineOf(repository.ask(['rev-parse', '--git-path', 'hooks']));
  if (!folder.ok) return folder;
  const value = lineOf(repository.ask(['config', '--get', 'core.hooksPath']));
  const scoped = lineOf(repository.ask(['config', '--show-scope', '--get', 'core.hooksPath']));
  return {
    ok: true,
    value: {
      folder: resolve(repository.top, folder.value),
      setting:
        value.ok && value.value !== ''
          ? { value: value.value, shared: scoped.ok && /^(global|system)\t/.test(scoped.value) }
          : undefined,
    },
  };
}
