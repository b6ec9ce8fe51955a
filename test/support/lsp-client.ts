// A real LSP client over the streams of a real server process, for conversations in tests.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cli } from './built';

export interface ClientOptions {
  /** URI of the workspace folder. */
  readonly folder?: string;
  /** URIs of further workspace folders. */
  readonly more?: readonly string[];
  readonly pull?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly encodings?: readonly string[];
  readonly initializationOptions?: unknown;
  /** On top of the environment of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the client says about workspace edits, beyond versions. */
  readonly edits?: Readonly<Record<string, unknown>>;
}

export interface Client {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly process: ChildProcess;
  readonly pushed: Map<string, readonly Diagnostic[]>;
  settings: Readonly<Record<string, unknown>>;
  open(uri: string, languageId: string, text: string): Promise<void>;
  change(uri: string, range: Range, text: string): Promise<void>;
  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  diagnostics(uri: string): Promise<readonly Diagnostic[]>;
  actions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]>;
  /** Resolves an action and applies its edit to the open document, as an editor does. */
  take(uri: string, action: CodeAction): Promise<string>;
  text(uri: string): string;
  stop(): Promise<void>;
}

/** Starts `cipherlint lsp --stdio` and shakes hands. */
export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...options.environment },
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const documents = new Map<string, TextDocument>();
  const client: { settings: Readonly<Record<string, unknown>> } = { settings: options.settings ?? {} };
  const pushed = new Map<string, readonly Diagnostic[]>();
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => client.settings),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
      pushed.set(uri, diagnostics);
    },
  );
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: options.folder ?? null,
    workspaceFolders:
      options.folder === undefined
        ? null
        : [options.folder, ...(options.more ?? [])].map((uri) => ({ uri, name: 'test' })),
    initializationOptions: options.initializationOptions,
    capabilities: {
      general: options.encodings ? { positionEncodings: options.encodings } : {},
      workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true, ...options.edits },
      },
      textDocument: {
        ...(options.pull === false ? {} : { diagnostic: {} }),
        codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
      },
    },
  });
  await connection.sendNotification('initialized', {});
  const documentOf = (uri: string): TextDocument => documents.get(uri) ?? TextDocument.create(uri, '', 0, '');
  const pull = (uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  const update = async (uri: string, edits: readonly { range: Range; newText: string }[]): Promise<void> => {
    const before = documentOf(uri);
    const text = TextDocument.applyEdits(before, [...edits]);
    const version = before.version + 1;
    documents.set(uri, TextDocument.create(uri, before.languageId, version, text));
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  };
  return Object.assign(client, {
    connection,
    initialized,
    process: child,
    pushed,
    pull,
    open: async (uri: string, languageId: string, text: string) => {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    change: async (uri: string, range: Range, text: string) => {
      const before = documentOf(uri);
      const version = before.version + 1;
      documents.set(
        uri,
        TextDocument.create(
          uri,
          before.languageId,
          version,
          TextDocument.applyEdits(before, [{ range, newText: text }]),
        ),
      );
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      });
    },
    diagnostics: async (uri: string) => {
      const report = await pull(uri);
      return report.kind === 'full' ? report.items : [];
    },
    actions: async (uri: string, range: Range, only?: readonly string[]) => {
      const diagnostics = await pull(uri).then((report) => (report.kind === 'full' ? report.items : []));
      return connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics, ...(only ? { only } : {}) },
      });
    },
    take: async (uri: string, action: CodeAction) => {
      const resolved = await connection.sendRequest<CodeAction>('codeAction/resolve', action);
      const changes = (resolved.edit?.documentChanges ?? []) as TextDocumentEdit[];
      for (const change of changes)
        await update(change.textDocument.uri, change.edits as { range: Range; newText: string }[]);
      return documentOf(uri).getText();
    },
    text: (uri: string) => documentOf(uri).getText(),
    stop: async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
      child.kill();
    },
  });
}
