// Values of calls into Python itself: `dict(...)`, `.format(...)`, `os.environ.get(...)`, `json.dumps(...)`.
import { entryOf, type ConfigValue } from '../../core/value';
import { argumentsValue, keyOf } from './literals';
import type { Module } from './module';
import { argumentNamed, argumentsOf, dotted, kid, spanOf, textOf, type Node } from './syntax';
import { carry, environmentVariable, merge, scalar, text, unknown } from './values';

/** Functions that give back what they got, as far as values matter here. */
const THROUGH = new Set([
  'str',
  'list',
  'tuple',
  'set',
  'frozenset',
  'sorted',
  'bytes',
  'copy.copy',
  'copy.deepcopy',
  'deepcopy',
  'json.dumps',
  'typing.cast',
]);
const METHODS_THROUGH = new Set(['copy', 'encode', 'decode', 'strip', 'rstrip', 'lstrip']);
const ENVIRONMENT = new Set(['os.environ.get', 'os.getenv', 'environ.get', 'getenv', 'os.environ.setdefault']);
const PIPELINE_PARAMETER = /^sagemaker\.(?:\w+\.)*workflow\.parameters\.Parameter(?:String|Integer|Float|Boolean)$/;
const ASKING = new Set(['input', 'raw_input', 'getpass.getpass', 'getpass']);

/** The value of a call of a builtin or of a method of a plain value; undefined for other calls. */
export function builtinValue(module: Module, call: Node): ConfigValue | undefined {
  const callee = call.kids[0];
  const name = callee && calledPath(module, callee);
  if (callee && name !== undefined) {
    const value = functionValue(module, call, name);
    if (value) return value;
  }
  return callee?.name === 'MemberExpression' ? methodValue(module, call, callee) : undefined;
}

/** The dotted name of what is called, imports resolved; undefined for what this unit defines. */
function calledPath(module: Module, callee: Node): string | undefined {
  const thing = module.denote(callee);
  if (thing?.kind === 'path') return thing.path;
  return thing ? undefined : dotted(callee);
}

function functionValue(module: Module, call: Node, name: string): ConfigValue | undefined {
  const first = argumentsOf(call).find((a) => !a.name && !a.star)?.value;
  const span = spanOf(call);
  if (THROUGH.has(name) && first)
    return seen(module.evaluate(name === 'typing.cast' ? (second(call) ?? first) : first), call);
  if (ASKING.has(name)) return unknown(span, 'it is typed in by somebody');
  if (PIPELINE_PARAMETER.test(name)) return pipelineParameter(module, call);
  if (ENVIRONMENT.has(name)) return environment(module, call);
  if (name === 'dict' || name === 'types.SimpleNamespace') {
    const keywords = argumentsValue(module, call);
    const base = first && module.evaluate(first);
    const made = { ...keywords, span, head: keywords.entries[0]?.keySpan ?? keywords.head };
    if (!base) return made;
    return base.kind === 'object' ? { ...merge(base, made), span } : { ...made, open: true };
  }
  if ((name === 'int' || name === 'float') && first) {
    const value = module.evaluate(first);
    const number = value.kind === 'scalar' && value.value !== null ? Number(value.value) : NaN;
    return Number.isFinite(number) ? scalar(span, number) : unknown(span, 'computed in code');
  }
  return undefined;
}

/** A parameter of a SageMaker pipeline is its default, where it has one. */
function pipelineParameter(module: Module, call: Node): ConfigValue {
  const fallback = argumentNamed('default_value', argumentsOf(call))?.value;
  const isGiven = fallback && fallback.name !== 'None';
  return isGiven ? module.evaluate(fallback) : unknown(spanOf(call), 'the pipeline gets it when it runs');
}

function second(call: Node): Node | undefined {
  return argumentsOf(call)[1]?.value;
}

/** The value keeps its own places where it was written there, and takes the call's where it came from elsewhere. */
function seen(value: ConfigValue, call: Node): ConfigValue {
  return value.trace ? carry(value, spanOf(call), call.code.uri, 'taken from here') : value;
}

function environment(module: Module, call: Node): ConfigValue {
  const [name, fallback] = argumentsOf(call);
  const span = spanOf(call);
  const variable = name?.value ? textOf(name.value).slice(0, 60) : '';
  const set = environmentVariable(span, variable, name?.value && keyOf(module, name.value));
  if (!fallback?.value || fallback.value.name === 'None') return set;
  const options = [
    { branch: 'set', value: set },
    { branch: 'not set', value: module.evaluate(fallback.value) },
  ];
  return { kind: 'choice', span, test: `environment variable ${variable}`, options, everyBranch: false };
}

function methodValue(module: Module, call: Node, callee: Node): ConfigValue | undefined {
  const base = callee.kids[0];
  const property = kid(callee, 'PropertyName');
  if (!base || !property || module.classify(call)) return undefined;
  const method = textOf(property);
  if (method === 'format') return formatted(module, call, base);
  if (METHODS_THROUGH.has(method)) {
    const value = module.evaluate(base);
    return value.kind === 'unknown' ? undefined : seen(value, call);
  }
  if (method === 'lower' || method === 'upper') return cased(module, call, base, method);
  if (method === 'get') return got(module, call, base);
  return method === 'join' ? joined(module, call, base) : undefined;
}

function cased(module: Module, call: Node, base: Node, method: 'lower' | 'upper'): ConfigValue | undefined {
  const value = module.evaluate(base);
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return undefined;
  return {
    ...value,
    span: spanOf(call),
    value: method === 'lower' ? value.value.toLowerCase() : value.value.toUpperCase(),
  };
}

function formatted(module: Module, call: Node, base: Node): ConfigValue | undefined {
  const template = module.evaluate(base);
  if (template.kind !== 'scalar' || typeof template.value !== 'string') return undefined;
  const given = argumentsValue(module, call, { numbered: true });
  let next = 0;
  const parts = template.value.split(/(\{\{|\}\}|\{[^{}]*\})/).map((part, i): string | ConfigValue => {
    if (i % 2 === 0) return part;
    if (part === '{{' || part === '}}') return part.slice(1);
    const key = /^\{(\w*)\}$/.exec(part)?.[1];
    const name = key === '' ? String(next++) : key;
    return given.entries.find((e) => e.key === name)?.value ?? unknown(spanOf(call), 'a formatted part of a text');
  });
  return text(spanOf(call), parts);
}

function got(module: Module, call: Node, base: Node): ConfigValue | undefined {
  const dict = module.evaluate(base);
  const [keyArgument, fallback] = argumentsOf(call);
  const key = keyArgument?.value && module.evaluate(keyArgument.value);
  if (dict.kind === 'ref' && key?.kind === 'scalar') {
    return { ...dict, span: spanOf(call), attribute: [dict.attribute, String(key.value)].filter(Boolean).join('.') };
  }
  if (dict.kind !== 'object' || key?.kind !== 'scalar') return undefined;
  const found = entryOf(dict, String(key.value));
  if (found) return carry(found.value, spanOf(call), call.code.uri, `"${String(key.value)}" is set here`);
  if (dict.open) return undefined;
  return fallback?.value ? module.evaluate(fallback.value) : scalar(spanOf(call), null);
}

function joined(module: Module, call: Node, base: Node): ConfigValue | undefined {
  const separator = module.evaluate(base);
  const first = argumentsOf(call)[0]?.value;
  const list = first && module.evaluate(first);
  if (separator.kind !== 'scalar' || list?.kind !== 'list' || list.open) return undefined;
  const between = String(separator.value);
  return text(
    spanOf(call),
    list.items.flatMap((item, i) => (i ? [between, item] : [item])),
  );
}
