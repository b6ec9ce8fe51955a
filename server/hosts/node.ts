// The language server as a Node process: over stdio for any editor, over IPC for VS Code.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import rules from 'virtual:rules';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../lsp/server';
import { indexBundle, ruleIdsOf } from '../rules/bundle';
import { findCustomFiles, readCustomRules, type CustomContext } from '../rules/custom';
import { allAdapters } from './adapters';
import { candidateFiles, diskAccess, readText, toPath } from './disk';
import { inventoryReports } from './inventory-reports';
import { findSettings, type SettingsFinder } from './settings';
import { lateCompile } from './late-pattern-engine';
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
    findSettings(root ?? '/', ruleIdsFor(root), { file: undefined, search: root !== undefined, top: {}, base: {} });
  finders.set(folder, finder);
  return finder;
}

/** Our rules and those of the workspace: a configuration can name both. */
function ruleIdsFor(root: string | undefined): readonly string[] {
  return root === undefined
    ? ruleIds
    : [...ruleIds, ...readCustomRules(findCustomFiles(diskAccess(root)), custom).ruleIds];
}

serve(connection, {
  adapters: allAdapters(lazyParseScript),
  kinds: indexBundle(rules),
  custom,
  version: VERSION,
  access: (folder) => {
    const root = rootOf(folder);
    return root === undefined ? noAccess(folder) : diskAccess(root);
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
  inventory: {
    ...inventoryReports,
    files: (folder, excluded) => {
      const root = rootOf(folder);
      return root === undefined ? undefined : candidateFiles(root, excluded).map((file) => toPath(root, file));
    },
  },
  excludes: isExcluded,
  reload: () => {
    finders.clear();
  },
  today: () => new Date().toISOString().slice(0, 10),
  yield: (callback) => void setImmediate(callback),
});
connection.listen();
