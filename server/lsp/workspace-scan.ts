// Diagnostics of files that nobody has open: scans the workspace folders once, then only what changes.
import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { resultIdOf } from './diagnostics';
import { paceOf, type Pace } from './pace';
import { inFolders, type Session } from './session';
import { createBatchJudge } from './workspace-judge';
import { createDependencies, inOrder, listFiles, type Dependencies } from './workspace-files';
import { noProgress, showProgress, type ScanProgress } from './workspace-progress';

/** Milliseconds without typing before a scan goes on. */
const QUIET = 500;
/** Reports are sent when there are so many, or so many milliseconds after the last. */
const CHUNK = 50;
const CHUNK_TIME = 300;

type Partial = (chunk: { readonly items: WorkspaceDocumentDiagnosticReport[] }) => void;

export interface WorkspaceScanner {
  /** Off: nothing is scanned any more. Returns the files that have been reported, to be taken back. */
  readonly enable: (on: boolean) => readonly string[];
  /** A file has changed or is gone; none: everything is to be looked at again. */
  readonly changed: (uri?: string) => void;
  /** What was shown for a file while it was open is not what the scan has reported. */
  readonly closed: (uri: string) => void;
  /** The user is typing. */
  readonly busy: () => void;
  /** Answers a pull. With `partial` it stays open until there is something new, as the protocol suggests. */
  readonly pull: (
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
    partial: Partial | undefined,
  ) => Promise<WorkspaceDiagnosticReport>;
  /** For clients that don't pull: scans what has changed and pushes it. */
  readonly push: () => Promise<void>;
}

interface State {
  files: ReadonlySet<string>;
  /** The result of each file that has diagnostics, as it was reported last. */
  readonly results: Map<string, string>;
  readonly dependencies: Dependencies;
  /** Files to report in any case. */
  readonly closed: Set<string>;
  pending: 'all' | Set<string>;
}

/** `progresses`: the client shows progress that the server starts. */
export function createWorkspaceScanner(
  connection: Connection,
  session: Session,
  progresses: () => boolean,
): WorkspaceScanner {
  const state: State = {
    files: new Set(),
    results: new Map(),
    dependencies: createDependencies(),
    closed: new Set(),
    pending: 'all',
  };
  let busyUntil = 0;
  let wake: (() => void) | undefined;
  let pushing = false;
  let enabled = false;

  const run = async (
    known: (uri: string) => string | undefined,
    isStopped: () => boolean,
    send: Send,
  ): Promise<void> => {
    const progress = progresses() && state.pending === 'all' ? await showProgress(connection, session.say) : noProgress;
    const stopped = (): boolean => isStopped() || progress.isCancelled();
    const pace = paceOf(session.environment, { stopped, busyUntil: () => busyUntil });
    const wanted = state.pending;
    state.pending = new Set();
    try {
      const isWhole = await scan(session, state, wanted, pace, { known, send, progress });
      // Stopped by the client: the rest comes with its next question. Stopped by the user: it doesn't.
      if (!isWhole && !progress.isCancelled()) state.pending = 'all';
    } finally {
      progress.done();
    }
  };
  const changed = (uri?: string): void => {
    if (uri === undefined) state.pending = 'all';
    else if (state.pending !== 'all') state.pending.add(uri);
    wake?.();
  };
  const untilChanged = (token: CancellationToken): Promise<void> =>
    new Promise((resolve) => {
      const isPending = state.pending === 'all' || state.pending.size > 0;
      if (token.isCancellationRequested || (isPending && enabled)) {
        resolve();
        return;
      }
      wake = resolve;
      token.onCancellationRequested(() => {
        resolve();
      });
    });
  return {
    enable: (on) => {
      if (on === enabled) return [];
      enabled = on;
      const reported = [...state.results.keys()];
      state.results.clear();
      changed();
      return reported;
    },
    changed,
    closed: (uri) => {
      state.closed.add(uri);
      changed(uri);
    },
    busy: () => {
      busyUntil = performance.now() + QUIET;
    },
    pull: async ({ previousResultIds }, token, partial) => {
      const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const items: WorkspaceDocumentDiagnosticReport[] = [];
      const send: Send = (chunk) => {
        if (partial) partial({ items: [...chunk] });
        else items.push(...chunk);
      };
      if (enabled)
        await run(
          (uri) => previous.get(uri),
          () => token.isCancellationRequested,
          send,
        );
      if (partial) await untilChanged(token);
      else state.pending = 'all'; // it is asked for the whole each time
      return { items };
    },
    push: async () => {
      if (pushing || !enabled) return;
      pushing = true;
      const send: Send = (chunk) => {
        for (const report of chunk)
          if (report.kind === 'full' && !session.documents.has(report.uri))
            void connection.sendDiagnostics({ uri: report.uri, diagnostics: report.items });
      };
      while (state.pending === 'all' || state.pending.size > 0)
        await run(
          (uri) => (session.documents.has(uri) ? undefined : state.results.get(uri)),
          () => !enabled,
          send,
        );
      pushing = false;
    },
  };
}

type Send = (chunk: readonly WorkspaceDocumentDiagnosticReport[]) => void;

interface Sink {
  /** The result that the client has for a file. */
  readonly known: (uri: string) => string | undefined;
  readonly send: Send;
  readonly progress: ScanProgress;
}

/** False where it was stopped before its end. */
async function scan(
  session: Session,
  state: State,
  wanted: State['pending'],
  pace: Pace,
  { known, send, progress }: Sink,
): Promise<boolean> {
  const isNew = (uri: string): boolean => !state.files.has(uri) && inFolders(session, uri);
  if (wanted === 'all' || [...wanted].some(isNew)) state.files = await listFiles(session, pace);
  const chunks = inChunks(send);
  for (const uri of [...state.results.keys()].filter(
    (each) => !state.files.has(each) && !session.documents.has(each),
  )) {
    state.results.delete(uri);
    chunks.add(fullReport(uri, []));
  }
  const targets = inOrder(session, wanted === 'all' ? state.files : state.dependencies.affected(wanted, state.files));
  const batch = createBatchJudge(session, state.dependencies);
  for (const [done, uri] of targets.entries()) {
    if (!(await pace.rest())) break;
    const report = reportOf(uri, batch.diagnostics(uri), state, known(uri));
    if (report) chunks.add(report);
    progress.report(done, targets.length);
    if (done === targets.length - 1) {
      chunks.flush();
      return true;
    }
  }
  chunks.flush();
  return targets.length === 0 && (await pace.rest());
}

/** Nothing where the client has the same already. */
function reportOf(
  uri: string,
  items: readonly Diagnostic[],
  { results, closed }: State,
  known: string | undefined,
): WorkspaceDocumentDiagnosticReport | undefined {
  const report = fullReport(uri, items);
  const isClosed = closed.delete(uri);
  const had = results.has(uri) || known !== undefined;
  if (items.length > 0) results.set(uri, report.resultId ?? '');
  else results.delete(uri);
  if (isClosed) return report;
  return known === report.resultId || (items.length === 0 && !had) ? undefined : report;
}

function fullReport(uri: string, items: readonly Diagnostic[]): WorkspaceDocumentDiagnosticReport {
  return {
    kind: DocumentDiagnosticReportKind.Full,
    uri,
    version: null,
    resultId: resultIdOf(items),
    items: [...items],
  };
}

/** Sends the first at once, the others some at a time. */
function inChunks(send: Send): { add(report: WorkspaceDocumentDiagnosticReport): void; flush(): void } {
  let items: WorkspaceDocumentDiagnosticReport[] = [];
  let last = -Infinity;
  const flush = (): void => {
    if (items.length > 0) send(items);
    items = [];
    last = performance.now();
  };
  return {
    add: (report) => {
      items.push(report);
      if (items.length >= CHUNK || performance.now() - last > CHUNK_TIME) flush();
    },
    flush,
  };
}
