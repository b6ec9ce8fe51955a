// Functions of sets, which are lists without repetitions here.
import type { ConfigValue, ListValue } from '../../../core/value';
import { charge } from '../scope';
import { entry, isNull, list, object, scalar, unknown } from '../values';
import { equals } from '../operators';
import { refuse, type Fn, type Functions } from './call';
import { withoutDoubles } from './collections';

/** More combinations are not written out. */
const MAX_PRODUCT = 1024;

const toset: Fn = (args, call) => {
  const [items] = args;
  if (items?.kind === 'list') return list(withoutDoubles(items.items, call), call.span, items.open);
  return items && isNull(items) ? items : refuse(args, call);
};

const tolist: Fn = (args, call) => {
  const [items] = args;
  if (items?.kind === 'list') return items;
  if (items?.kind === 'ref') return list([items], call.span, true);
  return items && isNull(items) ? items : refuse(args, call);
};

const tomap: Fn = (args, call) => {
  const [map] = args;
  return map && (map.kind === 'object' || isNull(map)) ? map : refuse(args, call);
};

function listsOf(args: readonly ConfigValue[]): readonly ListValue[] | undefined {
  const lists = args.flatMap((arg) => (arg.kind === 'list' ? [arg] : []));
  return lists.length === args.length && lists.length > 0 ? lists : undefined;
}

const setunion: Fn = (args, call) => {
  const lists = listsOf(args);
  if (!lists) return refuse(args, call);
  return list(
    withoutDoubles(
      lists.flatMap((l) => l.items),
      call,
    ),
    call.span,
    lists.some((l) => l.open),
  );
};

/** Keeps the first list's items by whether they stand in the others; undefined results leave it unknown. */
function kept(inOthers: boolean): Fn {
  return (args, call) => {
    const lists = listsOf(args);
    const [first, ...others] = lists ?? [];
    if (
      !first ||
      !charge(
        call.run,
        others.reduce((n, l) => n + l.items.length * first.items.length, 0),
      )
    )
      return refuse(args, call);
    if (others.some((l) => l.open)) return unknown('the list is not known in full', call.span);
    const stands = first.items.map((item) => others.map((l) => holds(l.items, item)));
    if (stands.some((results) => results.includes(undefined)))
      return unknown('the list is not known in full', call.span);
    const items = first.items.filter((_, i) => (stands[i] ?? []).every((held) => held === inOthers));
    return list(items, call.span, first.open);
  };
}

function holds(items: readonly ConfigValue[], wanted: ConfigValue): boolean | undefined {
  const results = items.map((item) => equals(item, wanted));
  return results.includes(true) ? true : results.includes(undefined) ? undefined : false;
}

const setproduct: Fn = (args, call) => {
  const lists = listsOf(args);
  if (!lists) return refuse(args, call);
  const size = lists.reduce((n, l) => n * l.items.length, 1);
  if (size > MAX_PRODUCT || !charge(call.run, size * lists.length)) return unknown('too large to evaluate', call.span);
  let rows: readonly (readonly ConfigValue[])[] = [[]];
  for (const { items } of lists) rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  return list(
    rows.map((row) => list(row, call.span)),
    call.span,
    lists.some((l) => l.open),
  );
};

/** `index`: the place of a value in a list. */
const index: Fn = (args, call) => {
  const [items, wanted] = args;
  if (items?.kind !== 'list' || !wanted) return refuse(args, call);
  const at = items.items.findIndex((item) => equals(item, wanted) !== false);
  const found = items.items[at];
  if (!found) return refuse([], call);
  return equals(found, wanted) === true ? scalar(at, call.span) : unknown('the list is not known in full', call.span);
};

const transpose: Fn = (args, call) => {
  const [map] = args;
  if (map?.kind !== 'object' || map.open) return refuse(args, call);
  const turned = new Map<string, ConfigValue[]>();
  for (const { key, value } of map.entries) {
    if (value.kind !== 'list' || value.open) return refuse([value], call);
    for (const item of value.items) {
      if (item.kind !== 'scalar') return refuse([item], call);
      const keys = turned.get(String(item.value)) ?? [];
      keys.push(scalar(key, call.span));
      turned.set(String(item.value), keys);
    }
  }
  return object(
    [...turned].map(([key, keys]) => entry(key, list(keys, call.span))),
    call.span,
  );
};

export const SETS: Functions = {
  toset,
  tolist,
  tomap,
  setunion,
  setintersection: kept(true),
  setsubtract: kept(false),
  setproduct,
  index,
  transpose,
};
