// The files that `resources` of a Serverless Framework service names: whole templates, all resources of one, or one resource each.
// Source: https://www.serverless.com/framework/docs/providers/aws/guide/resources and https://www.serverless.com/framework/docs/guides/variables
import type { Member, RawNode } from './raw';
import { nodeAt, pathFrom } from './serverless';
import { includedFile, type IncludedFile } from './serverless-text';
import { newScope, type Scope } from './scope';
import { readFragment, type Template } from './template';

/** One evaluation for each file that `resources` names. What stands in it may use the variables of the service. */
export function includedScopes(scope: Scope): readonly Scope[] {
  if (!scope.stack.service) return [];
  const templates = [
    ...uniqueFiles(scope.template.includes).map((file) => templateAt(file, scope)),
    ...[...scope.members('Resources').values()].flatMap((member) => ofOneResource(member, scope)),
  ];
  return templates.flatMap((template) => {
    if (template === scope.template) return [];
    if (template && scope.stack.tree.stacks-- > 0) return [newScope(template, scope.stack)];
    scope.missing = true;
    return [];
  });
}

function uniqueFiles(files: readonly IncludedFile[]): readonly IncludedFile[] {
  return [...new Map(files.map((file) => [JSON.stringify(file), file])).values()];
}

/** A template of its own, or what stands at an address of a file, as far as it is at hand. */
function templateAt(included: IncludedFile, scope: Scope): Template | undefined {
  const { path, address, section } = included;
  const place = pathFrom(scope, path);
  const whole = address.length === 0 && section === undefined && place !== undefined;
  const template = whole ? scope.stack.tree.around.file(place) : undefined;
  return template ?? partOf(included, scope, (node) => sectionsIn(node, section));
}

/** `Orders: ${file(./orders.yml)}` is judged where it stands, under the name that it has here. */
function ofOneResource({ key, value }: Member, scope: Scope): readonly (Template | undefined)[] {
  const included = includedIn(value);
  if (!included) return [];
  const template = partOf(included, scope, (node) => new Map([['Resources', [named(key, node)]]]));
  return [template];
}

/** The file that a text stands for, where it is nothing else. */
function includedIn(value: RawNode): IncludedFile | undefined {
  return value.kind === 'scalar' ? includedFile(String(value.value)) : undefined;
}

/** An empty span: a resource without its name can't be edited as one. */
function named(key: string, node: RawNode): Member {
  return { key, keyStart: node.start, keyEnd: node.start, base: 0, value: { ...node, end: node.start } };
}

function sectionsIn(node: RawNode, section: string | undefined): ReadonlyMap<string, readonly Member[]> {
  if (section !== undefined) return new Map([[section, membersOf(node)]]);
  return new Map(membersOf(node).map(({ key, value }) => [key, membersOf(value)]));
}

function membersOf(node: RawNode): readonly Member[] {
  return node.kind === 'map' ? node.entries.map((entry) => ({ ...entry, base: 0 })) : [];
}

type Sections = (node: RawNode) => ReadonlyMap<string, readonly Member[]>;

function partOf({ path, address }: IncludedFile, scope: Scope, sections: Sections): Template | undefined {
  const { around } = scope.stack.tree;
  const place = pathFrom(scope, path);
  const text = place === undefined ? undefined : around.text(place);
  if (place === undefined || text === undefined) return undefined;
  const { root, language, problems } = readFragment(text);
  const node = nodeAt(root, address);
  if (node?.kind !== 'map') return undefined;
  return {
    source: { uri: around.uri(place), path: place, text },
    language,
    problems,
    sections: sections(node),
    metadata: undefined,
    serverless: false,
    includes: [],
    open: node.open === true,
    chunks: new Map(),
    surroundings: {},
  };
}
