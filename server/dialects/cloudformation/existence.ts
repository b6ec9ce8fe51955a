// Whether a resource is created, and what its condition tells about the other conditions.
import type { Assumptions } from '../../core/assume';
import type { Resource } from '../../core/resource';
import { formulaOf, impliedByFormula } from './conditions';
import { evaluate } from './evaluate';
import { loopText } from './loops';
import { childOf, stringOf, type RawEntry, type RawNode } from './raw';
import type { Frame, Scope } from './scope';

/** Whether a resource gets created. */
export interface Existence {
  readonly exists: Resource['exists'];
  /** The branches that conditions take wherever the resource exists. */
  readonly assumed: Assumptions;
}

/** What the condition of a resource says, within what holds for the stack around it. */
export function existence(
  entry: RawEntry,
  outer: Resource['exists'],
  frame: Frame,
  { assumed: around }: Pick<Existence, 'assumed'>,
): Existence {
  const condition = stringOf(childOf(entry.value, 'Condition'));
  if (!condition) return { exists: outer, assumed: around };
  const name = loopText(condition, frame);
  const formula = formulaOf(name, frame.scope, evaluate);
  if (formula.kind === 'choice')
    return { exists: 'maybe', assumed: new Map([...around, ...impliedByFormula(formula)]) };
  if (formula.value === true) return { exists: outer, assumed: around };
  // a false default is a wish of the author's, not of whoever deploys it: production-only resources are looked at, too
  const exists = restsOnParameter(frame.scope.conditions.get(name)?.value, frame.scope, 0) ? 'maybe' : 'never';
  return { exists, assumed: around };
}

const MAX_CONDITIONS = 50;

/** True where a condition asks for a parameter, by itself or through other conditions. */
function restsOnParameter(node: RawNode | undefined, scope: Scope, depth: number): boolean {
  if (!node || depth > MAX_CONDITIONS) return depth > MAX_CONDITIONS;
  if (node.kind === 'list') return node.items.some((item) => restsOnParameter(item, scope, depth + 1));
  if (node.kind !== 'map') return false;
  return node.entries.some(({ key, value }) => {
    if (key === 'Ref' || key === 'Fn::FindInMap') return true;
    const name = key === 'Condition' ? stringOf(value) : undefined;
    return restsOnParameter(name === undefined ? value : scope.conditions.get(name)?.value, scope, depth + 1);
  });
}
