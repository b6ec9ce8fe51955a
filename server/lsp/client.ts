// What is known of the client at the other end: what it can do, its settings, and how it learns that diagnostics have changed.
import { CodeLensRefreshRequest, type Connection, type DocumentSelector } from 'vscode-languageserver';
import { asksForCodeLens, asksForWorkspaceScan, readEditorSettings } from './configuration';
import { announceConfigurations } from './configurations';
import { diagnosticsOf } from './diagnostics';
import { SECTION, STATUS, type StatusParams } from './protocol';
import { settingsOf, type Session } from './session';

/** A client that pulls asks by itself after a change of text; of changed settings and files it has to be told. */
export type Update = (reason: 'text' | 'settings') => void;

export interface Client {
  pullsDiagnostics: boolean;
  refreshes: boolean;
  refreshesLenses: boolean;
  configures: boolean;
  /** Wants to be asked to tell of changed settings; others tell, or don't, without being asked. */
  registersSettings: boolean;
  watches: boolean;
  resolvesEdits: boolean;
  movesFolders: boolean;
  /** Shows progress that the server starts. */
  progresses: boolean;
  /** The documents for which diagnostics are registered while running, where the client can do that and has said which. */
  diagnosticSelector: DocumentSelector | undefined;
  /** The setting `workspaceScan`. */
  wantsWorkspace: boolean;
  /** Fulfilled when every question for settings is answered: nothing is judged by half the settings. */
  settled: Promise<void>;
}

/** Holds back whatever hangs on settings until the client has answered. */
export function settle(client: Client, asking: Promise<void>): void {
  const earlier = client.settled;
  client.settled = asking.then(
    () => earlier,
    () => earlier,
  );
}

/** A client of which nothing is known yet. */
export function unknownClient(): Client {
  return {
    pullsDiagnostics: false,
    refreshes: false,
    refreshesLenses: false,
    configures: false,
    registersSettings: false,
    watches: false,
    resolvesEdits: false,
    movesFolders: false,
    progresses: false,
    diagnosticSelector: undefined,
    wantsWorkspace: false,
    settled: Promise.resolve(),
  };
}

/** Asks the editor for its settings again: for the whole and for each open document. */
export async function reconfigure(
  connection: Connection,
  session: Session,
  client: Client,
  pushed: unknown,
): Promise<void> {
  session.editorSettings.clear();
  session.repositories.clear();
  session.environment.reload();
  if (!client.configures) {
    takeOver(session, client, '', sectionOf(pushed));
    return;
  }
  await configureDocument(connection, session, client, '');
  const scopes = [...session.folders, ...session.documents.keys()];
  await Promise.all(scopes.map((uri) => configureDocument(connection, session, client, uri)));
}

function sectionOf(pushed: unknown): unknown {
  return typeof pushed === 'object' && pushed !== null && SECTION in pushed
    ? (pushed as Record<string, unknown>)[SECTION]
    : undefined;
}

/** Asks for the settings of one document; an empty URI means the settings of the whole. */
export async function configureDocument(
  connection: Connection,
  session: Session,
  client: Client,
  uri: string,
): Promise<void> {
  if (!client.configures) return;
  const asked: unknown = await connection.workspace.getConfiguration(
    uri === '' ? { section: SECTION } : { section: SECTION, scopeUri: uri },
  );
  takeOver(session, client, uri, asked);
}

function takeOver(session: Session, client: Client, uri: string, section: unknown): void {
  session.editorSettings.set(uri, readEditorSettings(section));
  if (uri !== '') return;
  session.codeLens = asksForCodeLens(section);
  client.wantsWorkspace = asksForWorkspaceScan(section);
}

/** The diagnostics of a document; the client is told how long they took. */
export function timed(connection: Connection, session: Session, uri: string): ReturnType<typeof diagnosticsOf> {
  const start = performance.now();
  const items = diagnosticsOf(session, uri);
  const status: StatusParams = {
    uri,
    findings: items.length,
    milliseconds: performance.now() - start,
    profile: settingsOf(session, uri).profile,
  };
  void connection.sendNotification(STATUS, status);
  announceConfigurations(connection, session);
  return items;
}

/** Brings diagnostics up to date after a change: by a refresh where the client pulls, else by pushing to every open document. */
export function createUpdater(connection: Connection, session: Session, client: Client): Update {
  let pending = false;
  let refresh = false;
  const push = (): void => {
    if (refresh && client.refreshes) void connection.languages.diagnostics.refresh();
    if (refresh && client.refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
    pending = refresh = false;
    if (client.pullsDiagnostics) return;
    for (const uri of session.documents.keys())
      void connection.sendDiagnostics({ uri, diagnostics: [...timed(connection, session, uri)] });
  };
  return (reason) => {
    refresh ||= reason === 'settings';
    if (pending) return;
    pending = true;
    session.environment.yield(() => void client.settled.then(push));
  };
}
