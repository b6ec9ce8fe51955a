// Functions about whether and which: `try`, `can`, `coalesce`, conversions, markings.
import type { ConfigValue } from '../../../core/value';
import { orElse } from '../instances';
import { addressIn } from '../scope';
import { asBoolean, asNumber, asString, isFailed, isNull, maybeOf, reasonOf, scalar, unknown } from '../values';
import { refuse, type Call, type Fn, type Functions } from './call';

/** The first argument that does not fail; a resource that may have no instance leaves both ways open. */
const tryFirst: Fn = (args, call) => {
  const [first, ...rest] = args;
  if (!first) return refuse([], call);
  if (isFailed(first)) return rest.length > 0 ? tryFirst(rest, call) : first;
  const maybe = maybeOf(first);
  return maybe && rest.length > 0
    ? orElse(call.scope, plain(first), maybe, tryFirst(rest, call), nameOf(first, call))
    : first;
};

function plain(value: ConfigValue): ConfigValue {
  if (value.kind !== 'ref') return value;
  const { kind, span, target, attribute, instance } = value;
  return { kind, span, target, attribute, ...(instance ? { instance } : {}) };
}

function nameOf(value: ConfigValue, call: Call): string {
  const target = value.kind === 'ref' ? value.target : '';
  return target.slice(addressIn(call.scope.module, '').length);
}

const can: Fn = (args, call) => {
  const [value] = args;
  if (!value) return refuse([], call);
  if (isFailed(value)) return scalar(false, call.span);
  return value.kind === 'unknown' || maybeOf(value) ? unknown(reasonOf(value), call.span) : scalar(true, call.span);
};

/** The first argument that is neither null nor empty. */
const coalesce: Fn = (args, call) => {
  const kept = args.find((arg) => !isNull(arg) && asString(arg) !== '');
  return kept ?? refuse([], call);
};

const coalescelist: Fn = (args, call) => {
  const kept = args.find((arg) => arg.kind !== 'list' || arg.items.length > 0 || arg.open);
  return kept
    ? kept.kind === 'list' && kept.items.length === 0
      ? unknown('the list is not known in full', call.span)
      : kept
    : refuse([], call);
};

/** Any one that is `decides` decides; all must be known otherwise. */
function allOrAny(decides: boolean): Fn {
  return (args, call) => {
    const [items] = args;
    if (items?.kind !== 'list') return refuse(args, call);
    const known = items.items.map(asBoolean);
    if (known.includes(decides)) return scalar(decides, call.span);
    return known.includes(undefined) || items.open
      ? unknown('the list is not known in full', call.span)
      : scalar(!decides, call.span);
  };
}

const same: Fn = (args, call) => args[0] ?? refuse([], call);

function converted(convert: (value: ConfigValue) => string | number | boolean | undefined): Fn {
  return (args, call) => {
    const [value] = args;
    if (!value) return refuse([], call);
    const result = convert(value);
    if (isNull(value) || value.kind === 'ref' || value.kind === 'text') return { ...value, span: call.span };
    return result === undefined ? refuse(args, call) : scalar(result, call.span);
  };
}

export const LOGIC: Functions = {
  try: tryFirst,
  can,
  coalesce,
  coalescelist,
  alltrue: allOrAny(false),
  anytrue: allOrAny(true),
  tostring: converted(asString),
  tonumber: converted(asNumber),
  tobool: converted(asBoolean),
  sensitive: same,
  nonsensitive: same,
  ephemeralasnull: same,
};
