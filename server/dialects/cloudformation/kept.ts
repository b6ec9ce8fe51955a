// Resources that say what they said at the last reading: their bodies are evaluated only if somebody looks into them.
import type { Resource } from '../../core/resource';
import type { ObjectValue } from '../../core/value';
import type { RawNode } from './raw';

/** What is remembered of a resource that was evaluated in full, with plenty of work left. */
export interface Kept {
  /** Everything that it may take values from, see `Template`. */
  readonly surroundings: object;
  /** See `Resource`. */
  readonly token: object;
  /** What its evaluation took. */
  readonly work: number;
  readonly exists: Resource['exists'];
}

/** By the raw node, which is the same from reading to reading while its text is the same. */
const kept = new WeakMap<RawNode, Kept>();

/** What is known of a raw resource in the same surroundings. */
export function recallKept(node: RawNode, surroundings: object): Kept | undefined {
  const known = kept.get(node);
  return known?.surroundings === surroundings ? known : undefined;
}

export function keep(node: RawNode, what: Kept): void {
  kept.set(node, what);
}

/** A resource whose body is worked out when it is first asked for. Spelled out: a large template has thousands at every keystroke. */
export function lazyResource(
  { dialect, type, id, address, source, language, span, head, metadata }: Omit<Resource, 'body' | 'exists'>,
  { exists, token }: Kept,
  makeBody: () => ObjectValue,
): Resource {
  let made: ObjectValue | undefined;
  const resource: { -readonly [Key in keyof Resource]: Resource[Key] } = {
    dialect,
    type,
    id,
    address,
    source,
    language,
    span,
    head,
    exists,
    token,
    get body() {
      return (made ??= makeBody());
    },
  };
  if (metadata) resource.metadata = metadata;
  return resource;
}
