// Calls that tell by their method, their arguments or their names what they are, whatever they are called on.
import { isTransfer, operationKind, operationOf } from './boto';
import { nicknamed, serviceTaking } from './boto-guess';
import { parameters } from './functions';
import type { Kind, Module } from './module';
import { argumentNamed, argumentsOf, dotted, textOf, type Argument, type Node } from './syntax';

/** A call of a method that only one library's objects have: a frame that is written, a connection of Spark. */
export function toldByMethod(module: Module, method: string, call: Node): Kind | undefined {
  return frameWriter(module, method, call) ?? sparkConnection(module, method, call);
}

/** True for a `print` of more than plain text; of an event only where it is a handler's. */
export function isTelling(call: Node): boolean {
  if (argumentsOf(call).every(({ value }) => !value || value.name === 'String')) return false;
  if (!/\bevent\b/.test(textOf(call))) return true;
  let around = call.parent;
  while (around && around.name !== 'FunctionDefinition') around = around.parent;
  return around !== undefined && parameters(around).some(({ name }) => name === 'event');
}

/** `frame.to_csv('s3://...')`: only pandas and its kin have such methods, so the frame's own making need not be known. */
function frameWriter(module: Module, method: string, call: Node): Kind | undefined {
  if (!/^to_(?:csv|parquet|json|pickle|excel|feather|orc|hdf|xml)$/.test(method)) return undefined;
  const given = argumentsOf(call);
  const isRemote = given.some(({ name }) => name && textOf(name) === 'storage_options');
  if (!isRemote && !/^s3[an]?:\/\//.test(startOf(module, given[0]) ?? '')) return undefined;
  const path = `pandas.DataFrame.${method}`;
  return { family: 'reported', type: `python:${path}`, path };
}

/** `.option("url", "jdbc:…")`, `.options(url=…)`, `.jdbc(url, …)`: readers and writers of Spark come out of long chains. */
function sparkConnection(module: Module, method: string, call: Node): Kind | undefined {
  if (!/^(?:options?|jdbc)$/.test(method)) return undefined;
  const given = argumentsOf(call);
  const url = argumentNamed('url', given) ?? given[method === 'option' ? 1 : 0];
  if (method === 'option' && startOf(module, given[0]) !== 'url') return undefined;
  if (!startOf(module, url)?.startsWith('jdbc:')) return undefined;
  const path = `pyspark.sql.DataFrameReader.${method}`;
  return { family: 'reported', type: `python:${path}`, path };
}

/** The text of an argument as far as it is known from its start. */
function startOf(module: Module, argument: Argument | undefined): string | undefined {
  const value = argument?.value && module.evaluate(argument.value);
  const start = value?.kind === 'text' ? value.parts[0] : value?.kind === 'scalar' ? value.value : undefined;
  return typeof start === 'string' ? start : undefined;
}

/** What something is called: `self.s3_client`, and `ecr` of `clients["ecr"]`. */
function nameOf(base: Node): string {
  const [, , key] = base.name === 'MemberExpression' && base.kids.length === 4 ? base.kids : [];
  const text = key?.name === 'String' ? /^["'](\w+)["']$/.exec(textOf(key))?.[1] : undefined;
  return text ?? dotted(base) ?? '';
}

/** A call on something unknown that is named like a client, or that takes what only one operation takes, by the API's own names. */
export function guessed(base: Node, method: string, given: readonly Argument[]): Kind | undefined {
  if (!/^[a-z]+_[a-z0-9_]+$/.test(method)) return undefined;
  const names = given.flatMap((a) => (a.name ? [textOf(a.name)] : []));
  const service = nicknamed(nameOf(base)) ?? serviceTaking(method, names);
  if (!service) return undefined;
  const transfer = isTransfer(service, method) && method !== 'copy';
  if (!transfer && (names.length === 0 || given.some((a) => !a.name && a.star !== '**'))) return undefined;
  if (!names.every((n) => /^(?:[A-Z]|[a-z]+[A-Z])/.test(n))) return undefined;
  const operation = operationOf(service, undefined, method);
  return operation ? operationKind(service, operation, method, '') : undefined;
}
