// Reads the command line that `@vscode/test-electron` gives to a VS Code executable.
import * as path from 'node:path';

/** What the launcher was asked to run. */
export interface Flags {
  /** Folders of extensions under development. */
  readonly developmentPaths: readonly string[];
  /** Which extension host runs them: Node, or the web worker as in vscode.dev. */
  readonly developmentKind: 'node' | 'web';
  /** Module whose `run()` is the test. */
  readonly testsPath: string;
  readonly folder: string | undefined;
  readonly userDataFolder: string | undefined;
  readonly extensionsFolder: string | undefined;
  readonly disableExtensions: boolean;
  readonly timeoutMs: number;
}

/** Reads `--name=value`, `--name` and folders; flags that mean nothing in a browser are passed over. */
export function parseFlags(args: readonly string[]): Flags {
  const values = (name: string): string[] =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  const value = (name: string): string | undefined => values(name).at(-1);
  const folder = args.find((arg) => !arg.startsWith('--'));
  return {
    developmentPaths: values('extensionDevelopmentPath').map((name) => path.resolve(name)),
    developmentKind: value('extensionDevelopmentKind') === 'web' ? 'web' : 'node',
    testsPath: path.resolve(value('extensionTestsPath') ?? ''),
    folder: folder === undefined ? undefined : path.resolve(folder),
    userDataFolder: value('user-data-dir'),
    extensionsFolder: value('extensions-dir'),
    disableExtensions: args.includes('--disable-extensions'),
    timeoutMs: Number(value('timeout') ?? process.env.VSCODE_HOST_TIMEOUT_MS ?? 300_000),
  };
}
