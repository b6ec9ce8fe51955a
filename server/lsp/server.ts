// The language server: wires LSP requests to the features. Knows neither Node nor a browser; the host hands in the connection.
import {
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  NotebookCellKind,
  NotebookDocuments,
  type NotebookDocument,
  TextDocuments,
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
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
import { serveExplaining } from './explaining';
import type { Environment } from './environment';
import { fixFiles } from './fix-files';
import { initialize } from './handshake';
import { hoverAt } from './hover';
import { serveInventory } from './inventory';
import { syncNotebook } from './notebooks';
import {
  FIX_FILES,
  REVIEW,
  REVIEW_FIXES,
  RULE_PAGE,
  SECTION,
  WORKSPACE_FILES,
  type FixFilesParams,
  type ReviewFixesParams,
  type RulePage,
  type RulePageParams,
  type WorkspaceFilesParams,
} from './protocol';
import { createReviewer, reviewFixes } from './review';
import { customKinds } from './rule-files';
import { createSession, isRuleFile, locate, syncDocument, type Session } from './session';
import { isSettings, WATCHED } from './watched';
import { serveWorkspace, type WorkspaceService } from './workspace-serve';

/** Starts serving. The host calls `connection.listen()` afterwards. */
export function serve(connection: Connection, environment: Environment): void {
  const session = createSession(environment);
  const documents = new TextDocuments(TextDocument);
  const client = unknownClient();
  const update = createUpdater(connection, session, client);
  const workspace = serveWorkspace(connection, session, client);
  const configure = (pushed: unknown): Promise<void> =>
    reconfigure(connection, session, client, pushed).then(workspace.configured);

  connection.onInitialize((params) => initialize(session, client, params));
  connection.onInitialized(() => {
    void initialized(connection, session, client, { update, configure, workspace });
  });
  documents.onDidOpen(({ document }) => {
    settle(client, configureDocument(connection, session, client, document.uri));
    update('text');
  });
  documents.onDidChangeContent(({ document }) => {
    syncDocument(session, document.uri, document);
    workspace.busy();
    workspace.changed(isRuleFile(session, document.uri) ? undefined : document.uri);
    update(isRuleFile(session, document.uri, true) ? 'settings' : 'text');
  });
  documents.onDidClose(({ document }) => {
    syncDocument(session, document.uri, undefined);
    if (isRuleFile(session, document.uri, true)) update('settings');
    session.editorSettings.delete(document.uri);
    if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    workspace.closed(document.uri);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    settle(client, configure(settings));
    workspace.changed();
    update('settings');
  });
  const filesChanged = (uris: readonly string[]): void => {
    for (const uri of uris) {
      const { project, path } = locate(session, uri);
      project.forget(path);
      const isRule = isRuleFile(session, uri, true);
      workspace.changed(isRule || isSettings(uri) ? undefined : uri);
    }
    session.repositories.clear();
    environment.reload();
    update('settings');
  };
  connection.onDidChangeWatchedFiles(({ changes }) => {
    filesChanged(changes.map(({ uri }) => uri));
  });
  connection.onNotification(WORKSPACE_FILES, ({ files }: WorkspaceFilesParams) => {
    const uris = environment.receive?.(files) ?? [];
    if (uris.length > 0) filesChanged(uris);
  });
  connection.onCodeAction((params) => {
    const actions = codeActions(session, params);
    return client.resolvesEdits ? [...actions] : actions.map((action) => resolveAction(session, action));
  });
  connection.onCodeActionResolve((action) => resolveAction(session, action));
  connection.onHover(({ textDocument, position }) => hoverAt(session, textDocument.uri, position) ?? null);
  connection.onCompletion(({ textDocument, position }) => [...completionsAt(session, textDocument.uri, position)]);
  serveExplaining(connection, session, client);
  connection.onRequest(REVIEW, createReviewer(session));
  connection.onRequest(REVIEW_FIXES, (params: ReviewFixesParams) => reviewFixes(session, params));
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

interface Wiring {
  readonly update: Update;
  readonly configure: (pushed: unknown) => Promise<void>;
  readonly workspace: WorkspaceService;
}

async function initialized(
  connection: Connection,
  session: Session,
  client: Client,
  { update, configure, workspace }: Wiring,
): Promise<void> {
  settle(client, configure(undefined)); // first: a question may be on its way already
  if (client.registersSettings)
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
      settle(client, configure(undefined));
      workspace.changed();
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
