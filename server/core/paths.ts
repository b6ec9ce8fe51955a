// Paths inside the workspace: relative to its root, `/` between the parts, never leading out of it.

/** The folder part of a path; empty for a file in the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Joins and normalises; undefined where the result would be absolute or lie outside of the root. */
export function joinPath(folder: string, relative: string): string | undefined {
  if (relative.startsWith('/') || relative.startsWith('~') || relative.length > 1000) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
