// Names of conditions, and names bound inside of expressions.
import type { Flow } from './flow';
import { bare, kid, textOf, type Node } from './syntax';

/** A condition's name: its text, with its function where it has one, so that equal texts in two functions stay apart. */
export function testName(test: Node): string {
  let fn: Node | undefined = test;
  while (fn && fn.name !== 'FunctionDefinition') fn = fn.parent;
  const name = fn && kid(fn, 'VariableName');
  const text = textOf(bare(test)).replace(/\s+/g, ' ').slice(0, 120);
  return name ? `${text} in ${textOf(name)}()` : text;
}

/** A name bound by a comprehension or a lambda between the node and its statement. */
export function boundInside(name: string, node: Node): Flow | undefined {
  const root = name.split('.')[0];
  for (let at = node.parent; at && at.name !== 'Body'; at = at.parent) {
    const binds = at.name === 'LambdaExpression' ? kid(at, 'ParamList')?.kids : comprehension(at);
    if (binds?.some((k) => k.name === 'VariableName' && textOf(k) === root)) {
      return { kind: 'lost', reason: `"${name}" takes many values` };
    }
  }
  return undefined;
}

function comprehension(node: Node): readonly Node[] | undefined {
  const from = node.kids.findIndex((k) => k.name === 'for');
  if (from < 0 || node.name === 'ForStatement') return undefined;
  const to = node.kids.findIndex((k, i) => i > from && k.name === 'in');
  return node.kids.slice(from, to).flatMap((k) => (k.name === 'TupleExpression' ? k.kids : [k]));
}
