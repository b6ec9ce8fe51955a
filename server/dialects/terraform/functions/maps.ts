// Functions of maps and objects.
import type { ConfigValue, Entry, ObjectValue } from '../../../core/value';
import { entryOf } from '../../../core/value';
import { tagAt } from '../scope';
import { asString, choiceOf, entry, isFailed, isNull, list, object, scalar, unknown } from '../values';
import { refuse, type Call, type Fn, type Functions } from './call';

/** Later arguments win. After one that is not known, nothing before it is certain. */
const merge: Fn = (args, call) => {
  let entries = new Map<string, Entry>();
  let open = false;
  for (const arg of args) {
    if (isNull(arg)) continue;
    if (arg.kind === 'scalar' || arg.kind === 'list') return refuse([], call);
    if (arg.kind !== 'object' || arg.open) {
      entries = new Map();
      open = true;
    }
    if (arg.kind === 'object') for (const item of arg.entries) entries.set(item.key, item);
  }
  return object([...entries.values()], call.span, open, args[0]?.kind === 'object' ? args[0].head : call.span);
};

const lookup: Fn = (args, call) => {
  const [map, keyValue, otherwise] = args;
  const key = asString(keyValue);
  if (map?.kind === 'object' && keyValue && isOpenKey(keyValue)) return anyOf(map, otherwise, keyValue, call);
  if (map?.kind !== 'object' || key === undefined)
    return refuse([map?.kind === 'object' ? undefined : map, keyValue], call);
  const found = entryOf(map, key);
  if (found) return found.value;
  if (map.open) return unknown(`"${key}" may be set in a part that is not known`, call.span);
  return otherwise ?? refuse([], call);
};

function isOpenKey(key: ConfigValue): boolean {
  return (key.kind === 'unknown' && !isFailed(key)) || key.kind === 'ref' || key.kind === 'text';
}

/** More branches than this say nothing useful about the one that will be taken. */
const MAX_KEYS = 40;

/** A known map under a key that is not known: one of its values or the default, but nobody can say which. */
function anyOf(map: ObjectValue, otherwise: ConfigValue | undefined, key: ConfigValue, call: Call): ConfigValue {
  if (map.open || map.entries.length === 0 || map.entries.length > MAX_KEYS) return refuse([key], call);
  const options = map.entries.map((item) => ({ branch: item.key, value: item.value }));
  return choiceOf({
    span: call.span,
    test: `key ${tagAt(call.scope, call.span.start, 0)}`,
    options: otherwise ? [...options, { branch: '', value: otherwise }] : options,
    everyBranch: false,
  });
}

function sorted(map: ConfigValue & { kind: 'object' }): readonly Entry[] {
  return [...map.entries].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const keys: Fn = (args, call) => {
  const [map] = args;
  if (map?.kind !== 'object') return refuse(args, call);
  return list(
    sorted(map).map((item) => scalar(item.key, item.keySpan)),
    call.span,
    map.open,
  );
};

const values: Fn = (args, call) => {
  const [map] = args;
  if (map?.kind === 'ref') return list([map], call.span, true);
  if (map?.kind !== 'object') return refuse(args, call);
  return list(
    sorted(map).map((item) => item.value),
    call.span,
    map.open,
  );
};

/** As Terraform wrote `{ a = b }` before 0.12: keys and values in turn. */
const map: Fn = (args, call) => {
  const names = args.filter((_, i) => i % 2 === 0).map(asString);
  const entries = names.flatMap((name, i) => {
    const value = args[2 * i + 1];
    return name === undefined || !value ? [] : [entry(name, value)];
  });
  return args.length % 2 === 1 ? refuse([], call) : object(entries, call.span, entries.length < names.length);
};

export const MAPS: Functions = { merge, lookup, keys, values, map };
