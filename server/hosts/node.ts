// The language server as a Node process: over stdio for any editor, over IPC for VS Code.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import rules from 'virtual:rules';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../lsp/server';
import { indexBundle, ruleIdsOf } from '../rules/bundle';
import { knownRuleIds, type CustomContext } from '../rules/custom';
import { allAdapters } from './adapters';
import { diskAccess, pathsBelow, readText, withVariableFiles } from './disk';
import type { Engine } from './engine';
import { inventoryReports } from './inventory-reports';
import { findSettings, type SettingsFinder } from './settings';
import { lateCompile } from './late-pattern-engine';
import { scanStaged } from './staged-review';
import { lazyParseScript } from './typescript-parser';
import { isExcluded } from './exclude';
import { VERSION } from './version';
import { noAccess } from './no-access';

const args =
  process.argv.includes('--stdio') || process.argv.includes('--node-ipc') ? [] : [process.stdin, process.stdout];
const connection =
  args.length > 0
    ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
    : createConnection(ProposedFeatures.all);
const ruleIds = ruleIdsOf(rules);
const custom: CustomContext = { ruleIds, schema: rules.schema, compile: lateCompile };
const finders = new Map<string, SettingsFinder>();

function rootOf(folder: string): string | undefined {
  try {
    return fileURLToPath(folder);
  } catch {
    return undefined; // a virtual workspace: only what is open can be read
  }
}

function finderOf(folder: string): SettingsFinder {
  const root = rootOf(folder);
  const finder =
    finders.get(folder) ??
    findSettings(root ?? '/', root === undefined ? ruleIds : knownRuleIds(diskAccess(root), custom), {
      file: undefined,
      search: root !== undefined,
      top: {},
      base: {},
    });
  finders.set(folder, finder);
  return finder;
}

const engine: Engine = {
  adapters: allAdapters(lazyParseScript),
  kinds: indexBundle(rules),
  ruleIds,
  schema: rules.schema,
  problems: [],
  version: VERSION,
};

serve(connection, {
  ...engine,
  custom,
  access: (folder) => {
    const root = rootOf(folder);
    return root === undefined ? noAccess(folder) : withVariableFiles(diskAccess(root), root);
  },
  settings: (folder, path, editor) => finderOf(folder).for(path, editor),
  configurationFor: (folder, path) => {
    const found = finderOf(folder).fileFor(path);
    return found && { uri: pathToFileURL(found.file).href, text: found.text };
  },
  baseline: (file) => {
    const read = readText(file);
    const folder = dirname(file);
    if (!read.ok) return undefined;
    return { text: read.text, folder: pathToFileURL(folder).href, exists: (path) => existsSync(join(folder, path)) };
  },
  configurations: () =>
    [...finders.values()].flatMap((finder) =>
      finder.loaded().map(({ file, text, problems }) => ({ uri: pathToFileURL(file).href, text, problems })),
    ),
  inventory: inventoryReports,
  excludes: isExcluded,
  reload: () => {
    finders.clear();
  },
  files: (folder, excluded) => {
    const root = rootOf(folder);
    return root === undefined ? undefined : pathsBelow(root, excluded);
  },
  staged: (folder, editor) => scanStaged(engine, rootOf(folder), editor),
  today: () => new Date().toISOString().slice(0, 10),
  yield: (callback, milliseconds) => {
    if (milliseconds === undefined) setImmediate(callback);
    else setTimeout(callback, milliseconds);
  },
});
connection.listen();
