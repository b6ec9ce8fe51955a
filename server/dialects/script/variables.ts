// What a name holds at the place where it is used: its first value, later writes, parameters by their call sites.
import { usedAt, type ConfigValue } from '../../core/value';
import type { Span } from '../../core/text';
import { spanOf, unwrap, type EnumDeclaration, type Identifier, type Node, keyName } from './ast';
import { constructAt } from './constructs';
import { evaluate } from './evaluate';
import { appended, changedAt, choose, loosened, merged, propertyOf, scalar, unknown } from './objects';
import { traceTo, type Reader } from './reader';
import {
  lookUp,
  type Binding,
  type CallSite,
  type Condition,
  type Context,
  type FunctionInfo,
  type Write,
} from './scope';

const MAX_CALL_SITES = 4;

/** The value of a name where `node` uses it. */
export function nameValue(reader: Reader, node: Identifier, context: Context): ConfigValue {
  const span = spanOf(node);
  if (node.name === '' || node.name === 'undefined') return scalar(null, span);
  const binding = lookUp(context.scope, node.name);
  if (!binding) return unknown(`"${node.name}" is not defined in this file`, span);
  switch (binding.kind) {
    case 'import':
      return unknown(`"${node.name}" comes from "${binding.module ?? ''}"`, span);
    case 'variable':
    case 'parameter':
      return bindingValue(reader, binding, node.range[0], context, span);
    default:
      return unknown(`"${node.name}" is not a plain value`, span);
  }
}

function bindingValue(
  reader: Reader,
  binding: Binding,
  offset: number,
  use: Context,
  span: { start: number; end: number },
): ConfigValue {
  // `declare const key: kms.IKey`: what nobody here ever sets comes from elsewhere.
  if (binding.kind === 'variable' && !binding.init && binding.writes.length === 0)
    return unknown(`"${binding.name}" is not set in this file`, span);
  const writes = binding.writes.filter((w) => isSeen(w, binding, offset, use));
  const from = lastWhole(writes, use);
  const first = from < 0 ? firstValue(reader, binding) : undefined;
  let value = first ?? scalar(null, span);
  if (value.kind === 'ref') return usedAt(value, span);
  for (const write of from < 0 ? writes : writes.slice(from)) value = applied(reader, value, write, binding, use);
  const decided = from < 0 ? (binding.fallback ?? binding.init) : writes[from]?.value;
  if (value.kind === 'ref') return usedAt(value, span);
  return usedAt(value, span, traceTo(reader, spanOf(decided ?? binding.node), `value of "${binding.name}"`));
}

/** The writes that have happened when the value is used: those before it, and all of an outer function. */
function isSeen(write: Write, binding: Binding, offset: number, use: Context): boolean {
  const owner = write.context.scope.owner;
  if (owner === use.scope.owner) return write.offset <= offset && !excludes(write.context.conditions, use.conditions);
  return (
    owner === binding.context.scope.owner || write.path.length > 0 || write.kind !== 'set' || wholeWrites(binding) > 0
  );
}

function wholeWrites(binding: Binding): number {
  return binding.writes.filter((w) => w.path.length === 0 && w.kind === 'set').length;
}

function excludes(a: readonly Condition[], b: readonly Condition[]): boolean {
  return a.some((x) => b.some((y) => x.test === y.test && x.branch !== y.branch));
}

/** The branches that lead to a write but not to its use. */
function beyond(write: Write, use: Context): readonly Condition[] {
  if (write.context.scope.owner !== use.scope.owner) return write.context.conditions;
  return write.context.conditions.filter(
    (c) => !use.conditions.some((u) => u.test === c.test && u.branch === c.branch),
  );
}

function lastWhole(writes: readonly Write[], use: Context): number {
  for (let i = writes.length - 1; i >= 0; i--) {
    const write = writes[i];
    if (write?.kind === 'set' && write.path.length === 0 && beyond(write, use).length === 0) return i;
  }
  return -1;
}

function applied(reader: Reader, old: ConfigValue, write: Write, binding: Binding, use: Context): ConfigValue {
  const owner = write.context.scope.owner;
  const isElsewhere = owner !== use.scope.owner && owner !== binding.context.scope.owner;
  if (isElsewhere && !(wholeWrites(binding) === 1 && !binding.init)) {
    return loosened(old, `"${binding.name}" is also changed in another function`);
  }
  const made = written(reader, old, write);
  return beyond(write, use).reduceRight((value, c) => choose(c.test, c.branch, value, old, old.span), made);
}

function written(reader: Reader, old: ConfigValue, { kind, path, value, context }: Write): ConfigValue {
  const made = value && kind !== 'escape' ? evaluate(reader, value, context) : undefined;
  switch (kind) {
    case 'set':
      return path.length === 0 && made ? made : changedAt(old, path, () => made);
    case 'delete':
      return changedAt(old, path, () => undefined);
    case 'push':
      return changedAt(old, path, (list) => (made ? appended(list, made) : list));
    case 'merge':
      return changedAt(old, path, (base) => (base?.kind === 'object' && made ? merged(base, made) : base));
    case 'escape':
      return changedAt(old, path, (base) => base && loosened(base, 'changed by other code'));
  }
}

function firstValue(reader: Reader, binding: Binding): ConfigValue | undefined {
  if (binding.func) return parameterValue(reader, binding);
  if (!binding.init) return undefined;
  const whole = evaluate(reader, binding.init, binding.context);
  return taken(reader, binding, whole);
}

/** The part of a value that a pattern takes, or the pattern's default. */
function taken(reader: Reader, binding: Binding, whole: ConfigValue): ConfigValue {
  const path = binding.path ?? [];
  const found = path.reduce<ConfigValue>((value, name) => propertyOf(value, name, whole.span), whole);
  const isMissing = found.kind === 'scalar' && found.value === null;
  return isMissing && binding.fallback ? evaluate(reader, binding.fallback, binding.context) : found;
}

function parameterValue(reader: Reader, binding: Binding): ConfigValue {
  const { func, index = 0, fallback } = binding;
  const span = spanOf(binding.node);
  const name = func?.name ? `"${func.name}"` : 'a function';
  const calls = func && callsThatDecide(reader, func);
  if (!calls || calls.length > MAX_CALL_SITES) {
    const isDefault = fallback && !calls && !isEmptyObject(fallback);
    if (isDefault) return evaluate(reader, fallback, binding.context);
    return unknown(`parameter "${binding.name}" of ${name} is decided by its callers`, span);
  }
  const options = calls.map((call, i) => {
    const spread = call.node.arguments.slice(0, index + 1).some((a) => a.type === 'SpreadElement');
    const argument = call.node.arguments[index];
    const passed = argument ? evaluate(reader, argument, call.context) : scalar(null, span);
    const value = spread ? unknown(`arguments of ${name} are spread`, span) : taken(reader, binding, passed);
    return { branch: `call ${String(i + 1)}`, value };
  });
  const [only] = options;
  if (only && options.length === 1) return only.value;
  return { kind: 'choice', test: `callers of ${name}`, options, everyBranch: true, span };
}

/** The calls that give a function its arguments here: the one whose result is asked for, else all; undefined where callers are elsewhere. */
function callsThatDecide(reader: Reader, func: FunctionInfo): readonly CallSite[] | undefined {
  const here = reader.calling.get(func);
  if (here) return [here];
  return func.exported || func.calls.length === 0 ? undefined : func.calls;
}

/** A default of `{}` says that callers may give anything. */
function isEmptyObject(node: Node): boolean {
  return node.type === 'ObjectExpression' && node.properties.length === 0;
}

/** The value of a member of an enum that the file declares. */
export function enumMember(
  reader: Reader,
  node: EnumDeclaration,
  name: string,
  at: Node,
  context: Context,
): ConfigValue {
  const member = node.body?.members?.find((m) => keyName(m.id, false) === name);
  if (!member?.initializer) return unknown(`member "${name}" of an enum`, spanOf(at));
  const note = traceTo(reader, spanOf(member), `member "${name}" of enum "${node.id.name}"`);
  return usedAt(evaluate(reader, member.initializer, context), spanOf(at), note);
}

/** The value of `this.name`, where the class sets it in one place. */
export function fieldValue(reader: Reader, name: string, span: Span, context: Context): ConfigValue {
  const field = context.scope.inClass?.fields.get(name);
  const [only, second] = field?.values ?? [];
  if (only && !second) {
    const construct = constructAt(reader, unwrap(only.node), only.context);
    if (construct) return { kind: 'ref', target: construct.id, attribute: '', span };
    const note = { place: { uri: reader.uri, span: spanOf(only.node) }, note: `value of "this.${name}"` };
    return usedAt(evaluate(reader, only.node, only.context), span, note);
  }
  return unknown(`"this.${name}" is decided elsewhere`, span);
}
