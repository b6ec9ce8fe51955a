// Tests of a function's parameters, decided by the call whose result is asked for.
import { isTruthy } from '../../core/value';
import { unwrap, type Node } from './ast';
import { evaluate } from './evaluate';
import type { Reader } from './reader';
import { lookUp, type Context } from './scope';

/** The way that `key ? a : b` goes in the call at hand; undefined where `key` is no parameter of what is called, or its value is not known. */
export function outcomeInCall(reader: Reader, test: Node, context: Context): boolean | undefined {
  const bare = unwrap(test);
  if (reader.calling.size === 0 || bare.type !== 'Identifier') return undefined;
  const func = lookUp(context.scope, bare.name)?.func;
  return func && reader.calling.has(func) ? isTruthy(evaluate(reader, bare, context)) : undefined;
}
