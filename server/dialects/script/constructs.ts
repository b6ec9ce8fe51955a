// Recognises CDK and CDK for Terraform: what a name of a CDK module means, and which calls make a construct that other code refers to.
import { isPartOfConstructs } from '../../core/cdk-application';
import { terraformTypeOfClass } from '../../core/cdktf';
import { madeByMethod, mayMake } from '../../core/construct-methods';
import { memberName, unwrap, type Call, type Node } from './ast';
import { evaluate } from './evaluate';
import { idOf, type Reader } from './reader';
import type { Context } from './scope';
import { instanceOf, symbolOf, type ModuleSymbol } from './symbols';

/** A name of a CDK module: `aws-s3` and `BucketEncryption.KMS`. The module of `aws-cdk-lib` itself is `core`. */
export interface CdkName {
  readonly lib: string;
  readonly name: string;
}

/** A call that makes a construct: its type, and the id by which values refer to it. */
export interface Construct extends CdkName {
  readonly type: string;
  readonly id: string;
  readonly call: Call;
}

/** What a symbol is called in CDK, or undefined where it isn't CDK's. Versions 1 and 2 and alpha modules are alike. */
export function cdkNameOf({ module, path }: ModuleSymbol): CdkName | undefined {
  const v2 = /^aws-cdk-lib(?:\/(.+))?$/.exec(module);
  const v1 = /^@aws-cdk\/(core|aws-[\w-]+?)(?:-alpha)?$/.exec(module);
  if (!v1 && !v2) return undefined;
  const lib = v1?.[1] ?? v2?.[1];
  if (lib !== undefined) return { lib, name: path.join('.') };
  const [first = '', ...rest] = path;
  if (/^[a-z]/.test(first)) return { lib: first.replace(/_/g, '-'), name: rest.join('.') };
  return { lib: 'core', name: path.join('.') };
}

/** The Terraform type of a class of CDK for Terraform's AWS provider: `S3Bucket` gives `aws_s3_bucket`. */
export function terraformTypeOf({ module, path }: ModuleSymbol): string | undefined {
  const name = path[path.length - 1];
  if (!/^@(?:cdktf|cdktn)\/provider-aws(?:\/|$)/.test(module) || name === undefined || !/^[A-Z]/.test(name))
    return undefined;
  return terraformTypeOfClass(name);
}

/** The construct that `new s3.Bucket(this, 'x')` or `kms.Key.fromKeyArn(this, 'x', …)` makes, or undefined for other calls. */
export function constructAt(reader: Reader, node: Node, context: Context): Construct | undefined {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined;
  if (!hasScopeAndId(node)) return methodConstruct(reader, node, context);
  const symbol = symbolOf(node.callee, context);
  const terraform = symbol && node.type === 'NewExpression' ? terraformTypeOf(symbol) : undefined;
  if (terraform !== undefined) {
    return { lib: 'cdktf', name: terraform, type: terraform, id: idOf(reader, terraform, node), call: node };
  }
  const cdk = symbol && cdkNameOf(symbol);
  if (!cdk || !isConstructName(cdk, node.type === 'NewExpression')) return undefined;
  const { lib, name } = cdk;
  const type = `${lib}.${name}`;
  return { lib, name, type, id: idOf(reader, type, node), call: node };
}

/** The construct that a method of another makes: `balancer.addListener('Web', {…})`. */
function methodConstruct(reader: Reader, node: Call, context: Context): Construct | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  const method = callee?.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee?.type !== 'MemberExpression' || method === undefined || !mayMake(method)) return undefined;
  const owner = ownerOf(reader, callee.object, context);
  const type = owner && madeByMethod(owner, method);
  if (type === undefined) return undefined;
  const [lib = '', name = ''] = type.split('.');
  return { lib, name, type, id: idOf(reader, type, node), call: node };
}

/** The type of the construct that an expression stands for; a listener may itself be made by a method. */
function ownerOf(reader: Reader, node: Node, context: Context): string | undefined {
  const made = instanceOf(node, context);
  const cdk = made && cdkNameOf(made);
  if (cdk) return `${cdk.lib}.${cdk.name}`;
  const value = evaluate(reader, node, context);
  return value.kind === 'ref' && value.attribute === '' ? value.target.replace(/@.*$/, '') : undefined;
}

/** Where a call that makes a construct has its properties: behind the scope and the id; methods take no scope. */
export function propertiesAt(node: Call): number {
  const isMethod = node.type === 'CallExpression' && unwrap(node.callee).type === 'MemberExpression';
  return isMethod && !hasScopeAndId(node) ? 1 : 2;
}

function isConstructName({ lib, name }: CdkName, isNew: boolean): boolean {
  if (isPartOfConstructs(`${lib}.${name}`)) return false;
  if (isNew) return /^[A-Z]\w*$/.test(name) && (lib !== 'core' || /^Cfn(?:Resource|Output|Parameter)$/.test(name));
  return lib !== 'core' && /^[A-Z]\w*\.from[A-Z]\w*$/.test(name);
}

/** Constructs take a scope and an id first: `this, 'Name'`. */
function hasScopeAndId(node: Call): boolean {
  const [scope, id] = node.arguments.map(unwrap);
  if (!scope || !id) return false;
  const isScope =
    scope.type === 'ThisExpression' ||
    scope.type === 'Identifier' ||
    scope.type === 'MemberExpression' ||
    scope.type === 'NewExpression' ||
    scope.type === 'CallExpression';
  const isId =
    id.type === 'Literal' ||
    id.type === 'TemplateLiteral' ||
    id.type === 'Identifier' ||
    id.type === 'MemberExpression' ||
    id.type === 'BinaryExpression' ||
    id.type === 'CallExpression';
  return isScope && isId;
}
