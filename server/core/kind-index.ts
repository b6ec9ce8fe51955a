// Finds the kinds of a resource by its type, in every dialect's way of writing it.
import type { Kind } from './kind';
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

/** Builds the index once; look-ups are by exact type, or by loose name for calls and for level 1 constructs. */
export function indexKinds(kinds: readonly Kind[]): KindIndex {
  const exact = new Map<string, KindMatch[]>();
  const loose = new Map<string, KindMatch[]>();
  for (const kind of kinds) {
    const match = { kind, partial: false };
    for (const type of kind.bind.cloudformation) {
      add(exact, type, match);
      add(loose, looseType(type), match);
    }
    for (const type of [...kind.bind.terraform, ...kind.bind.cdk]) add(exact, type, match);
    for (const type of kind.bind.sdk) add(loose, `sdk ${looseName(type)}`, match);
    for (const type of kind.bind.sdkUpdates) add(loose, `sdk ${looseName(type)}`, { kind, partial: true });
  }
  return { kinds, of: (resource) => lookUp(resource, exact, loose) };
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
