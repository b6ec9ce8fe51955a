// Turns the data of a kind file into a kind, and complains about what it can't understand, by the path of the place.
import type {
  Binding,
  CompanionSource,
  Derive,
  Fact,
  FactDefault,
  FlagDefault,
  FollowSource,
  Kind,
  PathSource,
  Pattern,
  Scope,
  Source,
} from '../core/kind';
import { derivations } from '../core/derive';
import { parsePath } from '../core/path';
import { factsIn, spokenIn } from '../core/reads';
import type { Dialect, Segment } from '../core/resource';
import type { Scalar } from '../core/value';
import { ruleFromData } from './rule-data';

/** A complaint about a kind file; `path` leads to the place in the data. */
export interface Complaint {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** It is about the name at the end of the path, not about the value. */
  readonly onKey?: true;
}

export type Data = Readonly<Record<string, unknown>>;

/** Collects complaints while data is read. */
export interface Reader {
  readonly complaints: Complaint[];
  readonly path: readonly (string | number)[];
  /** Makes the pattern of a `matches`; throws where it can't. A RegExp where none is given. */
  readonly compile?: CompilePattern | undefined;
}

export type CompilePattern = (source: string) => Pattern;

export const DIALECTS: readonly Dialect[] = ['cloudformation', 'terraform', 'sdk', 'cdk'];

/** A reader one step deeper. */
export function at(reader: Reader, ...steps: readonly (string | number)[]): Reader {
  return { ...reader, path: [...reader.path, ...steps] };
}

export function complain(reader: Reader, message: string): void {
  reader.complaints.push({ path: reader.path, message });
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string or a list of strings, as a list. */
export function strings(value: unknown, reader: Reader): readonly string[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  if (list.some((item) => typeof item !== 'string')) complain(reader, 'expected a text or a list of texts');
  return list.filter((item) => typeof item === 'string');
}

/** Reads a kind from its data. Always returns one as far as it could be read; what was wrong is in `complaints`. */
export function kindFromData(data: unknown, complaints: Complaint[] = [], compile?: CompilePattern): Kind | undefined {
  const reader: Reader = { complaints, path: [], compile };
  if (!isData(data)) {
    complain(reader, 'a kind file holds a map with kind, noun, bind, facts and rules');
    return;
  }
  const facts = readFacts(data.facts, at(reader, 'facts'));
  const kind: Kind = {
    id: text(data.kind, at(reader, 'kind')),
    noun: text(data.noun, at(reader, 'noun')),
    bind: readBinding(data.bind, at(reader, 'bind')),
    scopes: readScopes(data.scopes, at(reader, 'scopes')),
    facts,
    store: isData(data.store)
      ? {
          atRest: optionalText(data.store.atRest),
          key: optionalText(data.store.key),
          inTransit: optionalText(data.store.inTransit),
          rotation: optionalText(data.store.rotation),
          always: data.store.always === true,
        }
      : undefined,
    rules: list(data.rules)
      .flatMap((rule, i) => ruleFromData(rule, at(reader, 'rules', i)) ?? [])
      .map((rule) => ({ ...rule, dialects: rule.dialects ?? spokenIn(facts, rule, DIALECTS) })),
  };
  checkNames(kind, reader);
  return kind;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown, reader: Reader): string {
  if (typeof value === 'string' && value !== '') return value;
  complain(reader, 'expected a text');
  return '';
}

export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The types of each dialect that are a kind. */
export function readBinding(value: unknown, reader: Reader): Binding {
  const bind = isData(value) ? value : {};
  if (!isData(value)) complain(reader, 'expected a map from dialects to types');
  const sdk = bind.sdk;
  const calls = isData(sdk) ? sdk : { create: sdk };
  return {
    cloudformation: strings(bind.cloudformation, at(reader, 'cloudformation')),
    terraform: strings(bind.terraform, at(reader, 'terraform')),
    cdk: strings(bind.cdk, at(reader, 'cdk')),
    sdk: strings(calls.create, at(reader, 'sdk')),
    sdkUpdates: strings(calls.update, at(reader, 'sdk')),
  };
}

function readScopes(value: unknown, reader: Reader): Readonly<Record<string, Scope>> {
  if (!isData(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, byDialect]) => [
      name,
      isData(byDialect) ? readScope(byDialect, at(reader, name)) : {},
    ]),
  );
}

function readScope(value: Data, reader: Reader): Scope {
  const scope: Partial<Record<Dialect, readonly PathSource[]>> = {};
  for (const dialect of DIALECTS) {
    if (value[dialect] === undefined) continue;
    scope[dialect] = readSources(value[dialect], at(reader, dialect)).filter((source) => source.kind === 'path');
  }
  return scope;
}

function readFacts(value: unknown, reader: Reader): Readonly<Record<string, Fact>> {
  if (!isData(value)) return {};
  const facts = Object.entries(value).flatMap(([name, fact]) =>
    isData(fact) ? [[name, readFact(name, fact, at(reader, name))] as const] : [],
  );
  return Object.fromEntries(facts);
}

function readFact(name: string, data: Data, reader: Reader): Fact {
  const sources: Partial<Record<Dialect, readonly Source[]>> = {};
  for (const dialect of DIALECTS) {
    if (data[dialect] !== undefined) sources[dialect] = readSources(data[dialect], at(reader, dialect));
  }
  return {
    name,
    scope: optionalText(data.in),
    defaults: readDefaults(data.default),
    change: readChange(data.change, reader),
    sources,
    derive: data.derive === undefined ? undefined : readDerive(data, reader),
  };
}

function readChange(change: unknown, reader: Reader): Fact['change'] {
  if (change === 'replaces' || change === 'interrupts' || change === 'in-place') return change;
  if (change !== undefined) complain(at(reader, 'change'), 'expected replaces, interrupts or in-place');
  return undefined;
}

/** One default for all dialects, or a map from dialects to defaults. The word `unknown` says that it can't be known. */
function readDefaults(value: unknown): Fact['defaults'] {
  if (value === undefined) return {};
  const byDialect = isData(value) && DIALECTS.some((dialect) => dialect in value) ? value : undefined;
  const defaults: Partial<Record<Dialect, FactDefault>> = {};
  for (const dialect of DIALECTS) {
    const own = byDialect ? byDialect[dialect] : value;
    if (own !== undefined) defaults[dialect] = readDefault(own);
  }
  return defaults;
}

function readDefault(value: unknown): FactDefault {
  if (value === 'unknown') return { known: false, reason: 'the default hangs on something outside of this file' };
  if (isData(value) && typeof value.unknown === 'string') return { known: false, reason: value.unknown };
  if (isData(value) && typeof value.flag === 'string') {
    const flag = value as unknown as FlagDefault;
    return { known: false, reason: `the default hangs on the feature flag ${flag.flag}`, flag };
  }
  return { known: true, value: value as Scalar };
}

function readDerive(data: Data, reader: Reader): Derive {
  const name = text(data.derive, at(reader, 'derive'));
  if (!Object.hasOwn(derivations, name)) complain(at(reader, 'derive'), `there is no derivation "${name}"`);
  return {
    name,
    from: strings(data.from, at(reader, 'from')),
    options: isData(data.options) ? (data.options as Derive['options']) : {},
  };
}

function readSources(value: unknown, reader: Reader): readonly Source[] {
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item, i) => readSource(item, Array.isArray(value) ? at(reader, i) : reader) ?? []);
}

function readSource(value: unknown, reader: Reader): Source | undefined {
  const data: Data | undefined = typeof value === 'string' ? { path: value } : isData(value) ? value : undefined;
  const written = data?.path;
  if (!data || typeof written !== 'string') {
    complain(reader, 'expected a path, or a map with a path');
    return;
  }
  const path = readPath(written, reader);
  if (!path) return undefined;
  const base = {
    path,
    text: written,
    on: optionalText(data.on),
    values: isData(data.values) ? (data.values as Record<string, Scalar>) : undefined,
    change: readChange(data.change, reader),
  };
  const via = typeof data.via === 'string' ? readPath(data.via, at(reader, 'via')) : undefined;
  if (typeof data.companion === 'string' && via)
    return { ...base, kind: 'companion', type: data.companion, via } satisfies CompanionSource;
  if (typeof data.follow === 'string' && via)
    return { ...base, kind: 'follow', type: data.follow, via } satisfies FollowSource;
  return { ...base, kind: 'path' };
}

export function readPath(written: string, reader: Reader): readonly Segment[] | undefined {
  const path = parsePath(written);
  if (!path) complain(reader, `"${written}" is not a path`);
  return path;
}

function checkNames(kind: Kind, reader: Reader): void {
  for (const fact of Object.values(kind.facts)) {
    if (fact.scope !== undefined && !(fact.scope in kind.scopes))
      complain(at(reader, 'facts', fact.name, 'in'), `there is no scope "${fact.scope}"`);
    for (const from of fact.derive?.from ?? []) {
      if (!(from in kind.facts)) complain(at(reader, 'facts', fact.name, 'from'), `there is no fact "${from}"`);
    }
  }
  for (const [i, rule] of kind.rules.entries()) {
    const conditions = [
      rule.when,
      rule.unless,
      rule.require,
      ...rule.fixes.flatMap((fix) => [fix.when, fix.unless]),
    ].filter((condition) => condition !== undefined);
    const named = rule.fixes.flatMap(({ set, statement, admit }) => [
      ...set.map(([name]) => name),
      ...[statement?.into, statement?.about, admit].filter((name) => name !== undefined),
    ]);
    const used = [...conditions.flatMap(factsIn), ...named];
    for (const name of used) if (!(name in kind.facts)) complain(at(reader, 'rules', i), `there is no fact "${name}"`);
    if (rule.each !== undefined && !(rule.each in kind.scopes))
      complain(at(reader, 'rules', i, 'each'), `there is no scope "${rule.each}"`);
  }
}
