// The language server as a Node process: over stdio for any editor, over IPC for VS Code.
import { fileURLToPath } from 'node:url';
import rules from 'virtual:rules';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../lsp/server';
import { indexBundle, ruleIdsOf } from '../rules/bundle';
import { findCustomFiles, readCustomRules, type CustomContext } from '../rules/custom';
import { allAdapters } from './adapters';
import { diskAccess, pathsBelow } from './disk';
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
const finders = new Map<string, { finder: SettingsFinder; base: unknown }>();

function rootOf(folder: string): string | undefined {
  try {
    return fileURLToPath(folder);
  } catch {
    return undefined; // a virtual workspace: only what is open can be read
  }
}

/** Our rules and those of the workspace: a configuration can name both. */
function ruleIdsFor(root: string | undefined): readonly string[] {
  return root === undefined
    ? ruleIds
    : [...ruleIds, ...readCustomRules(findCustomFiles(diskAccess(root)), custom).ruleIds];
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
    return root === undefined ? noAccess(folder) : diskAccess(root);
  },
  settings: (folder, path, editor) => {
    const known = finders.get(folder);
    const finder =
      known?.base === editor
        ? known.finder
        : findSettings(rootOf(folder) ?? '/', ruleIdsFor(rootOf(folder)), {
            file: undefined,
            search: rootOf(folder) !== undefined,
            top: {},
            base: editor,
          });
    finders.set(folder, { finder, base: editor });
    return finder.for(path);
  },
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
