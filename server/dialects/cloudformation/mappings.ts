// `Fn::FindInMap`: one value where the keys are known, else a choice over what the mapping holds.
import { usedAt, type ConfigValue, type Option } from '../../core/value';
import type { Call } from './functions';
import { childOf, nameOf, type RawEntry, type RawNode } from './raw';
import { spanOf, spend, tooLarge, unknown } from './scope';

/** The keys that an expression may stand for: exactly one, or the branches of a choice. */
type Keys =
  | { readonly one: string }
  | { readonly test: string; readonly everyBranch: boolean; readonly branches: readonly (readonly [string, string])[] };

/** Looks up `[mapping, first key, second key, { DefaultValue }]`. */
export function findInMap(items: readonly RawNode[], call: Call): ConfigValue {
  const [nameNode, first, second, options] = items;
  if (!nameNode || !first || !second) return unknown(call.span, 'Fn::FindInMap is not complete');
  const name = call.evaluate(nameNode, call.frame);
  const mapping = name.kind === 'scalar' ? call.frame.scope.mappings.get(String(name.value)) : undefined;
  const missing = (): ConfigValue => {
    const fallback = childOf(options, 'DefaultValue');
    return fallback
      ? call.evaluate(fallback, call.frame, call.head)
      : unknown(call.span, 'the mapping has no such value');
  };
  if (!mapping || !readable(mapping.value)) return unknown(call.span, 'the mapping is not known');
  return lookUp(mapping.key, mapping.value, first, call, missing, (inner) => {
    if (!readable(inner)) return missing();
    return lookUp(mapping.key, inner, second, call, missing, (found) => valueAt(found, mapping, call));
  });
}

function readable(node: RawNode): boolean {
  return node.kind === 'map' && !node.open && childOf(node, 'Fn::Transform') === undefined;
}

function valueAt(found: RawNode, mapping: RawEntry & { readonly base: number }, call: Call): ConfigValue {
  const { scope } = call.frame;
  if (!spend(scope, 1)) return tooLarge(call.span);
  const value = call.evaluate(found, { scope, base: mapping.base });
  const place = { uri: scope.uri, span: spanOf(found, mapping.base) };
  return usedAt(value, call.span, { place, note: `mapping "${mapping.key}"` });
}

function lookUp(
  name: string,
  node: RawNode,
  keyNode: RawNode,
  call: Call,
  missing: () => ConfigValue,
  next: (value: RawNode) => ConfigValue,
): ConfigValue {
  if (node.kind !== 'map' || !spend(call.frame.scope, node.entries.length / 4)) return tooLarge(call.span);
  const map = new Map(node.entries.map(({ key, value }) => [key, value]));
  const keys = keysOf(name, [...map.keys()], keyNode, call);
  const at = (key: string): ConfigValue => {
    const value = map.get(key);
    return value ? next(value) : missing();
  };
  if ('one' in keys) return at(keys.one);
  const options: Option[] = keys.branches.map(([branch, key]) => ({ branch, value: at(key) }));
  if (options.length === 0) return missing();
  return { kind: 'choice', span: call.span, test: keys.test, options, everyBranch: keys.everyBranch };
}

function keysOf(name: string, all: readonly string[], keyNode: RawNode, call: Call): Keys {
  const key = call.evaluate(keyNode, call.frame);
  if (key.kind === 'scalar') return { one: String(key.value) };
  if (key.kind === 'choice' && key.options.every((option) => option.value.kind === 'scalar')) {
    const branches = key.options.map(
      ({ branch, value }) => [branch, value.kind === 'scalar' ? String(value.value) : ''] as const,
    );
    return { test: key.test, everyBranch: key.everyBranch, branches };
  }
  const branches = all.map((each) => [each, each] as const);
  return { test: `map:${call.frame.scope.stack.prefix}${name}:${nameOf(keyNode)}`, everyBranch: true, branches };
}
