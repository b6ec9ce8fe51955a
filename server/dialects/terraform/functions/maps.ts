// Functions of maps and objects.
import type { ConfigValue, Entry } from '../../../core/value';
import { entryOf } from '../../../core/value';
import { asString, isNull, list, object, scalar, unknown } from '../values';
import { refuse, type Fn, type Functions } from './call';

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
  if (map?.kind !== 'object' || key === undefined)
    return refuse([map?.kind === 'object' ? undefined : map, keyValue], call);
  const found = entryOf(map, key);
  if (found) return found.value;
  if (map.open) return unknown(`"${key}" may be set in a part that is not known`, call.span);
  return otherwise ?? refuse([], call);
};

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

export const MAPS: Functions = { merge, lookup, keys, values };
