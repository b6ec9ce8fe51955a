// The dialects in the order in which they are asked whether a file is theirs.
import { jointAdapter } from '../core/joint-adapter';
import type { Adapter } from '../core/resource';
import { cloudformation } from '../dialects/cloudformation';
import { python } from '../dialects/python';
import { createScriptAdapter, type ParseScript } from '../dialects/script';
import { shell } from '../dialects/shell';
import { terraform } from '../dialects/terraform';

/** Python, and what notebooks ask of a shell. */
const withShellLines = jointAdapter(python, shell, 'shell', (path) => path.endsWith('.ipynb'));

/** All adapters; `parseScript` is handed in because the TypeScript parser is large and loaded only where it is needed. */
export function allAdapters(parseScript: ParseScript): readonly Adapter[] {
  return [terraform, cloudformation, withShellLines, createScriptAdapter(parseScript), shell];
}
