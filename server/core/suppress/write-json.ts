// Writes a suppression where there are no comments: `Metadata` of templates, `"//"` of Terraform's JSON, of a resource or of the whole file.
import type { Document, Resource } from '../resource';
import { lineEnding, type TextEdit } from '../text';
import { entryOf, type ConfigValue, type ObjectValue } from '../value';

/** The scopes at which the document can say something about a resource that stands in it: none where the place is taken by something else. */
export function jsonScopes(resource: Resource, document: Document): readonly ('resource' | 'file')[] {
  if (resource.source !== document.source.uri) return [];
  if (!isTerraform(document) && (resource.dialect !== 'cloudformation' || resource.loose)) return [];
  return [
    ...(hasPlace(resource.metadata) ? (['resource'] as const) : []),
    ...(hasPlace(document.metadata) ? (['file'] as const) : []),
  ];
}

/** A plan is JSON, too, but made anew each time. */
function isTerraform({ source }: Document): boolean {
  return /\.(?:tf|tofu)\.json$/.test(source.path);
}

/** A comment in words leaves no place for data: of two of the same name the last one counts. */
function hasPlace(metadata: ConfigValue | undefined): boolean {
  return metadata === undefined || metadata.kind === 'object';
}

/** The edit that makes a resource, or the file, ignore a rule for a reason. */
export function ignoreInJson(
  resource: Resource | undefined,
  document: Document,
  { rule, reason }: { readonly rule: string; readonly reason: string },
): TextEdit {
  const item = `{ "rule": ${JSON.stringify(rule)}, "reason": ${JSON.stringify(reason)} }`;
  const existing = asObject((resource ?? document).metadata);
  const ours = asObject(existing && entryOf(existing, 'cipherlint')?.value);
  const list = ours && entryOf(ours, 'ignore')?.value;
  if (list?.kind === 'list') return insertFirst(list.span.start, item, list.items.length > 0);
  if (ours) return insertFirst(ours.span.start, `"ignore": [${item}]`, ours.entries.length > 0);
  const whole = `"cipherlint": { "ignore": [${item}] }`;
  if (existing) return insertFirst(existing.span.start, whole, existing.entries.length > 0);
  const { text } = document.source;
  if (!isTerraform(document)) return resource ? besideType(resource, whole, text) : atTop('Metadata', whole, text, 0);
  return atTop('//', whole, text, resource?.span.start ?? 0);
}

function asObject(value: ConfigValue | undefined): ObjectValue | undefined {
  return value?.kind === 'object' ? value : undefined;
}

/** Right behind the opening bracket at `start`. */
function insertFirst(start: number, words: string, more: boolean): TextEdit {
  return { span: { start: start + 1, end: start + 1 }, newText: more ? `${words}, ` : words };
}

/** `"Metadata"` on a line of its own behind `"Type"`, or on the same line in a one-line resource. */
function besideType(resource: Resource, words: string, text: string): TextEdit {
  const end = resource.head.end;
  const line = text.lastIndexOf('\n', resource.head.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const alone = text.slice(line, resource.head.start).trim().startsWith('"Type"');
  const gap = alone ? lineEnding(text) + indent : ' ';
  return { span: { start: end, end }, newText: `,${gap}"Metadata": { ${words} }` };
}

/** The first property of the object that opens behind `offset`. */
function atTop(key: string, words: string, text: string, offset: number): TextEdit {
  const start = text.indexOf('{', offset) + 1;
  const gap = /^\r?\n[ \t]*/.exec(text.slice(start))?.[0] ?? ' ';
  const comma = /^\s*\}/.test(text.slice(start)) ? '' : ',';
  return { span: { start, end: start }, newText: `${gap}"${key}": { ${words} }${comma}` };
}
