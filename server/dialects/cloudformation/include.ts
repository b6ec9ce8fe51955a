// Puts the files that `AWS::Include` names in the place of the transform, where they lie in the workspace, as `aws cloudformation package` does.
// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
import { folderOf, joinPath } from '../../core/paths';
import type { Document, Files, Problem } from '../../core/resource';
import type { Span } from '../../core/text';
import { MAX_ALIASED } from './limits';
import { childOf, relocate, stringOf, type Member, type RawEntry, type RawMap, type RawNode } from './raw';
import { readFragment, type Template } from './template';

interface Including {
  readonly template: Template;
  readonly around: Files<Template>;
  /** By path; undefined for what is not there or holds no map. */
  readonly files: Map<string, Fragment | undefined>;
  readonly problems: Problem[];
  /** How many more nodes included files may bring. */
  left: number;
}

interface Fragment {
  readonly document: Document;
  readonly root: RawMap;
}

const TRANSFORM = 'Fn::Transform';

/** Includes what is at hand. A transform that stays, because its file is elsewhere or it is another macro, leaves its surroundings open. */
export function withIncluded(template: Template, around: Files<Template>): Template {
  if (!template.source.text.includes('AWS::Include')) return template;
  const including: Including = { template, around, files: new Map(), problems: [], left: MAX_ALIASED };
  const sections = new Map<string, readonly Member[]>();
  for (const [section, members] of template.sections)
    sections.set(
      section,
      members.flatMap((member) => expandMember(member, including)),
    );
  const open = addTopLevel(sections, including) || template.open;
  const { files, problems } = including;
  if (files.size === 0) return open === template.open ? template : { ...template, open };
  const included = [...files.values()].flatMap((fragment) => (fragment ? [fragment.document] : []));
  // what is included may change without a change of this text
  const surroundings = {};
  return { ...template, surroundings, sections, open, problems: [...template.problems, ...problems], included };
}

function expandMember(member: Member, including: Including): readonly Member[] {
  return expandEntry(member, member.base, including).map((entry) => ({ ...entry, base: member.base }));
}

function expandEntry(entry: RawEntry, base: number, including: Including): readonly RawEntry[] {
  if (entry.key !== TRANSFORM) return [{ ...entry, value: expand(entry.value, base, including) }];
  const calls = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return calls.flatMap((call) => includedBy(call, base, including) ?? [{ ...entry, value: call }]);
}

function expand(node: RawNode, base: number, including: Including): RawNode {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => expand(item, base, including)) };
  if (node.kind !== 'map') return node;
  const entries = node.entries.map((entry) => expandEntry(entry, base, including));
  return { ...node, entries: undecided(entries.flat()) };
}

/** Which of two counts that have one key, AWS does not say. */
function undecided(entries: readonly RawEntry[]): readonly RawEntry[] {
  const included = new Set(entries.filter(({ value }) => value.origin?.uri !== undefined).map(({ key }) => key));
  const twice = new Set(
    entries.map(({ key }) => key).filter((key, i, all) => included.has(key) && all.indexOf(key) !== i),
  );
  return twice.size === 0
    ? entries
    : entries.map((entry) => (twice.has(entry.key) ? { ...entry, value: unclear(entry.value) } : entry));
}

function unclear({ start, end }: RawNode): RawNode {
  return { kind: 'unknown', start, end, reason: 'it stands both here and in an included file' };
}

/** The entries that a transform stands for, all of them at the name of the file; undefined where it stays. */
function includedBy(call: RawNode, base: number, including: Including): readonly RawEntry[] | undefined {
  const location = childOf(childOf(call, 'Parameters'), 'Location');
  const written = stringOf(childOf(call, 'Name')) === 'AWS::Include' ? stringOf(location) : undefined;
  if (!location || written === undefined) return undefined;
  const fragment = fragmentAt(written, { start: base + location.start, end: base + location.end }, including);
  if (!fragment) return undefined;
  const moved = relocate(fragment.root, location, {
    spend: () => --including.left >= 0,
    reason: 'included files bring too many values',
    uri: fragment.document.source.uri,
  });
  return moved.kind === 'map' && !moved.open ? moved.entries : undefined;
}

const LOCAL = /^(?!\w+:)[^${}]+$/;

function fragmentAt(written: string, span: Span, including: Including): Fragment | undefined {
  const { template, around, files, problems } = including;
  const path = LOCAL.test(written) ? joinPath(folderOf(template.source.path), written) : undefined;
  if (path === undefined) return undefined;
  if (files.has(path)) return files.get(path);
  const text = around.text(path);
  if (text === undefined) problems.push({ span, message: `The included file "${written}" is not in this workspace.` });
  const fragment = text === undefined ? undefined : read(path, text, around);
  files.set(path, fragment);
  return fragment;
}

function read(path: string, text: string, around: Files<Template>): Fragment | undefined {
  const { root, language, problems } = readFragment(text);
  if (root?.kind !== 'map') return undefined;
  return { root, document: { source: { uri: around.uri(path), path, text }, language, problems } };
}

/** Sections of files that are included as parts of the template itself. True where one of these stays unread. */
function addTopLevel(sections: Map<string, readonly Member[]>, including: Including): boolean {
  const calls = ['Transform', TRANSFORM].flatMap((section) => callsIn(sections.get(section) ?? []));
  let unread = false;
  for (const { value, base } of calls) {
    const entries = includedBy(value, base, including);
    unread ||= !entries && stringOf(childOf(value, 'Name')) === 'AWS::Include';
    for (const { key, value: section } of entries ?? []) {
      const members = section.kind === 'map' ? section.entries.map((entry) => ({ ...entry, base })) : [];
      sections.set(key, [...(sections.get(key) ?? []), ...members]);
    }
  }
  return unread;
}

/** A section that names one transform has the parts of its call as members, one that lists several has the calls. */
function callsIn(members: readonly Member[]): readonly Pick<Member, 'value' | 'base'>[] {
  const [first] = members;
  if (!first || first.key === '') return members;
  return [{ base: first.base, value: { kind: 'map', start: first.keyStart, end: first.value.end, entries: members } }];
}
