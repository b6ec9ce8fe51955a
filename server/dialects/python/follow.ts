// Values of names: what the steps, branches and calls that lead to a name make of it, as seen from where it is used.
import type { Span } from '../../core/text';
import type { ConfigValue, ListValue } from '../../core/value';
import { argumentOf, callBranch, callersOf, callTest } from './callers';
import type { Step } from './writes';
import type { Flow } from './flow';
import { parameters, type Parameter } from './functions';
import { keyOf, merged } from './literals';
import type { Module } from './module';
import { argumentsOf, kid, textOf, type Argument, type Node } from './syntax';
import { carry, choice, put, sizeOf, text, unknown } from './values';

/** Where a name is used, and how it is called there. */
export interface Use {
  readonly span: Span;
  readonly name: string;
  /** Values of flows at this use: branches share what was before them. */
  readonly known?: Map<Flow, ConfigValue>;
}

const MAX_CALLERS = 4;
const MAX_SIZE = 10_000;

/** The value of a flow, all of it moved to the use. */
export function flowValue(module: Module, flow: Flow, given: Use): ConfigValue {
  const known = given.known ?? new Map<Flow, ConfigValue>();
  const value = known.get(flow) ?? (module.spend(1) ? freshValue(module, flow, { ...given, known }) : undefined);
  if (!value) return unknown(given.span, 'too much to follow');
  known.set(flow, value);
  return value;
}

function freshValue(module: Module, flow: Flow, use: Use): ConfigValue {
  switch (flow.kind) {
    case 'step':
      return stepValue(module, flow.step, flow.before, use);
    case 'choice': {
      const options = flow.options.map((o) => ({ branch: o.branch, value: flowValue(module, o.flow, use) }));
      return choice(use.span, flow.test, options, flow.sure);
    }
    case 'parameter':
      return parameterValue(module, flow.fn, flow.name, use);
    case 'lost':
      return unknown(use.span, `"${use.name}": ${flow.reason}`);
    case 'none':
      return unknown(use.span, `"${use.name}" is not set in this file`);
  }
}

/** A node's value, moved to a use. */
export function moved(module: Module, node: Node, use: Use, note: string): ConfigValue {
  const value = module.evaluate(node);
  const size = sizeOf(value);
  if (size > MAX_SIZE || !module.spend(size)) return unknown(use.span, 'too much to follow');
  return carry(value, use.span, node.code.uri, note);
}

function stepValue(module: Module, step: Step, before: () => Flow, use: Use): ConfigValue {
  const set = `"${use.name}" is set here`;
  switch (step.kind) {
    case 'assign':
      return moved(module, step.value, use, set);
    case 'item': {
      const value = moved(module, step.value, use, set);
      const item = value.kind === 'list' ? value.items[step.index] : undefined;
      return item ?? unknown(use.span, `"${use.name}" is one of several results of ${short(step.value)}`);
    }
    case 'each':
      return eachValue(moved(module, step.value, use, set), step.value, use);
    case 'with':
      return unknown(use.span, `"${use.name}" comes from ${short(step.value)}`);
    case 'import':
      return unknown(use.span, `"${use.name}" is imported from ${step.path}`);
    case 'define':
      return unknown(use.span, `"${use.name}" is defined in code`);
    case 'lost':
      return unknown(use.span, `"${use.name}": ${step.reason}`);
    default:
      return changed(module, step, flowValue(module, before(), use), use);
  }
}

function eachValue(list: ConfigValue, node: Node, use: Use): ConfigValue {
  if (list.kind !== 'list' || list.open || list.items.length > 8) {
    return unknown(use.span, `"${use.name}" is each item of ${short(node)}`);
  }
  const options = list.items.map((value, i) => ({ branch: String(i), value }));
  return choice(use.span, `each item of ${short(node)}`, options, true);
}

type Change = Extract<Step, { kind: 'put' | 'method' | 'add' }>;

function changed(module: Module, step: Change, base: ConfigValue, use: Use): ConfigValue {
  const note = `"${use.name}" is changed here`;
  if (step.kind === 'add') return added(base, moved(module, step.value, use, note), step.operator, use);
  const keys = step.keys.map((key) => keyOf(module, key));
  if (keys.some((key) => key === undefined)) return opened(base);
  const known = keys.filter((key) => key !== undefined);
  if (step.kind === 'method') return called(module, step, base, known, use);
  if (step.value?.name === 'UpdateStatement') return put(base, known, unknown(use.span, 'it is added to'), use.span);
  return put(base, known, step.value && moved(module, step.value, use, note), use.span);
}

function added(base: ConfigValue, value: ConfigValue, operator: string, use: Use): ConfigValue {
  if (operator === '|=' && base.kind === 'object')
    return value.kind === 'object' ? merged(base, value) : { ...base, open: true };
  if (operator !== '+=') return unknown(use.span, `"${use.name}" is computed`);
  if (base.kind === 'list') {
    return value.kind === 'list'
      ? { ...base, items: [...base.items, ...value.items], open: base.open || value.open }
      : { ...base, open: true };
  }
  if (base.kind === 'text' || (base.kind === 'scalar' && typeof base.value === 'string'))
    return text(use.span, [base, value]);
  return unknown(use.span, `"${use.name}" is computed`);
}

/** The same value, of which more may exist than can be seen. */
function opened(base: ConfigValue): ConfigValue {
  return base.kind === 'object' || base.kind === 'list' ? { ...base, open: true } : base;
}

function called(
  module: Module,
  step: Extract<Step, { kind: 'method' }>,
  base: ConfigValue,
  keys: readonly string[],
  use: Use,
): ConfigValue {
  let target: ConfigValue | undefined = base;
  for (const key of keys) {
    if (target?.kind === 'object') target = target.entries.find((e) => e.key === key)?.value;
    else target = target?.kind === 'list' ? target.items[Number(key)] : undefined;
  }
  const made = target && applied(module, step, target, use);
  return made ? put(base, keys, made, use.span) : opened(base);
}

function applied(
  module: Module,
  step: Extract<Step, { kind: 'method' }>,
  target: ConfigValue,
  use: Use,
): ConfigValue | undefined {
  const note = `"${use.name}" is changed here`;
  const given = argumentsOf(step.call);
  const first = given[0]?.value;
  const value = (node: Node): ConfigValue => moved(module, node, use, note);
  if (target.kind === 'list') return listChange(step.method, target, given, value);
  if (target.kind !== 'object') return undefined;
  if (step.method === 'update') {
    let result = target;
    for (const argument of given) {
      const made = argument.value && value(argument.value);
      if (argument.name && made) {
        result = merged(result, {
          ...result,
          open: false,
          entries: [{ key: textOf(argument.name), keySpan: use.span, value: made }],
        });
      } else result = made?.kind === 'object' ? merged(result, made) : { ...result, open: true };
    }
    return result;
  }
  const key = first && keyOf(module, first);
  if (key === undefined) return { ...target, open: true };
  const second = given[1]?.value;
  if (step.method === 'pop') return put(target, [key], undefined, use.span);
  if (step.method !== 'setdefault' || !second) return { ...target, open: true };
  return target.entries.some((e) => e.key === key) ? target : put(target, [key], value(second), use.span);
}

function listChange(
  method: string,
  list: ListValue,
  given: readonly Argument[],
  value: (node: Node) => ConfigValue,
): ConfigValue {
  const first = given[0]?.value;
  if (!first) return { ...list, open: true };
  if (method === 'append') return { ...list, items: [...list.items, value(first)] };
  const more = method === 'extend' ? value(first) : undefined;
  if (more?.kind !== 'list') return { ...list, open: true };
  return { ...list, items: [...list.items, ...more.items], open: list.open || more.open };
}

function short(node: Node): string {
  return textOf(node).replace(/\s+/g, ' ').slice(0, 60);
}

/** A parameter: what the calls in this unit give, else its default. */
function parameterValue(module: Module, fn: Node, name: string, use: Use): ConfigValue {
  const parameter = parameters(fn).find((p) => p.name === name);
  const title = textOf(kid(fn, 'VariableName') ?? fn);
  const elsewhere = unknown(use.span, `parameter "${name}" of ${title}() is given by callers elsewhere`);
  if (!parameter || parameter.star) return elsewhere;
  const callers = callersOf(module, fn);
  if (callers.length === 0) {
    if (!parameter.fallback || givesNothing(parameter.fallback)) return elsewhere;
    return moved(module, parameter.fallback, use, `default of parameter "${name}"`);
  }
  if (callers.length > MAX_CALLERS) return unknown(use.span, `${title}() is called from many places`);
  const values = callers.map((call) => argumentValue(module, fn, parameter, call, use) ?? elsewhere);
  const options = values.map((value, i) => ({ branch: callBranch(i), value }));
  const only = options[0];
  return options.length === 1 && only ? only.value : choice(use.span, callTest(fn), options, true);
}

/** A default of None or of an empty dict says "give me one": what callers elsewhere give is not known. */
function givesNothing(fallback: Node): boolean {
  return fallback.name === 'None' || /^(?:\{\s*\}|dict\(\s*\))$/.test(textOf(fallback));
}

function argumentValue(module: Module, fn: Node, parameter: Parameter, call: Node, use: Use): ConfigValue | undefined {
  const given = argumentOf(fn, parameter.name, call);
  if (given === 'unseen') return undefined;
  if (given) return moved(module, given, use, `argument "${parameter.name}"`);
  return parameter.fallback && moved(module, parameter.fallback, use, `default of parameter "${parameter.name}"`);
}
