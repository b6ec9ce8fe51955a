// The Serverless Framework around a template: its variables are filled in.
// Source: https://www.serverless.com/framework/docs/guides/variables
import { folderOf, joinPath } from '../../core/paths';
import type { Span } from '../../core/text';
import { usedAt, type ConfigValue } from '../../core/value';
import { composeText } from './compose';
import { childOf, type RawNode } from './raw';
import { readYaml } from './read-yaml';
import { spanOf, spend, tooLarge, traced, unknown, type Frame, type Scope } from './scope';
import { alternativesOf, isLocalFile, variablesIn, type Alternative } from './serverless-text';

type Evaluate = (node: RawNode, frame: Frame) => ConfigValue;

/** A text of a service, with its variables filled in. A text that is one variable is what that stands for, of whatever type. */
export function serverlessText(text: string, span: Span, scope: Scope, evaluate: Evaluate): ConfigValue {
  const parts: ConfigValue[] = [];
  let last = 0;
  for (const { start, end, inside } of variablesIn(text)) {
    if (!spend(scope, 1 + inside.length / 64)) return tooLarge(span);
    if (start > last) parts.push({ kind: 'scalar', span, value: text.slice(last, start) });
    parts.push(filledIn(inside, span, scope, evaluate));
    last = end;
  }
  const [only] = parts;
  if (only && parts.length === 1 && last === text.length) return only;
  if (last < text.length) parts.push({ kind: 'scalar', span, value: text.slice(last) });
  return composeText(parts, span, scope);
}

/** What somebody may give when the service is deployed, and mostly leaves at its default. */
const GIVEN: ReadonlySet<string> = new Set(['opt', 'env']);

function filledIn(inside: string, span: Span, scope: Scope, evaluate: Evaluate): ConfigValue {
  let given = false;
  for (const alternative of alternativesOf(inside)) {
    const value = valueOf(alternative, span, scope, evaluate);
    if (value === undefined) given ||= alternative.kind === 'source' && GIVEN.has(alternative.name);
    else if (!given || value.kind === 'unknown') return value;
    else return traced(value, { place: { uri: scope.uri, span }, note: `default in \${${inside.slice(0, 80)}}` });
  }
  return unknown(span, `\${${inside.slice(0, 80)}} is filled in by another tool`);
}

/** Undefined where the source has no such value, so that the next alternative counts. */
function valueOf(alternative: Alternative, span: Span, scope: Scope, evaluate: Evaluate): ConfigValue | undefined {
  switch (alternative.kind) {
    case 'literal':
      return { kind: 'scalar', span, value: alternative.value };
    case 'nested': {
      const value = serverlessText(alternative.text, span, scope, evaluate);
      if (isOneVariable(alternative.text)) return value;
      if (value.kind === 'scalar') return filledIn(String(value.value), span, scope, evaluate);
      return unknown(span, `${alternative.text.slice(0, 80)} is not known here`);
    }
    case 'source':
      return fromSource(alternative, span, scope, evaluate);
  }
}

/** Nothing stands around the `${` and the `}` of the first variable. */
function isOneVariable(text: string): boolean {
  return variablesIn(text)[0]?.inside.length === text.length - 3;
}

type FromSource = Extract<Alternative, { kind: 'source' }>;

function fromSource(source: FromSource, span: Span, scope: Scope, evaluate: Evaluate): ConfigValue | undefined {
  const { name, address } = source;
  if (GIVEN.has(name)) return undefined;
  if (name === 'self') return ownValue(address.split('.'), span, scope, evaluate);
  if (name === 'sls' && address === 'stage') return stage(span, scope, evaluate);
  if (name === 'param') return parameter(address, span, scope, evaluate);
  if (name === 'file') return fileValue(source, span, scope, evaluate);
  return unknown(span, `\${${name}:${address.slice(0, 60)}} is known only when the service is deployed`);
}

/** The stage where nobody gives another one. */
function stage(span: Span, scope: Scope, evaluate: Evaluate): ConfigValue {
  return ownValue(['provider', 'stage'], span, scope, evaluate) ?? { kind: 'scalar', span, value: 'dev' };
}

function parameter(name: string, span: Span, scope: Scope, evaluate: Evaluate): ConfigValue | undefined {
  const now = stage(span, scope, evaluate);
  const own = now.kind === 'scalar' ? ownValue(['params', String(now.value), name], span, scope, evaluate) : undefined;
  return own ?? ownValue(['params', 'default', name], span, scope, evaluate);
}

/** What stands at a path of the service's own file. */
function ownValue(
  [section = '', key = '', ...path]: readonly string[],
  span: Span,
  scope: Scope,
  evaluate: Evaluate,
): ConfigValue | undefined {
  const service = scope.stack.service;
  const member = service?.members(section).get(key);
  const node = member && nodeAt(member.value, path);
  if (!service || !member || !node) return undefined;
  const place = { uri: service.uri, span: spanOf(node, member.base) };
  return usedAt(evaluate(node, { scope: service, base: member.base }), span, {
    place,
    note: [section, key, ...path].join('.'),
  });
}

/** What stands at a path below a node. */
export function nodeAt(node: RawNode | undefined, path: readonly string[]): RawNode | undefined {
  return path.reduce<RawNode | undefined>(
    (current, key) => (current?.kind === 'list' ? current.items[Number(key)] : childOf(current, key)),
    node,
  );
}

function fileValue(
  { argument, address }: FromSource,
  span: Span,
  scope: Scope,
  evaluate: Evaluate,
): ConfigValue | undefined {
  const path = isLocalFile(argument) ? pathFrom(scope, argument) : undefined;
  const text = path === undefined ? undefined : scope.stack.tree.around.text(path);
  if (text === undefined || !spend(scope, text.length / 4))
    return unknown(span, `${argument.slice(0, 80)} is not read here`);
  const [root] = readYaml(text).roots;
  const node = nodeAt(root, address === '' ? [] : address.split('.'));
  return node && usedAt(evaluate(node, { scope, base: 0 }), span);
}

/** Paths count from the folder of the service. */
export function pathFrom({ stack, template }: Scope, path: string): string | undefined {
  return joinPath(folderOf((stack.service?.template ?? template).source.path), path);
}
