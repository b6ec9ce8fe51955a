// The body of a resource: the arguments of its call under the names by which rules know them.
import type { ConfigValue, ObjectValue } from '../../core/value';
import { operatorBody } from './airflow';
import { botoPositions, identifiersOf, isTransfer } from './boto';
import { isPartial } from './callee';
import { camelCase, CONSTRUCT_NAMES } from './cdk';
import { argumentsValue, entry } from './literals';
import type { Kind, Module } from './module';
import { defaultsOf, positionsOf } from './sagemaker';
import { argumentNamed, argumentsOf, calleeName, spanOf, textOf, type Node } from './syntax';
import { carry, merge, objectOrNone, scalar } from './values';

/** A call's body by its kind. */
export function bodyOf(module: Module, call: Node, kind: Kind): ObjectValue {
  switch (kind.family) {
    case 'operation':
      return operationBody(module, call, kind);
    case 'client':
      return argumentsValue(module, call, {
        names: ['service', 'region_name', 'api_version', 'use_ssl', 'verify', 'endpoint_url'],
        rename: clientName,
      });
    case 'sagemaker':
      return sagemakerBody(module, call, kind);
    case 'operator':
      return operatorBody(module, call, kind);
    case 'construct':
    case 'imported':
      return kind.level1
        ? argumentsValue(module, call, { names: CONSTRUCT_NAMES, rename: withoutScope })
        : argumentsValue(module, call, { names: CONSTRUCT_NAMES, rename: (name) => camelCase(withoutScope(name)) });
    case 'later': {
      const body = bodyOf(module, call, kind.of);
      return isPartial(module, call) ? { ...body, open: true } : body;
    }
    case 'struct':
      return argumentsValue(module, call, { numbered: true, ...(kind.level1 ? {} : { rename: camelCase }) });
    default:
      return argumentsValue(module, call, { numbered: true });
  }
}

/** In a local session everything runs where the code runs, whatever the instance type says. */
function sagemakerBody(module: Module, call: Node, kind: Extract<Kind, { family: 'sagemaker' }>): ObjectValue {
  const names = positionsOf(kind.method ? `${kind.base}.${kind.method}` : kind.name);
  const body = withDefaults(kind, argumentsValue(module, call, { names }));
  const session = argumentNamed('sagemaker_session', argumentsOf(call))?.value;
  const made = session && module.denote(session);
  const isLocal = made?.kind === 'made' && made.made.family === 'sagemaker' && made.made.name.startsWith('Local');
  if (!isLocal || kind.method !== '') return body;
  return merge(body, entry(body, 'instance_type', body.head, scalar(body.head, 'local')));
}

/** What a constructor takes by itself, where nothing more can be given than is seen. */
function withDefaults({ name, method }: Extract<Kind, { family: 'sagemaker' }>, body: ObjectValue): ObjectValue {
  if (method !== '' || body.open) return body;
  return defaultsOf(name).reduce((made, [key, value]) => {
    const isGiven = body.entries.some((each) => each.key === key);
    return isGiven ? made : merge(made, entry(made, key, body.head, scalar(body.head, value)));
  }, body);
}

function clientName(keyword: string): string {
  return keyword === 'service_name' ? 'service' : keyword;
}

/** `scope=` and `id=` are no properties. */
function withoutScope(keyword: string): string {
  return keyword === 'scope' || keyword === 'id' || keyword === 'construct_id' ? '' : keyword;
}

function operationBody(module: Module, call: Node, kind: Extract<Kind, { family: 'operation' }>): ObjectValue {
  const given = argumentsValue(module, call, { names: botoPositions(kind.service, kind.shape, kind.method) });
  const body = isTransfer(kind.service, kind.method) ? unpacked(given) : given;
  return kind.owner ? merge(identifierEntries(module, kind.owner, kind, body), body) : body;
}

/** `ExtraArgs` holds what the API takes as arguments. */
function unpacked(body: ObjectValue): ObjectValue {
  const extra = body.entries.find((e) => e.key === 'ExtraArgs');
  if (!extra) return body;
  const rest = { ...body, entries: body.entries.filter((e) => e !== extra) };
  const given = objectOrNone(extra.value);
  return given ? merge(rest, given) : { ...rest, open: true };
}

/** What boto3 takes from the resource that the method is called on: `s3.Object('b', 'k').put()` sends both. */
function identifierEntries(
  module: Module,
  owner: Node,
  kind: Extract<Kind, { family: 'operation' }>,
  body: ObjectValue,
): ObjectValue {
  const names = identifiersOf(kind.service, kind.shape);
  const plain = argumentsOf(owner).filter((a) => !a.star);
  const maker = calleeName(owner);
  const isRoot = maker !== undefined && textOf(maker) === kind.shape;
  let result: ObjectValue = { ...body, entries: [], open: false };
  if (!isRoot || plain.length !== names.length) return result;
  plain.forEach((argument, i) => {
    const key = names[i];
    if (!key || !argument.value || (argument.name && i > 0)) return;
    const value: ConfigValue = carry(
      module.evaluate(argument.value),
      body.head,
      argument.value.code.uri,
      `given to ${kind.shape}()`,
    );
    result = merge(result, entry(result, key, spanOf(calleeName(owner) ?? owner), value));
  });
  return { ...result, entries: result.entries.map((e) => ({ ...e, keySpan: body.head })) };
}
