// Paths of a binding: how they are written in a kind file, and how they are walked in a resource's body.
import { HOLE, parseJsonText } from './json-text';
import type { Segment } from './resource';
import {
  entryOf,
  isAbsent,
  looseName,
  withoutDynamicReferences,
  type ChoiceValue,
  type ConfigValue,
  type Entry,
  type ObjectValue,
  type Option,
  type RefValue,
} from './value';
import type { Span } from './text';

const SEGMENT = /(?:'([^']*)'|([^.'[\]{}=]+))(\[\]|\{\})?(?:\[([^\]=]+)=([^\]]*)\])?(=)?(?:\.|$)/gy;

/**
 * Reads a path such as `Rules[].Encryption.SSEAlgorithm`, `parameter[name=rds.force_ssl].value`, `Parameters.'rds.force_ssl'` or
 * `connection_properties=.JDBC_ENFORCE_SSL` and `listeners{}.protocol`. Returns undefined where the text is not a path.
 */
export function parsePath(text: string): readonly Segment[] | undefined {
  const segments: Segment[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < text.length) {
    const match = SEGMENT.exec(text);
    if (!match) return undefined;
    segments.push(toSegment(match));
  }
  return segments.length > 0 && !text.endsWith('.') ? segments : undefined;
}

function toSegment(match: RegExpExecArray): Segment {
  const [, quoted, plain, list, whereName, whereValue, argument] = match;
  return {
    name: quoted ?? plain ?? '',
    list: list !== undefined,
    ...(list === '{}' ? { keys: true } : {}),
    ...(whereName === undefined ? {} : { where: { name: whereName, value: whereValue ?? '' } }),
    ...(argument === undefined ? {} : { argument: true }),
  };
}

/** What a path leads to in one place: a value, or its absence and where that shows. */
export interface Found {
  /** Undefined: nothing is written there. */
  readonly value: ConfigValue | undefined;
  /** The value's span, or the head of the deepest object that exists on the way. */
  readonly at: Span;
  /** The deepest object that exists on the way. */
  readonly container: ObjectValue;
  /** True where something unseen may stand there after all. */
  readonly open: boolean;
}

/** Decides which branch of a choice is looked at. */
export type Choose = (choice: ChoiceValue) => Option | undefined;

/** Takes the first branch of every condition: good enough where one world stands for all. */
export const firstBranch: Choose = (choice) => choice.options[0];

/** Takes the first branch of every condition, and counts that it was asked to. */
export function countingFirstBranch(counter: { asked: number }): Choose {
  return (choice) => {
    counter.asked++;
    return firstBranch(choice);
  };
}

/** As `choose`, in the instance that is meant: that of a reference for what it names, that of a finding for what it is about. */
export function inInstance(instance: RefValue['instance'], choose: Choose): Choose {
  if (!instance) return choose;
  return (choice) => {
    const branch = instance.get(choice.test);
    if (branch === undefined) return choose(choice);
    const value: ConfigValue = {
      kind: 'unknown',
      span: choice.span,
      reason: 'it is not known which instance is meant',
    };
    return choice.options.find((option) => option.branch === branch) ?? { branch, value };
  };
}

/** Follows a path from an object. One result for each list item on the way; a single absent one where the way ends early. */
export function walk(from: ObjectValue, path: readonly Segment[], choose: Choose, loose = false): readonly Found[] {
  const [segment, ...rest] = path;
  if (!segment) return [];
  const entry = findEntry(from, segment.name, loose);
  const value = decide(entry?.value, choose);
  if (!entry || value === undefined || isAbsent(value)) return [absent(from, entry?.keySpan)];
  return segment.list || segment.where || (rest.length > 0 && value.kind === 'list')
    ? walkItems(from, segment, value, rest, choose, loose)
    : step(from, value, rest, choose, loose);
}

function walkItems(
  from: ObjectValue,
  segment: Segment,
  value: ConfigValue,
  rest: readonly Segment[],
  choose: Choose,
  loose: boolean,
) {
  const list = value.kind === 'list' ? value : segment.keys ? asValues(value) : asList(value);
  if (!list) return [{ value: hidden(value), at: value.span, container: from, open: true }];
  const items = list.items.map((item) => decide(item, choose)).filter((item) => item !== undefined && !isAbsent(item));
  const chosen = segment.where
    ? items.filter((item) => item !== undefined && hasValue(item, segment, choose, loose))
    : items;
  if (chosen.length === 0) {
    const mayBeThere = items.some((item) => isUnsure(item) || isUnsure(nameOf(item, segment, choose, loose)));
    return [{ ...absent(from), open: list.open || from.open || mayBeThere }];
  }
  return chosen.flatMap((item) => (item === undefined ? [] : step(from, item, rest, choose, loose)));
}

function hasValue(item: ConfigValue, segment: Segment, choose: Choose, loose: boolean): boolean {
  const value = nameOf(item, segment, choose, loose);
  return value?.kind === 'scalar' && String(value.value).toLowerCase() === segment.where?.value.toLowerCase();
}

/** What tells the item from the others of its list. */
function nameOf(
  item: ConfigValue | undefined,
  { where }: Segment,
  choose: Choose,
  loose: boolean,
): ConfigValue | undefined {
  if (item?.kind !== 'object' || !where) return undefined;
  return decide(findEntry(item, where.name, loose)?.value, choose);
}

function step(
  from: ObjectValue,
  value: ConfigValue,
  rest: readonly Segment[],
  choose: Choose,
  loose: boolean,
): readonly Found[] {
  if (rest.length === 0) return [{ value, at: value.span, container: from, open: false }];
  const object = asObject(value);
  if (object) return walk(object, rest, choose, loose);
  return [
    { value: isUnsure(value) ? hidden(value) : undefined, at: value.span, container: from, open: isUnsure(value) },
  ];
}

/** What lies behind a value that can't be looked into. */
function hidden(value: ConfigValue): ConfigValue {
  return value.kind === 'unknown'
    ? value
    : { kind: 'unknown', span: value.span, reason: 'what is referenced here can not be looked into' };
}

function absent(container: ObjectValue, key?: Span): Found {
  return { value: undefined, at: key ?? container.head, container, open: container.open };
}

/** The branch that counts in the world looked at; undefined for "as if not written". */
export function decide(value: ConfigValue | undefined, choose: Choose): ConfigValue | undefined {
  let current = value;
  for (let depth = 0; current?.kind === 'choice' && depth < 32; depth++) {
    const chosen: ConfigValue | undefined = choose(current)?.value;
    current = chosen && current.trace && !chosen.trace ? { ...chosen, trace: current.trace } : chosen;
  }
  return current?.kind === 'choice'
    ? { kind: 'unknown', span: current.span, reason: 'too many nested conditions' }
    : current;
}

function findEntry(object: ObjectValue, name: string, loose: boolean): Entry | undefined {
  const exact = entryOf(object, name);
  if (exact || !loose) return exact;
  const wanted = looseName(name);
  return object.entries.find((entry) => looseName(entry.key) === wanted);
}

function isUnsure(value: ConfigValue | undefined): boolean {
  return value !== undefined && (value.kind === 'unknown' || value.kind === 'ref' || value.kind === 'text');
}

/** The values of a map whose keys are names that somebody chose. */
function asValues(value: ConfigValue): { items: readonly ConfigValue[]; open: boolean } | undefined {
  return value.kind === 'object' ? { items: value.entries.map((entry) => entry.value), open: value.open } : undefined;
}

/** A single object where a list is expected counts as a list of one: Terraform blocks, CloudFormation's one-item shorthand. */
function asList(value: ConfigValue): { items: readonly ConfigValue[]; open: boolean } | undefined {
  const parsed = parseJsonText(value);
  if (parsed?.kind === 'list') return parsed;
  return value.kind === 'object' || (value.kind === 'scalar' && value.value !== null)
    ? { items: [value], open: false }
    : undefined;
}

/** The object itself, or the one that a JSON text holds (policies, EMR configurations, container definitions). */
export function asObject(value: ConfigValue): ObjectValue | undefined {
  if (value.kind === 'object') return value;
  const parsed = parseJsonText(value);
  return parsed?.kind === 'object' ? parsed : undefined;
}

/** The known text with `HOLE` for each unknown part, dynamic references among them; undefined for what is no text. */
export function renderText(value: ConfigValue): string | undefined {
  const text = value.kind === 'text' ? value.parts.map(partText).join('') : value.kind === 'scalar' && value.value;
  return typeof text === 'string' ? withoutDynamicReferences(text, HOLE) : undefined;
}

function partText(part: string | ConfigValue): string {
  return typeof part === 'string' ? part : HOLE;
}
