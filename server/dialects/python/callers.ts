// Calls of a function in its own unit, and what they give for its parameters.
import { parameters } from './functions';
import type { Module } from './module';
import { argumentNamed, argumentsOf, kid, textOf, type Node } from './syntax';

/** The calls of a function in this unit; of a constructor those of its class. */
export function callersOf(module: Module, fn: Node): readonly Node[] {
  const name = textOf(kid(fn, 'VariableName') ?? fn);
  const owner = classOf(fn);
  const called = name === '__init__' && owner ? textOf(kid(owner, 'VariableName') ?? owner) : name;
  return module.callsOf(called).filter((call) => {
    const plain = call.kids[0]?.name === 'VariableName';
    return plain !== (owner !== undefined && name !== '__init__');
  });
}

/** Names the condition under which a function's parameters are what one of its calls gives. */
export function callTest(fn: Node): string {
  return `call of ${textOf(kid(fn, 'VariableName') ?? fn)}()`;
}

/** The branch of that condition for the call at this place among the callers. */
export function callBranch(index: number): string {
  return `call ${String(index + 1)}`;
}

function classOf(fn: Node): Node | undefined {
  const holder = fn.parent?.name === 'DecoratedStatement' ? fn.parent.parent : fn.parent;
  return holder?.parent?.name === 'ClassDefinition' ? holder.parent : undefined;
}

/** What a call gives for a parameter, or undefined where it can't be seen. */
export function argumentOf(fn: Node, name: string, call: Node): Node | undefined | 'unseen' {
  const given = argumentsOf(call);
  const named = argumentNamed(name, given);
  if (named) return named.value ?? 'unseen';
  const all = parameters(fn);
  const shift =
    classOf(fn) &&
    !textOf(fn.parent ?? fn)
      .slice(0, 200)
      .includes('@staticmethod')
      ? 1
      : 0;
  const at = all.findIndex((p) => p.name === name) - shift;
  const before = given.slice(0, at + 1);
  if (before.some((a) => a.star === '*')) return 'unseen';
  const positional = given.filter((a) => !a.name && !a.star)[at];
  if (positional && at >= 0) return positional.value;
  return given.some((a) => a.star) ? 'unseen' : undefined;
}
