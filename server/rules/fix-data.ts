// Turns the data of a rule's fix into a fix: what it sets, removes, writes and adds to policies.
import type { Fix, FixValue, KeyUser, StatementFix, Write } from '../core/kind';
import type { Dialect } from '../core/resource';
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
} from './data-reader';
import { plain, readCondition } from './rule-data';

/** Reads a fix; undefined only where it is no map. */
export function readFix(value: unknown, reader: Reader): Fix | undefined {
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
    statement: isData(value.statement) ? readStatement(value.statement, at(reader, 'statement')) : undefined,
    admit: optionalText(value.admit),
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
    constructAdmits: value.constructAdmits === true,
  };
}

function readStatement(value: Data, reader: Reader): StatementFix {
  const resources = isData(value.resources) ? value.resources : {};
  const conditions = Object.entries(isData(value.when) ? value.when : {}).flatMap(([operator, keys]) =>
    Object.entries(isData(keys) ? keys : {}).map(
      ([key, wanted]) => [operator, key, text(wanted, at(reader, 'when', operator, key))] as const,
    ),
  );
  return {
    into: text(value.into, at(reader, 'into')),
    about: optionalText(value.about),
    sid: text(value.sid, at(reader, 'sid')),
    effect: value.effect === 'Allow' ? 'Allow' : 'Deny',
    actions: strings(value.actions, at(reader, 'actions')),
    resources: Object.fromEntries(
      DIALECTS.filter((dialect) => resources[dialect] !== undefined).map((dialect) => [
        dialect,
        list(resources[dialect]).map((item, i) => readFixValue(item, at(reader, 'resources', dialect, i))),
      ]),
    ),
    named: strings(value.named, at(reader, 'named')),
    conditions,
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

/** `$key` is a customer key; `$tls` the address that is written, over TLS; `{ self: Arn }` the resource itself; `{ raw: text }` an expression of the dialect; maps and lists are structures. */
function readFixValue(value: unknown, reader: Reader): FixValue {
  if (value === '$key') return { kind: 'key' };
  if (value === '$tls') return { kind: 'over-tls' };
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
