// The names that a declaration's pattern binds, each with the way from the declared value to it.
import { keyName, type Node } from './ast';
import type { Binding, FunctionInfo } from './scope';

/** What the pattern takes apart. */
export interface Source {
  readonly kind: 'variable' | 'parameter' | 'other';
  readonly node: Node;
  readonly init?: Node | undefined;
  readonly func?: FunctionInfo;
  readonly index?: number;
}

type Found = Omit<Binding, 'context' | 'writes'>;

/** The bindings of `x`, `{ a, b: { c = 1 } }`, `[a, b]`; rest elements are bound as unknown. */
export function bindPattern(pattern: Node, source: Source): Found[] {
  const found: Found[] = [];
  take(pattern, source, [], undefined, found, 0);
  return found;
}

function take(
  pattern: Node,
  source: Source,
  path: readonly string[],
  fallback: Node | undefined,
  found: Found[],
  depth: number,
): void {
  if (depth > 20) return;
  if (pattern.type === 'Identifier') {
    const typeName = pattern.typeAnnotation?.typeAnnotation;
    const { kind, node, init, func, index } = source;
    const declared = path.length === 0 ? node : pattern;
    found.push({ name: pattern.name, kind, node: declared, init, path, fallback, typeName, func, index });
  } else if (pattern.type === 'AssignmentPattern') {
    take(pattern.left, source, path, pattern.right, found, depth + 1);
  } else if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties ?? []) {
      if (property.type === 'Property') {
        const name = keyName(property.key, property.computed);
        const origin: Source = name === undefined ? { kind: 'other', node: property } : source;
        take(property.value, origin, [...path, name ?? ''], undefined, found, depth + 1);
      } else take(property.argument, { kind: 'other', node: property }, [], undefined, found, depth + 1);
    }
  } else if (pattern.type === 'ArrayPattern') {
    (pattern.elements ?? []).forEach((element, index) => {
      if (element) take(element, source, [...path, String(index)], undefined, found, depth + 1);
    });
  } else if (pattern.type === 'RestElement') {
    take(pattern.argument, { kind: 'other', node: pattern }, [], undefined, found, depth + 1);
  }
}
