// Makes resources of a template's raw members: loops unfolded, conditions asked, SAM's Globals added.
import type { BoundValues } from '../../core/bound';
import type { Problem, Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ObjectValue } from '../../core/value';
import { evaluate, objectOf } from './evaluate';
import { globalsOf, withGlobals, type Globals } from './globals';
import { keep, lazyResource, recallKept, surroundingsWith, type Kept } from './kept';
import { loopsIn, loopText } from './loops';
import { truthOf } from './names';
import { childOf, stringOf, type RawEntry, type RawNode } from './raw';
import { newScope, spanOf, type Frame, type Scope } from './scope';
import type { Template } from './template';

interface Context {
  readonly template: Template;
  readonly globals: Globals;
  readonly resources: Resource[];
  /** For what is looked into later: all of it was done before with half the work, so it can't run out now. */
  readonly later: Scope;
  /** What resources are kept by. */
  readonly surroundings: object;
  /** Resources that were evaluated, to be kept for the next reading. */
  readonly fresh: { readonly node: RawNode; readonly what: Kept }[];
  /** How many were recalled from the last reading; undefined where none may be. */
  recalled: number | undefined;
}

interface Evaluated {
  readonly resources: readonly Resource[];
  readonly problems: readonly Problem[];
}

/**
 * Evaluates every resource of a template that has a type. Ids are unique: of two with one name the last one keeps it.
 * A template that is too large to be evaluated in full has values that are unknown for that reason, and a problem.
 */
export function evaluateTemplate(template: Template, bound?: BoundValues): Evaluated {
  return (
    evaluateWith(template, bound, 0) ?? evaluateWith(template, bound, undefined) ?? { resources: [], problems: [] }
  );
}

/** Undefined where resources were recalled and little work is left: whether it is enough shows only if all is evaluated. */
function evaluateWith(
  template: Template,
  bound: BoundValues | undefined,
  recalled: 0 | undefined,
): Evaluated | undefined {
  const scope = newScope(template, bound);
  const plenty = scope.work / 2;
  const globals = globalsOf(template, scope);
  const surroundings = surroundingsWith(template.surroundings, bound?.cloudformation);
  const later = newScope(template, bound);
  const context: Context = { template, globals, resources: [], later, surroundings, fresh: [], recalled };
  for (const member of template.sections.get('Resources') ?? []) {
    addResources(member, { scope, base: member.base }, 'always', context);
  }
  if (scope.work >= plenty) for (const { node, what } of context.fresh) keep(node, what);
  else if (context.recalled) return undefined;
  const problem = { span: { start: 0, end: 0 }, message: 'This template is too large to be evaluated in full.' };
  return { resources: uniqueIds(context.resources), problems: scope.work < 0 ? [problem] : [] };
}

function addResources(entry: RawEntry, frame: Frame, exists: 'always' | 'maybe', context: Context): void {
  if (!entry.key.startsWith('Fn::ForEach')) {
    const resource = frame.loop ? evaluated(entry, frame, exists, context) : recalledOrKept(entry, frame, context);
    if (resource) context.resources.push(resource);
    return;
  }
  if (--frame.scope.work < 0) return;
  const loop = loopsIn(entry, frame, evaluate);
  for (const inner of loop.frames) {
    for (const each of loop.body.entries) addResources(each, inner, loop.known ? exists : 'maybe', context);
  }
}

/** A resource outside of loops: recalled with its body left for later, or evaluated to be kept. */
function recalledOrKept(entry: RawEntry, frame: Frame, context: Context): Resource | undefined {
  const { surroundings } = context;
  const known = context.recalled === undefined ? undefined : recallKept(entry.value, surroundings);
  if (known) {
    context.recalled = (context.recalled ?? 0) + 1;
    frame.scope.work -= known.work;
    const outline = outlineOf(entry, frame, context);
    const later = { base: frame.base, scope: context.later };
    return outline && lazyResource(outline, known, () => fullBody(entry, outline, later, context));
  }
  const before = frame.scope.work;
  const resource = evaluated(entry, frame, 'always', context);
  if (!resource) return undefined;
  const token = {};
  const what = { surroundings, token, exists: resource.exists, work: before - frame.scope.work };
  context.fresh.push({ node: entry.value, what });
  return { ...resource, token };
}

function evaluated(entry: RawEntry, frame: Frame, exists: 'always' | 'maybe', context: Context): Resource | undefined {
  const outline = outlineOf(entry, frame, context);
  return (
    outline && {
      ...outline,
      body: fullBody(entry, outline, frame, context),
      exists: existence(entry, exists, frame),
    }
  );
}

type Outline = Omit<Resource, 'body' | 'exists'>;

function outlineOf(entry: RawEntry, frame: Frame, { template }: Context): Outline | undefined {
  const typeNode = childOf(entry.value, 'Type');
  const type = stringOf(typeNode);
  if (!typeNode || !type) return undefined;
  const id = loopText(entry.key, frame);
  const metadata = childOf(entry.value, 'Metadata');
  const start = frame.base + entry.keyStart;
  const outline = {
    dialect: 'cloudformation',
    type,
    id,
    address: id,
    source: template.source.uri,
    language: template.language,
    span: { start, end: Math.max(start, frame.base + entry.value.end) },
    head: spanOf(typeNode, frame.base),
  } as const;
  return metadata ? { ...outline, metadata: evaluate(metadata, frame) } : outline;
}

/** The properties, with SAM's global ones. */
function fullBody(entry: RawEntry, { type, head }: Outline, frame: Frame, { globals }: Context): ObjectValue {
  return withGlobals(bodyOf(entry, head, frame), type, globals, frame.scope);
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
