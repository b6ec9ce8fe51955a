// Turns the data of one rule into a rule: its conditions, its fixes and its words.
import {
  PROFILES,
  SEVERITIES,
  THEMES,
  type Condition,
  type Expectation,
  type Fix,
  type FixValue,
  type KeyUser,
  type Pattern,
  type Rule,
  type Write,
} from '../core/kind';
import type { Dialect } from '../core/resource';
import type { Scalar } from '../core/value';
import {
  at,
  complain,
  DIALECTS,
  isData,
  list,
  optionalText,
  readPath,
  strings,
  text,
  type Data,
  type Reader,
} from './kind-data';

/** Reads a rule; undefined only where it is no map. */
export function ruleFromData(value: unknown, reader: Reader): Rule | undefined {
  if (!isData(value)) {
    complain(reader, 'expected a rule');
    return;
  }
  const dialects = value.dialects;
  return {
    id: text(value.id, at(reader, 'id')),
    title: text(value.title, at(reader, 'title')),
    why: text(value.why, at(reader, 'why')),
    theme: oneOf(value.theme, THEMES, at(reader, 'theme')) ?? 'at-rest',
    severity: oneOf(value.severity, SEVERITIES, at(reader, 'severity')) ?? 'low',
    profile: oneOf(value.profile, PROFILES, at(reader, 'profile')) ?? 'strict',
    quality: value.quality === true,
    each: optionalText(value.each),
    when: value.when === undefined ? undefined : readCondition(value.when, at(reader, 'when')),
    unless: value.unless === undefined ? undefined : readCondition(value.unless, at(reader, 'unless')),
    require: readCondition(value.require, at(reader, 'require')),
    dialects:
      dialects === undefined
        ? undefined
        : DIALECTS.filter((dialect) => strings(dialects, at(reader, 'dialects')).includes(dialect)),
    fixes: (Array.isArray(value.fix) ? value.fix : value.fix === undefined ? [] : [value.fix]).flatMap(
      (fix, i) => readFix(fix, at(reader, 'fix', i)) ?? [],
    ),
    compliance: readLists(value.compliance, at(reader, 'compliance')),
    equivalents: readLists(value.equivalents, at(reader, 'equivalents')),
    references: strings(value.references, at(reader, 'references')),
  };
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], reader: Reader): T | undefined {
  const found = allowed.find((word) => word === value);
  if (!found) complain(reader, `expected one of ${allowed.join(', ')}`);
  return found;
}

function readLists(value: unknown, reader: Reader): Readonly<Record<string, readonly string[]>> {
  if (!isData(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, ids]) => [name, strings(ids, at(reader, name))]));
}

/** `{ fact: expectation, ... }` (all of them), `{ any: [...] }`, `{ all: [...] }`, `{ not: ... }`, also mixed. */
export function readCondition(value: unknown, reader: Reader): Condition {
  if (!isData(value)) {
    complain(reader, 'expected a condition');
    return { kind: 'all', of: [] };
  }
  const parts = Object.entries(value).map(([name, part]): Condition => {
    const inner = at(reader, name);
    if (name === 'any' || name === 'all')
      return { kind: name, of: list(part).map((item, i) => readCondition(item, at(inner, i))) };
    if (name === 'not') return { kind: 'not', of: readCondition(part, inner) };
    return { kind: 'fact', fact: name, expect: readExpectation(part, inner) };
  });
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'all', of: parts };
}

function readExpectation(value: unknown, reader: Reader): Expectation {
  if (!isData(value)) return { kind: 'equals', value: plain(value, reader) };
  const [name, argument] = Object.entries(value)[0] ?? ['', undefined];
  if (Object.keys(value).length !== 1) complain(reader, 'expected one operator');
  switch (name) {
    case 'in':
      return { kind: 'in', values: list(argument).map((item) => plain(item, reader)) };
    case 'set':
      return { kind: 'set', set: argument === true };
    case 'matches':
      return { kind: 'matches', pattern: readPattern(argument, at(reader, 'matches')) };
    case 'startsWith':
      return { kind: 'startsWith', prefix: text(argument, at(reader, 'startsWith')) };
    case 'atLeast':
      return { kind: 'atLeast', bound: Number(argument) };
    case 'atMost':
      return { kind: 'atMost', bound: Number(argument) };
    case 'is':
      if (argument !== 'customer-key' && argument !== 'aws-key') complain(reader, 'expected customer-key or aws-key');
      return { kind: 'is', what: argument === 'aws-key' ? 'aws-key' : 'customer-key' };
    case 'not':
      return { kind: 'not', of: readExpectation(argument, at(reader, 'not')) };
    case 'some':
      return { kind: 'some', of: readExpectation(argument, at(reader, 'some')) };
    default:
      complain(reader, `there is no operator "${name}"`);
      return { kind: 'set', set: true };
  }
}

function plain(value: unknown, reader: Reader): Exclude<Scalar, null> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  complain(reader, 'expected a text, a number, true or false');
  return '';
}

function readPattern(value: unknown, reader: Reader): Pattern {
  try {
    const source = text(value, reader);
    return reader.compile ? reader.compile(source) : new RegExp(source);
  } catch {
    complain(
      reader,
      reader.compile
        ? 'expected a regular expression, without look-around and back-references'
        : 'expected a regular expression',
    );
    return /(?!)/;
  }
}

function readFix(value: unknown, reader: Reader): Fix | undefined {
  if (!isData(value)) {
    complain(reader, 'expected a fix');
    return;
  }
  const set = isData(value.set) ? value.set : {};
  return {
    title: text(value.title, at(reader, 'title')),
    set: Object.entries(set).map(([fact, to]) => [fact, readFixValue(to, at(reader, 'set', fact))] as const),
    remove: strings(value.remove, at(reader, 'remove')),
    write: isData(value.write) ? readWrites(value.write, at(reader, 'write')) : {},
    effect: optionalText(value.effect),
    when: value.when === undefined ? undefined : readCondition(value.when, at(reader, 'when')),
    unless: value.unless === undefined ? undefined : readCondition(value.unless, at(reader, 'unless')),
    keyUser: value.keyUser === undefined ? undefined : readKeyUser(value.keyUser, at(reader, 'keyUser')),
  };
}

function readKeyUser(value: unknown, reader: Reader): KeyUser | undefined {
  if (!isData(value)) {
    complain(reader, 'expected { service, actions, when }');
    return;
  }
  const when = isData(value.when) ? Object.entries(value.when) : [];
  return {
    service: text(value.service, at(reader, 'service')),
    actions: strings(value.actions, at(reader, 'actions')),
    when: when.map(([name, pattern]) => [name, text(pattern, at(reader, 'when', name))] as const),
  };
}

function readWrites(value: Data, reader: Reader): Fix['write'] {
  const writes: Partial<Record<Dialect, readonly Write[]>> = {};
  for (const dialect of DIALECTS) {
    if (value[dialect] === undefined) continue;
    writes[dialect] = list(value[dialect]).flatMap((item, i) => readWrite(item, at(reader, dialect, i)) ?? []);
  }
  return writes;
}

function readWrite(value: unknown, reader: Reader): Write | undefined {
  if (!isData(value)) {
    complain(reader, 'expected { set, to }, { remove } or { add, name, body }');
    return;
  }
  if (typeof value.set === 'string') {
    const path = readPath(value.set, reader);
    return path && { kind: 'set', path, value: readFixValue(value.to, at(reader, 'to')) };
  }
  if (typeof value.remove === 'string') {
    const path = readPath(value.remove, reader);
    return path && { kind: 'remove', path };
  }
  if (typeof value.add !== 'string') {
    complain(reader, 'expected { set, to }, { remove } or { add, name, body }');
    return;
  }
  const body = Object.entries(isData(value.body) ? value.body : {}).flatMap(([written, to]) => {
    const path = readPath(written, reader);
    return path ? [[path, readFixValue(to, at(reader, 'body', written))] as const] : [];
  });
  return { kind: 'add', type: value.add, name: optionalText(value.name) ?? '', body };
}

/** `$key` is a customer key; `{ self: Arn }` the resource itself; `{ raw: text }` an expression of the dialect; maps and lists are structures. */
function readFixValue(value: unknown, reader: Reader): FixValue {
  if (value === '$key') return { kind: 'key' };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item, i) => readFixValue(item, at(reader, i))) };
  if (!isData(value)) return { kind: 'scalar', value: plain(value, reader) };
  const names = Object.keys(value);
  if (names.length === 1 && typeof value.self === 'string') return { kind: 'self', attribute: value.self };
  if (names.length === 1 && typeof value.raw === 'string') return { kind: 'raw', text: value.raw };
  return {
    kind: 'object',
    entries: Object.entries(value).map(([name, item]) => [name, readFixValue(item, at(reader, name))] as const),
  };
}
