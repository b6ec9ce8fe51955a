// What a called module came out as at the last reading: where it is called as before, it is not evaluated again, or only when somebody looks into it.
import { LazyResource } from '../../core/lazy-resource';
import type { Resource } from '../../core/resource';
import type { Declarations } from './declarations';
import { calledWith, sameCall, type Called } from './module-call';
import { childOf, isMissing } from './modules';
import type { Module, ModuleCall } from './scope';

/** A module that was evaluated in full. */
interface Remembered {
  readonly called: Called;
  /** What the modules in it declare, in the order in which they are called. */
  readonly tree: readonly (Declarations | string)[];
  /** Files that functions read. */
  readonly reads: ReadonlyMap<string, string | undefined>;
  readonly resources: readonly Resource[];
  readonly steps: number;
}

/** By what it declares, which is the same from reading to reading while its files are, and by the root with the address of the call. */
const remembered = new WeakMap<Declarations, Map<string, Remembered>>();

/** The resources of a module that the root calls: those of the last reading as far as they still hold, else those that `evaluate` gives. */
export function resourcesOfCall(
  child: Module,
  call: ModuleCall,
  evaluate: () => readonly Resource[],
): readonly Resource[] {
  const { run, declarations, address } = child;
  if (!run.memory) return evaluate();
  const name = `${run.rootFolder} ${address}`;
  const known = remembered.get(declarations) ?? new Map<string, Remembered>();
  remembered.set(declarations, known);
  const now = { called: calledWith(child, call), tree: treeOf(child) };
  const before = known.get(name);
  const same = before && isSame(before, now.tree, child) ? sameCall(before.called, now.called) : undefined;
  if (before && same) {
    run.memory.recalled++;
    run.limits.steps -= before.steps;
    if (same === 'places') return before.resources;
    const resources = before.resources.map(later(call, evaluate));
    run.memory.fresh.push(() => known.set(name, { ...before, ...now, resources }));
    return resources;
  }
  const { steps } = run.limits;
  const resources = evaluate().map((resource) => ({ ...resource, meaning: {} }));
  const what = {
    ...now,
    reads: run.memory.reads.get(address) ?? new Map(),
    resources,
    steps: steps - run.limits.steps,
  };
  run.memory.fresh.push(() => known.set(name, what));
  return resources;
}

function isSame(before: Remembered, tree: Remembered['tree'], { run }: Module): boolean {
  return (
    before.tree.length === tree.length &&
    before.tree.every((part, i) => part === tree[i]) &&
    [...before.reads].every(([path, text]) => run.around.text(path) === text)
  );
}

/** The modules below have to be opened anyway: their files are documents of the unit, and their problems are told. */
function treeOf(module: Module): readonly (Declarations | string)[] {
  const below = [...module.declarations.modules.keys()].flatMap((name) => {
    const child = childOf(module, name);
    return isMissing(child) ? [child.missing] : [child.folder, ...treeOf(child)];
  });
  return [module.declarations, ...below];
}

/** Resources that say what they said, for another place of their call; the module is evaluated once somebody asks for a body. */
function later({ via }: ModuleCall, evaluate: () => readonly Resource[]): (resource: Resource, i: number) => Resource {
  let made: readonly Resource[] | undefined;
  return (before, i) => {
    const { head } = before; // and no more of it: each would hold all before it
    const nothing = { kind: 'object', span: head, head, entries: [], open: true } as const;
    const body = (): Resource['body'] => (made ??= evaluate())[i]?.body ?? nothing;
    return new LazyResource({ ...before, ...(before.via ? { via: withCall(before.via, via) } : {}) }, body);
  };
}

/** The first steps of a way lead to the call, the others are within the module. */
function withCall(before: NonNullable<Resource['via']>, now: ModuleCall['via']): NonNullable<Resource['via']> {
  return [...now, ...before.slice(now.length)];
}
