// Reads kind files: YAML text in, kinds and complaints with positions out.
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Kind } from '../core/kind';
import type { Span } from '../core/text';
import { type CompilePattern, type Complaint } from './data-reader';
import { kindFromData } from './kind-data';

/** What a kind file gave. `kind` is undefined where nothing could be read. */
export interface LoadedKind {
  readonly kind: Kind | undefined;
  readonly complaints: readonly PlacedComplaint[];
  /** The file's data with its examples, for tests and documentation. */
  readonly data: unknown;
}

export interface PlacedComplaint extends Complaint {
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
}

/** Reads one kind file. Never throws; broken YAML gives complaints. `check` adds complaints about the data, `compile` makes patterns. */
export function loadKind(
  text: string,
  {
    compile,
    check,
  }: { readonly compile?: CompilePattern; readonly check?: (data: unknown) => readonly Complaint[] } = {},
): LoadedKind {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false });
  const complaints: Complaint[] = [];
  const data: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  if (data !== undefined && check) complaints.push(...check(data));
  const kind = data === undefined ? undefined : kindFromData(data, complaints, compile);
  // What follows the first error mostly comes of it.
  const broken = document.errors.slice(0, 1).map((error) => ({
    path: [],
    message: error.message,
    span: { start: error.pos[0], end: error.pos[1] },
  }));
  const placed = complaints.map((complaint) => ({ ...complaint, span: spanOf(complaint) }));
  return {
    kind,
    data,
    complaints: [...broken, ...placed].map((found) => ({ ...found, line: lines.linePos(found.span.start).line })),
  };

  function spanOf({ path, onKey }: Complaint): Span {
    const owner: unknown = onKey && path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined;
    const pair = isMap(owner) ? owner.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    if (isScalar(pair?.key) && pair.key.range) return { start: pair.key.range[0], end: pair.key.range[1] };
    for (let depth = path.length; depth > 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return { start: node.range[0], end: node.range[1] };
    }
    return { start: 0, end: 0 };
  }
}
