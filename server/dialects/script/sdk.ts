// Resources for calls of the AWS SDK for JavaScript, versions 3 and 2: `client.send(new XCommand({…}))`, `s3.putObject({…})`, clients.
import type { Resource } from '../../core/resource';
import type { ConfigValue } from '../../core/value';
import { memberName, unwrap, type Call, type Node } from './ast';
import { evaluate } from './evaluate';
import { methodOf } from './methods';
import { propertyOf, scalar } from './objects';
import type { Reader } from './reader';
import { bodyFrom, bodyOf, makeResource, nameSpan } from './resources';
import type { CallSite, Context } from './scope';
import { DOCUMENT_OPERATIONS, serviceOfClass, serviceOfPackage } from './services';
import { instanceOf, symbolOf, type ModuleSymbol } from './symbols';

/** Methods of clients that call no operation. */
const NOT_OPERATIONS =
  /^(?:send|destroy|on|once|off|waitFor|makeRequest|makeUnauthenticatedRequest|config|setupRequestListeners|defineService|createPresignedPost|promise|from|add|use|resolve\w*|set\w+Listener)$/;

/** The resource of an SDK call or client; undefined for calls that are neither. */
export function sdkCall(reader: Reader, { node, context }: CallSite): Resource | undefined {
  return node.type === 'NewExpression' ? made(reader, node, context) : called(reader, node, context);
}

function made(reader: Reader, node: Call, context: Context): Resource | undefined {
  const symbol = symbolOf(node.callee, context);
  if (!symbol) return undefined;
  const name = symbol.path[symbol.path.length - 1] ?? '';
  if (symbol.module === '@aws-sdk/lib-storage' && name === 'Upload') return upload(reader, node, context);
  const client = clientOf(symbol);
  if (!client) return undefined;
  if (client.operation === undefined) return clientResource(reader, node, client.service, context);
  return operation(reader, node, `${client.service}:${client.operation}`, node.arguments[0], context);
}

interface Client {
  readonly service: string;
  /** Set where the symbol is a command class. */
  readonly operation?: string;
  /** True where the class has a method for every operation. */
  readonly hasMethods: boolean;
  readonly isDocument: boolean;
}

/** Which service's client or command a class is. */
function clientOf({ module, path }: ModuleSymbol): Client | undefined {
  const name = path[path.length - 1] ?? '';
  const isDocument = module === '@aws-sdk/lib-dynamodb' || name === 'DocumentClient';
  const v3 = /^@aws-sdk\/client-([\w-]+)$/.exec(module)?.[1];
  if (v3 !== undefined || module === '@aws-sdk/lib-dynamodb') {
    const service = v3 === undefined ? 'dynamodb' : serviceOfPackage(v3);
    const command = /^([A-Z]\w*)Command$/.exec(name)?.[1];
    const document = isDocument && command !== undefined ? DOCUMENT_OPERATIONS[command] : undefined;
    if (command !== undefined) return { service, operation: document ?? command, hasMethods: false, isDocument };
    return /^[A-Z]/.test(name) ? { service, hasMethods: !name.endsWith('Client'), isDocument } : undefined;
  }
  const v2 = module === 'aws-sdk' ? path[0] : /^aws-sdk\/clients\/(\w+)$/.exec(module)?.[1];
  if (v2 === undefined || /^(?:config|Config|Endpoint|Credentials|util|\w*Credentials|Request|Service)$/.test(v2))
    return undefined;
  if (path.length > (module === 'aws-sdk' ? 2 : 1)) return undefined;
  return { service: serviceOfClass(v2), hasMethods: true, isDocument };
}

function operation(reader: Reader, node: Call, type: string, argument: Node | undefined, context: Context): Resource {
  const head = nameSpan(node);
  return makeResource(reader, { dialect: 'sdk', type, node, head, body: bodyOf(reader, argument, context, head) });
}

function clientResource(reader: Reader, node: Call, service: string, context: Context): Resource {
  const head = nameSpan(node);
  const options = bodyOf(reader, node.arguments[0], context, head);
  const entry = { key: 'service', keySpan: head, value: scalar(service, head) };
  const body = { ...options, entries: [entry, ...options.entries.filter((e) => e.key !== 'service')] };
  return makeResource(reader, { dialect: 'sdk', type: 'sdk:Client', node, head, body });
}

/** `new Upload({ client, params: {…} })` puts an object. */
function upload(reader: Reader, node: Call, context: Context): Resource {
  const head = nameSpan(node);
  const argument = node.arguments[0];
  const options: ConfigValue = argument ? evaluate(reader, argument, context) : scalar(null, head);
  const params = propertyOf(options, 'params', head);
  const exact = options.kind === 'object' ? options.entries.find((e) => e.key === 'params')?.value : undefined;
  const body = bodyFrom(exact ?? params, head, head);
  return makeResource(reader, { dialect: 'sdk', type: 's3:PutObject', node, head, body });
}

function called(reader: Reader, node: Call, context: Context): Resource | undefined {
  const found = methodOf(node.callee, context);
  if (!found) return undefined;
  const { member: callee, context: place } = found;
  const method = memberName(callee);
  if (method === undefined || method === '' || NOT_OPERATIONS.test(method)) return undefined;
  const setting = method === 'update' ? configUpdate(reader, node, callee.object, place) : undefined;
  if (setting) return setting;
  const symbol = instanceOf(callee.object, place);
  const client = symbol && clientOf(symbol);
  if (!client?.hasMethods || client.operation !== undefined) return undefined;
  if (method.startsWith('getSignedUrl'))
    return callee === unwrap(node.callee) ? presigned(reader, node, client.service, context) : undefined;
  const upper = method.charAt(0).toUpperCase() + method.slice(1);
  const document = client.isDocument ? DOCUMENT_OPERATIONS[upper] : undefined;
  const name = document ?? (client.service === 's3' && method === 'upload' ? 'PutObject' : upper);
  const [first] = node.arguments;
  const isCallback = first?.type === 'ArrowFunctionExpression' || first?.type === 'FunctionExpression';
  return operation(reader, node, `${client.service}:${name}`, isCallback ? undefined : first, context);
}

/** `s3.getSignedUrl('putObject', {…})` of SDK v2 stands for the operation it signs. */
function presigned(reader: Reader, node: Call, service: string, context: Context): Resource | undefined {
  const [first, second] = node.arguments;
  if (first?.type !== 'Literal' || typeof first.value !== 'string') return undefined;
  const name = first.value.charAt(0).toUpperCase() + first.value.slice(1);
  return operation(reader, node, `${service}:${name}`, second, context);
}

/** `AWS.config.update({ sslEnabled: false })` holds for every client: service `*`. */
function configUpdate(reader: Reader, node: Call, object: Node, context: Context): Resource | undefined {
  const symbol = symbolOf(object, context);
  if (symbol?.module !== 'aws-sdk' || symbol.path.join('.') !== 'config') return undefined;
  return clientResource(reader, node, '*', context);
}

/** The argument that holds an SDK call's input, and how to reach it: an edit starts there. */
export function inputOf(node: Call, type: string): { readonly index: number; readonly inside?: string } {
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
  if (method.startsWith('getSignedUrl')) return { index: 1 };
  if (type === 's3:PutObject' && node.type === 'NewExpression' && spanName(node) === 'Upload')
    return { index: 0, inside: 'params' };
  return { index: 0 };
}

function spanName(node: Call): string {
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') return memberName(callee) ?? '';
  return callee.type === 'Identifier' ? callee.name : '';
}
