// Makes resources of a template's raw members: loops unfolded, conditions asked, SAM's Globals added.
import type { Problem, Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ObjectValue } from '../../core/value';
import { evaluate, objectOf } from './evaluate';
import { globalsOf, withGlobals, type Globals } from './globals';
import { loopsIn, loopText } from './loops';
import { truthOf } from './names';
import { childOf, stringOf, type RawEntry, type RawNode } from './raw';
import { newScope, spanOf, type Frame, type Scope } from './scope';
import type { Template } from './template';

interface Context {
  readonly template: Template;
  readonly globals: Globals;
  readonly resources: Resource[];
  readonly ids: Set<string>;
}

/**
 * Evaluates every resource of a template that has a type. Ids are unique: of two with one name the last one keeps it.
 * A template that is too large to be evaluated in full has values that are unknown for that reason, and a problem.
 */
export function evaluateTemplate(template: Template): {
  readonly resources: readonly Resource[];
  readonly problems: readonly Problem[];
} {
  const scope = newScope(template);
  const context: Context = { template, globals: globalsOf(template, scope), resources: [], ids: new Set() };
  for (const member of template.sections.get('Resources') ?? []) {
    addResources(member, { scope, base: member.base }, 'always', context);
  }
  const problem = { span: { start: 0, end: 0 }, message: 'This template is too large to be evaluated in full.' };
  return { resources: uniqueIds(context.resources), problems: scope.work < 0 ? [problem] : [] };
}

function addResources(entry: RawEntry, frame: Frame, exists: 'always' | 'maybe', context: Context): void {
  if (!entry.key.startsWith('Fn::ForEach')) {
    const resource = resourceOf(entry, frame, exists, context);
    if (resource) context.resources.push(resource);
    return;
  }
  if (--frame.scope.work < 0) return;
  const loop = loopsIn(entry, frame, evaluate);
  for (const inner of loop.frames) {
    for (const each of loop.body.entries) addResources(each, inner, loop.known ? exists : 'maybe', context);
  }
}

function resourceOf(entry: RawEntry, frame: Frame, exists: 'always' | 'maybe', context: Context): Resource | undefined {
  const { template } = context;
  const typeNode = childOf(entry.value, 'Type');
  const type = stringOf(typeNode);
  if (!typeNode || !type) return undefined;
  const head = spanOf(typeNode, frame.base);
  const id = loopText(entry.key, frame);
  const metadata = childOf(entry.value, 'Metadata');
  const start = frame.base + entry.keyStart;
  return {
    dialect: 'cloudformation',
    type,
    id,
    address: id,
    source: template.source.uri,
    language: template.language,
    span: { start, end: Math.max(start, frame.base + entry.value.end) },
    head,
    body: withGlobals(bodyOf(entry, head, frame), type, context.globals, frame.scope),
    exists: existence(entry, exists, frame),
    ...(metadata ? { metadata: evaluate(metadata, frame) } : {}),
  };
}

/** The properties; what is missing in them is missing in the resource, so they are headed by its type. */
function bodyOf(entry: RawEntry, head: Span, frame: Frame): ObjectValue {
  const properties = childOf(entry.value, 'Properties');
  if (properties?.kind === 'map') return objectOf(properties, spanOf(properties, frame.base), frame, head);
  return { kind: 'object', span: head, entries: [], open: properties?.kind === 'unknown', head };
}

function existence(entry: RawEntry, outer: 'always' | 'maybe', frame: Frame): Resource['exists'] {
  const node = childOf(entry.value, 'Condition');
  const condition = stringOf(node);
  if (!condition) return outer;
  const truth = truthOf(loopText(condition, frame), frame.scope, evaluate);
  if (truth === true) return outer;
  // a false default is a wish of the author's, not of whoever deploys it: production-only resources are looked at, too
  return truth === undefined || restsOnParameter(frame.scope.conditions.get(condition)?.value, frame.scope, 0)
    ? 'maybe'
    : 'never';
}

const MAX_CONDITIONS = 50;

/** True where a condition asks for a parameter, by itself or through other conditions. */
function restsOnParameter(node: RawNode | undefined, scope: Scope, depth: number): boolean {
  if (!node || depth > MAX_CONDITIONS) return depth > MAX_CONDITIONS;
  if (node.kind === 'list') return node.items.some((item) => restsOnParameter(item, scope, depth + 1));
  if (node.kind !== 'map') return false;
  return node.entries.some(({ key, value }) => {
    if (key === 'Ref' || key === 'Fn::FindInMap') return true;
    const name = key === 'Condition' ? stringOf(value) : undefined;
    return restsOnParameter(name === undefined ? value : scope.conditions.get(name)?.value, scope, depth + 1);
  });
}

function uniqueIds(resources: readonly Resource[]): readonly Resource[] {
  const last = new Map(resources.map((resource, i) => [resource.id, i]));
  if (last.size === resources.length) return resources;
  return resources.map((resource, i) =>
    last.get(resource.id) === i
      ? resource
      : { ...resource, id: `${resource.id}@${String(resource.span.start)}/${String(i)}` },
  );
}
