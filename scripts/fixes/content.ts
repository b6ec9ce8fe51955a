// Says what a fix touched beyond its changes: values of resources, comments, line endings.
import type { PlannedChange } from '../../server/core/fix';
import type { Language, Resource, Unit } from '../../server/core/resource';
import { looseName, type ConfigValue } from '../../server/core/value';

/** Complaints about values that differ though no change names them. */
export function strayValues(before: Unit, after: Unit, changes: readonly PlannedChange[]): readonly string[] {
  const later = new Map(after.resources.map((resource) => [stableId(resource), resource]));
  return before.resources.flatMap((resource) => {
    const next = later.get(stableId(resource));
    const removed = changes.some(({ resource: id, change }) => id === resource.id && change.kind === 'remove');
    if (!next) return removed ? [] : [`${resource.address} is gone`];
    const ours = changes.filter(({ resource: id }) => id === resource.id);
    // A part of a resource can be a resource of its own in code.
    const near = changes.filter(({ resource: id }) => id === resource.id || resource.dialect === 'sdk');
    const own = [...near.flatMap(({ change }) => pathOf(change)), ...policiesFrom(changes, resource)];
    const isInner = ours.some(({ change }) => 'within' in change && change.within);
    const [old, now] = [leavesOf(resource), leavesOf(next)];
    return [...missing(old, now), ...missing(now, old)]
      .filter((leaf) => !own.some((path) => isUnder(leaf, path)) && !(isInner && leaf.endsWith(' = {}')))
      .map((leaf) => `${resource.address}: ${leaf} was changed`)
      .slice(0, 3);
  });
}

/** A resource's name that survives moved text: ids of calls and constructs hold offsets. */
export function stableId(resource: Resource): string {
  return resource.dialect === 'sdk' || resource.dialect === 'cdk'
    ? `${resource.type} ${resource.address}`.replace(/@\d+/g, '')
    : resource.id;
}

/** The path that a change writes, and what tells the item of a list on the way. */
function pathOf(change: PlannedChange['change']): readonly (readonly string[])[] {
  if (change.kind === 'add-resource') return [];
  const names = change.path.map(({ name }) => looseName(name));
  const keys = change.path.flatMap(({ where }, i) =>
    where ? [[...names.slice(0, i + 1), looseName(where.name)]] : [],
  );
  return [names, names.slice(-1), ...keys];
}

/** What takes its policy from a document of its own changes with that document. */
function policiesFrom(changes: readonly PlannedChange[], { body }: Resource): readonly (readonly string[])[] {
  const documents = changes.filter(({ change }) => change.kind === 'add-statement' && change.path.length === 0);
  return body.entries
    .filter(({ value }) => value.trace?.some(({ note }) => documents.some(({ resource }) => resource.endsWith(note))))
    .map(({ key }) => [looseName(key)]);
}

function leavesOf(resource: Resource): readonly string[] {
  const leaves: string[] = [];
  collect(resource.body, '', leaves);
  return leaves;
}

/** One text for each value: `A/B = true`. Positions in lists are left out, they may move. */
function collect(value: ConfigValue, path: string, leaves: string[]): void {
  switch (value.kind) {
    case 'object':
      if (value.entries.length === 0 && path !== '') leaves.push(`${path} = {}`);
      for (const { key, value: inner } of value.entries) collect(inner, `${path}/${key}`, leaves);
      break;
    case 'list':
      if (value.items.length === 0) leaves.push(`${path} = []`);
      for (const item of value.items) collect(item, path, leaves);
      break;
    case 'choice':
      for (const option of value.options) collect(option.value, path, leaves);
      break;
    default:
      leaves.push(`${path} = ${shown(value)}`);
  }
}

function shown(value: ConfigValue): string {
  if (value.kind === 'scalar') return JSON.stringify(value.value);
  if (value.kind === 'ref') return `${value.target}.${value.attribute}`.replace(/@\d+/g, '');
  return value.kind === 'text' ? 'text' : 'unknown';
}

function missing(from: readonly string[], other: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const leaf of other) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  return from.filter((leaf) => {
    const left = counts.get(leaf) ?? 0;
    counts.set(leaf, left - 1);
    return left <= 0;
  });
}

/** True where the leaf lies under the path, or on the way to it. */
function isUnder(leaf: string, path: readonly string[]): boolean {
  const names = leaf
    .slice(1, leaf.indexOf(' = '))
    .split('/')
    .map((name) => looseName(name));
  return names.some((_, from) => names.slice(from, from + path.length).every((name, i) => name === path[i]));
}

const COMMENTS: Readonly<Record<Language, RegExp | undefined>> = {
  yaml: /(?<=^|\s)#.*$/gm,
  hcl: /(?<=^|\s)(?:#|\/\/).*$/gm,
  python: /(?<=^|\s)#.*$/gm,
  shell: /(?<=^|\s)#.*$/gm,
  typescript: /(?<=^|\s)\/\/.*$/gm,
  javascript: /(?<=^|\s)\/\/.*$/gm,
  json: undefined,
};

/** Comments that a fix lost. */
export function lostComments(before: string, after: string, language: Language): readonly string[] {
  const pattern = COMMENTS[language];
  const of = (text: string): readonly string[] =>
    pattern ? (text.match(pattern) ?? []).map((comment) => comment.trim()) : [];
  return missing(of(before), of(after)).map((comment) => `the comment "${comment}" is gone`);
}

/** Line endings, blank space at line ends and byte order marks that a fix brought in or lost. */
export function strayWhitespace(before: string, after: string): readonly string[] {
  const crlf = (text: string): boolean => text.includes('\r\n');
  const mixed = (text: string): boolean => crlf(text) && /(^|[^\r])\n/.test(text);
  const trailing = (text: string): number => (text.match(/[ \t]+(?=\r?$)/gm) ?? []).length;
  return [
    crlf(before) !== crlf(after) || mixed(before) !== mixed(after) ? 'the line endings differ' : undefined,
    trailing(after) > trailing(before) ? 'there is blank space at the end of a line' : undefined,
    before.startsWith('\uFEFF') === after.startsWith('\uFEFF') ? undefined : 'the byte order mark differs',
  ].filter((word) => word !== undefined);
}
