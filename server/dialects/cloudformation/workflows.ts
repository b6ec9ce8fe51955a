// State machines and SageMaker pipelines that a template defines: their calls to services, read where they are written.
import { mapSpan, decodeJson } from '../../core/json-offsets';
import type { Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import { pipelineCalls, stateMachineCalls } from '../../core/workflow/calls';
import { evaluate } from './evaluate';
import { joinedText } from './joined-text';
import { callOf, childOf, type RawEntry, type RawNode, type RawScalar } from './raw';
import { readJson } from './read-json';
import type { Frame, Scope } from './scope';
import type { Template } from './template';

/** The calls that the workflow of a resource makes; none where it is no workflow, or its definition lies elsewhere. */
export function workflowCalls(
  resource: Resource,
  properties: RawNode | undefined,
  text: string,
  frame: Frame,
): readonly Resource[] {
  const written = writtenDefinition(resource.type, properties);
  const definition = written && definitionOf(written, text, frame);
  if (!definition) return [];
  // what stands in a text of the template is JSON, whatever the template is
  const { id, source, exists } = resource;
  const holder = { id, source, exists, language: isText(written) ? ('json' as const) : resource.language };
  if (resource.type === 'AWS::SageMaker::Pipeline') return pipelineCalls(definition, holder);
  const substitutions = childOf(properties, 'DefinitionSubstitutions');
  return stateMachineCalls(definition, holder, substitutions && objectIn(substitutions, frame));
}

function writtenDefinition(type: string, properties: RawNode | undefined): RawNode | undefined {
  switch (type) {
    case 'AWS::StepFunctions::StateMachine':
    case 'AWS::Serverless::StateMachine':
      return childOf(properties, 'Definition') ?? childOf(properties, 'DefinitionString');
    case 'AWS::SageMaker::Pipeline':
      return childOf(childOf(properties, 'PipelineDefinition'), 'PipelineDefinitionBody');
    default:
      return undefined;
  }
}

/** The calls in a file that is itself the definition of a state machine or a pipeline. */
export function workflowFileCalls(template: Template, scope: Scope): readonly Resource[] {
  const { source, language } = template;
  const holder = { id: source.path, source: source.uri, language, exists: 'always' as const };
  const entriesIn = (section: string): readonly Entry[] =>
    (template.sections.get(section) ?? []).map(({ key, keyStart, keyEnd, value, base }) => {
      const keySpan = { start: base + keyStart, end: base + keyEnd };
      return { key, keySpan, value: evaluate(value, { scope, base }, keySpan) };
    });
  const span = { start: 0, end: 0 };
  const definition = (key: string, value: ConfigValue): ObjectValue => ({
    kind: 'object',
    span,
    head: span,
    open: false,
    entries: [{ key, keySpan: span, value }],
  });
  const states: ConfigValue = { kind: 'object', span, head: span, open: false, entries: entriesIn('States') };
  const steps: ConfigValue = { kind: 'list', span, open: false, items: entriesIn('Steps').map(({ value }) => value) };
  return [
    ...stateMachineCalls(definition('States', states), holder),
    ...pipelineCalls(definition('Steps', steps), holder),
  ];
}

function objectIn(node: RawNode, frame: Frame): ObjectValue | undefined {
  const value = evaluate(node, frame);
  return value.kind === 'object' ? value : undefined;
}

function isText(node: RawNode): boolean {
  if (node.kind === 'map') return node.entries.length === 1 && /^Fn::(?:Sub|Join)$/.test(node.entries[0]?.key ?? '');
  return node.kind === 'scalar';
}

/** A definition written as an object, as JSON in a text, or as such a text in `Fn::Sub`. */
function definitionOf(node: RawNode, text: string, frame: Frame): ObjectValue | undefined {
  const call = callOf(node);
  if (call?.key === 'Fn::Join') return joinedDefinition(call.value, text, frame);
  const [written, variables] =
    call?.key === 'Fn::Sub' && call.value.kind === 'list' ? call.value.items : [call ? call.value : node];
  if (!written || (call && call.key !== 'Fn::Sub' && call.key !== 'Fn::ToJsonString')) return undefined;
  if (written.kind !== 'scalar') return objectIn(call?.key === 'Fn::ToJsonString' ? written : node, frame);
  const json = readEmbedded(written, text, frame.base);
  return json && objectIn(call?.key === 'Fn::Sub' ? withSub(json, variables) : json, frame);
}

/** The definition in the pieces of `Fn::Join`. */
function joinedDefinition(join: RawNode, text: string, frame: Frame): ObjectValue | undefined {
  const joined = joinedText(join, text, frame.base);
  const json = joined && rootOf(joined.text);
  if (!joined || !json) return undefined;
  const placed = moved(json, ({ start, end }) => mapSpan(joined, start, end));
  return objectIn(withSub(placed, joined.variables), frame);
}

/** Reads the JSON in a text of the template; its nodes stand where they are written. Undefined where it is no JSON. */
function readEmbedded(node: RawScalar, text: string, base: number): RawNode | undefined {
  const start = base + node.start;
  const written = text.slice(start, base + node.end);
  if (written.startsWith('"')) {
    const { text: decoded, runs } = decodeJson(written.slice(1, -1), start + 1, 0);
    return moved(rootOf(decoded), (span) => {
      const mapped = mapSpan({ runs }, span.start, span.end);
      return { start: mapped.start - base, end: mapped.end - base };
    });
  }
  // the first line of a block text, and quotes, are no part of the JSON; what indents its lines does no harm
  const blank = (match: string): string => ' '.repeat(match.length);
  const plain = written.replace(/^(?:[|>][^\n]*|')/, blank).replace(/'$/, blank);
  return moved(rootOf(plain), (span) => ({ start: span.start + node.start, end: span.end + node.start }));
}

function rootOf(json: string): RawNode | undefined {
  return /^\s*\{/.test(json) ? readJson(json).root : undefined;
}

type Move = (span: Span) => Span;

function moved<N extends RawNode | undefined>(node: N, move: Move): N {
  if (!node) return node;
  const at = move(node);
  if (node.kind === 'map') return { ...node, ...at, entries: node.entries.map((entry) => movedEntry(entry, move)) };
  return node.kind === 'list'
    ? { ...node, ...at, items: node.items.map((item) => moved(item, move)) }
    : { ...node, ...at };
}

function movedEntry({ key, keyStart, keyEnd, value }: RawEntry, move: Move): RawEntry {
  const { start, end } = move({ start: keyStart, end: keyEnd });
  return { key, keyStart: start, keyEnd: end, value: moved(value, move) };
}

/** The tree with `Fn::Sub` around each text that has something to fill in. */
function withSub(node: RawNode, variables: RawNode | undefined): RawNode {
  if (node.kind === 'map') {
    return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: withSub(entry.value, variables) })) };
  }
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => withSub(item, variables)) };
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('${')) return node;
  const { start, end } = node;
  const value: RawNode = variables ? { kind: 'list', start, end, items: [node, variables] } : node;
  return { kind: 'map', start, end, entries: [{ key: 'Fn::Sub', keyStart: start, keyEnd: start, value }] };
}
