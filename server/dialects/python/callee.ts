// What a call calls in the end: through names that hold a method, `getattr`, `functools.partial`, and executors that call it later.
import type { Module } from './module';
import { argumentsOf, bare, calleeName, dotted, kid, textOf, type Argument, type Node } from './syntax';

/** The expression that is called in the end. */
export interface Callee {
  readonly node: Node;
  /** `base.method`, as written or as `getattr` names it. */
  readonly member?: { readonly base: Node; readonly method: string };
  /** Calls of `functools.partial` on the way; what the first gives stands first. */
  readonly partials: readonly Node[];
}

/** What a call has called, and what it gives for that itself. */
export interface Target {
  readonly callee: Callee;
  readonly own: readonly Argument[];
  /** The name in a call that says what is called: of `partial(s3.put_object, …)` it is `put_object`. */
  readonly head: Node;
  /** True where the call only hands over what is called later: `partial(f, …)`, `pool.submit(f, …)`. */
  readonly later: boolean;
}

const MAX_STEPS = 20;

/** What stands behind an expression that is called: names are followed where they are set once. */
export function calleeOf(module: Module, given: Node, steps = 0): Callee {
  const node = bare(given);
  if (steps > MAX_STEPS) return { node, partials: [] };
  if (node.name === 'CallExpression') return madeCallee(module, node, steps);
  const name = dotted(node);
  const flow = name === undefined ? undefined : module.lookup(name, node);
  if (flow?.kind === 'step' && flow.step.kind === 'assign') {
    const found = calleeOf(module, flow.step.value, steps + 1);
    if (found.member || found.partials.length > 0) return found;
  }
  const property = node.name === 'MemberExpression' ? kid(node, 'PropertyName') : undefined;
  const base = node.kids[0];
  return property && base ? { node, member: { base, method: textOf(property) }, partials: [] } : { node, partials: [] };
}

/** `getattr(client, "put_object")` and `partial(client.put_object, …)`. */
function madeCallee(module: Module, call: Node, steps: number): Callee {
  const [first, second] = argumentsOf(call);
  const base = first?.name || first?.star ? undefined : first?.value;
  if (base && isPartial(module, call)) {
    const { partials, ...inner } = calleeOf(module, base, steps + 1);
    return { ...inner, partials: [...partials, call] };
  }
  const named = base && pathOf(module, call) === 'getattr' && second?.value && module.evaluate(second.value);
  return named && named.kind === 'scalar' && typeof named.value === 'string'
    ? { node: call, member: { base, method: named.value }, partials: [] }
    : { node: call, partials: [] };
}

/** By module: everything that looks at a call asks for it. */
const TARGETS = new WeakMap<Module, Map<Node, Target | undefined>>();

/** What a call calls, now or later. */
export function targetOf(module: Module, call: Node): Target | undefined {
  const targets = TARGETS.get(module) ?? new Map<Node, Target | undefined>();
  TARGETS.set(module, targets);
  if (targets.has(call)) return targets.get(call);
  const target = findTarget(module, call);
  targets.set(call, target);
  return target;
}

function findTarget(module: Module, call: Node): Target | undefined {
  const written = call.kids[0];
  const own = argumentsOf(call);
  const handed = handedOver(module, call);
  if (handed) {
    const { node, position } = handed;
    return { callee: calleeOf(module, node), own: own.slice(position + 1), later: true, head: nameIn(node) };
  }
  return written && { callee: calleeOf(module, written), own, later: false, head: calleeName(call) ?? call };
}

function nameIn(node: Node): Node {
  return (node.name === 'MemberExpression' ? kid(node, 'PropertyName') : undefined) ?? node;
}

/** The arguments that partials on the way to a call have given already. */
export function givenBefore({ callee }: Target): readonly Argument[] {
  return callee.partials.flatMap((partial) => argumentsOf(partial).slice(1));
}

/** See `Target.head`. */
export function headOf(module: Module, call: Node): Node {
  return targetOf(module, call)?.head ?? call;
}

/** True for `functools.partial(…)`. */
export function isPartial(module: Module, call: Node): boolean {
  return pathOf(module, call) === 'functools.partial';
}

/** The function that a call has called later, and its place among the arguments; those behind it are the function's. */
function handedOver(module: Module, call: Node): { readonly node: Node; readonly position: number } | undefined {
  const name = calleeName(call);
  const isMethod = call.kids[0]?.name === 'MemberExpression';
  const known = name && isMethod ? EXECUTORS[textOf(name)] : undefined;
  const position = known ?? (isPartial(module, call) || pathOf(module, call) === 'asyncio.to_thread' ? 0 : undefined);
  if (position === undefined) return undefined;
  const given = argumentsOf(call).slice(0, position + 1);
  const node = given[position]?.value;
  return node && given.every(({ name, star }) => !name && !star) ? { node, position } : undefined;
}

/** Methods of executors and loops that call a function later, with its place among their arguments. */
const EXECUTORS: Readonly<Record<string, number>> = { submit: 0, run_in_executor: 1 };

/** What a call calls by its import, or as a builtin: told by names alone, since what calls are is asked while this is answered. */
function pathOf(module: Module, call: Node): string | undefined {
  const callee = call.kids[0];
  const base = callee?.name === 'MemberExpression' ? callee.kids[0] : callee;
  if (!callee || base?.name !== 'VariableName') return undefined;
  const flow = module.lookup(textOf(base), base);
  const path = flow.kind === 'step' && flow.step.kind === 'import' ? flow.step.path : undefined;
  if (base === callee) return path ?? (flow.kind === 'none' ? textOf(base) : undefined);
  const property = kid(callee, 'PropertyName');
  return path !== undefined && property ? `${path}.${textOf(property)}` : undefined;
}

const APPLIED = new WeakMap<Module, ReadonlySet<Node>>();

/** True for a partial that some call in the unit names: that call is what is judged. */
export function isApplied(module: Module, partial: Node): boolean {
  const known =
    APPLIED.get(module) ?? new Set(module.index.calls.flatMap((call) => targetOf(module, call)?.callee.partials ?? []));
  APPLIED.set(module, known);
  return known.has(partial);
}
