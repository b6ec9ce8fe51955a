// Loads the bundle that asks git, which lies beside the other bundles and is only needed for what is staged or changed, and for hooks.
import { join } from 'node:path';
import type * as GitBundle from './git';

export type Git = typeof GitBundle;

/** The bundle's functions. */
export function loadGit(): Git {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, loaded only here
  return require(join(__dirname, 'git.js')) as Git;
}
