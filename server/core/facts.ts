// Looks up the facts of a resource: in itself, in resources that point at it, in resources that it points at, or by a derivation.
import { flaggedDefault } from './cdk-application';
import { companionsOf } from './companions';
import { derivations } from './derive';
import type { CompanionSource, Fact, FactDefault, FollowSource, Kind, Source } from './kind';
import { nameKey } from './name-key';
import { decide, inInstance, walk, type Choose, type Found } from './path';
import type { Resource, Segment } from './resource';
import type { UnitIndex } from './unit-index';
import type { ConfigValue, ObjectValue, RefValue, TextValue } from './value';

/** A fact in one place: a value or AWS's default, and where that shows. */
export interface Sighting extends Found {
  /** The resource in whose text `at` lies: this one or a companion. */
  readonly resource: Resource;
  /** True where the value is AWS's default and not written. */
  readonly assumed: boolean;
  readonly source: Source | undefined;
  /** Words of a derivation for the message: which part is missing. */
  readonly detail?: string;
}

/** Everything a look-up needs to know. */
export interface Subject {
  readonly kind: Kind;
  readonly resource: Resource;
  readonly index: UnitIndex;
  readonly choose: Choose;
  /** The part that a rule with `each` looks at, by scope name. */
  readonly part: { readonly scope: string; readonly object: ObjectValue } | undefined;
  /** True for an SDK call that changes something: what it leaves out stays as it is. */
  readonly partial: boolean;
  /** Sightings that hang on no condition, kept from rule to rule. */
  readonly memo?: Memo | undefined;
}

/** How often a condition was asked for, and what was seen without asking. */
export interface Memo {
  asked(): number;
  readonly seen: Map<string, readonly Sighting[]>;
}

/** All sightings of a fact: one for each list item on the way, at least one. */
export function sightings(subject: Subject, name: string): readonly Sighting[] {
  const fact = subject.kind.facts[name];
  if (!fact) return [];
  const memo = subject.part === undefined ? subject.memo : undefined;
  const known = memo?.seen.get(name);
  if (known) return known;
  const asked = memo?.asked();
  const seen = fact.derive ? derived(subject, fact) : lookUp(subject, fact);
  if (memo && memo.asked() === asked) memo.seen.set(name, seen);
  return seen;
}

function lookUp(subject: Subject, fact: Fact): readonly Sighting[] {
  let first: readonly Sighting[] | undefined;
  let open: readonly Sighting[] | undefined;
  for (const source of fact.sources[subject.resource.dialect] ?? []) {
    if (!applies(source, subject.resource)) continue;
    const seen = ofSource(subject, fact, source);
    const isOpen = seen.some((sighting) => sighting.open);
    // what is not of this type may be of the next one
    if (seen.some(({ value }) => value !== undefined) || (isOpen && source.kind !== 'follow'))
      return withDefault(subject, fact, seen);
    if (isOpen) open ??= seen;
    first ??= seen;
  }
  return withDefault(subject, fact, open ?? first ?? [nothing(subject)]);
}

function applies(source: Source, resource: Resource): boolean {
  return source.on === undefined || source.on === resource.type;
}

function nothing(subject: Subject): Sighting {
  const container = subject.part?.object ?? subject.resource.body;
  const at = subject.part ? container.head : subject.resource.head;
  return {
    value: undefined,
    at,
    container,
    open: false,
    resource: subject.resource,
    assumed: false,
    source: undefined,
  };
}

function ofSource(subject: Subject, fact: Fact, source: Source): readonly Sighting[] {
  switch (source.kind) {
    case 'path': {
      const from =
        fact.scope !== undefined && subject.part?.scope === fact.scope ? subject.part.object : subject.resource.body;
      return look(subject, subject.resource, from, source);
    }
    case 'companion':
      return ofCompanion(subject, source);
    case 'follow':
      return ofFollowed(subject, source);
  }
}

function look(subject: Subject, resource: Resource, from: ObjectValue, source: Source): readonly Sighting[] {
  return walk(from, source.path, subject.choose, resource.loose).map((found) => sighting(found, resource, source));
}

/** Spelled out property by property: this runs for every fact of every resource at every keystroke. */
function sighting(found: Found, resource: Resource, source: Source): Sighting {
  const { container, open } = found;
  const missing = found.value === undefined && container === resource.body && found.at === resource.body.head;
  return {
    value: neutral(found.value, source),
    at: missing ? resource.head : found.at,
    container,
    open,
    resource,
    assumed: false,
    source,
  };
}

/** Translates what a dialect writes into the neutral word of the kind file. */
function neutral(value: ConfigValue | undefined, source: Source): ConfigValue | undefined {
  if (!source.values || value?.kind !== 'scalar' || value.value === null) return value;
  const word = source.values[String(value.value)];
  return word === undefined ? value : { ...value, value: word };
}

function ofCompanion(subject: Subject, source: CompanionSource): readonly Sighting[] {
  const pointing = subject.index.pointingAt(subject.resource, source.type, source.via, () => nameKeysOf(subject));
  const { found, open } = companionsOf(subject, pointing);
  if (found.length === 0) return [{ ...nothing(subject), open, source }];
  return found.flatMap(({ resource, choose }) => look({ ...subject, choose }, resource, resource.body, source));
}

/** The literal names under which other resources may mention this one: its fact `name`. */
export function namesOf(subject: Named): readonly string[] {
  return nameValues(subject).flatMap((value) =>
    value.kind === 'scalar' && typeof value.value === 'string' ? [value.value] : [],
  );
}

/** The same as `nameKey` has them, with names of which not all is known. */
export function nameKeysOf(subject: Named): readonly string[] {
  return nameValues(subject).flatMap((value) => nameKey(value) ?? []);
}

type Named = Pick<Subject, 'kind' | 'resource' | 'choose'>;

function nameValues({ kind, resource, choose }: Named): readonly ConfigValue[] {
  const sources = kind.facts.name?.sources[resource.dialect] ?? [];
  return sources.flatMap((source) =>
    source.kind === 'path'
      ? walk(resource.body, source.path, choose, resource.loose).flatMap(({ value }) => value ?? [])
      : [],
  );
}

function ofFollowed(subject: Subject, source: FollowSource): readonly Sighting[] {
  const from = subject.part?.object ?? subject.resource.body;
  return walk(from, source.via, subject.choose, subject.resource.loose).flatMap((found) => {
    const base = { ...found, resource: subject.resource, assumed: false, source };
    if (found.value === undefined) return [base];
    const target = followed(subject, source, found.value);
    if (!target) return [{ ...base, value: undefined, open: true }];
    const ref = refIn(found.value);
    const choose = ref ? inInstance(ref.instance, subject.choose) : subject.choose;
    return look({ ...subject, choose }, target, target.body, source);
  });
}

function refIn(value: ConfigValue): RefValue | undefined {
  const ref = value.kind === 'text' ? partOf(value) : value;
  return ref?.kind === 'ref' ? ref : undefined;
}

function followed(subject: Subject, source: FollowSource, value: ConfigValue): Resource | undefined {
  const ref = refIn(value);
  if (ref) {
    const target = subject.index.byId(ref.target);
    return target?.type === source.type ? target : undefined;
  }
  const name = nameKey(value);
  if (name === undefined) return undefined;
  return subject.index.byType(source.type).find((candidate) => nameOf(candidate, subject.choose) === name);
}

/** What a text names a part of: `${aws_secretsmanager_secret.main.arn}:password::`. */
function partOf({ parts }: TextValue): ConfigValue | undefined {
  const [first, next] = parts;
  return typeof first !== 'string' && typeof next === 'string' && next.startsWith(':') ? first : undefined;
}

const NAME_PROPERTIES: readonly Segment[] = [
  'name',
  'Name',
  'bucket',
  'BucketName',
  'DBParameterGroupName',
  'family_name',
].map((name) => ({ name, list: false }));

function nameOf(resource: Resource, choose: Choose): string | undefined {
  for (const segment of NAME_PROPERTIES) {
    const name = nameKey(decide(walk(resource.body, [segment], choose)[0]?.value, choose));
    if (name !== undefined) return name;
  }
  return undefined;
}

function withDefault(subject: Subject, fact: Fact, seen: readonly Sighting[]): readonly Sighting[] {
  const { dialect } = subject.resource;
  const standard = fact.defaults[dialect];
  // a change leaves out what stays as it is; what this dialect can't say at all is not left out
  const stays = subject.partial && fact.sources[dialect] !== undefined;
  if ((!stays && standard === undefined) || seen.every(({ value, open }) => value !== undefined || open)) return seen;
  return seen.map((each) => {
    if (each.value !== undefined || each.open) return each;
    if (stays) return { ...each, open: true };
    return standard === undefined ? each : assume(each, standard);
  });
}

function assume(sighting: Sighting, given: FactDefault): Sighting {
  const span = sighting.at;
  const flag = given.known ? undefined : given.flag;
  const standard = flag ? flaggedDefault(flag, sighting.resource.application) : given;
  if (!standard.known) return { ...sighting, value: { kind: 'unknown', span, reason: standard.reason }, assumed: true };
  return standard.value === null
    ? sighting
    : { ...sighting, value: { kind: 'scalar', span, value: standard.value }, assumed: true };
}

function derived(subject: Subject, fact: Fact): readonly Sighting[] {
  const derive = fact.derive;
  const derivation = derive ? derivations[derive.name] : undefined;
  if (!derive || !derivation) return [];
  return derivation({
    subject,
    inputs: derive.from.map((name) => sightings(subject, name)),
    options: derive.options,
    nothing: nothing(subject),
  });
}
