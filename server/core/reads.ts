// Which properties of each dialect a rule's verdict hangs on: for scripts, documentation and the coverage count.
import type { Condition, Fact, Kind, Rule } from './kind';
import type { Dialect } from './resource';
import { packageNameOf } from './sdk-services';

/** The names of the facts that a condition asks for. */
export function factsIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'fact':
      return [condition.fact];
    case 'not':
      return factsIn(condition.of);
    default:
      return condition.of.flatMap(factsIn);
  }
}

/** The dialects that know one of the facts that a rule requires, by a place or by what AWS does: in others it has nothing to say. */
export function spokenIn(facts: Kind['facts'], rule: Rule, dialects: readonly Dialect[]): readonly Dialect[] {
  const names = factsIn(rule.require);
  return dialects.filter((dialect) =>
    names.some((name) => madeOf(facts, name).some((fact) => isKnownIn(fact, dialect))),
  );
}

/** The fact and all that it is derived from, each once: facts of half-written files may hang on themselves. */
export function madeOf(facts: Kind['facts'], name: string): readonly Fact[] {
  const found = new Set<Fact>();
  const add = (each: string): void => {
    const fact = facts[each];
    if (!fact || found.has(fact)) return;
    found.add(fact);
    fact.derive?.from.forEach(add);
  };
  add(name);
  return [...found];
}

function isKnownIn({ derive, sources, defaults }: Fact, dialect: Dialect): boolean {
  if (derive?.from.length === 0) return true;
  return (sources[dialect]?.length ?? 0) > 0 || defaults[dialect] !== undefined;
}

/** The properties on which a verdict hangs, written as `TYPE.path`. */
export function readsOf(kind: Kind, rule: Rule, dialect: Dialect): readonly string[] {
  if (rule.dialects && !rule.dialects.includes(dialect)) return [];
  const names = new Set<string>();
  const add = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    for (const from of kind.facts[name]?.derive?.from ?? []) add(from);
  };
  for (const condition of [rule.when, rule.unless, rule.require]) if (condition) factsIn(condition).forEach(add);
  const reads = [...names].flatMap((name) => propertiesOf(kind, name, dialect));
  return [...new Set([...reads, ...scopePaths(kind, rule, dialect)])];
}

function scopePaths(kind: Kind, rule: Rule, dialect: Dialect): readonly string[] {
  if (rule.each === undefined) return [];
  return (kind.scopes[rule.each]?.[dialect] ?? []).flatMap((source) =>
    typesOf(kind, dialect, source.on).map((type) => `${type}.${source.text}`),
  );
}

/** The properties that a fact is read from, written as `TYPE.path`. */
export function propertiesOf(kind: Kind, name: string, dialect: Dialect): readonly string[] {
  const fact = kind.facts[name];
  const scopes =
    fact?.scope === undefined ? [''] : (kind.scopes[fact.scope]?.[dialect] ?? []).map((source) => `${source.text}.`);
  return (fact?.sources[dialect] ?? []).flatMap((source) => {
    if (source.kind !== 'path') return [`${source.type}.${source.text}`];
    return typesOf(kind, dialect, source.on).flatMap((type) => scopes.map((scope) => `${type}.${scope}${source.text}`));
  });
}

/** `logs:CreateLogGroup` is written `cloudwatch-logs.CreateLogGroup` where properties are named, as in the SDK's packages. */
function callName(type: string): string {
  const [service = '', operation = ''] = type.split(':');
  return `${packageNameOf(service)}.${operation}`;
}

function typesOf(kind: Kind, dialect: Dialect, only: string | undefined): readonly string[] {
  const types = dialect === 'sdk' ? [...kind.bind.sdk, ...kind.bind.sdkUpdates] : kind.bind[dialect];
  return types
    .filter((type) => only === undefined || type === only)
    .map((type) => (dialect === 'sdk' ? callName(type) : type));
}
