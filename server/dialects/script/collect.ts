// One walk over a syntax tree that finds scopes, bindings, writes and calls. No values are computed here.
import { attach, numbered } from './attach';
import {
  childrenOf,
  keyName,
  sourceOf,
  type Class,
  type Field,
  type Func,
  type Node,
  type VariableDeclaration,
} from './ast';
import {
  bind,
  bindImports,
  bindParameter,
  bindRequired,
  declare,
  exportedNames,
  fieldOf,
  functionContext,
  inner,
} from './bindings';
import type { ClassInfo, Collected, Context, FunctionInfo, Scope } from './scope';
import { note, type Notes } from './writes';

const MAX_DEPTH = 1500;
const MAX_NODES = 600_000;

interface Walk extends Notes {
  readonly text: string;
  readonly exports: string[];
  readonly functions: Map<Node, FunctionInfo>;
  readonly classes: Map<Node, ClassInfo>;
  nodes: number;
  /** How many loops were met: each is a condition of its own. */
  loops: number;
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
    loops: 0,
  };
  const top: Scope = { parent: undefined, names: new Map(), owner: undefined, inClass: undefined };
  visit(walk, program, { scope: top, conditions: [] }, 0);
  attach(walk, top);
  const { calls, assignments, functions } = walk;
  return { top, calls, numbers: numbered(calls), assignments, functions, truncated: walk.nodes >= MAX_NODES };
}

function visitAll(walk: Walk, nodes: readonly (Node | null | undefined)[], context: Context, depth: number): void {
  for (const node of nodes) if (node) visit(walk, node, context, depth);
}

function visit(walk: Walk, node: Node, context: Context, depth: number): void {
  if (depth > MAX_DEPTH || walk.nodes++ > MAX_NODES) return;
  if (node.type === 'Identifier' || node.type === 'Literal' || node.type === 'ThisExpression') return;
  if (visitDeclaration(walk, node, context, depth + 1) || visitFlow(walk, node, context, depth + 1)) return;
  note(walk, node, context);
  visitAll(walk, childrenOf(node), context, depth + 1);
}

/** True where the node declares names, and has been dealt with. */
function visitDeclaration(walk: Walk, node: Node, context: Context, depth: number): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
      bindImports(node, context);
      return true;
    case 'TSImportEqualsDeclaration':
      bindRequired(node, context);
      return true;
    case 'VariableDeclaration':
      visitVariables(walk, node, context, depth);
      return true;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      visitFunction(walk, node, context, depth);
      return true;
    case 'ClassDeclaration':
    case 'ClassExpression':
      visitClass(walk, node, context, depth);
      return true;
    case 'TSEnumDeclaration':
      bind(context, { name: node.id.name, kind: 'enum', node });
      return true;
    default:
      return false;
  }
}

function visitVariables(walk: Walk, node: VariableDeclaration, context: Context, depth: number): void {
  const at = node.kind === 'var' ? functionContext(context) : context;
  for (const declarator of node.declarations) {
    declare(at, declarator.id, { kind: 'variable', node: declarator, init: declarator.init ?? undefined });
    visitAll(walk, [declarator.init, declarator.id], context, depth);
  }
}

/** True where the node decides what runs, and has been dealt with. */
function visitFlow(walk: Walk, node: Node, context: Context, depth: number): boolean {
  switch (node.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      walk.exports.push(...exportedNames(node));
      return false;
    case 'ReturnStatement':
      if (node.argument) context.scope.owner?.returns.push({ node: node.argument, context });
      return false;
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SwitchStatement':
      visitBranches(walk, node, context, depth);
      return true;
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'CatchClause':
      visitLoop(walk, node, context, depth);
      return true;
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      visitAll(walk, node.body, inner(context), depth);
      return true;
    default:
      return false;
  }
}

function visitFunction(walk: Walk, node: Func, context: Context, depth: number, name = node.id?.name ?? ''): void {
  const func: FunctionInfo = { node, context, calls: [], exported: false, name, returns: [] };
  walk.functions.set(node, func);
  if (node.type === 'FunctionDeclaration' && node.id) bind(context, { name, kind: 'function', node });
  const scope: Scope = { parent: context.scope, names: new Map(), owner: func, inClass: context.scope.inClass };
  const here: Context = { scope, conditions: [] };
  node.params.forEach((param, index) => {
    bindParameter(param, index, func, here);
  });
  visitAll(walk, node.params, here, depth);
  if (!node.body) return;
  if (node.body.type !== 'BlockStatement') func.returns.push({ node: node.body, context: here });
  visitAll(walk, node.body.type === 'BlockStatement' ? node.body.body : [node.body], here, depth);
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
  const here = inner(context, { test: `loop ${String(++walk.loops)} runs`, branch: 'true' });
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
