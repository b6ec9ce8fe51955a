// Carries out planned steps: the place decides whether block or flow style writes them.
import type { EditResult } from '../resource';
import type { TextEdit } from '../text';
import { appendInBlock, dropFromBlock, insertInBlock, replaceInBlock, type BlockLook } from './block';
import { dropFromFlow, elementIndent, insertInFlow, lookIn, renderFlow, type FlowLook } from './flow';
import { holds } from './new-value';
import type { Plan, Step } from './plan';
import { indentAt } from './lines';
import { quoted } from './quote';
import { nodeIn, sizeOf, type Slot } from './tree';
import type { NewValue } from '../resource';

/** How a file writes things; JSON files have no block style. */
export interface EditLook {
  readonly flow: FlowLook;
  /** For JSON inside of a YAML file. */
  readonly quoted?: FlowLook;
  readonly block?: BlockLook;
}

/** Text edits for a plan, in the order of the text; no edits where the text says it all already. */
export function writePlan(text: string, look: EditLook, plan: Plan): EditResult {
  if (typeof plan === 'string') return { ok: false, reason: plan };
  const edits: TextEdit[] = [];
  for (const step of plan) {
    const written = writeStep(text, look, step);
    if (!written) return { ok: false, reason: 'this layout can\u2019t be edited safely' };
    edits.push(...written);
  }
  const real = edits.filter((edit) => edit.newText !== '' || edit.span.end > edit.span.start);
  return { ok: true, edits: real.sort((a, b) => a.span.start - b.span.start) };
}

function writeStep(text: string, look: EditLook, step: Step): readonly TextEdit[] | undefined {
  switch (step.kind) {
    case 'replace':
      return writeReplace(text, look, step.slot, step.value);
    case 'insert':
      if (step.map.style === 'flow')
        return insertInFlow(text, quotedLook(text, look, step.map.content), step.map, step.after, step.key, step.value);
      return look.block && insertInBlock(text, look.block, step.map, step.after, step.key, step.value);
    case 'append':
      if (step.list.style === 'block') return look.block && appendInBlock(text, look.block, step.list, step.value);
      return insertInFlow(
        text,
        quotedLook(text, look, step.list.content),
        step.list,
        sizeOf(step.list) - 1,
        undefined,
        step.value,
      );
    case 'drop':
      return step.holder.style === 'flow'
        ? dropFromFlow(text, step.holder, step.indices)
        : dropFromBlock(text, step.holder, step.indices);
  }
}

function writeReplace(text: string, look: EditLook, slot: Slot, value: NewValue): readonly TextEdit[] | undefined {
  const node = nodeIn(slot);
  if (!node) return undefined;
  if (holds(text, node, value)) return [];
  if (slot.holder.style === 'block') return look.block && replaceInBlock(text, look.block, slot, value);
  const own = lookIn(text, quotedLook(text, look, slot.holder.content), slot.holder);
  const first = text[node.span.start];
  if (
    value.kind === 'scalar' &&
    typeof value.value === 'string' &&
    node.kind === 'leaf' &&
    (first === '"' || first === "'")
  ) {
    return [{ span: node.span, newText: quoted(value.value, first) }];
  }
  const lines =
    elementIndent(text, slot.holder, slot.index) === undefined ? undefined : indentAt(text, node.span.start);
  const gap = node.kind === 'blank' ? ' ' : '';
  return [{ span: node.span, newText: gap + renderFlow(own, value, lines) }];
}

/** The look of braces: JSON inside a YAML file keeps its quotes, so braces whose first key is in double quotes are written as JSON. */
export function quotedLook(text: string, look: EditLook, brace: number): FlowLook {
  if (look.flow.json || !/^[{[]\s*(?:[{[]\s*)*"/.test(text.slice(brace, brace + 400))) return look.flow;
  return look.quoted ?? look.flow;
}
