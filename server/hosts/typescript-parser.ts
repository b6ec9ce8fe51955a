// Loads the TypeScript parser on first use: it is ten times as large as all the rest.
import type { ParseScript } from '../dialects/script';

let loaded: ParseScript | undefined;

/** Parses a script with the TypeScript parser, which lies beside the bundle in `typescript.js`. */
export const lazyParseScript: ParseScript = (text, fileName, earlier) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the chunk is loaded by name, and only when it is needed
  loaded ??= (require('#typescript-parser') as { parseScript: ParseScript }).parseScript;
  return loaded(text, fileName, earlier);
};
