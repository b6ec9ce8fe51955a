// Finds names in kind files that AWS's schemas don't know: a typing error would otherwise make a rule silent for ever.
import type { Kind, Source } from '../../server/core/kind';
import type { Segment } from '../../server/core/resource';
import { schemaKnows } from '../fixes/schema';

/** The CloudFormation types of kinds that have no schema. */
export function unknownTypes(kinds: readonly Kind[]): readonly string[] {
  return kinds
    .flatMap(({ bind }) => bind.cloudformation)
    .filter((type) => schemaKnows(type, []) === undefined)
    .sort();
}

/** The CloudFormation paths of facts that no type of the fact knows, as `KIND FACT: path`. Types without a schema are passed over. */
export function unknownPaths(kinds: readonly Kind[]): readonly string[] {
  return kinds.flatMap((kind) =>
    Object.values(kind.facts).flatMap((fact) => {
      const scopes = fact.scope === undefined ? [] : (kind.scopes[fact.scope]?.cloudformation ?? []);
      return (fact.sources.cloudformation ?? [])
        .filter((source) => !isKnown(kind, source, source.kind === 'path' ? scopes.map(({ path }) => path) : []))
        .map((source) => `${kind.id} ${fact.name}: ${source.text}`);
    }),
  );
}

function isKnown(kind: Kind, source: Source, scopes: readonly (readonly Segment[])[]): boolean {
  const types =
    source.kind === 'path'
      ? kind.bind.cloudformation.filter((type) => source.on === undefined || type === source.on)
      : [source.type];
  const paths = scopes.length === 0 ? [source.path] : scopes.map((scope) => [...scope, ...source.path]);
  return types.some((type) =>
    paths.some(
      (path) =>
        schemaKnows(
          type,
          path.map(({ name }) => name),
        ) !== false,
    ),
  );
}
