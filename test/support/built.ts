// The published bundles, built if they are older than their sources.
import { join } from 'node:path';
import { buildIfStale } from '../../scripts/build';
import { root } from './kinds';

export const cli = join(root, 'dist/cli.js');
export const server = join(root, 'dist/server.js');

/** Mocha hook: makes sure that dist/ is what the sources say. */
export async function ensureBuilt(this: Mocha.Context): Promise<void> {
  this.timeout(120_000);
  await buildIfStale(() => undefined);
}
