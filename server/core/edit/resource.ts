// The steps of every text editor: find the place where a change starts, plan it, write it; and put a new resource behind another one.
import type { Change, EditResult, NewValue, Segment } from '../resource';
import type { Span } from '../text';
import type { ObjectValue } from '../value';
import { blockEnd, entryLines } from './block';
import { elementIndent, lookIn, renderFlowEntry } from './flow';
import { columnAt, lineEnd, lineStart } from './lines';
import { statementValue } from './statement';
import { planRemove, planSet, type PlanContext } from './plan';
import { elementSpan, nodeIn, slotsBelow, type LayoutMap, type Slot } from './tree';
import { quotedLook, writePlan, type EditLook } from './write';

/** One resource, laid out, with what its dialect knows about it. */
export interface LaidResource {
  readonly text: string;
  readonly look: EditLook;
  /** The resource as an entry of what holds it; the holder may show no other entries. */
  readonly slot: Slot & { readonly holder: LayoutMap };
  /** The steps from the resource to the object in which paths start: `Properties`. */
  readonly prefix: readonly Segment[];
  readonly body: ObjectValue;
  readonly behind: PlanContext['behind'];
}

/** Adds a statement to the policy to which the change's path leads, behind those that are there. */
export function addStatement(
  laid: LaidResource,
  { path, statement }: Change & { kind: 'add-statement' },
  lower: (value: NewValue) => NewValue,
): EditResult {
  const where = { name: 'Sid', value: statement.sid };
  const { entries } = statementValue(statement);
  const value = lower({ kind: 'object', entries: entries.filter(([key]) => key !== where.name) });
  return editLaid(laid, { kind: 'set', path: [...path, { name: 'Statement', list: true, where }], value });
}

/** Carries out `set` and `remove`. Values must hold no references any more, see `lowerRefs`. */
export function editLaid(laid: LaidResource, change: Change & { kind: 'set' | 'remove' }): EditResult {
  const inside = change.within && !sameSpan(change.within.span, laid.body.span) ? change.within : undefined;
  const start = inside ? slotOf(laid.slot, inside.span) : laid.slot;
  if (!start) return { ok: false, reason: 'the object to change doesn\u2019t stand in this resource\u2019s text' };
  const path = inside ? change.path : [...laid.prefix, ...change.path];
  if (change.path.length === 0) return { ok: false, reason: 'the change names no property' };
  const sealed = sealedAbove(start);
  if (sealed) return { ok: false, reason: sealed };
  const context = { text: laid.text, behind: laid.behind };
  const plan = change.kind === 'set' ? planSet(context, start, path, change.value) : planRemove(start, path, laid.slot);
  return writePlan(laid.text, laid.look, plan);
}

function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The slot whose map starts where the object starts, else of the first map inside its span. */
function slotOf(root: Slot, span: Span): Slot | undefined {
  const maps = slotsBelow(root).filter((slot) => nodeIn(slot)?.kind === 'map');
  const exact = maps.find((slot) => startsAt(slot, span.start));
  return exact ?? maps.find((slot) => isInside(nodeIn(slot)?.span, span));
}

function startsAt(slot: Slot, offset: number): boolean {
  const node = nodeIn(slot);
  return node?.kind === 'map' && (node.content === offset || node.span.start === offset);
}

function isInside(inner: Span | undefined, outer: Span): boolean {
  return inner !== undefined && inner.start >= outer.start && inner.end <= outer.end && outer.end > outer.start;
}

/** An anchor around the starting point that others share forbids edits below it, too. */
function sealedAbove(start: Slot): string | undefined {
  for (let slot: Slot | undefined = start; slot; slot = slot.up) {
    const sealed = slot.holder.sealed ?? nodeIn(slot)?.sealed;
    if (sealed) return sealed;
  }
  return undefined;
}

/** Adds an entry behind a resource, on lines of its own where the resource has them; a blank line between them where `spaced`. */
export function addBehind(laid: LaidResource, name: string, value: NewValue, spaced: boolean): EditResult {
  const { text, look, slot } = laid;
  const element = elementSpan(slot.holder, slot.index);
  if (!element) return { ok: false, reason: 'the resource doesn\u2019t stand in this text' };
  if (slot.holder.style === 'block') {
    if (!look.block) return { ok: false, reason: 'this layout can\u2019t be edited safely' };
    const { eol } = look.block;
    const indent = columnAt(text, element.start);
    const at = blockEnd(text, element.end, indent.length);
    const lines = entryLines(look.block, name, value, indent).map((line) => eol + line);
    return insertion(at, (spaced ? eol : '') + lines.join(''));
  }
  const indent = elementIndent(text, slot.holder, slot.index);
  const own = lookIn(text, quotedLook(text, look, slot.holder.content), slot.holder);
  const written = renderFlowEntry(own, name, value, indent);
  if (indent === undefined) return insertion(element.end, own.comma + written);
  return insertion(element.end, `,${spaced ? own.eol : ''}${own.eol}${indent}${written}`);
}

function insertion(at: number, newText: string): EditResult {
  return { ok: true, edits: [{ span: { start: at, end: at }, newText }] };
}

/** Whether the resources around this one are set apart by blank lines; with a single resource, whether the text has any blank line. */
export function isSpaced(text: string, element: Span): boolean {
  const column = columnAt(text, element.start).length;
  const before = text.slice(Math.max(0, element.start - 4000), lineStart(text, element.start));
  if (/\n[ \t]*\r?\n(?:[ \t]*(?:#|\/\/)[^\n]*\n)*$/.test(before)) return true;
  const behind = text.slice(lineEnd(text, element.end), element.end + 4000);
  if (columnOf(behind, /^\s*\n([ \t]*)[\w"']/) === column) return /^\r?\n[ \t]*\r?\n/.test(behind);
  const above = columnOf(before, /\n([ \t]*)\S[^\n]*\n$/);
  const alone = above === undefined || above < column;
  return alone && /\n[ \t]*\r?\n[ \t]*\S/.test(text);
}

function columnOf(text: string, line: RegExp): number | undefined {
  return line.exec(text)?.[1]?.length;
}

/** `name` with letters and digits only, and a number behind it where the text mentions it already. */
export function uniqueName(text: string, name: string): string {
  const plain = name.replace(/[^A-Za-z0-9]/g, '') || 'Resource';
  for (let n = 1; n < 10_000; n++) {
    const tried = n === 1 ? plain : `${plain}${String(n)}`;
    if (!new RegExp(`\\b${tried}\\b`).test(text)) return tried;
  }
  return `${plain}${String(text.length)}`;
}
