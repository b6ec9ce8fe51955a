// What the first names of a traversal mean: variables, locals, modules, data, resources, iterators.
import type { ConfigValue } from '../../core/value';
import type { Expression } from './hcl/ast';
import { knownAttribute } from './known-attributes';
import { lookedUp } from './looked-up';
import { childOf, isMissing } from './modules';
import { outputOf, outputsOf } from './outputs';
import { policyDocument } from './policy';
import { relativePath } from './paths';
import { addressIn, scopeOf, type Located, type Module, type Scope } from './scope';
import type { Step } from './traverse';
import { failed, list, scalar, unknown } from './values';
import { variableValue } from './variables';

/** What a root stands for, and how many steps behind it are used up. */
export interface RootResult {
  readonly located: Located;
  readonly used: number;
}

type Variable = Extract<Expression, { kind: 'variable' }>;

/** Resolves the root of a traversal. */
export function resolveRoot(root: Variable, steps: readonly Step[], scope: Scope): RootResult {
  const iterator = scope.names.get(root.name) ?? scope.others;
  if (iterator)
    return {
      located: {
        value: iterator,
        origin: { uri: scope.file.source.uri, note: root.name === 'each' ? 'for_each' : root.name },
      },
      used: 0,
    };
  const [first] = steps;
  const name = first?.kind === 'get' ? first.name : undefined;
  const { module } = scope;
  if (name === '') return { located: { value: unknown('this is not written in full yet', root.span) }, used: 1 };
  if (root.name === 'module' && name !== undefined) return moduleOutput(module, name, steps, root);
  if (root.name === 'data') return dataSource(module, steps, root);
  if (name === undefined) return { located: { value: unknown(`"${root.name}" is not a value`, root.span) }, used: 0 };
  return known(`${root.name}.${name}`, steps, 1, module) ?? { located: named(root, name, module), used: 1 };
}

/** `type.name.attribute`, with or without an index, where the attribute is known before Terraform runs. */
function known(key: string, steps: readonly Step[], from: number, module: Module): RootResult | undefined {
  const at = from + (isIndex(steps[from]) ? 1 : 0);
  const attribute = steps[at];
  const located = attribute?.kind === 'get' ? knownAttribute(key, attribute.name, module) : undefined;
  return located && { located, used: at + 1 };
}

/** `[0]`, or `.0` as it was written before Terraform 0.12. */
function isIndex(step: Step | undefined): boolean {
  return step?.kind === 'index' || (step?.kind === 'get' && /^\d/.test(step.name));
}

function named(root: Variable, name: string, module: Module): Located {
  switch (root.name) {
    case 'var':
      return variableValue(name, module, root.span);
    case 'local':
      return localValue(name, module, root.span);
    case 'path':
      return { value: pathValue(name, module, root.span) };
    case 'terraform':
      return { value: unknown('the workspace is known only when Terraform runs', root.span) };
    case 'each':
    case 'count':
    case 'self':
      return { value: unknown(`${root.name}.${name} is not known here`, root.span) };
    default:
      return { value: resourceRef(`${root.name}.${name}`, module, root) };
  }
}

function resourceRef(key: string, module: Module, root: Variable): ConfigValue {
  if (!root.name.includes('_') && !module.declarations.resources.has(key))
    return unknown(`"${key}" is not known`, root.span);
  return { kind: 'ref', span: root.span, target: addressIn(module, key), attribute: '' };
}

function pathValue(name: string, module: Module, span: ConfigValue['span']): ConfigValue {
  if (name === 'module') return scalar(relativePath(module.run.rootFolder, module.folder), span);
  return name === 'root' ? scalar('.', span) : unknown('the working directory is known only when Terraform runs', span);
}

function localValue(name: string, module: Module, span: ConfigValue['span']): Located {
  const key = `local.${name}`;
  const known = module.memo.get(key);
  if (known) return known;
  const written = module.declarations.locals.get(name);
  if (!written) return { value: failed(`${key} is not declared`, span) };
  module.memo.set(key, { value: unknown(`recursive local "${name}"`, span) });
  const value = module.run.evaluate(written.attribute.value, scopeOf(module, written.file));
  const located = { value, origin: { uri: written.file.source.uri, note: key } };
  module.memo.set(key, located);
  return located;
}

/** `data.type.name`; of a policy document, the policy itself. */
function dataSource(module: Module, steps: readonly Step[], root: Variable): RootResult {
  const [type, name, ...rest] = steps;
  if (type?.kind !== 'get' || name?.kind !== 'get')
    return { located: { value: unknown('this is not written in full yet', root.span) }, used: 0 };
  const key = `data.${type.name}.${name.name}`;
  const declared = module.declarations.resources.get(key);
  if (type.name === 'aws_iam_policy_document' && declared) {
    const skip = isIndex(rest[0]) ? 1 : 0;
    const attribute = rest[skip];
    if (attribute?.kind === 'get' && (attribute.name === 'json' || attribute.name === 'minified_json')) {
      return { located: policyDocument(declared, module, key), used: 3 + skip };
    }
  }
  const target = lookedUp(type.name, name.name, module) ?? addressIn(module, key);
  const value: ConfigValue = { kind: 'ref', span: root.span, target, attribute: '' };
  return known(key, steps, 2, module) ?? { located: { value }, used: 2 };
}

function wholeModule(child: Module, name: string, root: Variable): RootResult {
  const value =
    child.call?.exists === 'maybe'
      ? unknown(`how many instances module "${name}" has is not known`, root.span)
      : outputsOf(child, root.span);
  return { located: { value }, used: 1 };
}

/** `module.x.output`, with or without an index or a splat for its instances. */
function moduleOutput(module: Module, name: string, steps: readonly Step[], root: Variable): RootResult {
  const child = childOf(module, name);
  if (isMissing(child)) return { located: { value: unknown(child.missing, root.span) }, used: steps.length };
  const whole = steps[1]?.kind === 'index' ? outputsOf(child, root.span) : undefined;
  if (whole && whole.kind !== 'unknown' && 'open' in whole && !whole.open)
    return { located: { value: whole }, used: 1 };
  const instance = steps[1]?.kind === 'index' || steps[1]?.kind === 'splat' ? 1 : 0;
  const output = steps[1 + instance];
  if (output?.kind !== 'get') return wholeModule(child, name, root);
  const located = outputOf(child, output.name, root.span);
  const used = 2 + instance;
  if (steps[1]?.kind !== 'splat') return { located, used };
  const open = child.call?.exists !== 'always';
  return { located: { ...located, value: list([located.value], located.value.span, open) }, used };
}
