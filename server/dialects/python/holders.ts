// Dicts and calls as things with named slots, which an edit fills: wherever a name leads to them.
import type { Span } from '../../core/text';
import { botoPositions } from './boto';
import { givenBefore, targetOf } from './callee';
import type { Flow } from './flow';
import type { Items } from './layout';
import { keyOf } from './literals';
import type { Kind, Module } from './module';
import { argumentsOf, bare, dotted, kid, spanOf, split, textOf, type Node } from './syntax';

/** Something that holds names with values: a call's arguments or a dict. */
export interface Holder {
  readonly node: Node;
  readonly call: boolean;
  readonly list: Items;
  readonly slots: readonly Slot[];
  /** Partials on the way to a call, the last first: what they give counts where the call itself gives nothing. */
  readonly before: readonly Holder[];
}

export interface Slot {
  readonly key: string | undefined;
  /** `**value`. */
  readonly spread: boolean;
  readonly value: Node | undefined;
  readonly start: number;
  readonly end: number;
}

/** True where a node stands exactly at a span of its file. */
export function isAt(node: Node, span: Span): boolean {
  const at = spanOf(node);
  return at.start === span.start && at.end === span.end;
}

/** The node that stands exactly at a span. */
export function nodeAt(root: Node, span: Span): Node | undefined {
  let node: Node | undefined = root;
  while (node) {
    if (isAt(node, span)) return node;
    node = node.kids.find((k) => {
      const at = spanOf(k);
      return at.start <= span.start && span.end <= at.end;
    });
  }
  return undefined;
}

/** The dict or call that an expression is, names followed to where they are set. */
export function holderOf(module: Module, given: Node): Holder | undefined {
  const node = bare(given);
  if (node.name === 'DictionaryExpression') return dictHolder(module, node);
  if (node.name === 'CallExpression') {
    const dumped = dumpedBy(module, node);
    if (dumped) return holderOf(module, dumped);
    return kid(node, 'ArgList') ? callHolder(module, node) : undefined;
  }
  const name = dotted(node);
  if (name === undefined) return undefined;
  const literal = literalOf(module, name, node);
  return literal?.code === node.code ? holderOf(module, literal) : undefined;
}

/** What `json.dumps` makes a text of. */
function dumpedBy(module: Module, call: Node): Node | undefined {
  const callee = call.kids[0] && module.denote(call.kids[0]);
  if (callee?.kind !== 'path' || callee.path !== 'json.dumps') return undefined;
  return argumentsOf(call).find(({ name, star }) => !name && !star)?.value;
}

/** Where a name's dict is written, changes made to it later aside; undefined where that hangs on something. */
function literalOf(module: Module, name: string, at: Node): Node | undefined {
  const follow = (flow: Flow, depth: number): Node | undefined => {
    if (depth > 50) return undefined;
    if (flow.kind === 'choice') {
      const found = flow.options.map((o) => follow(o.flow, depth + 1));
      return found.every((f) => f !== undefined && f === found[0]) ? found[0] : undefined;
    }
    if (flow.kind !== 'step') return undefined;
    return flow.step.kind === 'assign'
      ? bare(flow.step.value)
      : /^(?:put|method|add)$/.test(flow.step.kind)
        ? follow(flow.before(), depth + 1)
        : undefined;
  };
  return follow(module.lookup(name, at), 0);
}

/** `of`: what a partial is a part of. */
function callHolder(module: Module, call: Node, of?: Kind): Holder | undefined {
  const list = kid(call, 'ArgList');
  if (!list || list.kids.some((k) => k.name === 'for')) return undefined;
  const made = of ?? module.classify(call);
  const kind = made?.family === 'later' ? made.of : made;
  const target = kind && targetOf(module, call);
  const partials = target?.callee.partials ?? [];
  let position = target ? givenBefore(target).filter((a) => !a.name).length : 0;
  const slots = argumentsOf(call).map((a): Slot => {
    const isOwn = !target || target.own.some((each) => each.start === a.start);
    const key = a.name ? textOf(a.name) : a.star || !isOwn ? undefined : positionOf(kind, position++);
    return { key, spread: a.star === '**', value: a.value, start: a.start, end: a.end };
  });
  const before = partials.flatMap((each) => callHolder(module, each, kind) ?? []).reverse();
  return { node: call, call: true, slots, list: itemsOf(list, slots), before };
}

function positionOf(kind: Kind | undefined, at: number): string | undefined {
  if (kind?.family === 'reported') return String(at);
  return kind?.family === 'operation' ? botoPositions(kind.service, kind.shape, kind.method)[at] : undefined;
}

function dictHolder(module: Module, node: Node): Holder {
  const parts = split(node.kids.filter((k) => k.name !== '{' && k.name !== '}')).filter((part) => part.length > 0);
  const slots = parts.flatMap((part): readonly Slot[] => {
    const first = part[0];
    const last = part[part.length - 1];
    if (!first || !last) return [];
    const at = { start: first.start, end: last.end };
    if (first.name === '**') return [{ key: undefined, spread: true, value: part[1], ...at }];
    return [{ key: keyOf(module, first), spread: false, value: part[2], ...at }];
  });
  return { node, call: false, slots, list: itemsOf(node, slots), before: [] };
}

function itemsOf(list: Node, items: readonly Slot[]): Items {
  const closed = /[)}\]]$/.test(textOf(list));
  return { code: list.code, from: list.start + 1, to: closed ? list.end - 1 : list.end, items };
}
