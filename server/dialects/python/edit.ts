// Writes changes into Python code: sets and removes arguments of calls and entries of dicts, in the style of the code around.
import { entryOf } from '../../core/value';
import type { Change, EditResult, NewValue, Resource, Segment, Unit } from '../../core/resource';
import { changeInCall, isServiceCall, PARAMETERS } from '../../core/workflow/constructs';
import { pathInOperator } from './airflow';
import { botoPositions, isTransfer } from './boto';
import { headOf } from './callee';
import { snakeCase } from './cdk';
import { cdkWords } from './cdk-words';
import { holderOf, isAt, nodeAt, type Holder, type Slot } from './holders';
import { importOs } from './imports';
import { addConstruct, addStatement } from './constructs';
import { appendItem, removeItem, toFile, type CodeEdit } from './layout';
import type { Kind, Module } from './module';
import type { PythonFile } from './read';
import { failed, render, type Work } from './render';
import { quoted, quoteStyle } from './strings';
import { bare, split, textOf, type Node } from './syntax';
import { moduleOf } from './unit';

type Step = readonly CodeEdit[] | { readonly reason: string };

/** Writes a change as edits to the file in which the resource stands; says why where that can't be done here. */
export function editPython(unit: Unit, resource: Resource, change: Change): EditResult {
  const files = unit.documents.filter((d): d is PythonFile => 'root' in d && 'code' in d);
  const file = files.find((f) => f.source.uri === resource.source);
  const module = moduleOf(files);
  const call = module.index.calls.find(
    (c) => c.code.uri === resource.source && isAt(headOf(module, c), resource.head) && isAt(c, resource.span),
  );
  const made = call && module.classify(call);
  const kind = made?.family === 'later' ? made.of : made;
  if (!file || !call || !kind) return { ok: false, reason: 'The call is not there any more.' };
  const work: Work = {
    module,
    unit,
    quote: quoteStyle(file.code.text),
    spell: isServiceCall(resource) ? (name) => name : spelling(kind),
    isTerraform: resource.dialect === 'terraform',
    inWords: (text) => (resource.dialect === 'cdk' ? cdkWords(module, call, text) : text),
  };
  const isInner = isServiceCall(resource);
  const asked = isInner ? changeInCall(change) : change;
  if (!asked) return { ok: false, reason: 'A state has no resources to add or to name.' };
  const result = changed(work, file, call, kind, isInner ? inParameters(asked) : asked);
  if ('reason' in result) return { ok: false, reason: result.reason };
  if (result.length === 0) return { ok: false, reason: 'Nothing to change.' };
  const asksOs = result.some(({ text }) => /\bos\.environ\b/.test(text));
  const edits = asksOs ? [...importOs(file), ...result] : result;
  return { ok: true, edits: edits.map((e) => toFile(e, file.code, file.source.text)) };
}

/** A change with its path from the construct that makes the call. */
function inParameters(change: Change): Change {
  if ((change.kind !== 'set' && change.kind !== 'remove') || change.within) return change;
  return { ...change, path: [{ name: PARAMETERS, list: false }, ...change.path] };
}

function changed(work: Work, file: PythonFile, call: Node, kind: Kind, change: Change): Step {
  if (change.kind === 'add-resource')
    return kind.family === 'construct'
      ? addConstruct(work, file, call, change)
      : failed('Code has no resources to add.');
  if (change.kind === 'add-statement')
    return kind.family === 'construct' && change.path.length === 0
      ? addStatement(work, file, call, change.statement)
      : failed('Policies in code are not changed.');
  const { module } = work;
  const start = change.within ? nodeAt(file.root, change.within.trace?.[0]?.place.span ?? change.within.span) : call;
  const holder = start && holderOf(module, start);
  if (!holder) return failed('What should change does not stand in this file as a dict or a call.');
  const path = change.within ? change.path : pathIn(module, call, kind, change.path);
  return change.kind === 'set' ? set(work, holder, path, change.value) : remove(work, holder, path);
}

/** The names of a binding as this sort of call spells them. */
function spelling(kind: Kind): (name: string) => string {
  // a key of a map such as `SQLNET.SSL_VERSION` is no name of CDK's
  if (kind.family === 'construct' || kind.family === 'struct')
    return (name) => (/^\w*[a-z]\w*$/.test(name) ? snakeCase(name) : name);
  return (name) => name;
}

/** The path from the call: a transfer takes API arguments inside `ExtraArgs`, an operator of Airflow where it holds them. */
function pathIn(module: Module, call: Node, kind: Kind, path: readonly Segment[]): readonly Segment[] {
  if (kind.family === 'operator') return pathInOperator(module, call, kind, path) ?? [];
  if (kind.family !== 'operation' || !isTransfer(kind.service, kind.method)) return path;
  const own = botoPositions(kind.service, kind.shape, kind.method);
  return path[0] && own.includes(path[0].name) ? path : [{ name: 'ExtraArgs', list: false }, ...path];
}

function set(work: Work, holder: Holder, path: readonly Segment[], value: NewValue): Step {
  const [segment, ...rest] = path;
  if (!segment) return failed('Nothing is named to set.');
  const key = work.spell(segment.name);
  const slot = slotOf(holder, key);
  if (slot) return setSlot(work, slot, segment, rest, value, holder);
  const before = holder.before.find((each) => slotOf(each, key));
  if (before) return set(work, before, path, value);
  if (/^\d+$/.test(key)) return failed('The argument is not written here.');
  const spread = spreadOf(work, holder, key);
  if (spread === 'unseen') return failed('Some of the arguments come from a place that can’t be seen here.');
  if (spread) return set(work, spread, path, value);
  const text = rendered(work, rest, segment, value, holder);
  if (typeof text !== 'string') return text;
  return appendItem(
    holder.list,
    holder.call ? `${key}=${text}` : `${quoted(key, dictQuote(holder, work.quote))}: ${text}`,
  );
}

function slotOf(holder: Holder, key: string): Slot | undefined {
  const found = holder.slots.filter((s) => s.key === key);
  return found[found.length - 1];
}

function dictQuote(holder: Holder, fallback: '"' | "'"): '"' | "'" {
  const first = holder.node.kids.find((k) => k.name === 'String');
  const mark = first && textOf(first).slice(-1);
  return mark === '"' || mark === "'" ? mark : fallback;
}

/** The dict behind `**name` that has the key, or that should get it; `unseen` where a spread hides what it holds. */
function spreadOf(work: Work, holder: Holder, key: string): Holder | 'unseen' | undefined {
  const spreads = holder.slots.filter((s) => s.spread && s.value);
  for (const spread of spreads) {
    const value = spread.value && work.module.evaluate(spread.value);
    const inner = spread.value && holderOf(work.module, spread.value);
    const known = value?.kind === 'object' ? value.entries.some((e) => e.key === key) : undefined;
    if (known === undefined || (value?.kind === 'object' && value.open)) return 'unseen';
    if (known) return inner ?? 'unseen';
    if (holder.slots.length === spreads.length && inner) return inner;
  }
  return undefined;
}

function setSlot(
  work: Work,
  slot: Slot,
  segment: Segment,
  rest: readonly Segment[],
  value: NewValue,
  holder: Holder,
): Step {
  const old = slot.value && bare(slot.value);
  const text = (): string | { reason: string } => rendered(work, rest, segment, value, holder);
  if (!old || old.name === 'None' || (rest.length === 0 && (!segment.list || value.kind === 'list'))) {
    const written = text();
    if (typeof written !== 'string') return written;
    if (old) return [{ start: old.start, end: old.end, text: written }];
    return [{ start: slot.end, end: slot.end, text: written }];
  }
  if (!segment.list && !segment.where) {
    const inner = holderOf(work.module, old);
    return inner ? set(work, inner, rest, value) : failed(`${segment.name} is not written as a dict in this file.`);
  }
  const items = old.name === 'ArrayExpression' ? split(old.kids.slice(1, -1)).flatMap((p) => (p[0] ? [p[0]] : [])) : [];
  const { where } = segment;
  const named = where && items.find((item) => hasEntry(work, item, where.name, where.value));
  const item = where ? named : items.length === 1 ? items[0] : undefined;
  const only = item && holderOf(work.module, item);
  return only && rest.length ? set(work, only, rest, value) : failed(`${segment.name} has not exactly one such item.`);
}

function hasEntry(work: Work, item: Node, name: string, wanted: string): boolean {
  const value = work.module.evaluate(item);
  const entry = value.kind === 'object' ? entryOf(value, name)?.value : undefined;
  return entry?.kind === 'scalar' && String(entry.value).toLowerCase() === wanted.toLowerCase();
}

/** The text for what stands behind a new key: the value, or dicts and lists down to it. */
function rendered(
  work: Work,
  rest: readonly Segment[],
  segment: Segment,
  value: NewValue,
  holder: Holder,
): string | { reason: string } {
  const quote = holder.call ? work.quote : dictQuote(holder, work.quote);
  const inner = rest.reduceRight<NewValue>(
    (made, step) => ({
      kind: 'object',
      entries: [[work.spell(step.name), step.list ? { kind: 'list', items: [made] } : made]],
    }),
    value,
  );
  return render(work, segment.list && rest.length ? { kind: 'list', items: [inner] } : inner, quote);
}

function remove(work: Work, holder: Holder, path: readonly Segment[]): Step {
  const [segment, ...rest] = path;
  if (!segment) return failed('Nothing is named to remove.');
  const key = work.spell(segment.name);
  const slot = slotOf(holder, key);
  const before = slot ? undefined : holder.before.find((each) => slotOf(each, key));
  if (before) return remove(work, before, path);
  if (!slot) {
    const spread = spreadOf(work, holder, key);
    return spread && spread !== 'unseen' && slotOf(spread, key)
      ? remove(work, spread, path)
      : failed(`${segment.name} is not written here.`);
  }
  if (rest.length === 0) return removeItem(holder.list, holder.slots.indexOf(slot));
  const inner = slot.value && holderOf(work.module, slot.value);
  return inner ? remove(work, inner, rest) : failed(`${segment.name} is not written as a dict in this file.`);
}
