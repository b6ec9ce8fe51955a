// Loads the engine for the patterns of a workspace's rules on first use: few workspaces have such rules.
import type { CompilePattern } from '../rules/data-reader';

let loaded: CompilePattern | undefined;

/** Makes a pattern with the engine, which lies beside the bundle in `patterns.js`. */
export const lateCompile: CompilePattern = (source) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the chunk is loaded by name, and only when it is needed
  loaded ??= (require('#pattern-engine') as { compilePattern: CompilePattern }).compilePattern;
  return loaded(source);
};
