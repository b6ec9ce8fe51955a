// Writes changes into CloudFormation, SAM and Serverless templates, in YAML and JSON, in the style of each file.
import { flowLook } from '../../core/edit/flow';
import { dashIndent, indentStep } from '../../core/edit/lines';
import { bodyOf, lowerRefs } from '../../core/edit/new-value';
import { preferredQuote, quoted } from '../../core/edit/quote';
import { addBehind, addStatement, editLaid, isSpaced, uniqueName, type LaidResource } from '../../core/edit/resource';
import { elementSpan, indexOfKey, nodeIn, type Slot } from '../../core/edit/tree';
import type { EditLook } from '../../core/edit/write';
import { inPascalCase } from '../../core/workflow/parameters';
import type { Change, EditResult, NewValue, Resource } from '../../core/resource';
import { lineEnding, type Span } from '../../core/text';
import { entryOf, type ConfigValue } from '../../core/value';
import { layoutJson, layoutJsonItem } from './edit-json';
import { layoutYaml } from './edit-yaml';
import { INCLUDED } from './raw';

/** The longest text that is edited; readers refuse larger ones, too. */
const MAX_TEXT = 5_000_000;

/**
 * The edits that make `resource`, which was read from exactly this `text`, say what `change` wants. No edits where it says so already;
 * a plain reason where the value is decided elsewhere or the text can't be read. Never throws.
 */
export function editCloudFormation(text: string, resource: Resource, change: Change): EditResult {
  const { span, language } = resource;
  if (span.start < 0 || span.end > text.length || span.end <= span.start || text.length > MAX_TEXT) {
    return { ok: false, reason: 'the resource doesn\u2019t stand in this text' };
  }
  if (language !== 'yaml' && language !== 'json') return { ok: false, reason: `${language} is no template` };
  if (resource.dialect === 'sdk') return editCall(text, resource, change);
  const included = change.kind === 'add-resource' ? undefined : includedOn(change, resource);
  if (included !== undefined) return { ok: false, reason: `"${included}" comes from an included file` };
  const slot = language === 'yaml' ? layoutYaml(text, span) : layoutJson(text, span, resource.id);
  if (typeof slot === 'string') return { ok: false, reason: slot };
  const laid: LaidResource = {
    text,
    look: lookOf(text, span, language === 'json'),
    slot,
    prefix: [{ name: 'Properties', list: false }],
    body: resource.body,
    behind: new Map([['Properties', 'Type']]),
  };
  const lower = writerOf(text, language === 'json');
  switch (change.kind) {
    case 'set':
      return editLaid(laid, { ...change, value: lower(change.value) });
    case 'remove':
      return editLaid(laid, change);
    case 'add-statement':
      return addStatement(laid, change, lower);
    case 'add-resource':
      return addResource(laid, change, lower);
  }
}

/** The step on the way of a change at which the value comes from a file that is included. */
function includedOn(change: Exclude<Change, { kind: 'add-resource' }>, { body, source }: Resource): string | undefined {
  let at: ConfigValue | undefined = ('within' in change ? change.within : undefined) ?? body;
  for (const { name } of change.path) {
    at = at?.kind === 'object' ? entryOf(at, name)?.value : undefined;
    if (at?.trace?.some(({ place, note }) => note === INCLUDED && place.uri !== source)) return name;
  }
  return undefined;
}

/** Changes a call that a workflow makes. It holds plain values only: who names a resource in it has written the text around it. */
function editCall(text: string, resource: Resource, change: Change): EditResult {
  const { span, body, language } = resource;
  const asked = inPascalCase(change);
  if (!asked || (asked.kind === 'set' && asked.value.kind === 'ref')) {
    return { ok: false, reason: 'a workflow has no resources to add or to name' };
  }
  const [, parameters = 'Parameters'] =
    /(Parameters|Arguments)["']?\s*:\s*$/.exec(text.slice(span.start, body.span.start)) ?? [];
  const slot = language === 'yaml' ? layoutYaml(text, span) : layoutCall(text, span);
  if (typeof slot === 'string') return { ok: false, reason: slot };
  const prefix = [{ name: parameters, list: false }];
  const laid: LaidResource = {
    text,
    look: lookOf(text, span, language === 'json'),
    slot,
    prefix,
    body,
    behind: new Map(),
  };
  return editLaid(laid, asked);
}

/** A state has a key, a step of a pipeline stands in a list. */
function layoutCall(text: string, span: Span): ReturnType<typeof layoutJson> {
  return text[span.start] === '{' ? layoutJsonItem(text, span) : layoutJson(text, span, '');
}

function lookOf(text: string, span: Span, json: boolean): EditLook {
  const whole = { start: 0, end: text.length };
  const step = indentStep(text, span);
  const eol = lineEnding(text);
  const quote = preferredQuote(text);
  const flow = flowLook(text, span, json, { eol, step, quote });
  if (json) return { flow };
  const quoted = flowLook(text, span, true, { eol, step, quote });
  const dash = dashIndent(text, span) ?? dashIndent(text, whole) ?? step;
  return { flow, quoted, block: { flow, eol, step, dash, quote } };
}

/** Inside its own template a resource is named without the stacks around it. */
function withLocalTarget(ref: NewValue & { kind: 'ref' }): NewValue & { kind: 'ref' } {
  return { ...ref, target: ref.target.slice(ref.target.lastIndexOf('.') + 1) };
}

const SHORT = /(?:^|[\s[,:])!(?:Ref|GetAtt|Sub|Join|If|ImportValue|FindInMap|Select|Split|Base64)\b/m;
const LONG = /(?:^|[\s{,"'-])(?:Ref|Fn::\w+)["']?[ \t]*:/m;

/** Writes references and calls of functions: short tags in YAML, unless the file only has the long forms; always long forms in JSON. */
function writerOf(text: string, json: boolean): (value: NewValue) => NewValue {
  const long = json || (!SHORT.test(text) && (LONG.test(text) || /^\ufeff?\s*\{/.test(text)));
  const spread = json || !/Fn::GetAtt["']?:[ \t]*\[/.test(text);
  if (long)
    return (value) =>
      lowerRefs(value, (ref) => ({ kind: 'object', entries: [longCall(withLocalTarget(ref), spread)] }));
  const quote = preferredQuote(text);
  return (value) =>
    shortCalls(
      lowerRefs(value, (ref) => shortRef(withLocalTarget(ref))),
      quote,
    );
}

function shortRef({ target, attribute }: NewValue & { kind: 'ref' }): NewValue {
  return { kind: 'raw', text: attribute ? `!GetAtt ${target}.${attribute}` : `!Ref ${target}` };
}

function shortCalls(value: NewValue, quote: '"' | "'"): NewValue {
  if (value.kind === 'list') return { kind: 'list', items: value.items.map((item) => shortCalls(item, quote)) };
  if (value.kind !== 'object') return value;
  const [only, ...others] = value.entries;
  if (others.length === 0 && only?.[0] === 'Fn::Sub' && only[1].kind === 'scalar')
    return { kind: 'raw', text: `!Sub ${quoted(String(only[1].value), quote)}` };
  if (others.length === 0 && only?.[0] === 'Fn::ImportValue' && only[1].kind === 'scalar')
    return { kind: 'raw', text: `!ImportValue ${String(only[1].value)}` };
  return { kind: 'object', entries: value.entries.map(([key, item]) => [key, shortCalls(item, quote)] as const) };
}

function longCall({ target, attribute }: NewValue & { kind: 'ref' }, spread: boolean): readonly [string, NewValue] {
  if (!attribute) return ['Ref', { kind: 'scalar', value: target }];
  if (!spread) return ['Fn::GetAtt', { kind: 'raw', text: `[${target}, ${attribute}]` }];
  const items = [target, attribute].map((value) => ({ kind: 'scalar' as const, value }));
  return ['Fn::GetAtt', { kind: 'list', items }];
}

function addResource(
  laid: LaidResource,
  change: Change & { kind: 'add-resource' },
  lower: (value: NewValue) => NewValue,
): EditResult {
  const properties = lower(bodyOf(change.body));
  const type: NewValue = { kind: 'scalar', value: change.type };
  const filled = properties.kind === 'object' && properties.entries.length > 0;
  const condition = conditionOf(laid.slot);
  const entries = [
    ['Type', type] as const,
    ...(condition ? [['Condition', condition] as const] : []),
    ...(filled ? [['Properties', properties] as const] : []),
  ];
  const element = elementSpan(laid.slot.holder, laid.slot.index);
  const spaced = element !== undefined && isSpaced(laid.text, element);
  return addBehind(laid, uniqueName(laid.text, change.name), { kind: 'object', entries }, spaced);
}

/** What is added beside a resource refers to it, or is there for it alone: it exists under the same condition. */
function conditionOf(slot: Slot): NewValue | undefined {
  const resource = nodeIn(slot);
  const value = resource?.kind === 'map' ? resource.entries[indexOfKey(resource, 'Condition')]?.value : undefined;
  return value?.kind === 'leaf' && typeof value.value === 'string' ? { kind: 'scalar', value: value.value } : undefined;
}
