// Lays out one resource of a JSON template for the text editors.
import { parseTree, type ParseError } from 'jsonc-parser';
import { jsonMap, type JsonCalls, type JsonTreeNode } from '../../core/edit/json-tree';
import { tooDeep } from '../../core/edit/lines';
import type { LayoutMap, Slot } from '../../core/edit/tree';
import type { Span } from '../../core/text';

const CALL = /^(?:Ref|Fn::(?!Transform$|ForEach::).+)$/;

/** `Ref` and `Fn::...` stand for a value and can't be entered. */
const calls: JsonCalls = (node) => {
  const [only, ...others] = node.type === 'object' ? (node.children ?? []) : [];
  const [key, value] = only?.children ?? [];
  if (others.length > 0 || typeof key?.value !== 'string' || !CALL.test(key.value)) return undefined;
  return { what: key.value, absent: key.value === 'Ref' && value?.value === 'AWS::NoValue' };
};

/** The resource that stands at `span` (with its key), as an entry of a map; a plain reason where its text can't be read. */
export function layoutJson(text: string, span: Span, id: string): (Slot & { readonly holder: LayoutMap }) | string {
  const start = keyStart(text, span.start, id);
  return layout('{', text.slice(start, span.end), start);
}

/** The object that stands at `span` in a list, as if it had a key. */
export function layoutJsonItem(text: string, span: Span): (Slot & { readonly holder: LayoutMap }) | string {
  return layout('{"":', text.slice(span.start, span.end), span.start);
}

/** What is put around the written text makes it a text of its own; it is not in the file. */
function layout(before: string, written: string, start: number): (Slot & { readonly holder: LayoutMap }) | string {
  const slice = `${before}${written}}`;
  if (tooDeep(slice)) return 'the resource is nested too deeply';
  const errors: ParseError[] = [];
  const tree: JsonTreeNode | undefined = parseTree(slice, errors, { allowTrailingComma: true });
  if (!tree || errors.length > 0) return 'the resource\u2019s text has a syntax error';
  const holder = jsonMap(tree, start - before.length, calls);
  return holder.entries.length === 1 ? { holder, index: 0 } : 'the resource doesn\u2019t stand in this text';
}

/** Where the key of a value starts; for a span that starts with its key, that start. */
function keyStart(text: string, start: number, id: string): number {
  if (text[start] !== '{') return start;
  const before = text.slice(0, start);
  const key = before.lastIndexOf(JSON.stringify(id));
  return key >= 0 && /^\s*:\s*$/.test(before.slice(key + JSON.stringify(id).length)) ? key : start;
}
