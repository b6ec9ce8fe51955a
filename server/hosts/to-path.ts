// Turns a file of whatever system into a path as the rest of the server knows it.
import { relative, sep } from 'node:path';

/** Slashes between the parts, whatever the system. */
export function toPath(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}
