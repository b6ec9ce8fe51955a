// After the walk over a script: which name a write changes, which function a call calls, and the calls' numbers.
import { callName, memberName, unwrap, type Node } from './ast';
import { lookUp, type Binding, type CallNumbers, type CallSite, type FunctionInfo, type Scope } from './scope';
import type { Notes } from './writes';

/** What a walk has found. */
interface Found extends Notes {
  readonly exports: readonly string[];
  readonly functions: ReadonlyMap<Node, FunctionInfo>;
}

/** Gives every write to the name it writes to, every call to the function it calls, and marks what is exported. */
export function attach(walk: Found, top: Scope): void {
  for (const { name, write } of walk.writes) lookUp(write.context.scope, name)?.writes.push(write);
  for (const call of walk.calls) calledFunction(walk, call)?.calls.push(call);
  for (const name of walk.exports) {
    const binding = top.names.get(name);
    const func = binding && functionOf(walk, binding);
    if (func) func.exported = true;
  }
}

function functionOf(walk: Found, binding: Binding): FunctionInfo | undefined {
  return walk.functions.get(binding.node) ?? (binding.init && walk.functions.get(unwrap(binding.init)));
}

function calledFunction(walk: Found, { node, context }: CallSite): FunctionInfo | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') {
    const binding = lookUp(context.scope, callee.name);
    return binding && functionOf(walk, binding);
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return undefined;
  return context.scope.inClass?.methods.get(memberName(callee) ?? '');
}

/** Each call's place among those of the same name. */
export function numbered(calls: readonly CallSite[]): CallNumbers {
  const numbers = new Map<Node, number>();
  const next = new Map<string, number>();
  for (const { node } of calls) {
    const name = callName(node);
    const number = next.get(name) ?? 0;
    numbers.set(node, number);
    next.set(name, number + 1);
  }
  return numbers;
}
