// Writes options of `aws` commands: appended in the command's own layout, replaced, or removed.
import { isNotebook } from '../notebook';
import type { Change, EditResult, NewValue, Resource, Segment, Unit } from '../resource';
import { looseName, type Entry } from '../value';
import { lineEnding, type Span } from '../text';

/** Text edits for a change to an `aws` command, or the reason why it can't be written. */
export function editShell(unit: Unit, resource: Resource, change: Change): EditResult {
  const source = unit.documents.find((d) => d.source.uri === resource.source)?.source;
  if (!source) return refused('the file of the command is not part of this unit');
  const result = changed(source.text, resource, change);
  if (!result.ok || !isNotebook(source.path, source.text)) return result;
  return {
    ok: true,
    edits: result.edits.map((edit) => ({ ...edit, newText: JSON.stringify(edit.newText).slice(1, -1) })),
  };
}

function changed(text: string, resource: Resource, change: Change): EditResult {
  if (change.kind === 'add-resource') return refused('a command line has no resources to add');
  if (change.kind === 'add-statement') return refused('the policy of a command is not changed');
  const [segment, ...rest] = change.path;
  if (change.within && change.within !== resource.body) return refused('values inside an option are not changed');
  if (!segment) return refused('there is nothing to change');
  const entry = resource.body.entries.find((e) => looseName(e.key) === looseName(segment.name));
  if (change.kind === 'remove') {
    if (!entry) return { ok: true, edits: [] };
    const at = extent(text, resource, entry);
    return rest.length > 0 || !at ? refused('values inside an option are not changed') : remove(text, at);
  }
  if (entry && rest.length > 0) return refused('values inside an option are not changed');
  const option = optionText(resource, segment, rest, change.value);
  if (option === undefined) return refused('the value can not be written on a command line');
  const at = entry && extent(text, resource, entry);
  // an option wins over what an input file says
  return at ? { ok: true, edits: [{ span: at, newText: option }] } : append(text, resource, option);
}

function refused(reason: string): EditResult {
  return { ok: false, reason };
}

/** An option with its values, where it is written: in the command, or in the variable that holds it; undefined for what an input file says. */
function extent(text: string, { source }: Resource, { keySpan, value }: Entry): Span | undefined {
  if (text.startsWith('-', keySpan.start)) return { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) };
  const held = value.trace?.[0]?.place;
  return held?.uri === source && text.startsWith('-', held.span.start) ? held.span : undefined;
}

function remove(text: string, span: Span): EditResult {
  const before = /(?:[ \t]*\\\r?\n)?[ \t]*$/.exec(text.slice(0, span.start));
  const start = span.start - (before?.[0].length ?? 0);
  return { ok: true, edits: [{ span: { start, end: span.end }, newText: '' }] };
}

/** At the end of the command: on a line of its own where the command has several, with the last line's indentation. */
function append(text: string, { span }: Resource, option: string): EditResult {
  const command = text.slice(span.start, span.end);
  const isMultiline = /\\\r?\n/.test(command);
  const line = text.lastIndexOf('\n', span.end - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const newText = isMultiline ? ` \\${lineEnding(text)}${indent}${option}` : ` ${option}`;
  return { ok: true, edits: [{ span: { start: span.end, end: span.end }, newText }] };
}

const HIGH_LEVEL: Readonly<Record<string, string>> = {
  serversideencryption: '--sse',
  ssekmskeyid: '--sse-kms-key-id',
};

/** A member's name as the CLI spells it: `KmsKeyId` gives `kms-key-id`, `SSEKMSKeyId` gives `ssekms-key-id`. */
export function kebab(name: string): string {
  return name
    .replace(/[_.]/g, '-')
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/-+/g, '-')
    .toLowerCase();
}

function optionText(
  resource: Resource,
  segment: Segment,
  rest: readonly Segment[],
  value: NewValue,
): string | undefined {
  if (resource.type === 'sdk:Client') {
    return segment.name === 'endpoint' && value.kind === 'scalar'
      ? `--endpoint-url ${word(String(value.value))}`
      : undefined;
  }
  const isHighLevel = resource.type === 's3:PutObject' && /^(?:cp|mv|sync)$/.test(resourceWord(resource));
  const name = isHighLevel ? HIGH_LEVEL[looseName(segment.name)] : `--${kebab(segment.name)}`;
  if (name === undefined) return undefined;
  if (rest.length === 0 && value.kind === 'scalar' && typeof value.value === 'boolean') {
    return value.value ? name : name.replace(/^--/, '--no-');
  }
  if (rest.length === 0 && value.kind === 'raw') return `${name} ${value.text}`;
  if (rest.length === 0 && value.kind === 'scalar') return `${name} ${word(String(value.value))}`;
  const json = jsonOf(nested(segment, rest, value));
  return json === undefined ? undefined : `${name} ${word(JSON.stringify(json))}`;
}

/** The head of a high-level command is its verb; that of `put-object` is longer. */
function resourceWord({ head }: Resource): string {
  const length = head.end - head.start;
  return length === 2 ? 'cp' : length === 4 ? 'sync' : '';
}

function nested(segment: Segment, rest: readonly Segment[], value: NewValue): NewValue {
  const inner = [...rest]
    .reverse()
    .reduce<NewValue>(
      (made, s) => ({ kind: 'object', entries: [[s.name, inItem(s, made, s === rest[rest.length - 1])]] }),
      value,
    );
  return inItem(segment, inner, rest.length === 0);
}

function inItem({ list, where }: Segment, value: NewValue, isLast: boolean): NewValue {
  if (!list || isLast) return value;
  const named: readonly (readonly [string, NewValue])[] = where
    ? [[where.name, { kind: 'scalar', value: where.value }]]
    : [];
  return {
    kind: 'list',
    items: [value.kind === 'object' ? { kind: 'object', entries: [...named, ...value.entries] } : value],
  };
}

function jsonOf(value: NewValue): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'list': {
      const items = value.items.map(jsonOf);
      return items.includes(undefined) ? undefined : items;
    }
    case 'object': {
      const entries = value.entries.map(([key, inner]) => [key, jsonOf(inner)] as const);
      return entries.some(([, inner]) => inner === undefined) ? undefined : Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}

/** A word as the shell reads it back. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
