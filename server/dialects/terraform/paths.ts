// Paths as Terraform shows them, beside those of every dialect.
export { baseName, folderOf, joinPath } from '../../core/paths';

/** The way from one folder to another as Terraform's `path.module` shows it: `.`, `modules/x`, `../shared`. */
export function relativePath(from: string, to: string): string {
  const start = from === '' ? [] : from.split('/');
  const target = to === '' ? [] : to.split('/');
  let common = 0;
  while (common < start.length && common < target.length && start[common] === target[common]) common++;
  const way = [...start.slice(common).map(() => '..'), ...target.slice(common)].join('/');
  return way === '' ? '.' : way;
}
