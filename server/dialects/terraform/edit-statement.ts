// Adding a statement to a policy that is written out here: in `jsonencode`, as JSON in a heredoc, or as an `aws_iam_policy_document`.
import { parseTree, type ParseError } from 'jsonc-parser';
import { commaBehind, flowLook } from '../../core/edit/flow';
import { fromJsonTree, type JsonTreeNode } from '../../core/edit/json-tree';
import { indentStep, tooDeep } from '../../core/edit/lines';
import { lowerRefs } from '../../core/edit/new-value';
import { addStatement as addToJson } from '../../core/edit/resource';
import { statementValue } from '../../core/edit/statement';
import type { LayoutMap } from '../../core/edit/tree';
import type { Change, EditResult, NewStatement, NewValue } from '../../core/resource';
import { lineEnding, type TextEdit } from '../../core/text';
import { indentAt, isFirstOnLine, lineEnd } from './edit-layout';
import { insertBody, setAt, type Target } from './edit-set';
import { bodyContainer, insideItem, itemsNamed, sitesOf, type Container } from './edit-target';
import { newBody, writeKey, writeValue, type NewBody, type Style } from './edit-write';
import type { Block, Expression } from './hcl/ast';
import { parseHcl } from './hcl/parse';

type AddStatement = Change & { readonly kind: 'add-statement' };

/** The edits that add the statement, as `written` in objects; a plain reason where the policy is not written out in this block. */
export function addStatement(
  target: Target,
  block: Block,
  { path, statement }: AddStatement,
  written: NewValue = statementValue(statement),
): EditResult {
  const container = bodyContainer(block);
  if (path.length === 0) return { ok: true, edits: insertBody(target, container, 'statement', blockOf(statement)) };
  const sites = sitesOf(container, path);
  const [site, ...others] = typeof sites === 'string' ? [] : sites;
  const name = site?.path.length === 1 ? site.path[0]?.name : undefined;
  const item = name === undefined || !site ? undefined : itemsNamed(site.container, name).at(-1);
  const value = item?.value && unwrapped(item.value);
  if (!item || !value || others.length > 0) return refuse('the policy is not written out here');
  if (isHeredoc(target.text, value)) return addToHeredoc(target.text, value, statement);
  const [policy] = insideItem(item) ?? [];
  return policy ? addToObject(target, policy, written) : refuse('the policy is not written out here');
}

function refuse(reason: string): EditResult {
  return { ok: false, reason };
}

function unwrapped(value: Expression): Expression {
  return value.kind === 'paren' ? unwrapped(value.inner) : value;
}

/** The statement as an item of `statement` in JSON, of which repeated blocks are lists. */
export function documentStatement(statement: NewStatement): NewValue & { readonly kind: 'object' } {
  const { attributes, blocks } = blockOf(statement);
  const objects = (name: string): readonly NewValue[] =>
    blocks.flatMap((block) =>
      block.name === name ? [{ kind: 'object' as const, entries: [...block.body.attributes] }] : [],
    );
  const lists = [...new Set(blocks.map(({ name }) => name))].map(
    (name) => [name, { kind: 'list', items: objects(name) }] as const,
  );
  return { kind: 'object', entries: [...attributes, ...lists] };
}

/** The statement as the block of a data source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
function blockOf({ sid, effect, principal, actions, resources, conditions }: NewStatement): NewBody {
  const scalar = (value: string): NewValue => ({ kind: 'scalar', value });
  const list = (items: readonly NewValue[]): NewValue => ({ kind: 'list', items });
  const block = (name: string, entries: readonly (readonly [string, NewValue])[]) => ({
    name,
    body: { ...newBody([]), attributes: new Map(entries) },
  });
  const [type, identifier] =
    principal === '*' ? ['*', scalar('*')] : [principal?.type ?? '', principal?.name ?? scalar('')];
  return {
    attributes: new Map<string, NewValue>([
      ['sid', scalar(sid)],
      ...(effect === 'Allow' ? [] : [['effect', scalar(effect)] as const]),
      ['actions', list(actions.map(scalar))],
      ['resources', list(resources)],
    ]),
    blocks: [
      ...(principal === undefined
        ? []
        : [
            block('principals', [
              ['type', scalar(type)],
              ['identifiers', list([identifier])],
            ]),
          ]),
      ...conditions.map(({ operator, key, value }) =>
        block('condition', [
          ['test', scalar(operator)],
          ['variable', scalar(key)],
          ['values', list([value])],
        ]),
      ),
    ],
  };
}

function addToObject(target: Target, policy: Container, value: NewValue): EditResult {
  const [item] = itemsNamed(policy, 'Statement');
  if (item?.value?.kind === 'tuple') return { ok: true, edits: appendToTuple(target, item.value, value) };
  if (item) return refuse('"Statement" is not written out as a list');
  const list: NewValue = { kind: 'list', items: [value] };
  const edits = setAt(target, { container: policy, path: [{ name: 'Statement', list: false }] }, list);
  return typeof edits === 'string' ? refuse(edits) : { ok: true, edits };
}

type Tuple = Extract<Expression, { kind: 'tuple' }>;

/** Adds an item behind the last one: on lines of its own where the items have them, else behind a comma, as `terraform fmt` indents it. */
function appendToTuple({ text, style }: Target, tuple: Tuple, value: NewValue): readonly TextEdit[] {
  const last = tuple.items.at(-1);
  const outer = indentAt(text, tuple.span.start);
  if (!last) {
    const written = writeValue({ kind: 'list', items: [value] }, outer, style);
    return [{ span: tuple.span, newText: written }];
  }
  const close = tuple.span.end - 1;
  const comma = commaBehind(text, last.span.end, close);
  if (isFirstOnLine(text, last.span.start)) {
    const indent = indentAt(text, last.span.start);
    const line = `${style.eol}${indent}${writeValue(value, indent, style)}`;
    return lineBehind(text, last.span.end, comma, close, line);
  }
  return behindOnLine(text, style, last, comma, writeValue(value, indentAt(text, last.span.end), style));
}

function lineBehind(
  text: string,
  end: number,
  comma: number | undefined,
  close: number,
  line: string,
): readonly TextEdit[] {
  const at = Math.min(lineEnd(text, comma ?? end), close);
  if (comma !== undefined) return [insertion(at, `${line},`)];
  return at === end ? [insertion(end, `,${line}`)] : [insertion(end, ','), insertion(at, line)];
}

/** `[{` with `}]`: `terraform fmt` indents a line `}, {` as what stands above it. */
function behindOnLine(
  text: string,
  style: Style,
  last: Expression,
  comma: number | undefined,
  written: string,
): readonly TextEdit[] {
  const brace = last.span.end - 1;
  const shift = isFirstOnLine(text, brace) ? [insertion(brace, style.unit)] : [];
  const glue = comma === undefined ? ', ' : ' ';
  return [...shift, insertion(comma === undefined ? last.span.end : comma + 1, glue + written)];
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function isHeredoc(text: string, { span }: Expression): boolean {
  return text.startsWith('<<', span.start);
}

/** JSON between the marks of a heredoc; interpolations stand in its texts. */
function addToHeredoc(text: string, { span }: Expression, statement: NewStatement): EditResult {
  const start = text.indexOf('\n', span.start) + 1;
  const end = text.lastIndexOf('\n', span.end - 1);
  return addToPolicyText(text, start, Math.max(start, end), statement);
}

/** A policy as the expression of a template, `${jsonencode({…})}`; on one line where the expression is. The edits are those of the template. */
export function addToTemplate(template: string, statement: NewStatement): EditResult {
  const head = 'x {\n  policy = ';
  const text = `${head}${template.slice(2, -1)}\n}\n`;
  const [block] = parseHcl(text).body.blocks;
  const target: Target = { text, style: { unit: '  ', eol: '\n' } };
  const change = { kind: 'add-statement', path: [{ name: 'policy', list: false }], statement } as const;
  const value = statementValue(statement);
  const written: NewValue = template.includes('\n') ? value : { kind: 'raw', text: onOneLine(value, target.style) };
  const edited = block?.closed ? addStatement(target, block, change, written) : refuse('the policy is not written out');
  if (!edited.ok) return edited;
  const shift = 2 - head.length;
  const moved = ({ start, end }: TextEdit['span']) => ({ start: start + shift, end: end + shift });
  return { ok: true, edits: edited.edits.map(({ span, newText }) => ({ span: moved(span), newText })) };
}

function onOneLine(value: NewValue, style: Style): string {
  if (value.kind === 'list') return `[${value.items.map((item) => onOneLine(item, style)).join(', ')}]`;
  if (value.kind !== 'object') return writeValue(value, '', style);
  return `{ ${value.entries.map(([key, item]) => `${writeKey(key)} = ${onOneLine(item, style)}`).join(', ')} }`;
}

/** A policy as JSON between two offsets of a text; expressions stand in its texts as templates. */
export function addToPolicyText(text: string, start: number, end: number, statement: NewStatement): EditResult {
  const inner = text.slice(start, end);
  const errors: ParseError[] = [];
  const tree: JsonTreeNode | undefined = tooDeep(inner) ? undefined : parseTree(inner, errors);
  if (!tree || errors.length > 0) return refuse('the policy is no plain JSON');
  const value = fromJsonTree(tree, start, () => undefined);
  const from = { start, end: start };
  const holder: LayoutMap = {
    kind: 'map',
    style: 'flow',
    span: value.span,
    content: start,
    entries: [{ key: '', keySpan: from, colon: start, value }],
    merged: false,
  };
  const base = { eol: lineEnding(text), step: indentStep(inner, { start: 0, end: inner.length }), quote: '"' as const };
  const look = { flow: flowLook(text, { start, end }, true, base) };
  const whole = { start, end };
  const body = { kind: 'object' as const, span: whole, head: whole, entries: [], open: false };
  const laid = { text, look, slot: { holder, index: 0 }, prefix: [], body, behind: new Map<string, string>() };
  return addToJson(laid, { kind: 'add-statement', path: [], statement }, asTemplate);
}

/** Expressions as interpolations; raw texts are quoted templates already or bare expressions. */
function asTemplate(value: NewValue): NewValue {
  const lowered = lowerRefs(value, (ref) => ({ kind: 'raw', text: writeValue(ref, '', { unit: '', eol: '\n' }) }));
  return eachRaw(lowered, (raw) => (raw.startsWith('"') ? raw : `"\${${raw}}"`));
}

function eachRaw(value: NewValue, write: (raw: string) => string): NewValue {
  switch (value.kind) {
    case 'raw':
      return { kind: 'raw', text: write(value.text) };
    case 'object':
      return { kind: 'object', entries: value.entries.map(([key, item]) => [key, eachRaw(item, write)] as const) };
    case 'list':
      return { kind: 'list', items: value.items.map((item) => eachRaw(item, write)) };
    default:
      return value;
  }
}
