// Outputs of a called module, evaluated in that module.
import { assumingObject } from '../../core/assume';
import { entryOf, type ConfigValue, type Entry, type ObjectValue, type RefValue } from '../../core/value';
import { attributeOf } from './declarations';
import { scopeOf, type Located, type Module } from './scope';
import { asString, entry, failed, list, mapRefs, object, relocate, unknown } from './values';

/** The value of an output, worked out once. */
export function outputOf(module: Module, name: string, span: ConfigValue['span']): Located {
  const key = `output.${name}`;
  const known = module.memo.get(key);
  if (known) return known;
  const declared = module.declarations.outputs.get(name);
  const written = declared && attributeOf(declared, 'value');
  if (!written) return { value: failed(`${module.address} has no output "${name}"`, span) };
  module.memo.set(key, { value: unknown(`recursive output "${name}"`, span) });
  const value = module.run.evaluate(written.attribute.value, scopeOf(module, written.file));
  const located = { value, origin: { uri: written.file.source.uri, note: `output "${name}" of ${module.address}` } };
  module.memo.set(key, located);
  return located;
}

/** A whole module as one value: its outputs, by instance where the call has `count` or `for_each`. */
export function outputsOf(module: Module, span: ConfigValue['span']): ConfigValue {
  const names = [...module.declarations.outputs.keys()];
  const all = object(
    names.map((name) => {
      const { value, origin } = outputOf(module, name, span);
      return entry(name, relocate(module.run, value, span, origin));
    }),
    span,
  );
  const { names: seen } = module.call?.scope ?? {};
  const index = nameIn(seen?.get('count'), 'index');
  if (index) return list([...instances(index, all).values()], span, branchesIn(index) === undefined);
  const key = nameIn(seen?.get('each'), 'key');
  if (!key) return all;
  const entries = [...instances(key, all)].map(([name, value]) => entry(name, value, span));
  return object(entries, span, branchesIn(key) === undefined);
}

function nameIn(names: ConfigValue | undefined, name: string): ConfigValue | undefined {
  return names?.kind === 'object' ? entryOf(names, name)?.value : undefined;
}

/** The instances that `each.key` or `count.index` stands for; undefined where they are not known. */
function branchesIn(key: ConfigValue): readonly string[] | undefined {
  if (key.kind === 'choice') return key.options.map(({ branch }) => branch);
  const only = asString(key);
  return only === undefined ? undefined : [only];
}

/** The outputs of each instance. */
function instances(key: ConfigValue, all: ObjectValue): ReadonlyMap<string, ObjectValue> {
  const branches = branchesIn(key) ?? [];
  if (key.kind !== 'choice') return new Map(branches.map((branch) => [branch, all]));
  const { test } = key;
  return new Map(
    branches.map((branch) => {
      const decided = assumingObject(all, (asked) => (asked === test ? branch : undefined));
      return [branch, { ...decided, entries: decided.entries.map((each) => namingInstance(each, test, branch)) }];
    }),
  );
}

/** References to what is in the module mean the instance of it that is in this instance of the module. */
function namingInstance(output: Entry, test: string, branch: string): Entry {
  return { ...output, value: mapRefs(output.value, (ref) => named(ref, test, branch)) };
}

function named(ref: RefValue, test: string, branch: string): RefValue {
  return { ...ref, instance: new Map([...(ref.instance ?? []), [test, branch]]) };
}
