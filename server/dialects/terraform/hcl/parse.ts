// The HCL parser. It reads half-typed text: what can't be read becomes a problem or a `missing` node, and the rest stays.
import type { HclFile } from './ast';
import { readFile } from './body';
import { readExpression } from './expressions';
import { CODE, type Cursor } from './scanner';

/**
 * Reads a text as HCL's native syntax. Spans are UTF-16 offsets into `text`, the byte order mark counts. Never throws, whatever the
 * text is; time and memory grow with its length.
 */
export function parseHcl(text: string): HclFile {
  const cursor: Cursor = {
    text,
    problems: [],
    readExpression,
    heredocs: {},
    pos: text.charCodeAt(0) === CODE.byteOrderMark ? 1 : 0,
    depth: 0,
    brackets: 0,
    height: 0,
    fresh: -1,
    newline: -1,
  };
  const body = readFile(cursor);
  return { body, problems: cursor.problems };
}
