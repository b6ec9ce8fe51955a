// Finds the kinds of a resource by its type, in every dialect's way of writing it.
import type { Binding, Kind } from './kind';
import type { Resource } from './resource';
import { looseType } from './unit-index';
import { looseName } from './value';

/** A kind of a resource; `partial` where the call changes something that exists, so that what it leaves out is not known. */
export interface KindMatch {
  readonly kind: Kind;
  readonly partial: boolean;
}

export interface KindIndex {
  readonly kinds: readonly Kind[];
  of(resource: Resource): readonly KindMatch[];
}

/** A kind of which only the types are read as long as nobody meets one: starting must not cost what is never used. */
export interface KindEntry {
  readonly bind: Binding;
  kind(): Kind;
}

/** Indexes kinds that are read already. */
export function indexKinds(kinds: readonly Kind[]): KindIndex {
  return indexEntries(kinds.map((kind) => ({ bind: kind.bind, kind: () => kind })));
}

/** Builds the index once; look-ups are by exact type, or by loose name for calls and for level 1 constructs. */
export function indexEntries(entries: readonly KindEntry[]): KindIndex {
  const exact = new Map<string, KindMatch[]>();
  const loose = new Map<string, KindMatch[]>();
  for (const entry of entries) {
    const match = matchOf(entry, false);
    for (const type of entry.bind.cloudformation) {
      add(exact, type, match);
      add(loose, looseType(type), match);
    }
    for (const type of [...entry.bind.terraform, ...entry.bind.cdk]) add(exact, type, match);
    for (const type of entry.bind.sdk) add(loose, `sdk ${looseName(type)}`, match);
    for (const type of entry.bind.sdkUpdates) add(loose, `sdk ${looseName(type)}`, matchOf(entry, true));
  }
  return {
    get kinds() {
      return entries.map((entry) => entry.kind());
    },
    of: (resource) => lookUp(resource, exact, loose),
  };
}

/** Two indexes as one: a resource has the kinds of both. */
export function joinIndexes(first: KindIndex, second: KindIndex): KindIndex {
  return {
    get kinds() {
      return [...first.kinds, ...second.kinds];
    },
    of: (resource) => {
      const own = second.of(resource);
      return own.length === 0 ? first.of(resource) : [...first.of(resource), ...own];
    },
  };
}

function matchOf(entry: KindEntry, partial: boolean): KindMatch {
  return {
    partial,
    get kind() {
      return entry.kind();
    },
  };
}

function lookUp(
  resource: Resource,
  exact: ReadonlyMap<string, KindMatch[]>,
  loose: ReadonlyMap<string, KindMatch[]>,
): readonly KindMatch[] {
  if (resource.dialect === 'sdk') return loose.get(`sdk ${looseName(resource.type)}`) ?? [];
  const found = exact.get(resource.type);
  if (found || resource.dialect !== 'cloudformation' || !resource.loose) return found ?? [];
  return loose.get(looseType(resource.type)) ?? [];
}

function add(map: Map<string, KindMatch[]>, key: string, match: KindMatch): void {
  const list = map.get(key);
  if (list) list.push(match);
  else map.set(key, [match]);
}
