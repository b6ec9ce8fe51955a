// Turns a finding's fixes into changes by name: which resource, which path, which value. The adapters write them as text.
import type { Finding } from './evaluate';
import type { Fact, Fix, FixValue, Kind, Source, Write } from './kind';
import { keysInReach, newKey, type KeyChoice } from './key-choice';
import { walk, type Choose } from './path';
import type { Change, NewValue, Resource, Segment } from './resource';
import type { UnitIndex } from './unit-index';
import type { ObjectValue } from './value';

/** A change to one resource, which is named by its id so that it is found again after an earlier change. */
export interface PlannedChange {
  readonly resource: string;
  readonly change: Change;
}

/** One way to repair a finding. */
export interface FixPlan {
  /** What a person reads, with the effect on what is deployed. */
  readonly title: string;
  readonly changes: readonly PlannedChange[];
  /** Does nothing but what its title says: may be preferred and take part in "fix all". */
  readonly safe: boolean;
  /** In plain words, where the fix is not safe. */
  readonly caution: string | undefined;
}

const firstBranch: Choose = (choice) => choice.options[0];

/** Every way to repair a finding, the best first. Empty where no fix would be right. */
export function planFixes(finding: Finding, index: UnitIndex): readonly FixPlan[] {
  return finding.rule.fixes.flatMap((fix) => plansOf(fix, finding, index));
}

function plansOf(fix: Fix, finding: Finding, index: UnitIndex): readonly FixPlan[] {
  if (!fix.set.some(([, value]) => value.kind === 'key')) return compact([planOf(fix, finding, index, undefined)]);
  const known = keysInReach(finding.resource, index);
  if (known.length > 0) return compact(known.map((key) => planOf(fix, finding, index, key)));
  const created = newKey(finding.resource, index);
  return created ? compact([planOf(fix, finding, index, created)]) : [];
}

function compact(plans: readonly (FixPlan | undefined)[]): readonly FixPlan[] {
  return plans.filter((plan) => plan !== undefined);
}

function planOf(fix: Fix, finding: Finding, index: UnitIndex, key: KeyChoice | undefined): FixPlan | undefined {
  const { resource, kind } = finding;
  const assignments = fix.set.map(([name, value]) => ({
    fact: kind.facts[name],
    value: toNewValue(value, resource, key),
  }));
  const set = changesForFacts(assignments, finding, index);
  if (!set) return undefined;
  const removed = fix.remove.flatMap((name) => removal(kind.facts[name], finding));
  const written = (fix.write[resource.dialect] ?? []).map((write) => ({
    resource: resource.id,
    change: toChange(write, resource, key, finding.part?.object),
  }));
  const changes = [...(key?.creates ?? []), ...set, ...removed, ...written];
  if (changes.length === 0) return undefined;
  const caution = cautionOf(fix, kind, key);
  return {
    title: [fix.title, key && ` with ${key.name}`, caution && ` (${caution})`].filter(Boolean).join(''),
    changes,
    safe: caution === undefined,
    caution,
  };
}

/** What a person must know before taking the fix. AWS's own words for it: "Update requires: Replacement", "Some interruptions". */
function cautionOf(fix: Fix, kind: Kind, key: KeyChoice | undefined): string | undefined {
  const effects = fix.set.map(([name]) => kind.facts[name]?.change);
  const words = [
    effects.includes('replaces')
      ? 'replaces the resource'
      : effects.includes('interrupts')
        ? 'interrupts it for a while'
        : undefined,
    key?.creates.length ? 'a key costs about $1 a month' : undefined,
    fix.effect,
  ].filter((word) => word !== undefined);
  return words.length > 0 ? words.join('; ') : undefined;
}

interface Assignment {
  readonly fact: Fact | undefined;
  readonly value: NewValue | undefined;
}

/** Where each fact is written, best place first; facts of one missing companion go into one new resource. Undefined where one can't be written. */
function changesForFacts(
  assignments: readonly Assignment[],
  finding: Finding,
  index: UnitIndex,
): readonly PlannedChange[] | undefined {
  const changes: PlannedChange[] = [];
  const added = new Map<string, { path: readonly Segment[]; value: NewValue }[]>();
  for (const { fact, value } of assignments) {
    const target = fact && value && targetOf(fact, finding, index);
    if (!target) return undefined;
    const written = denormalise(value, target.source);
    if (target.resource) {
      changes.push({
        resource: target.resource.id,
        change: {
          kind: 'set',
          path: target.source.path,
          value: written,
          ...(target.within ? { within: target.within } : {}),
        },
      });
    } else if (target.source.kind === 'companion') {
      const self: NewValue = {
        kind: 'ref',
        target: finding.resource.id,
        attribute: finding.resource.dialect === 'terraform' ? 'id' : '',
      };
      const body = added.get(target.source.type) ?? [{ path: target.source.via, value: self }];
      added.set(target.source.type, [...body, { path: target.source.path, value: written }]);
    }
  }
  for (const [type, body] of added) {
    changes.push({
      resource: finding.resource.id,
      change: { kind: 'add-resource', type, name: nameFor(finding.resource, type), body },
    });
  }
  return changes;
}

function nameFor(resource: Resource, type: string): string {
  const own = resource.id.slice(resource.id.lastIndexOf('.') + 1);
  return resource.dialect === 'terraform' ? own : own + (type.split('::').at(-1) ?? '');
}

interface Target {
  readonly source: Source;
  /** Undefined: the companion has to be added. */
  readonly resource: Resource | undefined;
  readonly within: ObjectValue | undefined;
}

function targetOf(fact: Fact, finding: Finding, index: UnitIndex): Target | undefined {
  const { resource, blame } = finding;
  const sources = (fact.sources[resource.dialect] ?? []).filter(
    (source) => source.on === undefined || source.on === resource.type,
  );
  const blamed = sources.find((source) => source === blame?.source && blame.value !== undefined && !blame.assumed);
  const targets = (blamed ? [blamed] : sources)
    .map((source) => placeOf(source, fact, finding, index))
    .filter((target) => target !== undefined);
  return targets.sort((a, b) => b.depth - a.depth)[0];
}

/** How much of the way to a source exists already: the deeper, the better the place. */
function placeOf(
  source: Source,
  fact: Fact,
  finding: Finding,
  index: UnitIndex,
): (Target & { readonly depth: number }) | undefined {
  const { resource, part } = finding;
  if (source.kind === 'path') {
    const within = fact.scope !== undefined && part?.scope === fact.scope ? part.object : undefined;
    return { source, resource, within, depth: depthOf(within ?? resource.body, source.path, resource) };
  }
  if (source.kind === 'companion') {
    const [companion] = index.pointingAt(resource, source.type, source.via, []).resources;
    return { source, resource: companion, within: undefined, depth: companion ? 10 : 0 };
  }
  const value = walk(resource.body, source.via, firstBranch, resource.loose)[0]?.value;
  const target = value?.kind === 'ref' ? index.byId(value.target) : undefined;
  return target?.type === source.type ? { source, resource: target, within: undefined, depth: 10 } : undefined;
}

function depthOf(from: ObjectValue, path: readonly Segment[], resource: Resource): number {
  const found = walk(from, path, firstBranch, resource.loose)[0];
  if (!found || found.container === from) return found?.value === undefined ? 0 : path.length;
  return 1;
}

function denormalise(value: NewValue, source: Source): NewValue {
  if (value.kind !== 'scalar' || !source.values) return value;
  const raw = Object.entries(source.values).find(([, word]) => word === value.value)?.[0];
  if (raw === undefined) return value;
  return /^[A-Z]\w*\.\w+$/.test(raw) ? { kind: 'raw', text: raw } : { kind: 'scalar', value: raw };
}

function removal(fact: Fact | undefined, finding: Finding): readonly PlannedChange[] {
  const { resource, part } = finding;
  return (fact?.sources[resource.dialect] ?? [])
    .filter((source) => source.kind === 'path' && (source.on === undefined || source.on === resource.type))
    .filter((source) =>
      walk(part?.object ?? resource.body, source.path, firstBranch, resource.loose).some(
        // Behind a value that can't be looked into nothing is written that could be removed.
        ({ value, open }) => value !== undefined && !open,
      ),
    )
    .map((source) => ({
      resource: resource.id,
      change: { kind: 'remove', path: source.path, ...(part ? { within: part.object } : {}) },
    }));
}

function toChange(
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
    body,
  };
}

function fillIn(text: string, resource: Resource): string {
  return text
    .replaceAll('{self}', resource.id)
    .replaceAll('{name}', resource.id.slice(resource.id.lastIndexOf('.') + 1));
}

function toNewValue(value: FixValue, resource: Resource, key: KeyChoice | undefined): NewValue | undefined {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'string' ? { kind: 'scalar', value: fillIn(value.value, resource) } : value;
    case 'key':
      return key?.value;
    case 'self':
      return { kind: 'ref', target: resource.id, attribute: value.attribute };
    case 'raw':
      return { kind: 'raw', text: fillIn(value.text, resource) };
    case 'object':
      return {
        kind: 'object',
        entries: value.entries.map(([name, item]) => [
          name,
          toNewValue(item, resource, key) ?? { kind: 'scalar', value: '' },
        ]),
      };
    case 'list':
      return {
        kind: 'list',
        items: value.items.map((item) => toNewValue(item, resource, key) ?? { kind: 'scalar', value: '' }),
      };
  }
}
