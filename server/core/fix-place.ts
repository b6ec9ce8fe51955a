// Finds where a fact is to be written: the resource itself, one that belongs to it, or a companion that is yet to be added.
import type { Finding } from './evaluate';
import { companionsOf } from './companions';
import { nameKeysOf } from './facts';
import type { CompanionSource, Fact, Source } from './kind';
import { firstBranch, inInstance, walk } from './path';
import type { NewValue, Resource, Segment } from './resource';
import type { UnitIndex } from './unit-index';
import type { ObjectValue } from './value';

/** The place for a fact's new value. */
export interface Place {
  readonly source: Source;
  /** Undefined: the companion has to be added. */
  readonly resource: Resource | undefined;
  readonly within: ObjectValue | undefined;
}

/** The best place for a fact: where it stands now, else where most of the way exists. Undefined where it can't be written. */
export function placeFor(fact: Fact, value: NewValue, finding: Finding, index: UnitIndex): Place | undefined {
  const { resource, blame } = finding;
  const all = (fact.sources[resource.dialect] ?? []).filter(
    (source) => source.on === undefined || source.on === resource.type,
  );
  const fitting = all.filter((source) => !source.values || denormalise(value, source) !== value);
  const sources = fitting.length > 0 ? fitting : all;
  const blamed = sources.find((source) => source === blame?.source && blame.value !== undefined && !blame.assumed);
  const places = (blamed ? [blamed] : sources)
    .map((source) => placeOf(source, fact, finding, index))
    .filter((place) => place !== undefined);
  return places.sort((a, b) => b.depth - a.depth)[0];
}

/** Companions and followed resources that exist are better than any part of the resource itself. */
const OTHER_RESOURCE = 10;

function placeOf(
  source: Source,
  fact: Fact,
  finding: Finding,
  index: UnitIndex,
): (Place & { readonly depth: number }) | undefined {
  const { resource, part } = finding;
  if (source.kind === 'path') {
    const within = fact.scope !== undefined && part?.scope === fact.scope ? part.object : undefined;
    return { source, resource, within, depth: depthOf(within ?? resource.body, source.path, resource) };
  }
  if (source.kind === 'companion') {
    const companion = companionFor(finding, source, index);
    return { source, resource: companion, within: undefined, depth: companion ? OTHER_RESOURCE : 0 };
  }
  const value = walk(part?.object ?? resource.body, source.via, firstBranch, resource.loose)[0]?.value;
  const target = value?.kind === 'ref' ? index.byId(value.target) : undefined;
  return target?.type === source.type
    ? { source, resource: target, within: undefined, depth: OTHER_RESOURCE }
    : undefined;
}

/** The companion of the instance that the finding is about. */
function companionFor(
  { kind, resource, blame, instance }: Finding,
  source: CompanionSource,
  index: UnitIndex,
): Resource | undefined {
  const choose = inInstance(instance, firstBranch);
  const pointing = index.pointingAt(resource, source.type, source.via, () => nameKeysOf({ kind, resource, choose }));
  const found = companionsOf({ resource, choose }, pointing).found.map((companion) => companion.resource);
  return found.find(({ id }) => id === blame?.resource.id) ?? found[0];
}

/** How much of the way to a source exists already: the deeper, the better the place. */
function depthOf(from: ObjectValue, path: readonly Segment[], resource: Resource): number {
  const found = walk(from, path, firstBranch, resource.loose)[0];
  if (!found || found.container === from) return found?.value === undefined ? 0 : path.length;
  return 1;
}

/** The neutral value, or each of a list, in the dialect's own words; the value itself where the dialect has no word of its own. */
export function denormalise(value: NewValue, source: Source): NewValue {
  if (value.kind === 'list') {
    const items = value.items.map((item) => denormalise(item, source));
    return items.some((item, i) => item !== value.items[i]) ? { kind: 'list', items } : value;
  }
  if (value.kind !== 'scalar' || !source.values) return value;
  const raw = Object.entries(source.values).find(([, word]) => word === value.value)?.[0];
  if (raw === undefined) return value;
  if (raw === 'true' || raw === 'false') return { kind: 'scalar', value: raw === 'true' };
  return /^[A-Z]\w*\.\w+$/.test(raw) ? { kind: 'raw', text: raw } : { kind: 'scalar', value: raw };
}
