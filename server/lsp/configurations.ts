// Configuration files that nobody has opened, but that hold for what is open: what is wrong in them is pushed, since nobody pulls it.
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { toDiagnostic } from './config-document';
import { positionsIn } from './positions';
import { inFolders, type Session } from './session';

/** What was sent last, by the file. */
const sent = new WeakMap<Session, Map<string, string>>();

/** Sends what has changed since the last time. Open files have diagnostics of their own, and so have those that a scan of the workspace looks at. */
export function announceConfigurations(connection: Connection, session: Session): void {
  const before = sent.get(session) ?? new Map<string, string>();
  const now = new Map<string, string>();
  for (const { uri, text, problems } of session.environment.configurations()) {
    if (problems.length === 0 || isReported(session, uri)) continue;
    const positions = positionsIn(text, session.encoding);
    const diagnostics: readonly Diagnostic[] = problems.map((problem) => toDiagnostic(problem, positions));
    now.set(uri, JSON.stringify(diagnostics));
    if (before.get(uri) !== now.get(uri)) void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
  }
  for (const uri of before.keys()) if (!now.has(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  sent.set(session, now);
}

function isReported(session: Session, uri: string): boolean {
  return session.documents.has(uri) || (session.scansWorkspace && inFolders(session, uri));
}
