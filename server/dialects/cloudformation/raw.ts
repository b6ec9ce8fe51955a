// The tree that YAML and JSON templates are read into: one shape for both, short tags (`!Ref x`) already in their long form.
import type { Span } from '../../core/text';
import type { Scalar } from '../../core/value';

interface At {
  /** Offsets count from the start of the chunk that the node was read from; a {@link Member} knows where that starts. */
  readonly start: number;
  readonly end: number;
  /** Where a YAML alias or an included file has its value from; the node itself then stands where the alias or the file is named. */
  readonly origin?: Origin;
}

interface Origin extends Span {
  /** The included file; left out for the node's own file, from whose chunk it counts. */
  readonly uri?: string;
}

export interface RawScalar extends At {
  readonly kind: 'scalar';
  readonly value: Scalar;
}

export interface RawMap extends At {
  readonly kind: 'map';
  readonly entries: readonly RawEntry[];
  /** Something that can't be read adds entries: `<<: !Include file`. */
  readonly open?: true;
}

export interface RawList extends At {
  readonly kind: 'list';
  readonly items: readonly RawNode[];
}

/** Something that stands there and can't be read: a foreign tag, a `{{ placeholder }}`. */
export interface RawUnknown extends At {
  readonly kind: 'unknown';
  readonly reason: string;
}

export type RawNode = RawScalar | RawMap | RawList | RawUnknown;

export interface RawEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: RawNode;
}

/** An entry of a section (a resource, a parameter...) with the offset in the file from which its chunk counts. */
export interface Member extends RawEntry {
  readonly base: number;
}

/** How the way of a value names a file that stands in the template, see `include.ts`. */
export const INCLUDED = 'included file';

/** The value under a key of a map; the last one where the key stands twice. */
export function childOf(node: RawNode | undefined, key: string): RawNode | undefined {
  if (node?.kind !== 'map') return undefined;
  for (let i = node.entries.length - 1; i >= 0; i--) {
    const entry = node.entries[i];
    if (entry?.key === key) return entry.value;
  }
  return undefined;
}

/** The text of a scalar that is a string; undefined for everything else. */
export function stringOf(node: RawNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The only entry of a map that calls a function (`Ref`, `Fn::...`); undefined for other nodes. */
export function callOf(node: RawNode): RawEntry | undefined {
  if (node.kind !== 'map' || node.entries.length !== 1) return undefined;
  const entry = node.entries[0];
  return entry && (entry.key === 'Ref' || entry.key.startsWith('Fn::')) ? entry : undefined;
}

/** The same value as if it stood elsewhere. Where `spend` says false, too much has been moved, and the node is unknown for `reason`. */
export function relocate(node: RawNode, { start, end }: Span, how: Relocation): RawNode {
  if (!how.spend()) return { kind: 'unknown', start, end, reason: how.reason };
  const at = how.uri === undefined ? { start, end } : { start, end, origin: { ...placed(node), uri: how.uri } };
  const inner = (child: RawNode): RawNode => relocate(child, { start, end }, how);
  if (node.kind === 'list') return { kind: 'list', ...at, items: node.items.map(inner) };
  if (node.kind !== 'map') return { ...node, ...at };
  const entries = node.entries.map(({ key, value }) => ({ key, keyStart: start, keyEnd: end, value: inner(value) }));
  return { kind: 'map', ...at, entries, ...(node.open ? { open: true } : {}) };
}

export interface Relocation {
  readonly spend: () => boolean;
  readonly reason: string;
  /** The file that the node is taken from, where that is another one. */
  readonly uri?: string;
}

function placed({ start, end, origin }: RawNode): Span {
  return origin ?? { start, end };
}

/** A short name of an expression, the same for YAML and JSON, whatever its layout. */
export function nameOf(node: RawNode | undefined, depth = 0): string {
  if (!node || node.kind === 'unknown' || depth > 5) return '?';
  if (node.kind === 'scalar') return String(node.value).slice(0, 200);
  const parts =
    node.kind === 'list'
      ? node.items.slice(0, 20).map((item) => nameOf(item, depth + 1))
      : node.entries.slice(0, 20).map(({ key, value }) => {
          const inner = nameOf(value, depth + 1);
          return key === 'Ref' ? inner : `${key}(${inner})`;
        });
  return parts.join(',').slice(0, 200);
}
