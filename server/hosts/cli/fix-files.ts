// `--fix` and `--fix-dry-run`: applies every safe fix of the scanned files until none is left, and says what was done.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { fixAll } from '../../core/fix-all';
import type { Project } from '../../core/project';
import type { Settings } from '../../core/settings';
import { count } from '../../report/words';
import { repositoryFor } from '../repository';
import type { Output } from './scan-command';

/** Fixes files on disk, or prints what would change as a unified diff. Returns the summary. */
export function fixFiles(
  project: Project,
  root: string,
  paths: readonly string[],
  settingsFor: (path: string) => Settings,
  dryRun: boolean,
  output: Output,
): string {
  const repository = repositoryFor(root);
  let fixed = 0;
  let files = 0;
  for (const path of paths) {
    const result = fixAll(
      project,
      path,
      settingsFor(path),
      new Date().toISOString().slice(0, 10),
      undefined,
      repository([path]),
    );
    if (!result) continue;
    fixed += result.fixed;
    for (const [changed, texts] of result.texts) {
      files++;
      if (dryRun)
        output.out(
          createTwoFilesPatch(`a/${changed}`, `b/${changed}`, texts.before, texts.after, undefined, undefined, {
            context: 3,
          }),
        );
      else writeFileSync(resolve(root, changed), texts.after);
      project.setText(changed, texts.after);
    }
  }
  return `cipherlint: ${count(fixed, 'finding')} ${dryRun ? 'would be' : ''}${dryRun ? ' ' : ''}fixed in ${count(files, 'file')}\n`;
}
