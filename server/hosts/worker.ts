// The language server in a web worker, as vscode.dev needs it: no disk; the TypeScript parser is loaded when it is needed.
import rules from 'virtual:rules';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { workerParser } from './worker-parser';
import { defaultSettings } from '../core/settings';
import { serve } from '../lsp/server';
import { indexBundle } from '../rules/bundle';
import { allAdapters } from './adapters';
import { noAccess } from './no-access';
import { isExcluded } from './exclude';
import { inventoryReports } from './inventory-reports';
import { VERSION } from './version';

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const parser = workerParser();
serve(connection, {
  start: ({ typescriptUrl }) => {
    parser.setUrl(typescriptUrl);
  },
  adapters: allAdapters(parser.parse),
  kinds: indexBundle(rules),
  custom: undefined,
  version: VERSION,
  access: noAccess,
  settings: (_folder, _path, editor) => ({ ...defaultSettings, ...editor }),
  inventory: inventoryReports,
  excludes: isExcluded,
  baseline: () => undefined,
  configurations: () => [],
  configurationFor: () => undefined,
  reload: () => undefined,
  today: () => new Date().toISOString().slice(0, 10),
  yield: (callback, milliseconds = 0) => void setTimeout(callback, milliseconds),
});
connection.listen();
