// Templates: text with `${...}`, and with `%{ if }` and `%{ for }` around parts of it.
import type { ConfigValue } from '../../core/value';
import { branchesOf, outcomeOf } from './condition';
import type { Directive, Expression, TemplatePart } from './hcl/ast';
import { itemsOf, type Item } from './loops';
import { charge, tagAt, withNames, type Scope } from './scope';
import { failed, isFailed, isNull, joinText, reasonOf, scalar, spread, unknown } from './values';

type Template = Extract<Expression, { kind: 'template' }>;
type If = Extract<Directive, { word: 'if' }>;
type For = Extract<Directive, { word: 'for' }>;
type Span = ConfigValue['span'];

/** A part of a template with what stands inside of it. */
type Node =
  | { readonly kind: 'plain'; readonly part: Exclude<TemplatePart, { kind: 'directive' }> }
  | { readonly kind: 'if'; readonly head: If; readonly span: Span; readonly yes: Node[]; readonly no: Node[] }
  | { readonly kind: 'for'; readonly head: For; readonly span: Span; readonly body: Node[] };

/** The text of a template: a plain string where all of it is known. */
export function templateText({ parts, span }: Template, scope: Scope): ConfigValue {
  const nodes = nest(parts);
  return nodes ? textOf(nodes, span, scope) : unknown('the %{ } directives of this text do not match', span);
}

interface Open {
  readonly ends: 'endif' | 'endfor' | undefined;
  readonly node: Node | undefined;
  into: Node[];
}

/** Puts the parts between a directive and its end inside of it; undefined where they don't match. */
function nest(parts: readonly TemplatePart[]): readonly Node[] | undefined {
  const root: Open = { ends: undefined, node: undefined, into: [] };
  const stack: Open[] = [root];
  for (const part of parts) {
    const top = stack[stack.length - 1];
    if (!top) return undefined;
    if (part.kind !== 'directive') top.into.push({ kind: 'plain', part });
    else if (part.head.word === 'if') open(stack, { kind: 'if', head: part.head, span: part.span, yes: [], no: [] });
    else if (part.head.word === 'for') open(stack, { kind: 'for', head: part.head, span: part.span, body: [] });
    else if (part.head.word === 'else' && top.node?.kind === 'if' && top.into === top.node.yes) top.into = top.node.no;
    else if (part.head.word === top.ends) stack.pop();
    else return undefined;
  }
  return stack.length === 1 ? root.into : undefined;
}

function open(stack: Open[], node: Exclude<Node, { kind: 'plain' }>): void {
  stack[stack.length - 1]?.into.push(node);
  stack.push(node.kind === 'if' ? { ends: 'endif', node, into: node.yes } : { ends: 'endfor', node, into: node.body });
}

function textOf(nodes: readonly Node[], span: Span, scope: Scope): ConfigValue {
  const { run } = scope.module;
  if (run.limits.depth <= 0) return unknown('nested too deeply', span);
  run.limits.depth--;
  const values = nodes.map((node) => valueOf(node, scope));
  run.limits.depth++;
  return joined(values, span, scope);
}

function joined(values: readonly ConfigValue[], span: Span, scope: Scope): ConfigValue {
  return spread(scope.module.run, values, span, (known) => {
    const bad = known.find((value) => isFailed(value) || isNull(value));
    return bad ? failed(isNull(bad) ? 'a part of this text is null' : reasonOf(bad), span) : joinText(known, span);
  });
}

function valueOf(node: Node, scope: Scope): ConfigValue {
  if (node.kind === 'for') return loopText(node, scope);
  if (node.kind === 'if') {
    const outcome = outcomeOf(node.head.test, scope);
    return branchesOf(outcome, node.span, (holds) => textOf(holds ? node.yes : node.no, node.span, scope));
  }
  const { part } = node;
  return part.kind === 'text' ? scalar(part.text, part.span) : scope.module.run.evaluate(part.value, scope);
}

function loopText({ head, span, body }: Extract<Node, { kind: 'for' }>, scope: Scope): ConfigValue {
  const { run } = scope.module;
  return spread(run, [run.evaluate(head.over, scope)], span, ([over = unknown('', span)]) => {
    const walked = itemsOf(over);
    if (!walked || walked.open) return isFailed(over) ? failed(over.reason, span) : unknown(reasonOf(over), span);
    const rounds: ConfigValue[] = [];
    for (const [index, item] of walked.items.entries()) {
      if (!charge(run)) return unknown('too large to evaluate', span);
      rounds.push(textOf(body, span, withNames(scope, namesIn(head, item), tagAt(scope, span.start, index))));
    }
    return joined(rounds, span, scope);
  });
}

function namesIn(head: For, item: Item): readonly (readonly [string, ConfigValue])[] {
  const value = [head.valueName, item.value] as const;
  return head.keyName === undefined ? [value] : [[head.keyName, item.key], value];
}
