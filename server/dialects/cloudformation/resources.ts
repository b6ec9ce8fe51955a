// Makes resources of a template's raw members: loops unfolded, conditions asked, SAM's Globals added.
import { assumingObject, NO_ASSUMPTIONS, type Assumptions } from '../../core/assume';
import { LazyResource } from '../../core/lazy-resource';
import type { Files, Problem, Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ObjectValue } from '../../core/value';
import { decideBy } from './conditions';
import { evaluate, objectOf } from './evaluate';
import { existence, type Existence } from './existence';
import { globalsOf, withGlobals, type Globals } from './globals';
import { madeByFrameworks } from './implicit';
import { withIncluded } from './include';
import { keep, recallKept, together, within, type Kept, type Surroundings } from './kept';
import { keyParameters } from './key-parameters';
import { loopsIn } from './loops';
import { childOfStack, templatePath } from './nested';
import { outlineOf, type Outline } from './outline';
import { childOf, stringOf, type RawEntry, type RawNode } from './raw';
import { includedScopes } from './serverless-files';
import { newScope, spanOf, workFor, type Frame, type Scope, type Stack } from './scope';
import { scriptCalls } from './scripts';
import { surroundingsOf } from './stack-memory';
import type { Template } from './template';
import { workflowCalls, workflowFileCalls } from './workflows';

interface Context {
  readonly globals: Globals;
  readonly exists: Resource['exists'];
  /** What the stacks around this one hang on. */
  readonly assumed: Assumptions;
  readonly resources: Resource[];
  /** Every stack that is evaluated, the outermost first. */
  readonly scopes: Scope[];
  /** What connects this reading with the last one. */
  readonly memory: Memory;
  /** For what is looked into later: all of it was done before with half the work, so it can't run out now. */
  readonly later: Scope;
  /** What resources are kept by. */
  readonly surroundings: Surroundings;
}

interface Memory {
  /** Resources that were evaluated, to be kept for the next reading. */
  readonly fresh: { readonly node: RawNode; readonly by: Surroundings; readonly what: Kept }[];
  /** How many were recalled from the last reading; undefined where none may be. */
  recalled: number | undefined;
}

/** Nested stacks in one unit. */
const MAX_STACKS = 100;

/** The resources of a stack and of those nested in it, and the templates that they stand in. */
export interface Evaluated {
  readonly resources: readonly Resource[];
  readonly templates: readonly Template[];
  /** By template, where there are any. */
  readonly problems: ReadonlyMap<Template, Problem>;
  /** There are resources beside these that can't be seen. */
  readonly open: boolean;
}

/**
 * Evaluates every resource of a template that has a type. Ids are unique: of two with one name the last one keeps it.
 * A template that is too large to be evaluated in full has values that are unknown for that reason, and a problem.
 */
export function evaluateTemplate(template: Template, around: Files<Template>): Evaluated {
  const whole = withIncluded(template, around);
  return (
    (whole.serverless ? undefined : evaluateWith(whole, around, 0)) ??
    evaluateWith(whole, around, undefined) ?? { resources: [], templates: [whole], problems: new Map(), open: false }
  );
}

/** Undefined where resources were recalled and little work is left: whether it is enough shows only if all is evaluated. */
function evaluateWith(template: Template, around: Files<Template>, recalled: 0 | undefined): Evaluated | undefined {
  const tree = { around, stacks: MAX_STACKS };
  const stack: Stack = { tree, prefix: '', paths: [template.source.path], via: [], call: undefined };
  const scope = newScope(template, stack);
  const memory: Memory = { fresh: [], recalled };
  const resources: Resource[] = [];
  const scopes: Scope[] = [];
  addStack(scope, { exists: 'always', assumed: NO_ASSUMPTIONS, resources, scopes, memory });
  resources.push(
    ...workflowFileCalls(template, scope),
    ...keyParameters(template, scope),
    ...scopes.flatMap(madeByFrameworks),
  );
  const plenty = scopes.every(({ work, template: of }) => work >= workFor(of) / 2);
  if (recalled !== undefined && plenty) for (const { node, by, what } of memory.fresh) keep(node, by, what);
  else if (memory.recalled) return undefined;
  const open = scopes.some(hasUnseen);
  const message = 'This template is too large to be evaluated in full.';
  return {
    open,
    resources: uniqueIds(resources),
    templates: [...new Set(scopes.map((each) => each.template))],
    problems: new Map(
      scopes.filter(({ work }) => work < 0).map((each) => [each.template, { span: { start: 0, end: 0 }, message }]),
    ),
  };
}

function hasUnseen({ template, missing, members }: Scope): boolean {
  const resources = members('Resources');
  if (template.open || missing || resources.has('Fn::Transform') || members('Modules').size > 0) return true;
  return [...resources.values()].some(isModule);
}

/**
 * A module stands for resources that are not written here; so does a type that another tool fills in.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html
 */
function isModule({ value }: RawEntry): boolean {
  const type = childOf(value, 'Type');
  return type?.kind === 'unknown' || /(?:::MODULE|^LocalModule)$/.test(stringOf(type) ?? '');
}

type Outer = Omit<Context, 'globals' | 'later' | 'surroundings'>;

function addStack(scope: Scope, outer: Outer): void {
  outer.scopes.push(scope);
  const { template, stack } = scope;
  const later = newScope(template, stack);
  const globals = globalsOf(template, scope);
  const context: Context = { ...outer, globals, later, surroundings: within(surroundingsOf(scope), outer) };
  for (const member of template.sections.get('Resources') ?? []) {
    addResources(member, { scope, base: member.base }, context.exists, context);
  }
  for (const included of includedScopes(scope)) addStack(included, outer);
}

function addResources(entry: RawEntry, frame: Frame, exists: Resource['exists'], context: Context): void {
  if (!entry.key.startsWith('Fn::ForEach')) {
    const resource = frame.loop
      ? evaluated(entry, frame, existence(entry, exists, frame, context), context)
      : recalledOrKept(entry, frame, exists, context);
    if (resource) context.resources.push(resource, ...callsOf(resource, entry, frame));
    return;
  }
  if (--frame.scope.work < 0) return;
  const loop = loopsIn(entry, frame, evaluate);
  for (const inner of loop.frames) {
    for (const each of loop.body.entries) addResources(each, inner, loop.known ? exists : 'maybe', context);
  }
}

/** What the states of a state machine, the steps of a pipeline or the lines of a script call. */
function callsOf(resource: Resource, entry: RawEntry, frame: Frame): readonly Resource[] {
  const properties = childOf(entry.value, 'Properties');
  const { text } = frame.scope.template.source;
  return [...workflowCalls(resource, properties, text, frame), ...scriptCalls(resource, properties, text, frame)];
}

/** A resource outside of loops, with what is nested in it: recalled with its body left for later, or evaluated to be kept. */
function recalledOrKept(
  entry: RawEntry,
  frame: Frame,
  outer: Resource['exists'],
  context: Context,
): Resource | undefined {
  const { memory, surroundings, later } = context;
  const isStack = templatePath(entry.value) !== undefined;
  // the nodes of a template in JSON are new with every reading, so nothing of it could be recalled
  const keeps = !isStack && frame.scope.template.language === 'yaml' && memory.recalled !== undefined;
  const known = keeps ? recallKept(entry.value, surroundings) : undefined;
  if (known) {
    memory.recalled = (memory.recalled ?? 0) + 1;
    frame.scope.work -= known.work;
    const outline = outlineOf(entry, frame, known.exists);
    if (!outline) return undefined;
    const inside = { base: frame.base, scope: later };
    outline.meaning = known.meaning;
    outline.token = tokenOf(entry.value, surroundings);
    return new LazyResource(outline, () =>
      fullBody(entry, outline, inside, existence(entry, outer, inside, context).assumed, context),
    );
  }
  const before = frame.scope.work;
  const existing = existence(entry, outer, frame, context);
  const meaning = keeps ? {} : undefined;
  const resource = evaluated(entry, frame, existing, context, meaning);
  const child = existing.exists === 'never' || !isStack ? undefined : childOfStack(entry.key, frame.scope);
  if (child) addStack(child, { ...context, ...existing });
  if (resource && meaning) {
    const what = { meaning, exists: resource.exists, work: before - frame.scope.work };
    memory.fresh.push({ node: entry.value, by: surroundings, what });
  }
  return resource;
}

/** The same for the same text in surroundings that have not moved. */
function tokenOf(node: RawNode, { places }: Surroundings): object {
  return together([places, node]);
}

/** A resource with all that is in it; with a `meaning` it can be told from what it says at the next reading. */
function evaluated(
  entry: RawEntry,
  frame: Frame,
  existing: Existence,
  context: Context,
  meaning?: object,
): Resource | undefined {
  const outline = outlineOf(entry, frame, existing.exists);
  if (!outline) return undefined;
  const body = fullBody(entry, outline, frame, existing.assumed, context);
  if (meaning) {
    outline.meaning = meaning;
    outline.token = tokenOf(entry.value, context.surroundings);
  }
  return new LazyResource(outline, () => body);
}

/** The properties, with SAM's global ones, as they are wherever the resource exists. */
function fullBody(
  entry: RawEntry,
  { type, head }: Outline,
  frame: Frame,
  assumed: Assumptions,
  { globals }: Context,
): ObjectValue {
  const body = withGlobals(bodyOf(entry, head, frame), type, globals, frame.scope);
  return assumed.size === 0 ? body : assumingObject(body, decideBy(assumed, frame.scope));
}

/** The properties; what is missing in them is missing in the resource, so they are headed by its type. */
function bodyOf(entry: RawEntry, head: Span, frame: Frame): ObjectValue {
  const properties = childOf(entry.value, 'Properties');
  if (properties?.kind === 'map') return objectOf(properties, spanOf(properties, frame.base), frame, head);
  const value = properties && evaluate(properties, frame);
  if (value?.kind === 'object') return { ...value, head };
  const open = properties ? value?.kind === 'unknown' || value?.kind === 'text' : hasMore(entry.value);
  return { kind: 'object', span: head, entries: [], open, head };
}

/** Something adds entries that can't be read: a macro, a file that is not at hand. */
function hasMore(node: RawNode): boolean {
  return node.kind === 'map' && (node.open === true || childOf(node, 'Fn::Transform') !== undefined);
}

function uniqueIds(resources: readonly Resource[]): readonly Resource[] {
  const last = new Map(resources.map((resource, i) => [resource.id, i]));
  if (last.size === resources.length) return resources;
  return resources.map((resource, i) =>
    last.get(resource.id) === i
      ? resource
      : { ...resource, body: resource.body, id: `${resource.id}@${String(resource.span.start)}/${String(i)}` },
  );
}
