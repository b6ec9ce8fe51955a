// A resource of a template without its properties: type, id, places, metadata.
import type { Resource } from '../../core/resource';
import { evaluate, originOf } from './evaluate';
import { loopText } from './loops';
import { childOf, stringOf, type RawEntry } from './raw';
import { spanOf, type Frame } from './scope';

/** Filled in step by step: copying objects costs more than all else that is done for a small resource. */
export type Outline = { -readonly [Key in keyof Omit<Resource, 'body'>]: Resource[Key] };

/** What a raw resource says of itself; undefined where it has no type yet. */
export function outlineOf(entry: RawEntry, frame: Frame, exists: Resource['exists']): Outline | undefined {
  const { template, stack } = frame.scope;
  const typeNode = childOf(entry.value, 'Type');
  const type = stringOf(typeNode);
  if (!typeNode || !type) return undefined;
  const id = `${stack.prefix}${loopText(entry.key, frame)}`;
  const metadata = childOf(entry.value, 'Metadata');
  const start = frame.base + entry.keyStart;
  const { origin } = entry.value;
  const included = origin?.uri !== undefined;
  const outline: Outline = {
    dialect: 'cloudformation',
    type,
    id,
    address: id,
    source: template.source.uri,
    language: template.language,
    // an empty span: what is included can't be edited here
    span: { start, end: included ? start : Math.max(start, frame.base + entry.value.end) },
    head: spanOf(typeNode, frame.base),
    exists,
  };
  if (stack.via.length > 0) outline.via = stack.via;
  if (origin && included) outline.original = originOf(origin, frame);
  if (metadata) outline.metadata = evaluate(metadata, frame);
  return outline;
}
