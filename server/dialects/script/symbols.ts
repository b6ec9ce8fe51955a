// Follows names to the module they come from: `s3.Bucket` is `Bucket` of `aws-cdk-lib/aws-s3`, `client` an instance of `S3Client`.
import { memberName, unwrap, type Call, type Node } from './ast';
import { lookUp, type Binding, type Context, type FieldInfo } from './scope';

/** Something that a module exports, and the properties taken from it. Unbound names belong to the module `global`. */
export interface ModuleSymbol {
  readonly module: string;
  readonly path: readonly string[];
}

const MAX_STEPS = 12;

/** The exported thing that an expression names, or undefined where it names none. */
export function symbolOf(node: Node, context: Context, steps = 0): ModuleSymbol | undefined {
  if (steps > MAX_STEPS) return undefined;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Identifier':
      return identifierSymbol(bare.name, context, steps);
    case 'MemberExpression': {
      const name = memberName(bare);
      const base = symbolOf(bare.object, context, steps + 1);
      return base && name !== undefined ? extend(base, [name]) : undefined;
    }
    case 'TSQualifiedName': {
      const base = symbolOf(bare.left, context, steps + 1);
      return base && extend(base, [bare.right.name]);
    }
    case 'ImportExpression':
      return moduleSymbol(bare.source);
    case 'CallExpression':
      return callSymbol(bare, context, steps);
    default:
      return undefined;
  }
}

function identifierSymbol(name: string, context: Context, steps: number): ModuleSymbol | undefined {
  if (name === '') return undefined;
  const binding = lookUp(context.scope, name);
  if (!binding) return { module: 'global', path: [name] };
  if (binding.kind === 'import') return importSymbol(binding);
  if (binding.kind !== 'variable' || binding.writes.some((w) => w.path.length === 0 && w.kind === 'set'))
    return undefined;
  const base = binding.init && symbolOf(binding.init, binding.context, steps + 1);
  return base && extend(base, binding.path ?? []);
}

function importSymbol({ module, imported }: Binding): ModuleSymbol | undefined {
  if (module === undefined || imported === undefined) return undefined;
  const plain = module.replace(/^node:/, '');
  return { module: plain, path: imported === '*' || imported === 'default' ? [] : [imported] };
}

function extend(base: ModuleSymbol, names: readonly string[]): ModuleSymbol {
  const path = [...base.path, ...names].filter((name, index) => !(index === 0 && name === 'default'));
  return { module: base.module, path };
}

function moduleSymbol(source: Node | undefined): ModuleSymbol | undefined {
  if (source?.type !== 'Literal' || typeof source.value !== 'string') return undefined;
  return { module: source.value.replace(/^node:/, ''), path: [] };
}

/** `require('x')`, and tracers that hand their argument back: `captureAWS(require('aws-sdk'))`. */
function callSymbol(node: Call, context: Context, steps: number): ModuleSymbol | undefined {
  const first = node.arguments[0];
  if (!first) return undefined;
  const callee = unwrap(node.callee);
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : '';
  if (name === 'require') return moduleSymbol(first);
  return name?.startsWith('capture') ? symbolOf(first, context, steps + 1) : undefined;
}

/** The class that a value is an instance of: by `new`, by its type annotation, or by what it was assigned. */
export function instanceOf(node: Node, context: Context, steps = 0): ModuleSymbol | undefined {
  if (steps > MAX_STEPS) return undefined;
  const cast =
    node.type === 'TSAsExpression' && node.typeAnnotation ? typeSymbol(node.typeAnnotation, context) : undefined;
  if (cast && cast.module !== 'global') return cast;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'NewExpression':
      return symbolOf(bare.callee, context, steps + 1);
    case 'CallExpression':
      return madeBy(bare, context, steps);
    case 'LogicalExpression':
      return instanceOf(bare.left, context, steps + 1) ?? instanceOf(bare.right, context, steps + 1);
    case 'ConditionalExpression':
      return instanceOf(bare.consequent, context, steps + 1) ?? instanceOf(bare.alternate, context, steps + 1);
    case 'AssignmentExpression':
      return instanceOf(bare.right, context, steps + 1);
    case 'Identifier': {
      const binding = lookUp(context.scope, bare.name);
      return binding && bindingInstance(binding, steps);
    }
    case 'MemberExpression': {
      const field =
        bare.object.type === 'ThisExpression' ? context.scope.inClass?.fields.get(memberName(bare) ?? '') : undefined;
      return field && fieldInstance(field, context, steps);
    }
    default:
      return undefined;
  }
}

function madeBy(node: Call, context: Context, steps: number): ModuleSymbol | undefined {
  const callee = unwrap(node.callee);
  const method =
    callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : '';
  const first = node.arguments[0];
  if (method !== undefined && first && method.startsWith('capture')) return instanceOf(first, context, steps + 1);
  if (method !== 'from' || callee.type !== 'MemberExpression') return undefined;
  return symbolOf(callee.object, context, steps + 1);
}

function bindingInstance(binding: Binding, steps: number): ModuleSymbol | undefined {
  const own =
    binding.init && (binding.path ?? []).length === 0
      ? instanceOf(binding.init, binding.context, steps + 1)
      : undefined;
  const typed = own ?? (binding.typeName && typeSymbol(binding.typeName, binding.context));
  if (typed) return typed;
  const writes = binding.writes.filter((w) => w.path.length === 0 && w.kind === 'set');
  const [only] = writes;
  return only?.value ? instanceOf(only.value, only.context, steps + 1) : undefined;
}

function fieldInstance(field: FieldInfo, context: Context, steps: number): ModuleSymbol | undefined {
  for (const value of field.values) {
    const made = instanceOf(value.node, value.context, steps + 1);
    if (made) return made;
  }
  if (field.parameter) return bindingInstance(field.parameter, steps);
  return field.typeName && typeSymbol(field.typeName, context);
}

function typeSymbol(node: Node, context: Context): ModuleSymbol | undefined {
  return node.type === 'TSTypeReference' ? symbolOf(node.typeName, context) : undefined;
}
