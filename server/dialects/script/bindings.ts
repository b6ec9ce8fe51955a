// Declares names in scopes: imports, variables, parameters, fields, and what a file exports.
import { keyName, type ImportDeclaration, type ImportEquals, type Node } from './ast';
import { bindPattern, type Source } from './patterns';
import type { Binding, Condition, Context, FieldInfo, FunctionInfo, Scope } from './scope';

/** Declares a name; the first declaration in a scope stands. */
export function bind(context: Context, declared: Omit<Binding, 'context' | 'writes'>): void {
  const { name, kind, node, module, imported, init, path, fallback, typeName, func, index } = declared;
  const { names } = context.scope;
  if (name === '' || names.has(name)) return;
  const writes: Binding['writes'] = [];
  // spelled out: every name of a file is bound at every keystroke, and copies with more properties are slow
  names.set(name, { name, kind, node, module, imported, init, path, fallback, typeName, func, index, context, writes });
}

/** Declares all names of a pattern. */
export function declare(context: Context, pattern: Node, source: Source): void {
  for (const binding of bindPattern(pattern, source)) bind(context, binding);
}

/** Declares what an import brings. */
export function bindImports(node: ImportDeclaration, context: Context): void {
  const module = String(node.source.value);
  for (const specifier of node.specifiers) {
    const imported =
      specifier.type === 'ImportNamespaceSpecifier'
        ? '*'
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : ((specifier.imported && keyName(specifier.imported, false)) ?? specifier.local.name);
    bind(context, { name: specifier.local.name, kind: 'import', node: specifier, module, imported });
  }
}

/** Declares the module of `import x = require('y')`. */
export function bindRequired(node: ImportEquals, context: Context): void {
  const reference = node.moduleReference;
  if (reference.type !== 'TSExternalModuleReference' || reference.expression.type !== 'Literal') return;
  const module = String(reference.expression.value);
  bind(context, { name: node.id.name, kind: 'import', node, module, imported: '*' });
}

/** The local names that an export statement exports. */
export function exportedNames(
  node: Extract<Node, { type: 'ExportNamedDeclaration' | 'ExportDefaultDeclaration' }>,
): string[] {
  const declared = node.declaration;
  const listed = (node.specifiers ?? []).map((s) => s.local);
  const own: (Node | null | undefined)[] =
    declared?.type === 'FunctionDeclaration' || declared?.type === 'ClassDeclaration'
      ? [declared.id]
      : declared?.type === 'VariableDeclaration'
        ? declared.declarations.map((d) => d.id)
        : [declared];
  return [...own, ...listed].flatMap((n) => (n?.type === 'Identifier' ? [n.name] : []));
}

/** A scope below this one, and the branch that leads there. */
export function inner(context: Context, extra?: Condition): Context {
  const { owner, inClass } = context.scope;
  const scope: Scope = { parent: context.scope, names: new Map(), owner, inClass };
  return { scope, conditions: extra ? [...context.conditions, extra] : context.conditions };
}

/** The context of the function around, in which `var` declares. */
export function functionContext(context: Context): Context {
  let scope = context.scope;
  while (scope.parent && scope.parent.owner === scope.owner && scope.parent.inClass === scope.inClass)
    scope = scope.parent;
  return { scope, conditions: context.conditions };
}

/** Declares a parameter, and the field that a constructor's `private x` makes of it. */
export function bindParameter(param: Node, index: number, func: FunctionInfo, context: Context): void {
  const isField = param.type === 'TSParameterProperty';
  const pattern = isField ? param.parameter : param;
  declare(context, pattern, { kind: 'parameter', node: pattern, func, index });
  if (!isField) return;
  const name = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  const binding = name.type === 'Identifier' ? context.scope.names.get(name.name) : undefined;
  if (!binding) return;
  const field = fieldOf(context, binding.name);
  if (field) field.parameter = binding;
}

/** The field of the class around; made where it isn't known yet. */
export function fieldOf(context: Context, name: string): FieldInfo | undefined {
  const fields = context.scope.inClass?.fields;
  if (!fields || name === '') return undefined;
  const known = fields.get(name);
  if (known) return known;
  const made: FieldInfo = { values: [] };
  fields.set(name, made);
  return made;
}
