// Values of variables: what a module call passes, what variable files say, or the default.
import { boundTo, valueOfBound } from '../../core/bound';
import type { ConfigValue } from '../../core/value';
import { attributeOf, findAttribute, type Declared } from './declarations';
import { baseName } from './paths';
import { scopeOf, type Located, type Module } from './scope';
import { inputOf } from './terragrunt';
import { asBoolean, isNull, unknown, failed } from './values';
import { applyType } from './types';

/** The value of `var.name`, worked out once. */
export function variableValue(name: string, module: Module, span: ConfigValue['span']): Located {
  const key = `var.${name}`;
  const known = module.memo.get(key);
  if (known) return known;
  const declared = module.declarations.variables.get(name);
  if (!declared) return { value: failed(`variable "${name}" is not declared`, span) };
  module.memo.set(key, { value: unknown(`recursive variable "${name}"`, span) });
  const located = typed(
    boundValue(name, declared, module) ?? given(name, declared, module) ?? defaultOf(name, declared, module, span),
    name,
    declared,
    module,
  );
  module.memo.set(key, located);
  return located;
}

/** What the configuration gives for linting to a variable of the root module. It stands at the variable's name. */
function boundValue(name: string, declared: Declared, module: Module): Located | undefined {
  if (module.call) return undefined;
  const data = boundTo(module.run.around.bound, 'terraform', name);
  if (data === undefined) return undefined;
  const span = declared.block.labels[0]?.span ?? declared.block.typeSpan;
  const origin = { uri: declared.file.source.uri, note: `value of variable "${name}" in .cipherlint.yaml` };
  return { value: valueOfBound(data, span), origin };
}

/** What the call or a variable file says; `null` counts as nothing where the variable does not allow it. */
function given(name: string, declared: Declared, module: Module): Located | undefined {
  const located = module.call ? argumentOf(name, module) : fromOutside(name, declared, module);
  if (!located || !isNull(located.value)) return located;
  const nullable = attributeOf(declared, 'nullable');
  const forbidden =
    nullable && asBoolean(module.run.evaluate(nullable.attribute.value, scopeOf(module, nullable.file))) === false;
  return forbidden ? undefined : located;
}

function argumentOf(name: string, module: Module): Located | undefined {
  if (!module.call) return undefined;
  const { declared, scope } = module.call;
  const written = attributeOf(declared, name);
  if (!written) return undefined;
  const value = module.run.evaluate(written.attribute.value, { ...scope, file: written.file });
  return { value, origin: { uri: written.file.source.uri, note: `argument "${name}" of ${module.address}` } };
}

/** Variable files are stronger than the environment, by which Terragrunt hands over its inputs. */
function fromOutside(name: string, declared: Declared, module: Module): Located | undefined {
  const { inputs } = module;
  if (!inputs) return fromFile(name, module);
  const hidden = unknown('Terragrunt is told of more variable files', declared.block.typeSpan);
  if (inputs.hidden) return { value: hidden };
  return fromFile(name, module) ?? inputOf(name, declared, inputs);
}

function fromFile(name: string, module: Module): Located | undefined {
  const written = module.declarations.values.get(name);
  if (!written) return undefined;
  const { source } = written.file;
  const value = module.run.evaluate(written.attribute.value, scopeOf(module, written.file));
  return { value, origin: { uri: source.uri, note: `variable "${name}" in ${baseName(source.path)}` } };
}

function defaultOf(name: string, declared: Declared, module: Module, span: ConfigValue['span']): Located {
  const written = attributeOf(declared, 'default');
  if (!written)
    return {
      value: {
        ...unknown(`variable "${name}" has no default`, findAttribute(declared.block.body, 'type')?.span ?? span),
        ...(module.call ? {} : { asks: { sort: 'terraform' as const, name } }),
      },
    };
  const value = module.run.evaluate(written.attribute.value, scopeOf(module, written.file));
  return { value, origin: { uri: written.file.source.uri, note: `default of variable "${name}"` } };
}

function typed(located: Located, name: string, declared: Declared, module: Module): Located {
  const type = attributeOf(declared, 'type');
  if (!type) return located;
  const origin = { uri: type.file.source.uri, note: `default in the type of variable "${name}"` };
  return { ...located, value: applyType(located.value, type.attribute.value, scopeOf(module, type.file), origin) };
}
