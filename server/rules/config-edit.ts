// Writes a value for linting into `.cipherlint.yaml`, and leaves the rest of the file as it is.
import { isMap, parseDocument } from 'yaml';
import type { Bound } from '../core/bound';
import { diffEdits } from '../core/diff-edits';
import type { TextEdit } from '../core/text';
import type { Asked } from '../core/value';

/** The edits that give a name a value; undefined where the file can't be read. The value is read as YAML reads a plain word. */
export function bindValue(text: string, { sort, name }: Asked, value: string): readonly TextEdit[] | undefined {
  const document = parseDocument(text, { logLevel: 'silent', keepSourceTokens: true });
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return undefined;
  document.setIn(['values', sort, name], plain(value));
  return diffEdits(text, document.toString({ lineWidth: 0 }));
}

/** `true`, numbers and lists in brackets as such; everything else is a text. */
function plain(word: string): Bound {
  const read = parseDocument(word, { logLevel: 'silent' });
  const data: unknown = read.errors.length > 0 ? word : read.toJS({ maxAliasCount: 0 });
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? word : ((data ?? word) as Bound);
}
