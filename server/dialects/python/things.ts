// What expressions denote that are no plain values (modules, clients, instances, classes), and so what a call is.
import { isForeignEndpoint } from '../../core/endpoint';
import { classifyAirflow } from './airflow';
import { clientMaker, identifiersOf, isSession, operationKind, operationOf, shapeOf } from './boto';
import { classifyCdk, classifyCdktf, methodConstruct } from './cdk';
import { givenBefore, isApplied, isPartial, targetOf, type Target } from './callee';
import { argumentOf, callersOf } from './callers';
import type { Flow } from './flow';
import { inheritedConstruct } from './inheritance';
import { parameters } from './functions';
import type { Kind, Module, Thing } from './module';
import { returnsOf } from './results';
import { classifySagemaker, resultClass, sagemakerKind } from './sagemaker';
import { argumentNamed, bare, dotted, expressions, kid, textOf, type Node } from './syntax';
import { guessed, isTelling, toldByMethod } from './told';
import { reportedModule } from './words';

/** What an expression denotes, or undefined where it is a plain value or not known. */
export function denote(module: Module, node: Node): Thing | undefined {
  switch (node.name) {
    case 'VariableName':
      return named(module, node, textOf(node));
    case 'MemberExpression':
      return member(module, node);
    case 'CallExpression':
      return called(module, node);
    case 'ConditionalExpression':
    case 'BinaryExpression':
      return first(expressions(node), (part) => module.denote(part));
    default:
      return undefined;
  }
}

function first<Item, Result>(items: readonly Item[], ask: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = ask(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

function named(module: Module, node: Node, name: string): Thing | undefined {
  const flow = module.lookup(name, node);
  return flow.kind === 'none' ? { kind: 'path', path: name } : flowThing(module, flow, 0);
}

function flowThing(module: Module, flow: Flow, depth: number): Thing | undefined {
  if (depth > 50) return undefined;
  if (flow.kind === 'choice') return first(flow.options, (o) => flowThing(module, o.flow, depth + 1));
  if (flow.kind === 'parameter') return parameterThing(module, flow.fn, flow.name);
  if (flow.kind !== 'step') return undefined;
  const step = flow.step;
  switch (step.kind) {
    case 'assign':
    case 'with':
      return module.denote(step.value);
    case 'import':
      return { kind: 'path', path: step.path };
    case 'define':
      return step.node.name === 'ClassDefinition'
        ? { kind: 'class', node: step.node }
        : { kind: 'function', node: step.node };
    case 'put':
    case 'method':
    case 'add':
      return flowThing(module, flow.before(), depth + 1);
    default:
      return undefined;
  }
}

function parameterThing(module: Module, fn: Node, name: string): Thing | undefined {
  const parameter = parameters(fn).find((p) => p.name === name);
  const service = parameter?.type && /mypy_boto3_(\w+)\./.exec(typePath(module, parameter.type))?.[1];
  if (service) return { kind: 'client', service: service.replaceAll('_', '-') };
  const given = first(callersOf(module, fn), (call) => {
    const node = argumentOf(fn, name, call);
    return node && node !== 'unseen' ? module.denote(node) : undefined;
  });
  return given ?? (parameter?.fallback && module.denote(parameter.fallback));
}

function typePath(module: Module, type: Node): string {
  const expression = type.kids.find((k) => k.name === 'VariableName' || k.name === 'MemberExpression');
  const thing = expression && module.denote(expression);
  return thing?.kind === 'path' ? thing.path : '';
}

function member(module: Module, node: Node): Thing | undefined {
  const name = dotted(node);
  if (name !== undefined) {
    const flow = module.lookup(name, node);
    if (flow.kind !== 'none') return flowThing(module, flow, 0);
  }
  const base = node.kids[0];
  const property = kid(node, 'PropertyName');
  const owner = base && module.denote(base);
  if (!owner) return undefined;
  if (!property) return owner.kind === 'made' && owner.made.family === 'operation' ? owner : undefined;
  return attribute(module, owner, textOf(property));
}

function attribute(module: Module, owner: Thing, name: string): Thing | undefined {
  if (owner.kind === 'path') return { kind: 'path', path: `${owner.path}.${name}` };
  if (owner.kind === 'class') {
    const flow = module.attribute(owner.node, name);
    return flow.kind === 'none' ? undefined : flowThing(module, flow, 0);
  }
  if (owner.kind === 'boto' && name === 'meta') return { ...owner, shape: 'meta' };
  if (owner.kind === 'boto' && owner.shape === 'meta' && name === 'client')
    return { kind: 'client', service: owner.service };
  if (owner.kind !== 'made' || owner.made.family !== 'sagemaker' || owner.made.base !== 'Session') return undefined;
  if (name === 'boto_session') return { kind: 'session' };
  return name === 'sagemaker_client' ? { kind: 'client', service: 'sagemaker' } : undefined;
}

/** What a call gives. */
function called(module: Module, call: Node): Thing | undefined {
  const kind = module.classify(call);
  if (kind?.family === 'later') return undefined;
  if (kind?.family === 'client')
    return kind.resource
      ? { kind: 'boto', service: kind.service, shape: '' }
      : { kind: 'client', service: kind.service };
  const callee = call.kids[0] && bare(call.kids[0]);
  const property = callee?.name === 'MemberExpression' ? kid(callee, 'PropertyName') : undefined;
  const base = property && callee?.kids[0] ? module.denote(callee.kids[0]) : undefined;
  if (base?.kind === 'boto' && property) {
    const shape = shapeOf(base.service, base.shape, textOf(property));
    if (shape) return { kind: 'boto', service: base.service, shape, owner: call };
  }
  if (kind?.family === 'sagemaker' && kind.method) {
    const name = resultClass(kind.method);
    return name ? { kind: 'made', call, made: sagemakerKind(name, '') } : undefined;
  }
  if (kind) return { kind: 'made', call, made: kind };
  const thing = callee && module.denote(callee);
  if (thing?.kind === 'path') return isSession(thing.path) ? { kind: 'session' } : undefined;
  if (thing?.kind === 'class') return { kind: 'class', node: thing.node, call };
  return thing?.kind === 'function' ? first(returnsOf(thing.node), (result) => module.denote(result)) : undefined;
}

/** What a call is to us, or undefined. */
export function classify(module: Module, call: Node): Kind | undefined {
  const target = kid(call, 'ArgList') && targetOf(module, call);
  if (!target) return undefined;
  const kind = targetKind(module, target, call);
  return target.later ? laterKind(module, call, kind) : kind;
}

function targetKind(module: Module, target: Target, call: Node): Kind | undefined {
  const { node, member } = target.callee;
  const thing = module.denote(node);
  if (thing?.kind === 'path') {
    const kind = pathKind(module, thing.path, call);
    if (kind) return kind;
  }
  if (!member) return undefined;
  const inherited = inheritedConstruct(module, call);
  if (inherited) return inherited;
  const { base, method } = member;
  const owner = module.denote(base);
  if (owner && owner.kind !== 'path')
    return methodKind(module, owner, method, call) ?? toldByMethod(module, method, call);
  return guessed(base, method, [...givenBefore(target), ...target.own]) ?? toldByMethod(module, method, call);
}

/** What is called later; a partial that is called by its name is judged there. */
function laterKind(module: Module, call: Node, kind: Kind | undefined): Kind | undefined {
  const isJudged = kind?.family === 'operation' || (kind?.family === 'reported' && kind.path !== 'print');
  if (!isJudged || (isPartial(module, call) && isApplied(module, call))) return undefined;
  return { family: 'later', type: kind.type, of: kind };
}

function pathKind(module: Module, path: string, call: Node): Kind | undefined {
  const maker = clientMaker(path);
  if (maker) return clientKind(module, call, maker === 'resource');
  if (/^(?:aio)?boto(?:core|3)\.(?:.+\.)?(?:Aio)?(?:Transfer)?Config$/.test(path))
    return { family: 'struct', type: path, level1: true };
  const kind = classifySagemaker(path) ?? classifyAirflow(path) ?? classifyCdk(path, call) ?? classifyCdktf(path, call);
  if (kind) return kind;
  if (path === 'print') return isTelling(call) ? { family: 'reported', type: 'python:print', path } : undefined;
  return reportedModule(path) === undefined ? undefined : { family: 'reported', type: `python:${path}`, path };
}

function clientKind(module: Module, call: Node, resource: boolean): Kind {
  const target = targetOf(module, call);
  const given = target ? [...givenBefore(target), ...target.own] : [];
  const named = argumentNamed('service_name', given) ?? given.find((a) => !a.name && !a.star);
  const value = named?.value && module.evaluate(named.value);
  const endpoint = argumentNamed('endpoint_url', given)?.value;
  const isForeign = isForeignEndpoint(endpoint && module.evaluate(endpoint));
  const service = value?.kind === 'scalar' && typeof value.value === 'string' && !isForeign ? value.value : '';
  return { family: 'client', type: 'sdk:Client', service, resource };
}

function methodKind(module: Module, owner: Thing, method: string, call: Node): Kind | undefined {
  switch (owner.kind) {
    case 'session': {
      const known = method === 'client' || method === 'create_client' || method === 'resource';
      return known ? clientKind(module, call, method === 'resource') : undefined;
    }
    case 'client': {
      const operation = owner.service ? operationOf(owner.service, undefined, method) : undefined;
      return operation ? operationKind(owner.service, operation, method, '') : undefined;
    }
    case 'boto': {
      const operation = owner.service ? operationOf(owner.service, owner.shape, method) : undefined;
      if (!operation) return undefined;
      const kind = operationKind(owner.service, operation, method, owner.shape);
      return owner.owner && identifiersOf(owner.service, owner.shape).length ? { ...kind, owner: owner.owner } : kind;
    }
    case 'made':
      return instanceKind(owner.made, method);
    default:
      return undefined;
  }
}

function instanceKind(made: Kind, method: string): Kind | undefined {
  if (made.family === 'construct') return methodConstruct(made.type, method);
  if (made.family === 'sagemaker' && !made.method) return sagemakerKind(made.name, method);
  // One level only: what a reported call's method gives back is mostly data.
  if (
    made.family !== 'reported' ||
    !/\.[A-Z]\w*$|\.(?:getLogger|connect|create_default_context|new|create_engine|from_url)$/.test(made.path)
  )
    return undefined;
  const path = `${made.path}.${method}`;
  return { family: 'reported', type: `python:${path}`, path };
}
