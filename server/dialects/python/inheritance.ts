// Constructs of CDK that a class inherits from: its `super().__init__(scope, id, ...)` makes one of its base.
import { classifyCdk } from './cdk';
import type { Kind, Module } from './module';
import { kid, textOf, type Node } from './syntax';

/** The kind of the construct that a constructor makes by calling its base's; undefined for other calls. */
export function inheritedConstruct(module: Module, call: Node): Kind | undefined {
  const callee = call.kids[0];
  if (!callee || !/^super\([^)]*\)\.__init__$/.test(textOf(callee))) return undefined;
  const base = firstBase(call);
  const thing = base && module.denote(base);
  const kind = thing?.kind === 'path' ? classifyCdk(thing.path, call) : undefined;
  return kind?.family === 'construct' ? kind : undefined;
}

/** The first class that the class around a node inherits from. */
function firstBase(node: Node): Node | undefined {
  let around = node.parent;
  while (around && around.name !== 'ClassDefinition') around = around.parent;
  const bases = around && kid(around, 'ArgList');
  return bases?.kids.find((k) => k.name === 'VariableName' || k.name === 'MemberExpression');
}
