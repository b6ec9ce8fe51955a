// Resources that say what they said at the last reading: their bodies are evaluated only if somebody looks into them.
import type { BoundNames } from '../../core/bound';
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

/** The surroundings with values given for linting, by what the values are. */
const withValues = new WeakMap<object, { readonly text: string; readonly surroundings: object }>();

/** What stands for the surroundings together with given values: another object where these are others. */
export function surroundingsWith(surroundings: object, values: BoundNames | undefined): object {
  if (!values || Object.keys(values).length === 0) return surroundings;
  const text = JSON.stringify(values);
  const known = withValues.get(surroundings);
  if (known?.text === text) return known.surroundings;
  const made = {};
  withValues.set(surroundings, { text, surroundings: made });
  return made;
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
