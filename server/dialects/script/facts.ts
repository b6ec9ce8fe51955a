// Resources for code outside AWS: TLS agents, connections, hashes, ciphers, and the switch that turns TLS checks off.
import type { Resource } from '../../core/resource';
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import { memberName, spanOf, unwrap, type Binary, type Call, type Node } from './ast';
import { evaluate } from './evaluate';
import { isLogMethod, libraryType, LOGGER_TYPE, makesLogger } from './libraries';
import { unknown } from './objects';
import type { Reader } from './reader';
import { makeResource, nameSpan } from './resources';
import { lookUp, type CallSite, type Context } from './scope';
import { instanceOf, symbolOf, type ModuleSymbol } from './symbols';

/** The resource of a call that a library's table lists: its arguments stand under `0`, `1`, … */
export function libraryCall(reader: Reader, { node, context }: CallSite): Resource | undefined {
  const symbol = symbolOf(node.callee, context);
  const type = symbol ? libraryType(symbol.module, symbol.path) : loggerType(node, context);
  if (!type) return undefined;
  const head = nameSpan(node);
  const body = positional(reader, node.arguments, context, {
    kind: 'object',
    entries: [],
    open: false,
    span: head,
    head,
  });
  return makeResource(reader, { dialect: 'sdk', type, node, head, body });
}

/** `logger.info(…)` on what a logging library has made. */
function loggerType({ callee }: Call, context: Context): string | undefined {
  const method = unwrap(callee);
  if (method.type !== 'MemberExpression' || !isLogMethod(memberName(method) ?? '')) return undefined;
  const made = instanceOf(method.object, context) ?? factoryOf(method.object, context);
  return made && makesLogger(made.module, made.path) ? LOGGER_TYPE : undefined;
}

/** What a constant was made by: `pino` of `const logger = pino()`. */
function factoryOf(node: Node, context: Context): ModuleSymbol | undefined {
  const binding = node.type === 'Identifier' ? lookUp(context.scope, node.name) : undefined;
  const made = binding?.init && unwrap(binding.init);
  return binding && made?.type === 'CallExpression' ? symbolOf(made.callee, binding.context) : undefined;
}

function positional(reader: Reader, nodes: readonly Node[], context: Context, empty: ObjectValue): ObjectValue {
  const spread = nodes.findIndex((n) => n.type === 'SpreadElement');
  const known = spread < 0 ? nodes : nodes.slice(0, spread);
  const entries = known.map((node, index): Entry => ({
    key: String(index),
    keySpan: spanOf(node),
    value: argument(reader, node, context),
  }));
  const [first] = nodes;
  const last = nodes[nodes.length - 1];
  const span = first && last ? { start: first.range[0], end: last.range[1] } : empty.span;
  return { ...empty, entries, open: spread >= 0, span };
}

function argument(reader: Reader, node: Node, context: Context): ConfigValue {
  const bare = unwrap(node);
  const isFunction = bare.type === 'ArrowFunctionExpression' || bare.type === 'FunctionExpression';
  return isFunction ? unknown('a function', spanOf(node)) : evaluate(reader, node, context);
}

/** `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`: an assignment to the environment of the process. */
export function environmentChange(reader: Reader, node: Binary, context: Context): Resource | undefined {
  const target = unwrap(node.left);
  if (target.type !== 'MemberExpression') return undefined;
  const key = memberName(target);
  const owner = unwrap(target.object);
  const inEnv = owner.type === 'Identifier' || (owner.type === 'MemberExpression' && memberName(owner) === 'env');
  const symbol = key === undefined || !inEnv ? undefined : symbolOf(target, context);
  if (key === undefined || symbol?.path.slice(-2, -1)[0] !== 'env') return undefined;
  if (symbol.module !== 'global' && symbol.module !== 'process') return undefined;
  const head = spanOf(target);
  const keySpan = spanOf(target.property);
  const value = evaluate(reader, node.right, context, keySpan);
  const body: ObjectValue = {
    kind: 'object',
    entries: [{ key, keySpan, value }],
    open: false,
    span: spanOf(node),
    head,
  };
  return makeResource(reader, { dialect: 'sdk', type: 'node:process.env', node, head, body });
}
