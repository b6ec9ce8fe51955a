// Finds other tools' files for a repository on the disk: from a scanned folder up to the top of its git repository.
import { dirname, resolve } from 'node:path';
import { findRepositorySuppressions, type RepositoryFinder } from '../rules/repository';
import { diskAccess, findUp, toPath } from './disk';

/** A finder for paths relative to `root`. Without a git repository nothing above the root is read. */
export function repositoryFor(root: string): RepositoryFinder {
  const git = findUp(root, '.git');
  const top = git === undefined ? resolve(root) : dirname(git);
  return findRepositorySuppressions(diskAccess(top), toPath(top, resolve(root)));
}
