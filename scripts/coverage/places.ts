// Where a fact is kept, one place for each type and source: the type, the names that lead there, and how the kind file writes it.
import type { Fact, Kind, Source } from '../../server/core/kind';
import type { Dialect, Segment } from '../../server/core/resource';

/** One place of a fact. `names` starts at the type, those of the fact's scope included. */
export interface FactPlace {
  readonly type: string;
  readonly names: readonly string[];
  readonly source: Source;
}

/** Every place of a fact in a dialect. */
export function placesOf(kind: Kind, fact: Fact, dialect: Dialect): readonly FactPlace[] {
  return (fact.sources[dialect] ?? []).flatMap((source) =>
    typesOf(kind, dialect, source).flatMap((type) =>
      scopesOf(kind, fact, dialect, source, type).map((scope) => ({
        type,
        names: namesOf([...scope, ...source.path]),
        source,
      })),
    ),
  );
}

/** The types of a kind in a dialect; of SDK calls those that change, too. */
export function boundTypes(kind: Kind, dialect: Dialect): readonly string[] {
  return dialect === 'sdk' ? [...kind.bind.sdk, ...kind.bind.sdkUpdates] : kind.bind[dialect];
}

/** The names of a path's steps; `{}` stands for any key of a map. */
export function namesOf(path: readonly Segment[]): readonly string[] {
  return path.flatMap(({ name, keys }) => (keys ? [name, '{}'] : [name]));
}

function typesOf(kind: Kind, dialect: Dialect, source: Source): readonly string[] {
  if (source.kind !== 'path') return [source.type];
  return boundTypes(kind, dialect).filter((type) => source.on === undefined || type === source.on);
}

function scopesOf(
  kind: Kind,
  fact: Fact,
  dialect: Dialect,
  source: Source,
  type: string,
): readonly (readonly Segment[])[] {
  if (fact.scope === undefined || source.kind !== 'path') return [[]];
  const scopes = kind.scopes[fact.scope]?.[dialect] ?? [];
  return scopes.filter(({ on }) => on === undefined || on === type).map(({ path }) => path);
}
