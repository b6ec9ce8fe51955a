// Writes changes into scripts: finds the call of a resource in the tree, the object literal that decides, and edits it in place.
import type { Change, EditResult, Resource, Segment, Unit } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ConfigValue, ObjectValue } from '../../core/value';
import { changeInCall, isServiceCall, PARAMETERS } from '../../core/workflow/constructs';
import { unwrap, type Block, type Call, type Node } from './ast';
import { addConstruct } from './addition';
import { addArgument } from './arguments';
import { collect } from './collect';
import { propertiesAt } from './constructs';
import { fileStyle } from './layout';
import { namesFor, type Names } from './names';
import { nested, render } from './render';
import type { CallSite, Collected } from './scope';
import { inputOf } from './sdk';
import { changeObject, objectBehind, type Job } from './change';
import { addStatement } from './statement';

/** Parses a text; undefined where it can't. `unsure`: where it is so broken that more may stand there than can be seen. */
export type Parse = (
  text: string,
  fileName: string,
  earlier?: object,
) => { readonly ast: unknown; readonly tree?: object; readonly unsure?: readonly Span[] } | undefined;

/** Several edits of one text follow each other: the last tree is kept. */
let last: { readonly text: string; readonly collected: Collected } | undefined;

function collectedOf(parse: Parse, text: string, path: string): Collected | undefined {
  if (last?.text === text) return last.collected;
  const parsed = parse(text, path);
  if (!parsed) return undefined;
  last = { text, collected: collect(parsed.ast as Block, text) };
  return last.collected;
}

/** Text edits for a change to a call's or construct's input, or the reason why the code doesn't allow it. */
export function editScript(parse: Parse, unit: Unit, resource: Resource, change: Change): EditResult {
  const source = unit.documents.find((d) => d.source.uri === resource.source)?.source;
  if (!source) return refused('the file of the resource is not part of this unit');
  try {
    const collected = collectedOf(parse, source.text, source.path);
    if (!collected) return refused('the script can not be parsed');
    if (resource.type === 'node:process.env') return editEnvironment(collected, resource, change, source.text);
    const site = collected.calls.find(
      ({ node }) => node.range[0] === resource.span.start && node.range[1] === resource.span.end,
    );
    if (!site) return refused('the call is no longer there');
    const names = namesFor(unit, resource, site, collected);
    const job: Job = { text: source.text, names, resource, style: fileStyle(source.text) };
    const inner = isServiceCall(resource) ? changeInCall(change) : change;
    const result = inner ? changed(job, collected, site, inner) : refused('a state has no resources to add or to name');
    return result.ok ? { ok: true, edits: [...names.imports, ...result.edits] } : result;
  } catch {
    return refused('the code around this call is not complete');
  }
}

function refused(reason: string): EditResult {
  return { ok: false, reason };
}

function changed(job: Job, collected: Collected, site: CallSite, change: Change): EditResult {
  switch (change.kind) {
    case 'add-resource':
      return addConstruct(job, collected, site, change);
    case 'add-statement':
      return change.path.length === 0
        ? addStatement(job, collected, site, change.statement)
        : refused('policies in code are not changed');
    default:
      return edit(job, site, change);
  }
}

type PathChange = Extract<Change, { readonly kind: 'set' | 'remove' }>;

function edit(job: Job, site: CallSite, change: PathChange): EditResult {
  const inside = change.within ? pathTo(job.resource.body, change.within, 0) : [];
  if (!inside) return refused('the part to change is not part of this call');
  const path = [...inside, ...change.path];
  const { index, prefix, rest } = startOf(site.node, job.resource, path);
  const argument = site.node.arguments[index];
  const full = [...prefix, ...rest];
  if (full.length === 0) return refused('there is nothing to change');
  if (argument && argument.type !== 'SpreadElement') {
    const found = objectBehind(argument, site.context);
    if (!found.ok) return isAbsent(argument) ? replaceArgument(job, argument, full, change) : refused(found.reason);
    return changeObject(job, found, full, change);
  }
  if (change.kind === 'remove') return { ok: true, edits: [] };
  if (argument || site.node.arguments.length < index) return refused('the arguments of the call are not written out');
  return addArgument(job, site.node, nested(full, change.value));
}

function isAbsent(argument: Node): boolean {
  const bare = unwrap(argument);
  return (
    (bare.type === 'Literal' && bare.value === null) ||
    (bare.type === 'Identifier' && /^(?:undefined)?$/.test(bare.name))
  );
}

function replaceArgument(job: Job, argument: Node, path: readonly Segment[], change: PathChange): EditResult {
  if (change.kind === 'remove') return { ok: true, edits: [] };
  const text = render(nested(path, change.value), job.style, job.names.namer);
  if (text === undefined) return refused(job.names.problem ?? 'the value can not be written here');
  return { ok: true, edits: [{ span: { start: argument.range[0], end: argument.range[1] }, newText: text }] };
}

/** Which argument a path starts in, and the path from there. */
function startOf(
  node: Call,
  resource: Resource,
  path: readonly Segment[],
): { index: number; prefix: readonly Segment[]; rest: readonly Segment[] } {
  const [first, ...rest] = path;
  if (first && /^(?:node|npm):/.test(resource.type) && /^\d+$/.test(first.name))
    return { index: Number(first.name), prefix: [], rest };
  if (isServiceCall(resource))
    return { index: propertiesAt(node), prefix: [{ name: PARAMETERS, list: false }], rest: path };
  if (resource.dialect !== 'sdk') {
    const isRaw = resource.dialect === 'cloudformation' && resource.loose !== true;
    return { index: propertiesAt(node), prefix: isRaw ? [{ name: 'properties', list: false }] : [], rest: path };
  }
  const { index, inside } = inputOf(node, resource.type);
  return { index, prefix: inside === undefined ? [] : [{ name: inside, list: false }], rest: path };
}

/** The segments that lead from one object to another inside it; list items are named by their position. */
function pathTo(from: ConfigValue, wanted: ObjectValue, depth: number): Segment[] | undefined {
  if (from === wanted) return [];
  if (depth > 30) return undefined;
  if (from.kind === 'object') {
    for (const entry of from.entries) {
      const rest = pathTo(entry.value, wanted, depth + 1);
      if (rest) return [{ name: entry.key, list: false }, ...rest];
    }
  } else if (from.kind === 'list') {
    for (const [index, item] of from.items.entries()) {
      const rest = pathTo(item, wanted, depth + 1);
      if (rest) return [{ name: `#${String(index)}`, list: false }, ...rest];
    }
  } else if (from.kind === 'choice') {
    for (const option of from.options) {
      const rest = pathTo(option.value, wanted, depth + 1);
      if (rest) return rest;
    }
  }
  return undefined;
}

/** `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`: the value is replaced, or the whole statement goes. */
function editEnvironment(collected: Collected, resource: Resource, change: Change, text: string): EditResult {
  const found = collected.assignments.find(
    ({ node }) => node.range[0] === resource.span.start && node.range[1] === resource.span.end,
  );
  if (!found || (change.kind !== 'set' && change.kind !== 'remove')) return refused('there is nothing to change');
  const { node } = found;
  if (change.kind === 'set') {
    const names: Names['namer'] = { key: (k) => k, raw: (r) => r, ref: () => undefined, symbol: () => undefined };
    const written = render(change.value, fileStyle(text), names);
    if (written === undefined) return refused('the value can not be written here');
    return { ok: true, edits: [{ span: { start: node.right.range[0], end: node.right.range[1] }, newText: written }] };
  }
  const line = text.lastIndexOf('\n', node.range[0] - 1) + 1;
  const rest = /^[ \t]*;?[ \t]*(?:\r?\n|$)/.exec(text.slice(node.range[1]));
  if (!rest || text.slice(line, node.range[0]).trim() !== '')
    return refused('the assignment is part of a larger statement');
  return { ok: true, edits: [{ span: { start: line, end: node.range[1] + rest[0].length }, newText: '' }] };
}
