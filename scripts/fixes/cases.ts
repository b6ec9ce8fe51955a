// The files whose fixes are tried: the examples of every rule, and the files of a folder.
import { candidateFiles, diskAccess, toPath } from '../../server/hosts/disk';
import { folderOf } from '../../server/core/paths';
import { createProject, type Project } from '../../server/core/project';
import { allExamples } from '../../test/support/examples';
import { allKinds } from '../../test/support/kinds';
import { adapters, memoryProject } from '../../test/support/memory-project';
import { join } from 'node:path';
import type { Case } from './prove';

/** One case for each bad example; only the finding that it shows is looked at. */
export function exampleCases(isWanted: (rule: string) => boolean): readonly Case[] {
  return allExamples().flatMap((example) =>
    example.bad && isWanted(example.rule)
      ? [
          {
            name: `example ${String(example.number)} of ${example.rule} in ${example.language}`,
            project: memoryProject({ [example.path]: example.bad.text }, allKinds()),
            path: example.path,
            rules: new Set([example.rule]),
          },
        ]
      : [],
  );
}

/** One case for each file of a folder. Each folder is a root of its own, so that modules are seen as far as they lie below. */
export function* folderCases(root: string, only: string | undefined): Generator<Case> {
  let folder: { readonly root: string; readonly project: Project } | undefined;
  for (const file of candidateFiles(root)) {
    const name = toPath(root, file);
    if (only !== undefined && !name.includes(only)) continue;
    const own = join(root, folderOf(name));
    if (folder?.root !== own) folder = { root: own, project: createProject(adapters, allKinds(), diskAccess(own)) };
    yield { name, project: folder.project, path: toPath(own, file) };
  }
}
