// Functions' parameters, and what a class shows of how its instances are made.
import { kid, split, textOf, type Node } from './syntax';

/** A function's parameter. */
export interface Parameter {
  readonly name: string;
  readonly star: string;
  readonly fallback?: Node;
  readonly type?: Node;
}

const KNOWN_PARAMETERS = new WeakMap<Node, readonly Parameter[]>();

/** The parameters of a function in order. */
export function parameters(fn: Node): readonly Parameter[] {
  const known = KNOWN_PARAMETERS.get(fn) ?? readParameters(fn);
  KNOWN_PARAMETERS.set(fn, known);
  return known;
}

function readParameters(fn: Node): readonly Parameter[] {
  const list = kid(fn, 'ParamList');
  if (!list) return [];
  return split(list.kids.filter((k) => k.name !== '(' && k.name !== ')')).flatMap((part): readonly Parameter[] => {
    const name = part.find((k) => k.name === 'VariableName');
    if (!name) return [];
    const star = part[0]?.name === '*' || part[0]?.name === '**' ? part[0].name : '';
    const assign = part.findIndex((k) => k.name === 'AssignOp');
    const fallback = assign < 0 ? undefined : part[assign + 1];
    const type = part.find((k) => k.name === 'TypeDef');
    return [{ name: textOf(name), star, ...(fallback ? { fallback } : {}), ...(type ? { type } : {}) }];
  });
}

/** True for the method that makes an instance. */
export function isConstructor(method: Node): boolean {
  return textOf(kid(method, 'VariableName') ?? method) === '__init__';
}

/** True for a class that inherits from another one than `object`. */
export function hasBase(node: Node): boolean {
  const bases = kid(node, 'ArgList')?.kids.filter((k) => !/^[(),]$/.test(k.name)) ?? [];
  return bases.some((base) => textOf(base) !== 'object');
}
