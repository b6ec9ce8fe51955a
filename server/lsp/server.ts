// The language server: wires LSP requests to the features. Knows neither Node nor a browser; the host hands in the connection.
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  NotebookCellKind,
  NotebookDocuments,
  type NotebookDocument,
  TextDocumentSyncKind,
  TextDocuments,
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { explain } from '../core/explain';
import { resolveAction } from './action-edits';
import { codeActions } from './code-actions';
import { completionsAt } from './completion';
import {
  configureDocument,
  createUpdater,
  reconfigure,
  settle,
  timed,
  unknownClient,
  type Client,
  type Update,
} from './client';
import { resultIdOf } from './diagnostics';
import { abilitiesOf } from './edits';
import { serveExplaining } from './explaining';
import { fixFiles } from './fix-files';
import { hoverAt } from './hover';
import { serveInventory } from './inventory';
import { syncNotebook } from './notebooks';
import { agreeOnEncoding } from './positions';
import {
  FIX_ALL,
  FIX_ALL_NOTEBOOK,
  FIX_FILES,
  REWRITE_ALL,
  RULE_PAGE,
  SECTION,
  type FixFilesParams,
  type RulePage,
  type RulePageParams,
  type StartOptions,
} from './protocol';
import { customKinds } from './rule-files';
import { createSession, isRuleFile, locate, syncDocument, type Environment, type Session } from './session';
import { wordsFrom } from './words';

/** Starts serving. The host calls `connection.listen()` afterwards. */
export function serve(connection: Connection, environment: Environment): void {
  const session = createSession(environment);
  const documents = new TextDocuments(TextDocument);
  const client = unknownClient();
  const update = createUpdater(connection, session, client);

  connection.onInitialize((params) => initialize(session, client, params));
  connection.onInitialized(() => void initialized(connection, session, client, update));
  documents.onDidOpen(({ document }) => {
    settle(client, configureDocument(connection, session, client, document.uri));
    update('text');
  });
  documents.onDidChangeContent(({ document }) => {
    syncDocument(session, document.uri, document);
    update(isRuleFile(session, document.uri, true) ? 'settings' : 'text');
  });
  documents.onDidClose(({ document }) => {
    syncDocument(session, document.uri, undefined);
    if (isRuleFile(session, document.uri, true)) update('settings');
    session.editorSettings.delete(document.uri);
    if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    settle(client, reconfigure(connection, session, client, settings));
    update('settings');
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const { project, path } = locate(session, uri);
      project.forget(path);
      isRuleFile(session, uri, true);
    }
    session.repositories.clear();
    environment.reload();
    update('settings');
  });
  connection.onCodeAction((params) => {
    const actions = codeActions(session, params);
    return client.resolvesEdits ? [...actions] : actions.map((action) => resolveAction(session, action));
  });
  connection.onCodeActionResolve((action) => resolveAction(session, action));
  connection.onHover(({ textDocument, position }) => hoverAt(session, textDocument.uri, position) ?? null);
  connection.onCompletion(({ textDocument, position }) => [...completionsAt(session, textDocument.uri, position)]);
  serveExplaining(connection, session, client);
  connection.onRequest(FIX_FILES, (params: FixFilesParams) => fixFiles(session, params));
  connection.onRequest(RULE_PAGE, ({ rule }: RulePageParams) => rulePage(session, rule) ?? null);
  serveInventory(connection, session, () => client.settled);
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    await turn(environment);
    await client.settled;
    return report(connection, session, textDocument.uri, previousResultId, token);
  });
  documents.listen(connection);
  serveNotebooks(connection, session, documents, update);
}

/** Keeps the order of the code cells of open notebooks; the cells' texts come as documents. */
function serveNotebooks(
  connection: Connection,
  session: Session,
  documents: TextDocuments<TextDocument>,
  update: Update,
): void {
  const notebooks = new NotebookDocuments(documents);
  const sync = ({ uri, cells }: NotebookDocument): void => {
    syncNotebook(
      session,
      uri,
      cells.filter(({ kind }) => kind === NotebookCellKind.Code).map(({ document }) => document),
    );
    update('settings');
  };
  notebooks.onDidOpen(sync);
  notebooks.onDidChange(({ notebookDocument }) => {
    sync(notebookDocument);
  });
  notebooks.onDidClose(({ uri }) => {
    syncNotebook(session, uri, []);
  });
  notebooks.listen(connection);
}

function initialize(session: Session, client: Client, params: InitializeParams): InitializeResult {
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
  client.watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  client.movesFolders = capabilities.workspace?.workspaceFolders === true;
  client.resolvesEdits = capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
  return {
    serverInfo: { name: 'cipherlint', version: session.environment.version },
    capabilities: {
      positionEncoding: session.encoding,
      textDocumentSync: {
        openClose: true,
        change: session.encoding === 'utf-16' ? TextDocumentSyncKind.Incremental : TextDocumentSyncKind.Full,
      },
      notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: 'python' }] }] },
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
      ...(client.pullsDiagnostics
        ? { diagnosticProvider: { identifier: 'cipherlint', interFileDependencies: true, workspaceDiagnostics: false } }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

const WATCHED = [
  '**/*.{tf,tofu,tfvars}',
  '**/*.{tf,tfvars,tofu}.json',
  '**/.cipherlint.{yaml,yml}',
  '**/{.cipherlint-baseline.json,.trivyignore,.snyk,.tfsec/config.yml}',
  '**/.cipherlint/rules/*.{yaml,yml}',
  '**/*.{yaml,yml,json,template}',
];

async function initialized(connection: Connection, session: Session, client: Client, update: Update): Promise<void> {
  settle(client, reconfigure(connection, session, client, undefined)); // first: a question may be on its way already
  if (client.configures)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  if (client.watches) {
    await connection.sendRequest('client/registerCapability', {
      registrations: [
        {
          id: 'watch',
          method: 'workspace/didChangeWatchedFiles',
          registerOptions: { watchers: WATCHED.map((globPattern) => ({ globPattern })) },
        },
      ],
    });
  }
  if (client.movesFolders)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const folder of removed) session.folders.delete(folder.uri.replace(/\/$/, ''));
      for (const folder of added) session.folders.add(folder.uri.replace(/\/$/, ''));
      update('settings');
    });
  update('settings');
}

/** Lets waiting messages in, so that a cancelled or outdated request is seen as such. */
function turn(environment: Environment): Promise<void> {
  return new Promise((resolve) => {
    environment.yield(resolve);
  });
}

function report(
  connection: Connection,
  session: Session,
  uri: string,
  previous: string | undefined,
  token: CancellationToken,
): DocumentDiagnosticReport {
  if (token.isCancellationRequested || !session.documents.has(uri))
    return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const items = timed(connection, session, uri);
  const resultId = resultIdOf(items);
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...items] };
}

function rulePage(session: Session, id: string): RulePage | undefined {
  for (const kind of [...session.environment.kinds.kinds, ...customKinds(session.custom)]) {
    const rule = kind.rules.find((candidate) => candidate.id === id);
    if (rule) return { rule: id, title: rule.title, markdown: explain(kind, rule) };
  }
  return undefined;
}
