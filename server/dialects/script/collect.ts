// One walk over a syntax tree that finds scopes, bindings, writes and calls. No values are computed here.
import {
  childrenOf,
  keyName,
  memberName,
  sourceOf,
  unwrap,
  type Binary,
  type Call,
  type Class,
  type Field,
  type Func,
  type ImportDeclaration,
  type Node,
} from './ast';
import {
  lookUp,
  type Binding,
  type CallSite,
  type ClassInfo,
  type Collected,
  type Condition,
  type Context,
  type FieldInfo,
  type FunctionInfo,
  type Scope,
  type Write,
} from './scope';
import { bindPattern, type Source } from './patterns';

const MAX_DEPTH = 1500;
const MAX_NODES = 600_000;

interface Walk {
  readonly text: string;
  readonly calls: CallSite[];
  readonly assignments: { node: Binary; context: Context }[];
  /** Writes wait until every name is known: a function may write to a variable declared further down. */
  readonly writes: { name: string; write: Write }[];
  readonly exports: string[];
  readonly functions: Map<Node, FunctionInfo>;
  readonly classes: Map<Node, ClassInfo>;
  nodes: number;
}

/** Walks a parsed script. Trees too deep or too large are cut, and `truncated` says so. */
export function collect(program: Node, text: string): Collected {
  const walk: Walk = {
    text,
    calls: [],
    assignments: [],
    writes: [],
    exports: [],
    functions: new Map(),
    classes: new Map(),
    nodes: 0,
  };
  const top: Scope = { parent: undefined, names: new Map(), owner: undefined, inClass: undefined };
  visit(walk, program, { scope: top, conditions: [] }, 0);
  attach(walk, top);
  const { calls, assignments, functions } = walk;
  return { top, calls, assignments, functions, truncated: walk.nodes >= MAX_NODES };
}

function attach(walk: Walk, top: Scope): void {
  for (const { name, write } of walk.writes) lookUp(write.context.scope, name)?.writes.push(write);
  for (const call of walk.calls) calledFunction(walk, call)?.calls.push(call);
  for (const name of walk.exports) {
    const binding = top.names.get(name);
    const func = binding && functionOf(walk, binding);
    if (func) func.exported = true;
  }
}

function functionOf(walk: Walk, binding: Binding): FunctionInfo | undefined {
  return walk.functions.get(binding.node) ?? (binding.init && walk.functions.get(unwrap(binding.init)));
}

function calledFunction(walk: Walk, { node, context }: CallSite): FunctionInfo | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') {
    const binding = lookUp(context.scope, callee.name);
    return binding && functionOf(walk, binding);
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return undefined;
  return context.scope.inClass?.methods.get(memberName(callee) ?? '');
}

function visitAll(walk: Walk, nodes: readonly (Node | null | undefined)[], context: Context, depth: number): void {
  for (const node of nodes) if (node) visit(walk, node, context, depth);
}

function visit(walk: Walk, node: Node, context: Context, depth: number): void {
  if (depth > MAX_DEPTH || walk.nodes++ > MAX_NODES) return;
  const next = depth + 1;
  switch (node.type) {
    case 'ImportDeclaration':
      return bindImports(node, context);
    case 'TSImportEqualsDeclaration': {
      const reference = node.moduleReference;
      if (reference.type !== 'TSExternalModuleReference' || reference.expression.type !== 'Literal') return;
      return bind(context, {
        name: node.id.name,
        kind: 'import',
        node,
        module: String(reference.expression.value),
        imported: '*',
      });
    }
    case 'VariableDeclaration':
      for (const declarator of node.declarations) {
        const at = node.kind === 'var' ? functionContext(context) : context;
        declare(at, declarator.id, { kind: 'variable', node: declarator, init: declarator.init ?? undefined });
        if (declarator.init) visit(walk, declarator.init, context, next);
        visit(walk, declarator.id, context, next);
      }
      return;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return visitFunction(walk, node, context, next);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return visitClass(walk, node, context, next);
    case 'TSEnumDeclaration':
      return bind(context, { name: node.id.name, kind: 'enum', node });
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      noteExport(walk, node);
      return visitAll(walk, childrenOf(node), context, next);
    case 'ReturnStatement':
      if (node.argument) context.scope.owner?.returns.push({ node: node.argument, context });
      return visitAll(walk, [node.argument], context, next);
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SwitchStatement':
      return visitBranches(walk, node, context, next);
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'CatchClause':
      return visitLoop(walk, node, context, next);
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return visitAll(walk, node.body, inner(context), next);
    default:
      note(walk, node, context);
      visitAll(walk, childrenOf(node), context, next);
  }
}

function note(walk: Walk, node: Node, context: Context): void {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    walk.calls.push({ node, context });
    noteMutation(walk, node, context);
  } else if (node.type === 'AssignmentExpression') {
    walk.assignments.push({ node, context });
    noteWrite(walk, node, context);
  } else if (node.type === 'UnaryExpression' && node.operator === 'delete') {
    addWrite(walk, unwrap(node.argument), context, 'delete', undefined, node.range[0]);
  }
}

/** The variable and the properties that `a.b.c` starts from; the path is undefined after a computed step. */
function targetOf(node: Node): { root: Node; path: readonly string[]; exact: boolean } {
  const path: string[] = [];
  let at = unwrap(node);
  let exact = true;
  for (let i = 0; i < 30 && at.type === 'MemberExpression'; i++) {
    const name = memberName(at);
    if (name === undefined) exact = false;
    path.unshift(name ?? '');
    at = unwrap(at.object);
  }
  return { root: at, path, exact };
}

function addWrite(
  walk: Walk,
  target: Node,
  context: Context,
  kind: Write['kind'],
  value: Node | undefined,
  offset: number,
): void {
  const { root, path, exact } = targetOf(target);
  if (root.type === 'Identifier' && root.name !== '') {
    const write: Write = exact
      ? { path, kind, value, context, offset }
      : { path: [], kind: 'escape', value, context, offset };
    walk.writes.push({ name: root.name, write });
  } else if (root.type === 'ThisExpression' && path.length === 1 && value && kind === 'set') {
    fieldOf(context, path[0] ?? '')?.values.push({ node: value, context });
  }
}

function noteWrite(walk: Walk, node: Binary, context: Context): void {
  const simple = node.operator === '=' || node.operator === '??=' || node.operator === '||=';
  const plain = node.left.type !== 'ObjectPattern' && node.left.type !== 'ArrayPattern';
  if (plain) addWrite(walk, node.left, context, simple ? 'set' : 'escape', node.right, node.range[1]);
}

const CHANGING =
  /^(?:add|set|with|apply|merge|extend|assign|defaults|encrypt|inject|mutate|enrich|decorate|secure|fill)/i;

/** `Object.assign(x, …)`, `x.push(…)`, and statements such as `addDefaults(x)` that may change their argument. */
function noteMutation(walk: Walk, node: Call, context: Context): void {
  if (node.type === 'NewExpression') return;
  const callee = unwrap(node.callee);
  const first = node.arguments[0];
  const at = node.range[1];
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee) ?? '';
    if (name === 'assign' && first && callee.object.type === 'Identifier' && callee.object.name === 'Object') {
      for (const value of node.arguments.slice(1)) addWrite(walk, first, context, 'merge', value, at);
    } else if (name === 'push' || name === 'unshift') {
      for (const value of node.arguments) addWrite(walk, callee.object, context, 'push', value, at);
    } else if (CHANGING.test(name)) escapeAll(walk, node, context);
  } else if (callee.type === 'Identifier' && CHANGING.test(callee.name)) escapeAll(walk, node, context);
}

function escapeAll(walk: Walk, node: Call, context: Context): void {
  for (const argument of node.arguments) {
    if (argument.type === 'Identifier') addWrite(walk, argument, context, 'escape', undefined, node.range[1]);
  }
}

function bind(context: Context, data: Omit<Binding, 'context' | 'writes'>): void {
  if (data.name !== '' && !context.scope.names.has(data.name)) {
    context.scope.names.set(data.name, { ...data, context, writes: [] });
  }
}

function declare(context: Context, pattern: Node, source: Source): void {
  for (const binding of bindPattern(pattern, source)) bind(context, binding);
}

function bindImports(node: ImportDeclaration, context: Context): void {
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

function noteExport(
  walk: Walk,
  node: Extract<Node, { type: 'ExportNamedDeclaration' | 'ExportDefaultDeclaration' }>,
): void {
  const declared = node.declaration;
  if (declared?.type === 'FunctionDeclaration' || declared?.type === 'ClassDeclaration') {
    if (declared.id) walk.exports.push(declared.id.name);
  } else if (declared?.type === 'VariableDeclaration') {
    for (const each of declared.declarations) if (each.id.type === 'Identifier') walk.exports.push(each.id.name);
  } else if (declared?.type === 'Identifier') walk.exports.push(declared.name);
  for (const { local } of node.specifiers ?? []) if (local.type === 'Identifier') walk.exports.push(local.name);
}

function inner(context: Context, extra?: Condition): Context {
  const { owner, inClass } = context.scope;
  const scope: Scope = { parent: context.scope, names: new Map(), owner, inClass };
  return { scope, conditions: extra ? [...context.conditions, extra] : context.conditions };
}

function functionContext(context: Context): Context {
  let scope = context.scope;
  while (scope.parent && scope.parent.owner === scope.owner && scope.parent.inClass === scope.inClass)
    scope = scope.parent;
  return { scope, conditions: context.conditions };
}

function visitFunction(walk: Walk, node: Func, context: Context, depth: number, name = node.id?.name ?? ''): void {
  const func: FunctionInfo = { node, context, calls: [], exported: false, name, returns: [] };
  walk.functions.set(node, func);
  if (node.type === 'FunctionDeclaration' && node.id) bind(context, { name, kind: 'function', node });
  const scope: Scope = { parent: context.scope, names: new Map(), owner: func, inClass: context.scope.inClass };
  const here: Context = { scope, conditions: [] };
  node.params.forEach((param, index) => bindParameter(param, index, func, here));
  visitAll(walk, node.params, here, depth);
  if (!node.body) return;
  if (node.body.type !== 'BlockStatement') func.returns.push({ node: node.body, context: here });
  visitAll(walk, node.body.type === 'BlockStatement' ? node.body.body : [node.body], here, depth);
}

function bindParameter(param: Node, index: number, func: FunctionInfo, context: Context): void {
  const isField = param.type === 'TSParameterProperty';
  const pattern = isField ? param.parameter : param;
  declare(context, pattern, { kind: 'parameter', node: pattern, func, index });
  if (!isField) return;
  const name = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  const binding = name.type === 'Identifier' ? context.scope.names.get(name.name) : undefined;
  const field = binding && fieldOf(context, binding.name);
  if (field && binding) field.parameter = binding;
}

function fieldOf(context: Context, name: string): FieldInfo | undefined {
  const fields = context.scope.inClass?.fields;
  if (!fields || name === '') return undefined;
  const known = fields.get(name);
  if (known) return known;
  const made: FieldInfo = { values: [] };
  fields.set(name, made);
  return made;
}

function visitClass(walk: Walk, node: Class, context: Context, depth: number): void {
  const info: ClassInfo = { node, context, fields: new Map(), methods: new Map(), exported: false };
  walk.classes.set(node, info);
  if (node.id) bind(context, { name: node.id.name, kind: 'class', node });
  const scope: Scope = { parent: context.scope, names: new Map(), owner: context.scope.owner, inClass: info };
  const here: Context = { scope, conditions: [] };
  if (node.superClass) visit(walk, node.superClass, context, depth);
  const members = node.body.type === 'ClassBody' ? node.body.body : [];
  for (const member of members) {
    if (member.type === 'PropertyDefinition' || member.type === 'MethodDefinition')
      visitMember(walk, member, info, here, depth);
    else visit(walk, member, here, depth);
  }
}

function visitMember(walk: Walk, member: Field, info: ClassInfo, context: Context, depth: number): void {
  const name = keyName(member.key, member.computed) ?? '';
  if (member.type === 'PropertyDefinition') {
    const field = fieldOf(context, name);
    if (field) field.typeName ??= member.typeAnnotation?.typeAnnotation;
    if (member.value) field?.values.push({ node: member.value, context });
  }
  if (!member.value) return;
  visit(walk, member.value, context, depth);
  const func = walk.functions.get(member.value);
  if (func) info.methods.set(name, Object.assign(func, { name }));
}

function visitBranches(walk: Walk, node: Node, context: Context, depth: number): void {
  if (node.type === 'SwitchStatement') {
    const test = sourceOf(walk.text, node.discriminant);
    visit(walk, node.discriminant, context, depth);
    for (const each of node.cases) {
      const branch = each.test ? sourceOf(walk.text, each.test) : 'default';
      visitAll(walk, each.consequent, inner(context, { test, branch }), depth);
    }
  } else if (node.type === 'LogicalExpression') {
    const branch = node.operator === '&&' ? 'true' : 'false';
    visit(walk, node.left, context, depth);
    visit(walk, node.right, inner(context, { test: sourceOf(walk.text, node.left), branch }), depth);
  } else if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
    const test = sourceOf(walk.text, node.test);
    visit(walk, node.test, context, depth);
    visit(walk, node.consequent, inner(context, { test, branch: 'true' }), depth);
    if (node.alternate) visit(walk, node.alternate, inner(context, { test, branch: 'false' }), depth);
  }
}

function visitLoop(walk: Walk, node: Extract<Node, { body: Node }>, context: Context, depth: number): void {
  const here = inner(context, { test: `code at ${node.range[0]} runs`, branch: 'true' });
  if (node.type === 'CatchClause') {
    const { param } = node as unknown as { param?: Node | null };
    if (param) declare(here, param, { kind: 'other', node: param });
  }
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
    const { left } = node as unknown as { left?: Node };
    const pattern = left?.type === 'VariableDeclaration' ? left.declarations[0]?.id : undefined;
    if (pattern) declare(here, pattern, { kind: 'other', node: pattern });
  }
  visitAll(walk, childrenOf(node), here, depth);
}
