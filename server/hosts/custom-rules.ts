// Rules of a workspace for the command line: found in `.cipherlint/rules/` of the scanned folder or above it, up to the top of the repository.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { indexLines } from '../core/lines';
import { joinIndexes } from '../core/kind-index';
import type { FileAccess } from '../core/project';
import { CUSTOM_FOLDER, findCustomFiles, readCustomRules } from '../rules/custom';
import { diskAccess, toPath } from './disk';
import type { Engine } from './engine';
import { lateCompile } from './late-pattern-engine';
import { toRegion } from './scan';

/** The engine with the rules that hold for a folder. */
export function withRulesAbove(engine: Engine, folder: string): Engine {
  const home = homeOf(folder);
  return home === undefined ? engine : withRulesOf(engine, diskAccess(home), toPath(resolve(folder), home));
}

/** The engine with the rules that an access finds. `prefix`: where its paths start, seen from the folder that reports are relative to. */
export function withRulesOf(engine: Engine, access: Pick<FileAccess, 'list' | 'text'>, prefix = ''): Engine {
  const files = findCustomFiles(access);
  if (files.length === 0) return engine;
  const custom = readCustomRules(files, { ruleIds: engine.ruleIds, schema: engine.schema, compile: lateCompile });
  return {
    ...engine,
    kinds: joinIndexes(engine.kinds, custom.kinds),
    ruleIds: [...engine.ruleIds, ...custom.ruleIds],
    problems: custom.files.flatMap(({ path, text, complaints }) => {
      const lines = indexLines(text);
      return complaints.map(({ span, message }) => ({
        path: prefix === '' ? path : `${prefix}/${path}`,
        region: toRegion(lines, span),
        message: `In this rule file: ${message}.`,
      }));
    }),
  };
}

/** The nearest folder at or above that has rules; nothing above the top of a repository counts. */
function homeOf(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, CUSTOM_FOLDER))) return folder;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}
