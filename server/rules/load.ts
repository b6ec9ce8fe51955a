// Reads kind files: YAML text in, kinds and complaints with positions out.
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Kind } from '../core/kind';
import type { Span } from '../core/text';
import { kindFromData, type Complaint } from './kind-data';

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

/** Reads one kind file. Never throws; broken YAML gives complaints. */
export function loadKind(text: string): LoadedKind {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const complaints: Complaint[] = [];
  const data: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  const kind = data === undefined ? undefined : kindFromData(data, complaints);
  const broken = document.errors.map((error) => ({
    path: [],
    message: error.message,
    span: { start: error.pos[0], end: error.pos[1] },
  }));
  const placed = complaints.map((complaint) => ({ ...complaint, span: spanOf(complaint.path) }));
  return {
    kind,
    data,
    complaints: [...broken, ...placed].map((found) => ({ ...found, line: lines.linePos(found.span.start).line })),
  };

  function spanOf(path: readonly (string | number)[]): Span {
    for (let depth = path.length; depth > 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return { start: node.range[0], end: node.range[1] };
    }
    return { start: 0, end: 0 };
  }
}
