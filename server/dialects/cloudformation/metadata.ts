// Metadata of a whole template as plain values: functions in it are nobody's business here.
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import type { RawEntry, RawNode } from './raw';
import type { Template } from './template';

/** What stands under `Metadata` beside `Resources`; undefined where there is none. Its own span is only known in JSON. */
export function templateMetadata({ sections, metadata }: Template): ObjectValue | undefined {
  const members = sections.get('Metadata');
  if (!members) return undefined;
  const span = metadata ?? { start: 0, end: 0 };
  const entries = members.map((member) => plainEntry(member, member.base));
  return { kind: 'object', span, head: span, open: false, entries };
}

function plainEntry({ key, keyStart, keyEnd, value }: RawEntry, base: number): Entry {
  return { key, keySpan: { start: base + keyStart, end: base + keyEnd }, value: plain(value, base) };
}

function plain(node: RawNode, base: number): ConfigValue {
  const span = { start: base + node.start, end: base + node.end };
  switch (node.kind) {
    case 'map':
      return {
        kind: 'object',
        span,
        head: span,
        open: false,
        entries: node.entries.map((entry) => plainEntry(entry, base)),
      };
    case 'list':
      return { kind: 'list', span, open: false, items: node.items.map((item) => plain(item, base)) };
    case 'scalar':
      return { kind: 'scalar', span, value: node.value };
    case 'unknown':
      return { kind: 'unknown', span, reason: node.reason };
  }
}
