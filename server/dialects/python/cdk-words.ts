// How a file in Python names what CDK names `Enum.MEMBER` or `Class.factory()`: through the module that its call comes from.
import { snakeCase } from './cdk';
import type { Module } from './module';
import { dotted, type Node } from './syntax';

/** An expression of CDK's as the file around a construct's call writes it; undefined where the file does not import its name. */
export function cdkWords(module: Module, call: Node, text: string): string | undefined {
  const name = /^([A-Z]\w*)\./.exec(text)?.[1];
  if (name === undefined) return text;
  const words = text.replace(/\.(\w+)\(/g, (_, method: string) => `.${snakeCase(method)}(`);
  if (isImported(module, call, name)) return words;
  const prefix = prefixOf(module, call);
  return prefix === undefined || CORE.test(name) ? undefined : prefix + words;
}

/** Names of the package itself, and not of the module of a service. */
const CORE = /^(?:Duration|SecretValue|RemovalPolicy|Size)$/;

function isImported(module: Module, call: Node, name: string): boolean {
  return module.lookup(name, call).kind !== 'none';
}

/** `s3.` of `s3.Bucket(…)`, where `s3` is a module of CDK. */
function prefixOf(module: Module, call: Node): string | undefined {
  const callee = call.kids[0];
  const thing = callee && module.denote(callee);
  const whole = callee && dotted(callee);
  if (!whole || thing?.kind !== 'path' || !thing.path.startsWith('aws_cdk.')) return undefined;
  const end = whole.lastIndexOf('.');
  return end < 0 ? undefined : whole.slice(0, end + 1);
}
