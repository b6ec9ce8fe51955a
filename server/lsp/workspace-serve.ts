// Wires the scan of the workspace to the connection: registers pulled diagnostics as the setting says, pushes where the client does not pull.
import {
  DocumentDiagnosticRequest,
  type Connection,
  type DiagnosticOptions,
  type DocumentSelector,
  type Disposable,
} from 'vscode-languageserver';
import type { Client } from './client';
import { SCAN_WORKSPACE } from './protocol';
import type { Session } from './session';
import { createWorkspaceScanner } from './workspace-scan';

export interface WorkspaceService {
  /** The settings are known, or known anew. */
  readonly configured: () => Promise<void>;
  /** A file has changed or is gone; none: everything may have. */
  readonly changed: (uri?: string) => void;
  readonly closed: (uri: string) => void;
  readonly busy: () => void;
}

const IDENTIFIER = 'cipherlint';

/** What the server says of its diagnostics; `workspace`: those of files that are not open, too. */
export function diagnosticOptions(workspace: boolean): DiagnosticOptions {
  return { identifier: IDENTIFIER, interFileDependencies: true, workspaceDiagnostics: workspace };
}

/** Starts to answer pulls for the whole workspace. */
export function serveWorkspace(connection: Connection, session: Session, client: Client): WorkspaceService {
  const scanner = createWorkspaceScanner(connection, session, () => client.progresses);
  let isAsked = false;
  const canScan = session.environment.files !== undefined;
  const push = (): void => {
    if (!client.pullsDiagnostics) void client.settled.then(scanner.push);
  };
  const changed = (uri?: string): void => {
    scanner.changed(uri);
    push();
  };
  const register = createRegistration(connection, client);
  const configured = async (): Promise<void> => {
    const isOn = canScan && (isAsked || client.wantsWorkspace);
    session.scansWorkspace = isOn;
    const reported = scanner.enable(isOn);
    if (!client.pullsDiagnostics && !isOn)
      for (const uri of reported)
        if (!session.documents.has(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    await register(isOn);
    push();
  };
  connection.languages.diagnostics.onWorkspace(async (params, token, _progress, partial) => {
    await client.settled;
    return scanner.pull(
      params,
      token,
      partial &&
        ((chunk) => {
          partial.report(chunk);
        }),
    );
  });
  connection.onRequest(SCAN_WORKSPACE, async () => {
    isAsked = true;
    await configured();
    changed();
    return canScan;
  });
  return {
    configured,
    changed,
    closed: (uri) => {
      scanner.closed(uri);
      push();
    },
    busy: scanner.busy,
  };
}

/** Registers diagnostics while running, where the client can: only then it forgets all of them when the scan is switched off. A worker outlives its client: the next one is told anew. */
function createRegistration(connection: Connection, client: Client): (workspace: boolean) => Promise<void> {
  let current: { selector: DocumentSelector; workspace: boolean; registered: Promise<Disposable> } | undefined;
  return async (workspace) => {
    const { diagnosticSelector: selector } = client;
    const before = current?.selector === selector ? current : undefined;
    if (!selector || before?.workspace === workspace) return;
    current = { selector, workspace, registered: registerFor(connection, selector, workspace, before?.registered) };
    await current.registered;
  };
}

async function registerFor(
  connection: Connection,
  documentSelector: DocumentSelector,
  workspace: boolean,
  before: Promise<Disposable> | undefined,
): Promise<Disposable> {
  (await before)?.dispose();
  return connection.client.register(DocumentDiagnosticRequest.type, {
    ...diagnosticOptions(workspace),
    documentSelector,
  });
}
