// Outputs of a called module, evaluated in that module.
import type { ConfigValue } from '../../core/value';
import { attributeOf } from './declarations';
import { scopeOf, type Located, type Module } from './scope';
import { failed, unknown } from './values';

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
