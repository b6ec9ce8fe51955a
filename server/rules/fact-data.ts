// The facts and scopes of a kind file: where in each dialect they are read from, what holds without them, what follows from others.
import type {
  CompanionSource,
  Derive,
  Fact,
  FactDefault,
  FlagDefault,
  FollowSource,
  PathSource,
  Scope,
  Source,
} from '../core/kind';
import { derivations } from '../core/derive';
import type { Dialect } from '../core/resource';
import type { Scalar } from '../core/value';
import {
  at,
  complain,
  DIALECTS,
  isData,
  optionalText,
  readPath,
  strings,
  text,
  type Data,
  type Reader,
} from './data-reader';

/** The lists over which rules go item by item, by name. */
export function readScopes(value: unknown, reader: Reader): Readonly<Record<string, Scope>> {
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

/** The facts by name. */
export function readFacts(value: unknown, reader: Reader): Readonly<Record<string, Fact>> {
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
