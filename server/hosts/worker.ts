// The language server in a web worker, as vscode.dev needs it: no disk but the files that the client shares; the rules come as its first message, parsers are loaded when needed.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from '../lsp/server';
import { indexBundle, ruleIdsOf, type RuleBundle } from '../rules/bundle';
import type { CustomContext } from '../rules/custom';
import { allAdapters } from './adapters';
import { isExcluded } from './exclude';
import { inventoryReports } from './inventory-reports';
import { lateScript } from './late-script';
import { sharedFiles } from './shared-files';
import { VERSION } from './version';

/** What a worker has; the connection takes it as its port. */
declare const self: { onmessage: ((message: { readonly data: string }) => void) | null };

/** Starts the server over the rules, which lie in a file that the worker can't read: the same that Node reads. */
function start(rules: RuleBundle): void {
  const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
  const parser = lateScript('cipherlintParser');
  const patterns = lateScript('cipherlintPatterns');
  const custom: CustomContext = {
    ruleIds: ruleIdsOf(rules),
    schema: rules.schema,
    compile: (source) => {
      const engine = patterns.get();
      if (!engine) throw new Error('The engine for patterns could not be loaded');
      return engine.compilePattern(source);
    },
  };
  const files = sharedFiles(custom);
  serve(connection, {
    ...files,
    start: ({ typescriptUrl, patternsUrl, files: shared = [] }) => {
      parser.setUrl(typescriptUrl);
      patterns.setUrl(patternsUrl);
      files.receive(shared);
    },
    adapters: allAdapters((text, fileName) => parser.get()?.parseScript(text, fileName)),
    kinds: indexBundle(rules),
    custom,
    version: VERSION,
    inventory: inventoryReports,
    excludes: isExcluded,
    today: () => new Date().toISOString().slice(0, 10),
    yield: (callback, milliseconds = 0) => void setTimeout(callback, milliseconds),
  });
  connection.listen();
}

// The connection takes the place of this listener, so that only the first message comes here.
self.onmessage = ({ data }) => {
  start(JSON.parse(data) as RuleBundle);
};
