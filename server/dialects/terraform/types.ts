// Type constraints of variables: conversions of plain values, and defaults of optional attributes.
import type { ConfigValue, Entry, ObjectValue, Origin } from '../../core/value';
import { entryOf } from '../../core/value';
import type { Expression } from './hcl/ast';
import { charge, type Scope } from './scope';
import { asBoolean, asNumber, asString, entry, isNull, relocate, scalar } from './values';

/** The value as a variable of this type holds it. What does not fit stays as it is. */
export function applyType(value: ConfigValue, type: Expression, scope: Scope, origin: Origin): ConfigValue {
  if (!charge(scope.module.run)) return value;
  const nested = (item: ConfigValue, inner: Expression | undefined) =>
    inner ? applyType(item, inner, scope, origin) : item;
  if (value.kind === 'choice')
    return { ...value, options: value.options.map((o) => ({ branch: o.branch, value: nested(o.value, type) })) };
  if (type.kind === 'variable') return convert(value, type.name);
  if (type.kind !== 'call') return value;
  const [inner] = type.args;
  if (type.name === 'object' && inner?.kind === 'object' && value.kind === 'object')
    return fillObject(value, inner, scope, origin);
  if (value.kind === 'list' && (type.name === 'list' || type.name === 'set'))
    return { ...value, items: value.items.map((item) => nested(item, inner)) };
  if (value.kind === 'object' && type.name === 'map')
    return { ...value, entries: value.entries.map((e) => ({ ...e, value: nested(e.value, inner) })) };
  return value;
}

function convert(value: ConfigValue, type: string): ConfigValue {
  if (value.kind !== 'scalar' || value.value === null) return value;
  const converted =
    type === 'bool'
      ? asBoolean(value)
      : type === 'number'
        ? asNumber(value)
        : type === 'string'
          ? asString(value)
          : undefined;
  return converted === undefined || converted === value.value ? value : { ...value, value: converted };
}

function fillObject(
  value: ObjectValue,
  type: Extract<Expression, { kind: 'object' }>,
  scope: Scope,
  origin: Origin,
): ConfigValue {
  const entries: Entry[] = value.entries.filter((e) => !type.entries.some((t) => keyOf(t.key) === e.key));
  for (const item of type.entries) {
    const key = keyOf(item.key);
    const optional = item.value.kind === 'call' && item.value.name === 'optional' ? item.value.args : undefined;
    const inner = optional ? optional[0] : item.value;
    const found = key === undefined ? undefined : entryOf(value, key);
    if (key === undefined || (!found && value.open)) continue;
    const written =
      found && !(optional?.[1] && isNull(found.value))
        ? found.value
        : optionalDefault(optional?.[1], value, scope, origin);
    entries.push(entry(key, inner ? applyType(written, inner, scope, origin) : written, found?.keySpan ?? value.head));
  }
  return { ...value, entries };
}

/** Stands where the whole object stands, and says in its trace that the type decided it. */
function optionalDefault(
  expression: Expression | undefined,
  value: ObjectValue,
  scope: Scope,
  origin: Origin,
): ConfigValue {
  const { run } = scope.module;
  return expression ? relocate(run, run.evaluate(expression, scope), value.span, origin) : scalar(null, value.span);
}

function keyOf(key: Expression): string | undefined {
  return key.kind === 'literal' ? String(key.value) : key.kind === 'variable' ? key.name : undefined;
}
