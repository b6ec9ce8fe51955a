// The changes by name that make facts true: where each is written, what is added beside the resource, what AWS does on a deployment.
import type { Finding } from './evaluate';
import type { PlannedChange } from './fix';
import { denormalise, placeFor, type Place } from './fix-place';
import { fillIn, toNewValue } from './fix-value';
import { instanceId, oncePerInstance } from './instance';
import type { KeyChoice } from './key-choice';
import type { Fact, Write } from './kind';
import { firstBranch, walk } from './path';
import type { Change, NewValue, Resource, Segment } from './resource';
import { idInModule } from './surroundings';
import type { UnitIndex } from './unit-index';
import type { ObjectValue } from './value';

/** A fact with the value that it is to get. */
export interface Assignment {
  readonly fact: Fact | undefined;
  readonly value: NewValue | undefined;
}

/** Changes with what AWS does when they are deployed. */
export interface Effective {
  readonly changes: readonly PlannedChange[];
  readonly effects: readonly Fact['change'][];
}

/** All changes with all their effects. */
export function joined(all: readonly Effective[]): Effective {
  return { changes: all.flatMap(({ changes }) => changes), effects: all.flatMap(({ effects }) => effects) };
}

/** Where each fact is written, best place first; facts of one missing companion go into one new resource. Undefined where one can't be written. */
export function changesForFacts(
  assignments: readonly Assignment[],
  finding: Finding,
  index: UnitIndex,
): Effective | undefined {
  const changes: PlannedChange[] = [];
  const effects: Fact['change'][] = [];
  const added = new Map<string, { path: readonly Segment[]; value: NewValue }[]>();
  for (const { fact, value } of assignments) {
    const place = fact && value && placeFor(fact, value, finding, index);
    if (!place) return undefined;
    const { source, resource, within } = place;
    const written = inWrittenType(denormalise(value, source), place);
    effects.push(source.change ?? fact.change);
    if (resource) {
      const change: Change = { kind: 'set', path: source.path, value: written, ...(within ? { within } : {}) };
      changes.push({ resource: resource.id, change });
    } else if (source.kind === 'companion') {
      const body = added.get(source.type) ?? [{ path: source.via, value: selfOf(finding.resource) }];
      added.set(source.type, [...body, { path: source.path, value: written }]);
    }
  }
  for (const [type, body] of added) {
    const own = finding.resource;
    const whole = [...oncePerInstance(own, idInModule(own)), ...body];
    changes.push({
      resource: own.id,
      change: { kind: 'add-resource', type, name: nameFor(own, type), body: whole },
    });
  }
  return { changes, effects };
}

/** An API's attributes may be texts: where `'false'` is written, `'true'` takes its place. */
function inWrittenType(value: NewValue, { source, resource, within }: Place): NewValue {
  if (resource?.dialect !== 'sdk' || value.kind !== 'scalar' || typeof value.value !== 'boolean') return value;
  const old = walk(within ?? resource.body, source.path, firstBranch, resource.loose)[0]?.value;
  const isText = old?.kind === 'scalar' && typeof old.value === 'string';
  return isText ? { kind: 'scalar', value: String(value.value) } : value;
}

function selfOf(resource: Resource): NewValue {
  return {
    kind: 'ref',
    target: instanceId(resource, resource.id),
    attribute: resource.dialect === 'terraform' ? 'id' : '',
  };
}

function nameFor(resource: Resource, type: string): string {
  const own = resource.id.slice(resource.id.lastIndexOf('.') + 1);
  return resource.dialect === 'terraform' ? own : own + (type.split('::').at(-1) ?? '');
}

/** The changes that take a fact out of the resource, wherever it is written there. */
export function removal(fact: Fact | undefined, finding: Finding): Effective {
  const { resource, part } = finding;
  const within = fact?.scope !== undefined && part?.scope === fact.scope ? part.object : undefined;
  const written = (fact?.sources[resource.dialect] ?? [])
    .filter((source) => source.kind === 'path' && (source.on === undefined || source.on === resource.type))
    .filter((source) =>
      walk(within ?? resource.body, source.path, firstBranch, resource.loose).some(
        // Behind a value that can't be looked into nothing is written that could be removed.
        ({ value, open }) => value !== undefined && !open,
      ),
    );
  return {
    changes: written.map(({ path }) => ({
      resource: resource.id,
      change: { kind: 'remove', path, ...(within ? { within } : {}) },
    })),
    effects: written.map((source) => source.change ?? fact?.change),
  };
}

/** What a kind file writes beyond facts, with the key and the resource put in. */
export function toChange(
  write: Write,
  resource: Resource,
  key: KeyChoice | undefined,
  within: ObjectValue | undefined,
): Change {
  const inside = within ? { within } : {};
  if (write.kind === 'remove') return { kind: 'remove', path: write.path, ...inside };
  if (write.kind === 'set')
    return {
      kind: 'set',
      path: write.path,
      value: toNewValue(write.value, resource, key) ?? { kind: 'scalar', value: '' },
      ...inside,
    };
  const body = write.body.flatMap(([path, value]) => {
    const written = toNewValue(value, resource, key);
    return written ? [{ path, value: written }] : [];
  });
  return {
    kind: 'add-resource',
    type: write.type,
    name: write.name === '' ? nameFor(resource, write.type) : fillIn(write.name, resource),
    body: [...oncePerInstance(resource, idInModule(resource)), ...body],
  };
}
