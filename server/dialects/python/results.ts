// Values of calls that make something: references to AWS calls and constructs, structs, and results of local functions.
import { isPartOfConstructs, optionsPosition } from '../../core/cdk-application';
import { assuming } from '../../core/assume';
import { isTruthy, type ConfigValue, type ObjectValue } from '../../core/value';
import { camelCase } from './cdk';
import { argumentsValue, entry } from './literals';
import { argumentOf, callBranch, callersOf, callTest } from './callers';
import { parameters } from './functions';
import type { Kind, Module } from './module';
import { bodyOf } from './bodies';
import { isConfigClass, resultClass } from './sagemaker';
import { bare, kid, spanOf, textOf, type Node } from './syntax';
import { carry, merge, scalar, sizeOf, unknown } from './values';

/** The value of a call that is no builtin's. */
export function resultValue(module: Module, call: Node): ConfigValue {
  const kind = module.classify(call);
  if (kind) return kindValue(module, call, kind);
  const callee = call.kids[0] && module.denote(call.kids[0]);
  const span = spanOf(call);
  if (callee?.kind === 'function') return returned(module, callee.node, call);
  return unknown(
    span,
    `result of ${textOf(call.kids[0] ?? call)
      .replace(/\s+/g, ' ')
      .slice(0, 80)}()`,
  );
}

function kindValue(module: Module, call: Node, kind: Kind): ConfigValue {
  const span = spanOf(call);
  switch (kind.family) {
    case 'client':
      return unknown(span, 'an AWS client');
    case 'later':
      return unknown(span, 'what a later call gives');
    case 'struct':
      return structValue(module, call, kind);
    case 'factory':
      return factoryValue(module, call, kind);
    case 'sagemaker':
      if (!kind.method && isConfigClass(kind.name)) return { ...bodyOf(module, call, kind), span };
      if (kind.method && !resultClass(kind.method)) return unknown(span, `result of ${kind.method}()`);
      return { kind: 'ref', span, target: module.idOf(call, kind), attribute: '' };
    default:
      return { kind: 'ref', span, target: module.idOf(call, kind), attribute: '' };
  }
}

/** A struct's arguments; of principals, origins and actions only their class tells what they are. */
function structValue(module: Module, call: Node, kind: Kind): ObjectValue {
  const body = { ...bodyOf(module, call, kind), span: spanOf(call) };
  const made = /\.(\w+)$/.exec(kind.type)?.[1];
  const name = made?.endsWith('Principal') || isPartOfConstructs(kind.type) ? made : undefined;
  return name === undefined ? body : merge(body, entry(body, 'new', body.head, scalar(body.head, name)));
}

/** `Duration.days(7)`: its arguments, with `new` saying who made it. One without arguments is text, as in TypeScript. */
function factoryValue(module: Module, call: Node, kind: Kind): ConfigValue {
  const span = spanOf(call);
  const given = argumentsValue(module, call, { numbered: true, rename: camelCase });
  if (given.entries.length === 0 && !given.open && optionsPosition(kind.type) === undefined)
    return scalar(span, `${kind.type}()`);
  const name = entry(given, 'new', given.head, scalar(given.head, kind.type));
  return { ...given, span, entries: [...name.entries, ...given.entries] };
}

/** What a function of this unit returns, where it has one `return`. */
function returned(module: Module, fn: Node, call: Node): ConfigValue {
  const name = textOf(kid(fn, 'VariableName') ?? fn);
  const span = spanOf(call);
  const results = returnsOf(fn);
  const only = results[0];
  if (!only || results.length > 1) return unknown(span, `${name}() returns several things`);
  const value = calledFrom(module, fn, call, module.evaluate(only));
  const size = sizeOf(value);
  if (size > 10_000 || !module.spend(size)) return unknown(span, 'too much to follow');
  return carry(value, span, only.code.uri, `${name}() returns it`);
}

/** A function's result with its parameters as one of its calls gives them. */
function calledFrom(module: Module, fn: Node, call: Node, value: ConfigValue): ConfigValue {
  const at = callersOf(module, fn).indexOf(call);
  const test = callTest(fn);
  if (at < 0) return value;
  return assuming(value, (asked) => (asked === test ? callBranch(at) : outcome(module, fn, call, asked)));
}

/** The branch that a test of a parameter takes in a call: `if key:`, `if key is not None:`. */
function outcome(module: Module, fn: Node, call: Node, asked: string): string | undefined {
  const [, name, is, not, inside] = /^(\w+)( is (not )?None)? in (\w+)\(\)$/.exec(asked) ?? [];
  const parameter = parameters(fn).find((p) => p.name === name && !p.star);
  if (!parameter || name === undefined || inside !== textOf(kid(fn, 'VariableName') ?? fn)) return undefined;
  const given = argumentOf(fn, name, call) ?? parameter.fallback;
  const value = given && given !== 'unseen' ? module.evaluate(given) : undefined;
  const isNone = value?.kind === 'scalar' && value.value === null;
  const truth =
    value &&
    (is === undefined ? isTruthy(value) : isNone || isTruthy(value) ? isNone !== (not !== undefined) : undefined);
  return truth === undefined ? undefined : String(truth);
}

/** The expressions that a function returns. */
export function returnsOf(fn: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    for (const k of node.kids) {
      if (k.name === 'FunctionDefinition' || k.name === 'ClassDefinition' || k.name === 'LambdaExpression') continue;
      if (k.name === 'ReturnStatement') {
        const value = k.kids[1];
        if (value) found.push(bare(value));
      } else visit(k);
    }
  };
  const body = kid(fn, 'Body');
  if (body) visit(body);
  return found;
}
