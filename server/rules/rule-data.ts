// Turns the data of one rule into a rule: its conditions and its words.
import { PROFILES, SEVERITIES, THEMES, type Condition, type Expectation, type Pattern, type Rule } from '../core/kind';
import type { Dialect } from '../core/resource';
import type { Scalar } from '../core/value';
import { at, complain, DIALECTS, isData, list, optionalText, strings, text, type Reader } from './data-reader';
import { readFix } from './fix-data';

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
    noFix: readNoFix(value.noFix, at(reader, 'noFix')),
    compliance: readLists(value.compliance, at(reader, 'compliance')),
    equivalents: readLists(value.equivalents, at(reader, 'equivalents')),
    references: strings(value.references, at(reader, 'references')),
  };
}

/** A reason for every dialect, or a map of reasons by dialect. */
function readNoFix(value: unknown, reader: Reader): Rule['noFix'] {
  if (value === undefined) return {};
  const reason = (dialect: Dialect): string =>
    isData(value) ? text(value[dialect], at(reader, dialect)) : text(value, reader);
  return Object.fromEntries(
    DIALECTS.filter((dialect) => !isData(value) || value[dialect] !== undefined).map(
      (dialect) => [dialect, reason(dialect)] as const,
    ),
  );
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

/** A plain value; complains about others. */
export function plain(value: unknown, reader: Reader): Exclude<Scalar, null> {
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
