// The method behind what a call calls: as written, kept in a constant or a field, bound to its object, or promisified.
import { memberName, unwrap, type Call, type Member, type Node } from './ast';
import { lookUp, type Context } from './scope';
import { symbolOf } from './symbols';

/** `object.method`, and where that stands. */
export interface Method {
  readonly member: Member;
  readonly context: Context;
}

const MAX_STEPS = 20;

/** The method that a callee is; undefined for functions, and for names that are set more than once. */
export function methodOf(node: Node, context: Context, steps = 0): Method | undefined {
  if (steps > MAX_STEPS) return undefined;
  const bare = unwrap(node);
  if (bare.type === 'MemberExpression') return inField(bare, context, steps) ?? { member: bare, context };
  if (bare.type === 'CallExpression') return handedBack(bare, context, steps);
  const binding = bare.type === 'Identifier' ? lookUp(context.scope, bare.name) : undefined;
  if (!binding?.init || binding.kind !== 'variable' || binding.path?.length || isSetAgain(binding.writes))
    return undefined;
  return methodOf(binding.init, binding.context, steps + 1);
}

function isSetAgain(writes: readonly { readonly path: readonly string[] }[]): boolean {
  return writes.some(({ path }) => path.length === 0);
}

/** `this.put`, where the class sets it once to a method. */
function inField(node: Member, { scope }: Context, steps: number): Method | undefined {
  if (node.object.type !== 'ThisExpression') return undefined;
  const [only, second] = scope.inClass?.fields.get(memberName(node) ?? '')?.values ?? [];
  return only && !second ? methodOf(only.node, only.context, steps + 1) : undefined;
}

/** `client.putObject.bind(client)` and `promisify(client.putObject)`. */
function handedBack(node: Call, context: Context, steps: number): Method | undefined {
  const callee = unwrap(node.callee);
  const [first, second] = node.arguments;
  if (!first || second) return undefined;
  if (callee.type === 'MemberExpression' && memberName(callee) === 'bind')
    return methodOf(callee.object, context, steps + 1);
  const symbol = symbolOf(callee, context);
  const isPromisify = symbol?.module === 'util' && symbol.path.join('.') === 'promisify';
  return isPromisify ? methodOf(first, context, steps + 1) : undefined;
}
