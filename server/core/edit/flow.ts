// Edits between braces and brackets: JSON, and YAML's flow style. Lines, commas and blanks follow what stands around.
import type { NewValue } from '../resource';
import type { Span, TextEdit } from '../text';
import { firstOnLine, hasNewline, indentAt, lineEnd, lineStart, nextLine } from './lines';
import { yamlScalar } from './quote';
import { elementSpan, sizeOf, type LayoutList, type LayoutMap } from './tree';

/** The habits of one file. */
export interface FlowLook {
  /** JSON rather than YAML: keys and texts stand in double quotes. */
  readonly json: boolean;
  readonly eol: string;
  readonly step: string;
  readonly quote: '"' | "'";
  /** What stands between key and value, between elements, and inside braces and brackets of one line. */
  readonly colon: string;
  readonly comma: string;
  readonly brace: string;
  readonly bracket: string;
  /** Lists of plain values, and function calls, spread over lines. */
  readonly spreadLists: boolean;
  readonly spreadCalls: boolean;
}

/** The habits of a text, seen in `sample` where it shows any. */
export function flowLook(
  text: string,
  sample: Span,
  json: boolean,
  base: Pick<FlowLook, 'eol' | 'step' | 'quote'>,
): FlowLook {
  const near = text.slice(sample.start, sample.end);
  const gap = (pattern: RegExp, otherwise: string) =>
    blank((pattern.exec(near) ?? pattern.exec(text))?.[1] ?? otherwise);
  const colon = json ? gap(/"([ \t]*:[ \t]*)["{[\dtfn]/, ': ') : ': ';
  return {
    ...base,
    json,
    colon,
    comma: `,${json ? gap(/["}\]\de],([ \t]*)["{[\d]/, colon.endsWith(' ') ? ' ' : '') : ' '}`,
    brace: gap(/(?:^|[\s:[,])\{([ \t]*)["'\w]/, json ? '' : ' '),
    bracket: gap(/:[ \t]*\[([ \t]*)["'{\w]/, ''),
    spreadLists: json && /\[\s*\n\s*"/.test(text) && !/\[[ \t]*"/.test(text),
    spreadCalls: json && /\{\s*\n\s*"(?:Ref|Fn::)/.test(text) && !/\{[ \t]*"(?:Ref|Fn::)/.test(text),
  };
}

/** At most one blank on each side: aligned columns are no habit for a new line. */
function blank(gap: string): string {
  return gap.replace(/[ \t]+/g, ' ');
}

/** Writes a value. `indent` is that of the line where it starts; without it everything goes on one line. */
export function renderFlow(look: FlowLook, value: NewValue, indent: string | undefined): string {
  switch (value.kind) {
    case 'scalar':
      return look.json ? JSON.stringify(value.value) : yamlScalar(value.value, true, look.quote);
    case 'raw':
      return value.text;
    case 'ref':
      return renderFlow(look, { kind: 'scalar', value: value.target }, indent);
    case 'object':
      return wrap(
        look,
        '{',
        '}',
        look.brace,
        flowLines(look, value),
        (inner, at) => renderFlowEntry(look, ...inner, at),
        value.entries,
        indent,
      );
    case 'list':
      return wrap(
        look,
        '[',
        ']',
        look.bracket,
        flowLines(look, value),
        (inner, at) => renderFlow(look, inner, at),
        value.items,
        indent,
      );
  }
}

/** `"key": value`, see `renderFlow`. */
export function renderFlowEntry(look: FlowLook, key: string, value: NewValue, indent: string | undefined): string {
  const name = look.json ? JSON.stringify(key) : yamlScalar(key, true, look.quote);
  return `${name}${look.colon}${renderFlow(look, value, indent)}`;
}

/** Whether this value takes several lines where lines are allowed. */
function flowLines(look: FlowLook, value: NewValue): boolean {
  if (value.kind === 'list')
    return look.spreadLists || value.items.some((item) => item.kind === 'object' && !isCall(item));
  return value.kind === 'object' && (look.spreadCalls || !isCall(value));
}

function isCall(value: NewValue): boolean {
  const [only, ...others] = value.kind === 'object' ? value.entries : [];
  return only !== undefined && others.length === 0 && /^(?:Ref|Fn::\w+)$/.test(only[0]);
}

function wrap<T>(
  look: FlowLook,
  open: string,
  close: string,
  pad: string,
  lines: boolean,
  render: (element: T, indent: string | undefined) => string,
  elements: readonly T[],
  indent: string | undefined,
): string {
  if (elements.length === 0) return open + close;
  if (indent === undefined || !lines) {
    return open + pad + elements.map((element) => render(element, undefined)).join(look.comma) + pad + close;
  }
  const inner = indent + look.step;
  const written = elements.map((element) => look.eol + inner + render(element, inner));
  return open + written.join(',') + look.eol + indent + close;
}

/** The habits of one map or list on top of the file's: its own colons, commas and blanks where it shows them on one line. */
export function lookIn(text: string, look: FlowLook, holder: LayoutMap | LayoutList): FlowLook {
  const last = holder.kind === 'list' ? holder.items.at(-1)?.value : undefined;
  const map = holder.kind === 'map' ? holder : last?.kind === 'map' ? last : undefined;
  const entry = map?.style === 'flow' ? map.entries.at(-1) : undefined;
  const colon = entry && blank(text.slice(entry.keySpan.end, entry.value.span.start));
  const first = map?.style === 'flow' ? map.entries[0] : undefined;
  const gap = map && first && /^\{([ \t]*)$/.exec(text.slice(map.content, first.keySpan.start));
  const [one, two] = [elementSpan(holder, 0), elementSpan(holder, 1)];
  const comma = one && two && blank(text.slice(one.end, two.start));
  return {
    ...look,
    ...(colon && /^ ?: ?$/.test(colon) ? { colon } : {}),
    ...(gap ? { brace: blank(gap[1] ?? '') } : {}),
    ...(comma && /^, ?$/.test(comma) ? { comma } : {}),
  };
}

/** The indentation of the elements where each starts a line of its own; undefined on one line. */
export function elementIndent(text: string, holder: LayoutMap | LayoutList, index: number): string | undefined {
  const element = elementSpan(holder, index);
  return element && firstOnLine(text, element.start) ? indentAt(text, element.start) : undefined;
}

/** Adds a key, or an item where `key` is undefined, behind the element with index `after`. */
export function insertInFlow(
  text: string,
  look: FlowLook,
  holder: LayoutMap | LayoutList,
  after: number,
  key: string | undefined,
  value: NewValue,
): readonly TextEdit[] {
  const element = elementSpan(holder, after);
  if (!element) return [];
  const own = lookIn(text, look, holder);
  const indent = elementIndent(text, holder, after);
  const deep = key === undefined && !hasNewline(text, element.start, element.end) ? undefined : indent;
  const written = key === undefined ? renderFlow(own, value, deep) : renderFlowEntry(own, key, value, deep);
  const next = elementSpan(holder, after + 1);
  if (next) {
    const glue = elementIndent(text, holder, after + 1);
    return [insertion(next.start, written + (glue === undefined ? own.comma : `,${look.eol}${glue}`))];
  }
  const comma = commaBehind(text, element.end, holder.span.end - 1);
  if (indent === undefined) {
    const at = comma === undefined ? element.end : comma + 1;
    return [insertion(at, comma === undefined ? own.comma + written : `${own.comma.slice(1)}${written},`)];
  }
  return insertLine(text, element.end, holder.span.end - 1, comma, look.eol + indent + written);
}

/** A new last line; a comment behind the element that was last stays on that line. */
function insertLine(
  text: string,
  end: number,
  close: number,
  comma: number | undefined,
  line: string,
): readonly TextEdit[] {
  const at = Math.min(lineEnd(text, comma ?? end), close);
  if (comma !== undefined) return [insertion(at, `${line},`)];
  if (/^[ \t]*$/.test(text.slice(end, at)) || at === close) return [insertion(end, `,${line}`)];
  return [insertion(end, ','), insertion(at, line)];
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

/** The offset of the comma between `start` and `end`, comments skipped; undefined where there is none. */
export function commaBehind(text: string, start: number, end: number): number | undefined {
  const gap = text.slice(start, end);
  const token = /\/\*[^]*?\*\/|\/\/[^\n]*|#[^\n]*|,/g;
  for (let match = token.exec(gap); match; match = token.exec(gap)) if (match[0] === ',') return start + match.index;
  return undefined;
}

/** Takes elements out with their commas, and with their lines where they have lines of their own. */
export function dropFromFlow(
  text: string,
  holder: LayoutMap | LayoutList,
  indices: readonly number[],
): readonly TextEdit[] {
  const size = sizeOf(holder);
  const close = holder.span.end - 1;
  if (indices.length >= size) return [{ span: { start: holder.content + 1, end: close }, newText: '' }];
  const gone = new Set(indices);
  const lastKept = [...Array(size).keys()].filter((i) => !gone.has(i)).at(-1) ?? 0;
  const edits: TextEdit[] = [];
  for (const index of indices) {
    const lines = ownLines(text, holder, index);
    if (lines) edits.push({ span: lines, newText: '' });
    else edits.push({ span: withComma(holder, index, gone), newText: '' });
  }
  const last = elementSpan(holder, size - 1);
  const kept = elementSpan(holder, lastKept);
  const spread = indices.some((index) => index > lastKept && ownLines(text, holder, index));
  if (kept && last && spread && commaBehind(text, last.end, close) === undefined) {
    const comma = commaBehind(text, kept.end, close);
    if (comma !== undefined) edits.push({ span: { start: comma, end: comma + 1 }, newText: '' });
  }
  return edits;
}

/** The whole lines of an element that shares them with nothing but its comma and a comment. */
function ownLines(text: string, holder: LayoutMap | LayoutList, index: number): Span | undefined {
  const element = elementSpan(holder, index);
  if (!element || !firstOnLine(text, element.start)) return undefined;
  if (holder.content >= lineStart(text, element.start)) return undefined;
  if (
    !/^[ \t]*,?[ \t]*(?:\/\/.*|#.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(
      text.slice(element.end, lineEnd(text, element.end)),
    )
  )
    return undefined;
  return { start: lineStart(text, element.start), end: nextLine(text, element.end) };
}

function withComma(holder: LayoutMap | LayoutList, index: number, gone: ReadonlySet<number>): Span {
  const own = elementSpan(holder, index) ?? { start: 0, end: 0 };
  const keptBefore = [...Array(index).keys()].some((i) => !gone.has(i));
  const before = elementSpan(holder, index - 1);
  const next = elementSpan(holder, index + 1);
  if (keptBefore && before) return { start: before.end, end: own.end };
  return next ? { start: own.start, end: next.start } : own;
}
