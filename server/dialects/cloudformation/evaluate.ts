// Evaluates raw nodes: plain values, maps with loops in them, and calls of functions.
import type { Span } from '../../core/text';
import type { ConfigValue, Entry, ObjectValue, Trace } from '../../core/value';
import { writtenText } from './compose';
import { callFunction } from './functions';
import { MAX_DEPTH } from './limits';
import { loopsIn, loopText } from './loops';
import { callOf, INCLUDED, type RawEntry, type RawList, type RawMap, type RawNode } from './raw';
import { spanOf, spend, traced, tooLarge, unknown, type Frame } from './scope';
import { serverlessText } from './serverless';

/** Evaluates a node. `head` is the key above it; where it has none, an object is headed by its own first key. */
export function evaluate(node: RawNode, frame: Frame, head?: Span): ConfigValue {
  const { scope, base } = frame;
  const span = spanOf(node, base);
  if (!spend(scope, 1)) return tooLarge(span);
  if (scope.depth > 2 * MAX_DEPTH) return unknown(span, 'nested too deeply');
  scope.depth++;
  const value = evaluateNode(node, span, frame, head);
  scope.depth--;
  return node.origin ? traced(value, originOf(node.origin, frame)) : value;
}

/** Where a node comes from that stands here by name only. */
export function originOf(origin: NonNullable<RawNode['origin']>, { scope, base }: Frame): Trace {
  if (origin.uri === undefined) return { place: { uri: scope.uri, span: spanOf(origin, base) }, note: 'YAML anchor' };
  return { place: { uri: origin.uri, span: spanOf(origin, 0) }, note: INCLUDED };
}

function evaluateNode(node: RawNode, span: Span, frame: Frame, head: Span | undefined): ConfigValue {
  switch (node.kind) {
    case 'scalar':
      if (typeof node.value !== 'string') return { kind: 'scalar', span, value: node.value };
      if (!spend(frame.scope, node.value.length / 256)) return tooLarge(span);
      return textOf(node.value, span, frame);
    case 'unknown':
      return unknown(span, node.reason);
    case 'list':
      return listOf(node, span, frame);
    case 'map':
      break;
  }
  const call = callOf(node);
  if (!call || isLoop(call) || call.key === 'Fn::Transform') return objectOf(node, span, frame, head);
  return callFunction(call.key, call.value, { span, head, frame, evaluate });
}

function textOf(written: string, span: Span, frame: Frame): ConfigValue {
  const text = loopText(written, frame);
  const missing = [...(frame.loop ?? [])].find(
    ([name, value]) => value.kind !== 'scalar' && text.includes(`{${name}}`),
  );
  if (missing) return { ...missing[1], span };
  if (frame.scope.stack.service && text.includes('${')) return serverlessText(text, span, frame.scope, evaluate);
  return writtenText(text, span, frame.scope);
}

/** Items that turn out as `AWS::NoValue`, or that are not typed yet, don't count. */
function listOf(node: RawList, span: Span, frame: Frame): ConfigValue {
  const items = node.items.map((item) => evaluate(item, frame));
  return {
    kind: 'list',
    span,
    items: items.filter((item) => item.kind !== 'scalar' || item.value !== null),
    open: false,
  };
}

/** Evaluates a map that is not a call of a function. */
export function objectOf(node: RawMap, span: Span, frame: Frame, head?: Span): ObjectValue {
  const entries: Entry[] = [];
  const open = addEntries(node, frame, entries);
  const [first] = node.entries;
  const own = first ? { start: frame.base + first.keyStart, end: frame.base + first.keyEnd } : span;
  return { kind: 'object', span, entries, open, head: head ?? own };
}

/** Adds the entries of a map, loops unfolded; true where there may be more than can be seen. */
function addEntries(node: RawMap, frame: Frame, entries: Entry[]): boolean {
  let open = node.open === true;
  for (const entry of node.entries) {
    if (entry.key === 'Fn::Transform') open = true;
    else if (isLoop(entry)) {
      const loop = loopsIn(entry, frame, evaluate);
      if (!loop.known) open = true;
      else for (const inner of loop.frames) open = addEntries(loop.body, inner, entries) || open;
    } else {
      const keySpan = { start: frame.base + entry.keyStart, end: frame.base + entry.keyEnd };
      entries.push({ key: loopText(entry.key, frame), keySpan, value: evaluate(entry.value, frame, keySpan) });
    }
  }
  return open;
}

function isLoop(entry: RawEntry): boolean {
  return entry.key.startsWith('Fn::ForEach');
}
