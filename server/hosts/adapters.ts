// The dialects in the order in which they are asked whether a file is theirs.
import type { Adapter } from '../core/resource';
import { cloudformation } from '../dialects/cloudformation';
import { python } from '../dialects/python';
import { createScriptAdapter, type ParseScript } from '../dialects/script';
import { shell } from '../dialects/shell';
import { terraform } from '../dialects/terraform';

/** All adapters; `parseScript` is handed in because the TypeScript parser is large and loaded only where it is needed. */
export function allAdapters(parseScript: ParseScript): readonly Adapter[] {
  return [terraform, cloudformation, python, createScriptAdapter(parseScript), shell];
}
