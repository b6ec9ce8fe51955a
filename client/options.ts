// What the client asks of the server, the same in Node and in a browser: which documents, which settings, where the log goes.
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, RevealOutputChannelOn, type LanguageClientOptions } from 'vscode-languageclient';
import type { StartOptions } from '../server/lsp/protocol';

/** Id and name of the language client; the id is also the prefix of its trace setting. */
export const clientId = 'cipherlint';
export const clientName = 'Cipherlint';

/** Documents that lie in a workspace. Not `git:` and its like: the left side of a comparison is nobody's to fix. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'vscode-notebook-cell', 'http'];
const languages = [
  ...['yaml', 'json', 'jsonc', 'cloudformation', 'terraform', 'terraform-vars', 'opentofu', 'opentofu-vars', 'hcl'],
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'shellscript'],
];
/** Files whose language depends on which other extensions are installed. */
const patterns = ['**/*.{tf,tfvars,tofu}', '**/terragrunt.hcl', '**/*.{template,yml,yaml}'];
const watchedFiles = '**/{*.tf,*.tfvars,*.tf.json,*.tofu,terragrunt.hcl,.cipherlint.yaml,.cipherlint.yml}';

/** Which documents the server is asked about. */
export const documentSelector: ({ scheme: string; language: string } | { scheme: string; pattern: string })[] =
  schemes.flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    ...patterns.map((pattern) => ({ scheme, pattern })),
  ]);

/** What a server in a web worker has to be told, asked for whenever it starts. */
export type WorkerNeeds = Pick<StartOptions, 'typescriptUrl' | 'patternsUrl' | 'files'>;

/** Options for both kinds of client. Nothing here opens a message: what goes wrong shows in the status item and the log. */
export function clientOptions(log: vscode.LogOutputChannel, needs?: () => WorkerNeeds): LanguageClientOptions {
  const crashes: number[] = [];
  return {
    documentSelector,
    initializationOptions: () => startOptions(needs?.()),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: true },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher(watchedFiles) },
    initializationFailedHandler: (error) => {
      log.error(`The server did not start: ${String(error)}`);
      return false;
    },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: afterCrash(crashes, Date.now()), handled: true }),
    },
  };
}

function startOptions(needs: WorkerNeeds | undefined): StartOptions {
  return {
    documentSelector,
    completesYaml: vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined,
    ...needs,
    ...(vscode.l10n.bundle ? { l10n: vscode.l10n.bundle } : {}),
  };
}

/** Starts again, but not for the fifth time within three minutes. */
function afterCrash(crashes: number[], now: number): CloseAction {
  crashes.push(now);
  const recent = crashes.filter((time) => now - time < 180_000);
  return recent.length > 4 ? CloseAction.DoNotRestart : CloseAction.Restart;
}
