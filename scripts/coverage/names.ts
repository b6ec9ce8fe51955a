// Finds names in kind files that AWS's schemas and API models don't know: a typing error would otherwise make a rule silent for ever.
import type { Fact, Kind } from '../../server/core/kind';
import type { Dialect } from '../../server/core/resource';
import { schemaKnows } from '../fixes/schema';
import type { ApiModels } from './models';
import { boundTypes, placesOf, type FactPlace } from './places';

/** The CloudFormation types of kinds that have no schema. */
export function unknownTypes(kinds: readonly Kind[]): readonly string[] {
  return kinds
    .flatMap(({ bind }) => bind.cloudformation)
    .filter((type) => schemaKnows(type, []) === undefined)
    .sort();
}

/** The CloudFormation paths of facts that no type of the fact knows, as `KIND FACT: path`. Types without a schema are passed over. */
export function unknownPaths(kinds: readonly Kind[]): readonly string[] {
  return unknownSources(kinds, 'cloudformation', ({ type, names }) => schemaKnows(type, names) !== false);
}

/** The same for SDK calls, then the operations that don't exist, and those that take nothing that their kind reads. */
export function unknownMembers(kinds: readonly Kind[], models: ApiModels): readonly string[] {
  const isKnown = ({ type, names }: FactPlace): boolean => models.member(type, names)?.kind !== 'unknown';
  const operations = kinds.flatMap((kind) =>
    boundTypes(kind, 'sdk').flatMap((call) => {
      if (models.hasOperation(call) === undefined) return [];
      if (models.hasOperation(call) === false) return [`${kind.id}: ${call} does not exist`];
      const places = Object.values(kind.facts).flatMap((fact) => placesOf(kind, fact, 'sdk'));
      return places.some((place) => place.type === call && isKnown(place)) ? [] : [`${kind.id}: ${call} takes no fact`];
    }),
  );
  return [...unknownSources(kinds, 'sdk', isKnown), ...operations];
}

/** The services of AWS that kinds call and that have no model: AWS has withdrawn them, or their name is wrong. */
export function servicesWithoutModel(kinds: readonly Kind[], models: ApiModels): readonly string[] {
  const calls = kinds.flatMap((kind) => boundTypes(kind, 'sdk').filter((call) => /^[a-z0-9-]+:[A-Z]\w+$/.test(call)));
  const missing = calls
    .filter((call) => models.hasOperation(call) === undefined)
    .map((call) => call.split(':')[0] ?? '');
  return [...new Set(missing)].filter((service) => !LIBRARIES.has(service)).sort();
}

/** What is no service of AWS's API, although its calls are written alike. */
const LIBRARIES = new Set(['sagemaker-sdk', 'npm', 'python', 'node', 'sdk']);

function unknownSources(
  kinds: readonly Kind[],
  dialect: Dialect,
  isKnown: (place: FactPlace) => boolean,
): readonly string[] {
  return kinds.flatMap((kind) =>
    Object.values(kind.facts).flatMap((fact) =>
      sourcesOf(kind, fact, dialect)
        .filter((places) => !places.some(isKnown))
        .map(([first]) => `${kind.id} ${fact.name}: ${first?.source.text ?? ''}`),
    ),
  );
}

/** The places of a fact, those of one source together. */
function sourcesOf(kind: Kind, fact: Fact, dialect: Dialect): readonly (readonly FactPlace[])[] {
  const places = placesOf(kind, fact, dialect);
  return [...new Set(places.map(({ source }) => source))].map((source) =>
    places.filter((place) => place.source === source),
  );
}
