// What branches make of a name: each flow by the test that it hangs on.
import type { Block } from './blocks';
import { testName } from './conditions';
import type { Flow } from './flow';
import { dotted, type Node } from './syntax';

/** True where the block's end is never reached. */
export function leaves(block: Block): boolean {
  const last = block.statements[block.statements.length - 1];
  if (!last) return false;
  if (/^(?:Return|Raise|Continue|Break)Statement$/.test(last.name)) return true;
  const call = last.name === 'ExpressionStatement' ? last.kids[0] : undefined;
  return (
    call?.name === 'CallExpression' && /^(?:sys\.exit|exit|quit|os\._exit)$/.test(dotted(call.kids[0] ?? call) ?? '')
  );
}

/** What an `if` makes of a name: its branches, and what was before where none of them ends. */
export function ifFlow(statement: Node, end: (body: Node) => Flow | undefined, before: () => Flow): Flow {
  const arms: { test: Node | undefined; body: Node }[] = [];
  let test: Node | undefined;
  for (const k of statement.kids) {
    if (k.name === 'else') test = undefined;
    else if (k.name === 'Body') arms.push({ test, body: k });
    else if (k.name !== 'if' && k.name !== 'elif') test = k;
  }
  const last = arms[arms.length - 1];
  const otherwise = last && !last.test ? arms.pop() : undefined;
  let flow = otherwise ? end(otherwise.body) : before();
  for (const arm of arms.reverse()) {
    const then = end(arm.body);
    if (!then) continue;
    flow = flow && arm.test ? branch(arm.test, then, flow) : then;
  }
  return flow ?? before();
}

function branch(test: Node, then: Flow, otherwise: Flow): Flow {
  const negated = test.name === 'UnaryExpression' && test.kids[0]?.name === 'not' ? test.kids[1] : undefined;
  const name = testName(negated ?? test);
  return negated
    ? choice(
        name,
        [
          ['true', otherwise],
          ['false', then],
        ],
        true,
      )
    : choice(
        name,
        [
          ['true', then],
          ['false', otherwise],
        ],
        true,
      );
}

/** A flow that hangs on a test, or the only one where all are the same. */
export function choice(test: string, options: readonly (readonly [string, Flow])[], sure: boolean): Flow {
  const first = options[0];
  if (first && options.every(([, flow]) => flow === first[1])) return first[1];
  return { kind: 'choice', test, sure, options: options.map(([name, flow]) => ({ branch: name, flow })) };
}
