// What server and client tell each other first: the abilities of the client are noted, those of the server are the answer.
import {
  CodeActionKind,
  TextDocumentSyncKind,
  type DocumentSelector,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import type { Client } from './client';
import { abilitiesOf } from './edits';
import { agreeOnEncoding } from './positions';
import { FIX_ALL, FIX_ALL_NOTEBOOK, REWRITE_ALL, type StartOptions } from './protocol';
import type { Session } from './session';
import { wordsFrom } from './words';
import { diagnosticOptions } from './workspace-serve';

/** Notes what the client can do and says what the server can. */
export function initialize(session: Session, client: Client, params: InitializeParams): InitializeResult {
  const { capabilities } = params;
  const options = (params.initializationOptions ?? {}) as StartOptions;
  session.leavesConfigurations = options.completesYaml === true;
  session.say = wordsFrom(options.l10n);
  session.environment.start?.(options);
  session.encoding = agreeOnEncoding(capabilities.general?.positionEncodings);
  for (const folder of params.workspaceFolders ?? []) session.folders.add(folder.uri.replace(/\/$/, ''));
  session.edits = abilitiesOf(capabilities);
  client.pullsDiagnostics = capabilities.textDocument?.diagnostic !== undefined;
  client.refreshes = capabilities.workspace?.diagnostics?.refreshSupport === true;
  client.refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
  client.configures = capabilities.workspace?.configuration === true;
  client.registersSettings = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
  client.watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  client.movesFolders = capabilities.workspace?.workspaceFolders === true;
  client.progresses = capabilities.window?.workDoneProgress === true;
  if (capabilities.textDocument?.diagnostic?.dynamicRegistration === true)
    client.diagnosticSelector = selectorOf(options);
  client.resolvesEdits = capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
  return {
    serverInfo: { name: 'cipherlint', version: session.environment.version },
    capabilities: {
      positionEncoding: session.encoding,
      textDocumentSync: {
        openClose: true,
        change: session.encoding === 'utf-16' ? TextDocumentSyncKind.Incremental : TextDocumentSyncKind.Full,
      },
      notebookDocumentSync: {
        notebookSelector: [{ notebook: '*', cells: [{ language: 'python' }, { language: 'shellscript' }] }],
      },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: false },
      completionProvider: { triggerCharacters: [' ', ','] },
      codeActionProvider: {
        codeActionKinds: [
          CodeActionKind.QuickFix,
          CodeActionKind.RefactorExtract,
          CodeActionKind.RefactorRewrite,
          FIX_ALL,
          FIX_ALL_NOTEBOOK,
          REWRITE_ALL,
        ],
        resolveProvider: true,
      },
      ...(client.pullsDiagnostics && !client.diagnosticSelector
        ? { diagnosticProvider: diagnosticOptions(session.environment.files !== undefined) }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** The documents that the extension of VS Code asks about, as it says when it starts the server. */
function selectorOf({ documentSelector }: StartOptions): DocumentSelector | undefined {
  return Array.isArray(documentSelector) ? documentSelector : undefined;
}
